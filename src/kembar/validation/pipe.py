"""Lines that one thread writes and another reads as a file; at the same time where that can be.

Some programs read nothing but files, and by names that end as those of such files do.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Condition, Event
from typing import IO

try:
    import fcntl
    import termios
except ImportError:  # Windows, which has no pipes that are files
    fcntl = None  # type: ignore[assignment]  # a module, to mypy, on every platform

_A_MOMENT = 0.001
"""Seconds between two looks at whether all was read."""

_AHEAD = 64_000_000
"""Bytes that are taken before they are read, and then the last text that was taken."""


class PipeWriter:
    """Takes texts, which another thread writes to a file.

    Who fills several pipes need not wait at one while nobody has anything to read at the others.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._texts: deque[bytes] = deque()
        self._size = 0
        self._ended, self._stopped = False, False
        self._changed = Condition()

    def write(self, text: bytes) -> None:
        """Leave a text to be written.

        Raises:
            BrokenPipeError: nothing more can be written.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._size < _AHEAD or self._stopped)
            if self._stopped:
                raise BrokenPipeError
            self._texts.append(text)
            self._size += len(text)
            self._changed.notify_all()

    def end(self) -> None:
        """Nothing more comes."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def send(self) -> None:
        """What the other thread does, until all that came is written."""
        try:
            while (text := self._next()) is not None:
                self._file.write(text)
                if not self._texts:
                    self._file.flush()
        finally:
            with self._changed:
                self._stopped = True
                self._changed.notify_all()

    def _next(self) -> bytes | None:
        with self._changed:
            self._changed.wait_for(lambda: self._texts or self._ended)
            if not self._texts:
                return None
            text = self._texts.popleft()
            self._size -= len(text)
            self._changed.notify_all()
            return text


@contextmanager
def _sent(file: IO[bytes]) -> Iterator[PipeWriter]:
    """An outbox, of which all is in the file where this is left."""
    box = PipeWriter(file)
    with ThreadPoolExecutor(1) as other:
        sent = other.submit(box.send)
        try:
            yield box
        finally:
            box.end()
            with suppress(BrokenPipeError):
                sent.result()


class Pipe:
    """Both ends are to be entered, each once and by a thread of its own.

    Args:
        suffix: how the name of the file ends, as ".nt".
        at_once: whether to read what is being written; else all is written to the disk first.
    """

    def __init__(self, suffix: str, *, map_parallel: bool = fcntl is not None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="kembar-"))
        self._path = self._folder / f"written{suffix}"
        self._at_once = map_parallel
        self._readable, self._left = Event(), Event()
        if map_parallel:
            os.mkfifo(self._path)
            # Somebody stands at each end from now on, so that nobody waits for anybody to come.
            self._held = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK)
            self._file: IO[bytes] = self._path.open("wb")
            self._readable.set()
        else:
            self._file = self._path.open("wb")

    @contextmanager
    def writing(self) -> Iterator[PipeWriter]:
        """The end to write to, beginning with an empty line; the lines end where it is left.

        A reader that has left ends the writing, without a word: it tells by itself why it left.
        """
        try:
            with suppress(BrokenPipeError), self._file as file:
                file.write(b"\n")
                try:
                    with _sent(file) as box:
                        yield box
                finally:
                    self._see_off()
        finally:
            self._readable.set()

    def _see_off(self) -> None:
        """Wait until all is read: who opens a pipe when nobody is left to write waits for ever."""
        with suppress(BrokenPipeError):
            self._file.flush()
        while self._at_once and not self._left.is_set() and _waiting(self._held):
            time.sleep(_A_MOMENT)

    @contextmanager
    def reading(self) -> Iterator[Path]:
        """The file to read, which is gone where this is left."""
        self._readable.wait()
        try:
            yield self._path
        finally:
            self._left.set()
            if self._at_once:
                os.close(self._held)
            shutil.rmtree(self._folder, ignore_errors=True)


def _waiting(pipe: int) -> int:
    """How many bytes wait in a pipe to be read; none where it has just been closed."""
    try:
        told = fcntl.ioctl(pipe, termios.FIONREAD, bytes(4))
    except OSError:
        return 0
    return int.from_bytes(told, sys.byteorder)
