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
from kembar.language import _
from kembar.workspace.atomic_write import move, remove_leftovers
from kembar.workspace.change_files import ADDED
from kembar.workspace.config import CONFIG_FILE, FORMAT, read_config, write_format
from kembar.workspace.conversion import (
    BEFORE,
    TRIAL,
    complete_conversion,
    conversions,
    convert_months,
    new_copy,
)
from kembar.workspace.inside import require_inside
from kembar.workspace.layout import Workspace
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
            _("adding needs a workspace: make one with `kembar init FOLDER`, then use -w FOLDER")
        )
    return workspace.root / "data"


@contextmanager
def write_transaction(
    workspace: Workspace, patience: float = LOCK_TIMEOUT
) -> Iterator[Path | None]:
    """Lock a workspace for writing; first complete or remove the leftovers of killed processes.

    A workspace of an older format is migrated; the copy of what this changed is yielded.

    Args:
        workspace: which one.
        patience: seconds to wait for another process.

    Raises:
        InputError: it is of a newer format, or a month file cannot be read, and so not converted.
        KembarError: there is only the shipped data, a link leads out of the workspace, another
            process holds the lock for too long, or a disk error occurs.
    """
    data = data_folder(workspace)
    if not (data.parent / CONFIG_FILE).is_file():
        fault = _("is no longer a workspace; nothing was written")
        raise KembarError(f"{data.parent}: {fault}")
    with ExitStack() as stack:
        with _conversion_advice(data):
            _require_own_places(data)
            stack.enter_context(workspace_lock(data.parent, patience))
            copy = _tidy(data)
        yield copy


def migrate(workspace: Workspace) -> Path | None:
    """Bring a workspace to the format of this program; return the copy of what this changed.

    Raises:
        InputError, KembarError: as `write_transaction`.
    """
    if workspace.root is None or not _is_old(workspace.root):
        return None
    with write_transaction(workspace) as copy:
        return copy


def recover(workspace: Workspace) -> None:
    """Complete the moves that a killed process had decided. Nothing is migrated.

    Raises:
        KembarError: a disk error occurs, or another process holds the lock for too long.
    """
    if _decided(workspace):
        with write_transaction(workspace):
            pass


def read_consistently(workspace: Workspace, read: Callable[[], T]) -> T:
    """Return the result of `read`; call it again if files changed while it ran.

    Readers take no lock, so they also read where they may not write.

    Raises:
        KembarError: as `read`; or a writer holds the lock for too long.
    """
    for __ in range(_ROUNDS):
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


def _tidy(data: Path) -> Path | None:
    """Complete decided moves, migrate, remove leftovers; return the copy of what was migrated."""
    home, added = data / IMPORTED, data / ADDED
    complete_moves(home)
    complete_conversion(data)
    copy = _migrate(data) if _is_old(data.parent) else None
    remove_leftovers(data, TRIAL)
    folders = (*added.glob("*/"), *data.glob(f"{BEFORE}*/"), home / EARLIER, data / UNDONE)
    for folder in (added, home, *folders):
        remove_leftovers(folder)
    return copy


def _is_old(root: Path) -> bool:
    """Return True for an older format, or for month files, as of a merge with an older copy."""
    return read_config(root).format < FORMAT or bool(month_files(root / "data"))


def _migrate(data: Path) -> Path:
    """Convert month files, then write the format; return the copy of what was changed."""
    copy = convert_months(data) or new_copy(data)
    if read_config(data.parent).format < FORMAT:
        write_format(data.parent, copy)
    return copy


def _require_own_places(data: Path) -> None:
    """Refuse a workspace where Kembar would write or delete through a link that leads out.

    Raises:
        KembarError: one is there.
    """
    added, home = data / ADDED, data / IMPORTED
    places = [added, home, home / EARLIER, data / UNDONE, data.parent / CONFIG_FILE]
    require_inside(data.parent, data)
    places += data.glob(f"{BEFORE}*/")
    for folder in (added, home):
        require_inside(data.parent, folder)
        places += folder.glob("*/")
    require_inside(data.parent, *places)


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
            _(
                "{problem}; its changes stand together by month and must be converted first: "
                "make {folder} writable, then try again",
                problem=problem,
                folder=data,
            )
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
