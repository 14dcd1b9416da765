"""Files that a person names: read whole up to a limit, and never waited for without end."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kembar.errors import InputError, system_reason
from kembar.inputs.limits import LARGEST_TEXT, SILENCE
from kembar.language import N_, _, numeral

_BLOCK = 1 << 20
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_IS_FOLDER = N_("cannot be read: it is a folder")
_NUL_IN_NAME = N_("cannot be read: its name holds a NUL character")


def read_bytes(path: Path, most: int, *, name: object = None) -> bytes:
    """Return the content of a file, or of a pipe that somebody writes to, as `<(zcat list.gz)`.

    Args:
        path: of the file.
        most: bytes; a longer file is refused before it is read.
        name: of the file in messages; its path where None.

    Raises:
        InputError: it cannot be read, is too long, or is a pipe that nobody writes to.
    """
    name = path if name is None else name
    try:
        with _opened(path, name) as (file, first):
            if os.fstat(file.fileno()).st_size > most:
                raise _too_long(most, name)
            content = first + file.read(most + 1 - len(first))
    except OSError as bad:
        raise InputError(
            _("cannot be read: {reason}", reason=system_reason(bad)), file=name
        ) from None
    if len(content) > most:
        raise _too_long(most, name)
    return content


def read_text(path: Path, *, name: object = None) -> str:
    """Return the UTF-8 text of a file that a person wrote; see `read_bytes`.

    Raises:
        InputError: as `read_bytes`; or it is not UTF-8, with the line.
    """
    raw = read_bytes(path, LARGEST_TEXT, name=name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = raw[: bad.start].count(b"\n") + 1
        fault = _("is not UTF-8; save it as UTF-8")
        raise InputError(fault, file=path if name is None else name, line=line) from None


def require_regular(path: Path) -> None:
    """Refuse a pipe, a device or a folder where a file is read more than once.

    Raises:
        InputError: it is not a regular file, or cannot be read.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as bad:
        reason = getattr(bad, "strerror", None)
        fault = _("cannot be read: {reason}", reason=reason) if reason else _(_NUL_IN_NAME)
        raise InputError(fault, file=path) from None
    if stat.S_ISDIR(mode):
        raise InputError(_(_IS_FOLDER), file=path)
    if not stat.S_ISREG(mode):
        fault = _("is a pipe or a device, which can be read only once; write it to a file first")
        raise InputError(fault, file=path)


def require_size(path: Path, most: int, *, name: object = None) -> None:
    """Refuse a file that is too long to be read whole.

    Raises:
        InputError: it is longer than `most` bytes.
        OSError: it does not exist.
    """
    if path.stat().st_size > most:
        raise _too_long(most, path if name is None else name)


@contextmanager
def _opened(path: Path, name: object) -> Iterator[tuple[BinaryIO, bytes]]:
    """The open file, and the bytes that were read to see whether anybody writes."""
    try:
        # Without this flag a pipe is not even opened before somebody writes to it.
        handle = os.open(path, os.O_RDONLY | _NO_WAIT)
    except ValueError:
        raise InputError(_(_NUL_IN_NAME), file=name) from None
    mode = os.fstat(handle).st_mode
    if stat.S_ISDIR(mode):
        os.close(handle)
        raise InputError(_(_IS_FOLDER), file=name)
    with os.fdopen(handle, "rb", buffering=_BLOCK) as file:
        first = _first_bytes(handle, name) if stat.S_ISFIFO(mode) else b""
        if not stat.S_ISREG(mode):
            os.set_blocking(handle, True)
        yield file, first


def _first_bytes(handle: int, name: object) -> bytes:
    """The first bytes of a pipe, or nothing if somebody holds it open and is silent so far."""
    end = time.monotonic() + SILENCE
    while time.monotonic() < end:
        try:
            first = os.read(handle, _BLOCK)
        except BlockingIOError:
            return b""
        if first:
            return first
        time.sleep(0.02)
    fault = _("is a pipe that nobody writes to; name a file, or write to it")
    raise InputError(fault, file=name)


def _too_long(most: int, name: object) -> InputError:
    fault = _("is longer than {megabytes} MB; divide it", megabytes=numeral(round(most / 1e6)))
    return InputError(fault, file=name)
