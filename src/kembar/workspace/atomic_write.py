"""Writes to the disk that leave a file or a folder whole or absent, after a crash too."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from kembar.errors import KembarError, ReaderLeft, system_reason
from kembar.language import _

WRITING = ".writing-"
"""Begins the name of an incomplete file or folder: no process reads it, and `remove_leftovers`
deletes it."""


def write_text(path: Path, text: str) -> Path:
    """Write a UTF-8 text to a file, whole or not at all; make its folder if need be.

    Raises:
        KembarError: a disk error occurs.
    """
    return write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> Path:
    """Write a file beside its place and move it there at once; make its folder if need be.

    Raises:
        KembarError: a disk error occurs.
    """
    with disk_errors(path):
        make_folders(path.parent)
        temporary = temporary_path(path.parent)
        try:
            _write_new(temporary, content)
            temporary.replace(path)
        except BaseException:
            delete(temporary)
            raise
        sync_folder(path.parent)
    return path


def make_folder(home: Path, files: Mapping[str, str]) -> Path:
    """Make a folder of UTF-8 texts below `home`, under a hidden name, and return its path.

    Raises:
        KembarError: a disk error occurs; nothing of the folder is left.
    """
    with disk_errors(home):
        make_folders(home)
        folder = temporary_path(home)
        try:
            folder.mkdir()
            for name, text in files.items():
                _write_new(folder / name, text.encode())
            sync_folder(folder)
        except BaseException:
            delete(folder)
            raise
    return folder


def move(path: Path, place: Path) -> None:
    """Rename a file or a folder, at once.

    Raises:
        KembarError: a disk error occurs.
    """
    with disk_errors(path):
        make_folders(place.parent)
        path.rename(place)
        for folder in {path.parent, place.parent}:
            sync_folder(folder)


def remove(path: Path) -> None:
    """Delete a file.

    Raises:
        KembarError: a disk error occurs.
    """
    with disk_errors(path):
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


def remove_leftovers(folder: Path, rest: str = "*") -> None:
    """Delete incomplete files of killed processes; call it only while no other process writes.

    A leftover that cannot be deleted stays; no process reads it. `rest` is how their names go on.
    """
    for path in folder.glob(f"{WRITING}{rest}"):
        delete(path)


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn errors of the disk into errors of one line with the path.

    Raises:
        KembarError: a disk error occurs.
        ReaderLeft: a pipe is written into, and its reader went away.
    """
    try:
        yield
    except BrokenPipeError:
        raise ReaderLeft(path) from None
    except OSError as error:
        fault = _("cannot be written: {reason}", reason=system_reason(error))
        raise KembarError(f"{path}: {fault}") from None


def temporary_path(folder: Path) -> Path:
    """Return an unused path in a folder; a file made there gets the usual permissions."""
    return folder / f"{WRITING}{os.urandom(6).hex()}"


def _write_new(path: Path, content: bytes) -> None:
    """Write a new file, down to the disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def delete(path: Path) -> None:
    """Delete a file or a folder that no process reads; ignore errors."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def make_folders(folder: Path) -> None:
    """Make a folder and its parents, so that each survives a power cut."""
    if folder.is_dir():
        return
    make_folders(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Let new names in a folder survive a power cut, where the system can do so."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network file systems sync files only.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
