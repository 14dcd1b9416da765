"""Folders that several processes use, locked so that no other process deletes them.

A file in the folder is locked, shared, by each process that uses the folder. The system releases
the lock when the process ends, however it ends.
"""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: a folder with open files cannot be renamed there
    fcntl = None  # type: ignore[assignment]  # a module, to mypy, on every platform

UNFINISHED_PREFIX = "making-"
"""Begins the name of a folder that is not complete: no process reads it."""

_LOCK_FILE = "in-use"

_YOUNG = 60
"""Seconds. A folder without a lock may be one that another process is just making."""


class InUse:
    """The lock of a folder, held until this object is deleted.

    Raises:
        OSError: the folder is gone.
    """

    def __init__(self, folder: Path, lock_file: str = _LOCK_FILE) -> None:
        self._handle = os.open(folder / lock_file, os.O_RDONLY)
        if fcntl is not None:
            fcntl.flock(self._handle, fcntl.LOCK_SH)

    def __del__(self) -> None:
        with suppress(AttributeError, OSError):
            os.close(self._handle)


def use_new_folder(folder: Path) -> InUse:
    """Lock a new folder; its lock file appears only when it is locked."""
    unlocked = folder / "begun"
    unlocked.touch()
    in_use = InUse(folder, unlocked.name)
    unlocked.rename(folder / _LOCK_FILE)
    return in_use


def is_in_use(folder: Path) -> bool:
    """Return whether a process uses a folder, or may have just made it."""
    if fcntl is None:
        return _is_young(folder)
    try:
        with (folder / _LOCK_FILE).open("rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return _is_young(folder)
    except OSError:
        return True
    return False


def remove_folder(folder: Path) -> None:
    """Delete a folder; it is renamed first, so that no part of it is taken for the whole."""
    hidden_folder = folder.with_name(f"{UNFINISHED_PREFIX}{os.urandom(4).hex()}")
    with suppress(OSError):
        folder.rename(hidden_folder)
        shutil.rmtree(hidden_folder, ignore_errors=True)


def _is_young(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime < _YOUNG
    except OSError:
        return False
