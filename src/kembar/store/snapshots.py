"""Built stores on the disk: each a folder `store-<digest>-<letters>`, whole and never changed.

Readers open one as it stands while a writer makes the next beside it, in a folder
`making-<letters>` that takes its name at once when it is whole. So a process may be killed at any
instant: what it leaves is swept away by the next that writes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kembar.rdf.oxigraph import OxigraphEngine
from kembar.workspace.in_use import (
    UNFINISHED,
    InUse,
    is_in_use,
    remove_folder,
    use_new_folder,
)

_STORE = "store"
_MADE = "inputs.json"
_KEPT = 2
"""Built stores kept beside those in use: the newest, and one to go back to."""

_CHANGING = ("LOG", "LOCK")
"""Files of a store that its readers may write."""


@dataclass(frozen=True)
class Snapshot:
    """A built store: its folder, and the hash of each file that it was made from."""

    folder: Path
    made_from: dict[str, str]

    def open(self) -> OxigraphEngine:
        """The store, to be read; it stays on the shelf as long as the engine is held.

        Raises:
            DamagedStore: it cannot be opened.
            OSError: it is gone.
        """
        return OxigraphEngine.open_read_only(self.folder / _STORE, InUse(self.folder))


def snapshots(cache: Path, digest: str = "*") -> Iterator[Snapshot]:
    """The built stores that are whole, newest first; of one digest, or of all."""
    for folder in _folders(cache, f"store-{digest}-*"):
        try:
            told = json.loads((folder / _MADE).read_text("utf-8"))
            if told["files"] == _files(folder / _STORE):
                yield Snapshot(folder, dict(told["inputs"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue


@contextmanager
def new_snapshot(cache: Path) -> Iterator[Path]:
    """A folder to make a store in; it goes away if it is not kept.

    Raises:
        OSError: the disk says no.
    """
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=cache))
    try:
        held = use_new_folder(folder)
        yield folder / _STORE
        del held
    finally:
        _clear(folder)


def save_snapshot(store: Path, digest: str, made_from: dict[str, str]) -> Snapshot:
    """Put a store that was made onto the shelf.

    The sizes and times of its files are noted: Oxigraph does not see every damage when it opens a
    store (half a MANIFEST gives half the statements, a broken block makes it count for ever).
    """
    made = store.parent
    told = {"inputs": made_from, "files": _files(store)}
    (made / _MADE).write_text(json.dumps(told), "utf-8")
    place = made.parent / f"store-{digest}-{os.urandom(4).hex()}"
    made.rename(place)
    return Snapshot(place, made_from)


def delete_snapshot(kept: Snapshot) -> None:
    """Take a store from the shelf, whoever reads it."""
    remove_folder(kept.folder)


def prune_snapshots(cache: Path, spared: int = _KEPT) -> None:
    """Clear away stores that are neither new nor in use, and what killed processes left."""
    for folder in _folders(cache, "store-*")[spared:]:
        if not is_in_use(folder):
            remove_folder(folder)
    for folder in _folders(cache, f"{UNFINISHED}*"):
        if not is_in_use(folder):
            _clear(folder)


def _clear(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _files(store: Path) -> dict[str, list[int]]:
    """The size and the time of each file of a store that no reader changes."""
    return {
        entry.name: [entry.stat().st_size, entry.stat().st_mtime_ns]
        for entry in os.scandir(store)
        if not entry.name.startswith(_CHANGING)
    }


def _folders(cache: Path, pattern: str) -> list[Path]:
    """Folders, newest first."""
    found = []
    for folder in cache.glob(pattern):
        with suppress(OSError):
            found.append((folder.stat().st_mtime_ns, folder))
    return [folder for _, folder in sorted(found, reverse=True)]
