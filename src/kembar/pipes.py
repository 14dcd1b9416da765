"""Lines that one thread writes and another reads as a file; at the same time where that can be.

Some programs read nothing but files, and by names that end as those of such files do.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import IO

try:
    import fcntl
    import termios
except ImportError:  # Windows, which has no pipes that are files
    fcntl = None  # type: ignore[assignment]  # a module, to mypy, on every platform

_A_MOMENT = 0.001
"""Seconds between two looks at whether all was read."""


class Pipe:
    """Both ends are to be entered, each once and by a thread of its own.

    Args:
        suffix: how the name of the file ends, as ".nt".
        at_once: whether to read what is being written; else all is written to the disk first.
    """

    def __init__(self, suffix: str, *, at_once: bool = fcntl is not None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="kembar-"))
        self._path = self._folder / f"written{suffix}"
        self._at_once = at_once
        self._readable, self._left = Event(), Event()
        if at_once:
            os.mkfifo(self._path)
            # Somebody stands at each end from now on, so that nobody waits for anybody to come.
            self._held = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK)
            self._file: IO[bytes] = self._path.open("wb")
            self._readable.set()
        else:
            self._file = self._path.open("wb")

    @contextmanager
    def writing(self) -> Iterator[IO[bytes]]:
        """The end to write to, beginning with an empty line; the lines end where it is left.

        A reader that has left ends the writing, without a word: it tells by itself why it left.
        """
        try:
            with suppress(BrokenPipeError), self._file as file:
                file.write(b"\n")
                try:
                    yield file
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
