"""A workspace held for writing by one process, and read whole by the others meanwhile.

A name that begins with `.new--` or `.back--` is a folder's move that was decided and not yet ended:
whoever comes next ends it (`recover`), so a process may be killed between any two steps.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from kembar.errors import KembarError
from kembar.workspace.atomic_write import move, remove_leftovers
from kembar.workspace.layout import Workspace
from kembar.workspace.lock import LOCK_TIMEOUT, workspace_lock

ADDED = "added"
"""Below data/ of a workspace: a file for each month."""

IMPORTED = "imported"
"""Below data/ of a workspace: a folder for each imported source."""

UNDONE = ".undone"
"""Below data/: what was taken back, as text; hidden, so that it is no part of the graph."""

EARLIER = ".earlier"
"""Below data/imported/: what a newer import of the same source replaced."""

NEW = ".new--"
"""Begins the name of an import on its way to its place, below data/imported/."""

BACK = ".back--"
"""Begins the name of an earlier import on its way back to its place."""

_ROUNDS = 5
"""How often files are read anew while somebody writes, before a reader waits for the writer."""

T = TypeVar("T")

Stamps = dict[Path, tuple[int, int, int]]
"""What shows whether a file changed: its inode, time and size."""


def data_folder(workspace: Workspace) -> Path:
    """The data/ of a workspace that can be added to.

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
    """Hold a workspace for writing; what killed processes left is ended or swept away first.

    Raises:
        KembarError: there is only the shipped data, another process holds the workspace for too
            long, or the disk says no.
    """
    data = data_folder(workspace)
    home = data / IMPORTED
    with workspace_lock(data.parent, patience):
        complete_moves(home)
        for folder in (data / ADDED, home, home / EARLIER, data / UNDONE):
            remove_leftovers(folder)
        yield


def recover(workspace: Workspace) -> None:
    """End the moves that a killed process had decided.

    Raises:
        KembarError: the disk says no, or another process holds the workspace for too long.
    """
    if _decided(workspace):
        with write_transaction(workspace):
            pass


def read_consistently(workspace: Workspace, read: Callable[[], T]) -> T:
    """Read the files of a workspace while nobody changes them: again where somebody did meanwhile.

    Readers hold no lock, so they also read where they may not write.

    Raises:
        KembarError: as `read`; or a writer holds the workspace for too long.
    """
    for _ in range(_ROUNDS):
        recover(workspace)
        before = _stamps(workspace)
        try:
            found = read()
        except (KembarError, OSError):
            if _is_as(before, workspace):
                raise
            continue
        if _is_as(before, workspace):
            return found
    with write_transaction(workspace):
        return read()


def complete_moves(home: Path) -> None:
    """Move what was decided to its place, and what stands there to where it is kept."""
    for begin, kept in ((NEW, home / EARLIER), (BACK, home.parent / UNDONE)):
        for coming in sorted(home.glob(f"{begin}*")):
            key, _, change = coming.name.removeprefix(begin).rpartition("--")
            place = home / key
            if place.exists():
                move(place, kept / (f"{key}--{change}" if begin == NEW else change))
            move(coming, place)


def _decided(workspace: Workspace) -> bool:
    """Whether moves were decided and not ended yet."""
    if workspace.root is None:
        return False
    home = data_folder(workspace) / IMPORTED
    return any(home.glob(f"{NEW}*")) or any(home.glob(f"{BACK}*"))


def _is_as(before: Stamps, workspace: Workspace) -> bool:
    """Whether nothing changed, and nothing is on its way to its place."""
    return _stamps(workspace) == before and not _decided(workspace)


def _stamps(workspace: Workspace) -> Stamps:
    """The stamps of the files below data/ of a workspace."""
    found: Stamps = {}
    if workspace.root is None:
        return found
    for home, folders, names in os.walk(data_folder(workspace)):
        folders[:] = [folder for folder in folders if not folder.startswith(".")]
        for path in (Path(home, name) for name in names if not name.startswith(".")):
            with suppress(OSError):
                stat = path.stat()
                found[path] = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
    return found
