"""Writing to disk so that a file or a folder is there whole or not at all, after a crash too."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from kembar.errors import KembarError

WRITING = ".writing-"
"""What is not yet whole begins so; nobody reads it, and `sweep` takes it away."""


def write_text(path: Path, text: str) -> Path:
    """Write a UTF-8 text so that it is there whole or not at all; make its folder if need be.

    Raises:
        KembarError: the disk says no.
    """
    return write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> Path:
    """Write beside its place and move it there at once; make its folder if need be.

    Raises:
        KembarError: the disk says no.
    """
    with disk_errors(path):
        _make_home(path.parent)
        beside = _beside(path.parent)
        try:
            _write_new(beside, content)
            beside.replace(path)
        except BaseException:
            _clear(beside)
            raise
        _settle(path.parent)
    return path


def make_folder(home: Path, files: Mapping[str, str]) -> Path:
    """A new folder of UTF-8 texts below `home`, hidden under a name of its own, on the disk.

    Raises:
        KembarError: the disk says no; nothing is left of it.
    """
    with disk_errors(home):
        _make_home(home)
        folder = _beside(home)
        try:
            folder.mkdir()
            for name, text in files.items():
                _write_new(folder / name, text.encode())
            _settle(folder)
        except BaseException:
            _clear(folder)
            raise
    return folder


def move(path: Path, place: Path) -> None:
    """Give a file or a folder another name, at once.

    Raises:
        KembarError: the disk says no.
    """
    with disk_errors(path):
        _make_home(place.parent)
        path.rename(place)
        for folder in {path.parent, place.parent}:
            _settle(folder)


def remove(path: Path) -> None:
    """Take a file away.

    Raises:
        KembarError: the disk says no.
    """
    with disk_errors(path):
        path.unlink(missing_ok=True)
        _settle(path.parent)


def remove_leftovers(folder: Path) -> None:
    """Take away what a killed process left half-written; only while no other process writes.

    What cannot be taken away stays: nobody reads it.
    """
    for left in folder.glob(f"{WRITING}*"):
        _clear(left)


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Tell what the disk refuses in one line, with its place.

    Raises:
        KembarError: the disk says no.
    """
    try:
        yield
    except OSError as bad:
        raise KembarError(f"{path}: cannot be written: {bad.strerror or bad}") from None


def _beside(home: Path) -> Path:
    """A name in a folder for what is not yet whole; made plainly, it gets the usual rights."""
    return home / f"{WRITING}{os.urandom(6).hex()}"


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, down to the disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _clear(left: Path) -> None:
    """Take away a file or a folder that nobody reads, where the disk lets it go."""
    if left.is_dir():
        import shutil

        shutil.rmtree(left, ignore_errors=True)
    else:
        with suppress(OSError):
            left.unlink()


def _make_home(folder: Path) -> None:
    """Make a folder, and those that it stands in; each outlives a power cut."""
    if folder.is_dir():
        return
    _make_home(folder.parent)
    folder.mkdir(exist_ok=True)
    _settle(folder.parent)


def _settle(folder: Path) -> None:
    """See to it that new names in a folder outlive a power cut, where the system can do so."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as bad:
        # Some network file systems know this of files only.
        if bad.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
