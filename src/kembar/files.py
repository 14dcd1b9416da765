"""Writing to disk so that a file or a folder is there whole or not at all, after a crash too."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kembar.errors import KembarError

WRITING = ".writing-"
"""What is not yet whole begins so; nobody reads it, and `sweep` takes it away."""


def write_whole(path: Path, text: str) -> Path:
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
    with told_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=WRITING, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).chmod(0o644)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        _settle(path.parent)
    return path


def make_folder(home: Path, files: Mapping[str, str]) -> Path:
    """A new folder of UTF-8 texts below `home`, hidden under a name of its own, on the disk.

    Raises:
        KembarError: the disk says no; nothing is left of it.
    """
    with told_of(home):
        home.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=WRITING, dir=home))
        try:
            for name, text in files.items():
                with (folder / name).open("w", encoding="utf-8", newline="\n") as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
            folder.chmod(0o755)
            _settle(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return folder


def move(path: Path, place: Path) -> None:
    """Give a file or a folder another name, at once.

    Raises:
        KembarError: the disk says no.
    """
    with told_of(path):
        place.parent.mkdir(parents=True, exist_ok=True)
        path.rename(place)
        for folder in {path.parent, place.parent}:
            _settle(folder)


def remove(path: Path) -> None:
    """Take a file away.

    Raises:
        KembarError: the disk says no.
    """
    with told_of(path):
        path.unlink(missing_ok=True)
        _settle(path.parent)


def sweep(folder: Path) -> None:
    """Take away what a killed process left half-written; only while no other process writes."""
    for left in folder.glob(f"{WRITING}*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """Tell what the disk refuses in one line, with its place.

    Raises:
        KembarError: the disk says no.
    """
    try:
        yield
    except OSError as bad:
        raise KembarError(f"{path}: cannot be written: {bad.strerror or bad}") from None


def _settle(folder: Path) -> None:
    """See to it that new names in a folder outlive a power cut, where the system can do so."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
