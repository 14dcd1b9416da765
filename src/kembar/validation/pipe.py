"""Pipe: lines that one thread writes and another reads as a file, at the same time if possible.

SHACL engines read only files, and recognise their format by the suffix.
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
except ImportError:  # Windows has no named pipes in folders
    fcntl = None  # type: ignore[assignment]  # a module, to mypy, on every platform

_POLL = 0.001
"""Seconds between two checks for unread bytes."""

_BUFFER = 64_000_000
"""Bytes of unwritten texts from which `write` waits."""


class PipeWriter:
    """A queue of texts that another thread writes to a file.

    With several pipes, a writer does not wait at one while the readers of the others are idle.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._texts: deque[bytes] = deque()
        self._size = 0
        self._ended, self._stopped = False, False
        self._changed = Condition()

    def write(self, text: bytes) -> None:
        """Queue a text; wait while more than `_BUFFER` bytes are queued.

        Raises:
            BrokenPipeError: the reader left.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._size < _BUFFER or self._stopped)
            if self._stopped:
                raise BrokenPipeError
            self._texts.append(text)
            self._size += len(text)
            self._changed.notify_all()

    def end(self) -> None:
        """Signal that no more text will be written."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def run(self) -> None:
        """Write queued texts to the file until the end; called by the other thread."""
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
def _running_writer(file: IO[bytes]) -> Iterator[PipeWriter]:
    """Yield a writer with its thread; all texts are in the file after the context."""
    writer = PipeWriter(file)
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(writer.run)
        try:
            yield writer
        finally:
            writer.end()
            with suppress(BrokenPipeError):
                future.result()


class Pipe:
    """A file with a writer and a reader; each end is opened once, by a thread of its own.

    Args:
        suffix: of the file, as ".nt".
        streaming: read while writing, by a named pipe; else the whole file is written first.
    """

    def __init__(self, suffix: str, *, streaming: bool = fcntl is not None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="kembar-"))
        self._path = self._folder / f"pipe{suffix}"
        self._streaming = streaming
        self._readable, self._left = Event(), Event()
        if streaming:
            os.mkfifo(self._path)
            # Both ends are open from now on, so that neither thread waits for the other to open.
            self._reader = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK)
            self._file: IO[bytes] = self._path.open("wb")
            self._readable.set()
        else:
            self._file = self._path.open("wb")

    @contextmanager
    def open_writer(self) -> Iterator[PipeWriter]:
        """Yield the writer; the file begins with an empty line, and ends with the context.

        A reader that leaves ends the writing silently, as it reports its own error.
        """
        try:
            with suppress(BrokenPipeError), self._file as file:
                file.write(b"\n")
                try:
                    with _running_writer(file) as writer:
                        yield writer
                finally:
                    self._wait_until_read()
        finally:
            self._readable.set()

    def _wait_until_read(self) -> None:
        """Wait for the reader: opening a named pipe without a writer would wait for ever."""
        with suppress(BrokenPipeError):
            self._file.flush()
        while self._streaming and not self._left.is_set() and _unread_bytes(self._reader):
            time.sleep(_POLL)

    @contextmanager
    def open_reader(self) -> Iterator[Path]:
        """Yield the path of the file, which is deleted after the context."""
        self._readable.wait()
        try:
            yield self._path
        finally:
            self._left.set()
            if self._streaming:
                os.close(self._reader)
            shutil.rmtree(self._folder, ignore_errors=True)


def _unread_bytes(pipe: int) -> int:
    """Return the number of unread bytes in a pipe; 0 if it has just been closed."""
    try:
        number = fcntl.ioctl(pipe, termios.FIONREAD, bytes(4))
    except OSError:
        return 0
    return int.from_bytes(number, sys.byteorder)
