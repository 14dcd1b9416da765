"""One writer at a time: a workspace is locked while it is changed, across processes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kembar.errors import KembarError
from kembar.workspace.atomic_write import disk_errors

LOCK = "data/.lock"
"""Beside what it guards, as the cache may be deleted at any moment; hidden, so nobody reads it."""

LOCK_TIMEOUT = 120.0
"""Seconds to wait for another writer: an import of ten thousand links takes ten."""


@contextmanager
def workspace_lock(root: Path, patience: float = LOCK_TIMEOUT) -> Iterator[None]:
    """Hold a workspace for writing; the system lets go of it when the process ends, however.

    Who holds it may take hold of it again.

    Raises:
        KembarError: another process holds it for too long, or the disk says no.
    """
    import filelock

    path = root / LOCK
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(path, is_singleton=True)
        try:
            lock.acquire(timeout=patience)
        except filelock.Timeout:
            raise KembarError(
                f"{root}: another process has been writing here for {patience:g} s; "
                "try again when it is done"
            ) from None
    try:
        yield
    finally:
        lock.release()
