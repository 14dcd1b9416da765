"""Transactions: one process at a time writes to a workspace, while others read it consistently.

A name that begins with `.new--`, `.back--` or `.converted--` is a move that was decided and is not
complete. The next process completes it (`recover`), so a process may be killed at any step.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from kembar.errors import InputError, KembarError
from kembar.workspace.atomic_write import move, remove_leftovers
from kembar.workspace.change_files import ADDED
from kembar.workspace.conversion import complete_conversion, conversions, convert_months
from kembar.workspace.layout import CONFIG_FILE, Workspace
from kembar.workspace.lock import LOCK_TIMEOUT, workspace_lock
from kembar.workspace.month_files import month_files

IMPORTED = "imported"
"""Below data/ of a workspace: a folder for each imported source."""

UNDONE = ".undone"
"""Below data/: changes that were undone; hidden, so that the graph lacks them."""

EARLIER = ".earlier"
"""Below data/imported/: what a newer import of the same source replaced."""

NEW = ".new--"
"""Begins the name of an import on its way to its place, below data/imported/."""

BACK = ".back--"
"""Begins the name of an earlier import on its way back to its place."""

_ROUNDS = 5
"""Readings of files that change meanwhile, before a reader waits for the writer."""

T = TypeVar("T")

Stamps = dict[Path, tuple[int, int, int]]
"""The inode, time and size of each file, by which changes are detected."""


def data_folder(workspace: Workspace) -> Path:
    """The data/ folder of a workspace that is not the shipped data alone.

    Raises:
        KembarError: there is only the shipped data.
    """
    if workspace.root is None:
        raise KembarError(
            "adding needs a workspace: make one with `kembar init FOLDER`, then use -w FOLDER"
        )
    return workspace.root / "data"


@contextmanager
def write_transaction(workspace: Workspace, patience: float = LOCK_TIMEOUT) -> Iterator[None]:
    """Lock a workspace for writing; first complete or remove the leftovers of killed processes.

    Month files are converted.

    Args:
        workspace: which one.
        patience: seconds to wait for another process.

    Raises:
        InputError: a month file cannot be read, and so not converted.
        KembarError: there is only the shipped data, another process holds the lock for too long,
            or a disk error occurs.
    """
    data = data_folder(workspace)
    if not (data.parent / CONFIG_FILE).is_file():
        raise KembarError(f"{data.parent}: is not a workspace any more; nothing was written")
    with ExitStack() as stack:
        with _conversion_advice(data):
            stack.enter_context(workspace_lock(data.parent, patience))
            _tidy(data)
        yield


def recover(workspace: Workspace) -> None:
    """Complete the moves that a killed process had decided, and convert month files.

    Month files that cannot be converted are left as they are.

    Raises:
        KembarError: a disk error occurs, or another process holds the lock for too long.
    """
    if _decided(workspace):
        with write_transaction(workspace):
            pass
    elif workspace.root is not None and month_files(data_folder(workspace)):
        with suppress(KembarError), write_transaction(workspace):
            pass


def read_consistently(workspace: Workspace, read: Callable[[], T]) -> T:
    """Return the result of `read`; call it again if files changed while it ran.

    Readers take no lock, so they also read where they may not write.

    Raises:
        KembarError: as `read`; or a writer holds the lock for too long.
    """
    for _ in range(_ROUNDS):
        recover(workspace)
        before = _stamps(workspace)
        try:
            result = read()
        except (KembarError, OSError):
            if _is_unchanged(before, workspace):
                raise
            continue
        if _is_unchanged(before, workspace):
            return result
    with write_transaction(workspace):
        return read()


def complete_moves(home: Path) -> None:
    """Move decided folders to their places, and the folders that they replace to an archive."""
    for begin, archive in ((NEW, home / EARLIER), (BACK, home.parent / UNDONE)):
        for coming in sorted(home.glob(f"{begin}*")):
            key, _, change = coming.name.removeprefix(begin).rpartition("--")
            place = home / key
            if place.exists():
                move(place, archive / (f"{key}--{change}" if begin == NEW else change))
            move(coming, place)


def _tidy(data: Path) -> None:
    """Complete decided moves, convert month files, remove leftovers."""
    home, added = data / IMPORTED, data / ADDED
    complete_moves(home)
    complete_conversion(data)
    convert_months(data)
    for folder in (added, *added.glob("*/"), home, home / EARLIER, data / UNDONE):
        remove_leftovers(folder)


@contextmanager
def _conversion_advice(data: Path) -> Iterator[None]:
    """Add to an error that nothing can be changed before the month files are converted."""
    try:
        yield
    except InputError:
        raise
    except KembarError as problem:
        if not month_files(data) or os.access(data, os.W_OK):
            raise
        raise KembarError(
            f"{problem}; its changes stand together by month and must be converted first: "
            f"make {data} writable, then try again"
        ) from None


def _decided(workspace: Workspace) -> bool:
    """Return True if moves were decided and are not complete."""
    if workspace.root is None:
        return False
    data = data_folder(workspace)
    home = data / IMPORTED
    return any(home.glob(f"{NEW}*")) or any(home.glob(f"{BACK}*")) or bool(conversions(data))


def _is_unchanged(before: Stamps, workspace: Workspace) -> bool:
    """Return True if no file changed, and no move is incomplete."""
    return _stamps(workspace) == before and not _decided(workspace)


def _stamps(workspace: Workspace) -> Stamps:
    """Return the stamps of the files below data/ of a workspace."""
    stamps: Stamps = {}
    if workspace.root is None:
        return stamps
    for home, folders, names in os.walk(data_folder(workspace)):
        folders[:] = [folder for folder in folders if not folder.startswith(".")]
        for path in (Path(home, name) for name in names if not name.startswith(".")):
            with suppress(OSError):
                stat = path.stat()
                stamps[path] = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
    return stamps
