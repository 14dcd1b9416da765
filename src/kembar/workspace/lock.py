"""The lock of a workspace: one process writes at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kembar.errors import KembarError
from kembar.language import _, numeral
from kembar.workspace.atomic_write import disk_errors
from kembar.workspace.inside import require_inside, require_lock_file

LOCK = "data/.lock"
"""Beside the data, as the cache may be deleted at any moment; hidden, so no part of the graph."""

LOCK_TIMEOUT = 120.0
"""Seconds to wait for another writer: an import of ten thousand links takes ten."""


@contextmanager
def workspace_lock(root: Path, patience: float = LOCK_TIMEOUT) -> Iterator[None]:
    """Lock a workspace for writing; the system frees the lock when the process ends, however.

    A process may lock again what it has locked.

    Args:
        root: folder of the workspace.
        patience: seconds to wait for another process.

    Raises:
        KembarError: another process has the lock for too long, a disk error occurs, or the lock is
            not a file that Kembar made.
    """
    import filelock

    path = root / LOCK
    require_inside(root, path)
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        require_lock_file(path)
        lock = filelock.FileLock(path, is_singleton=True)
        try:
            lock.acquire(timeout=patience)
        except filelock.Timeout:
            fault = _(
                "another process has been writing here for {seconds} s; try again when it is done",
                seconds=numeral(patience),
            )
            raise KembarError(f"{root}: {fault}") from None
    try:
        yield
    finally:
        lock.release()
