"""Built stores on the disk: each a folder `store-<digest>-<letters>`, whole and never changed.

Readers open one as it stands while a writer makes the next beside it, in a folder
`making-<letters>` that takes its name at once when it is whole. So a process may be killed at any
instant: what it leaves is swept away by the next that writes.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kembar.rdf.oxigraph import OxigraphEngine

try:
    import fcntl
except ImportError:  # Windows: there nobody can rename what is in use
    fcntl = None  # type: ignore[assignment]  # a module, to mypy, on every platform

_STORE = "store"
_MADE = "inputs.json"
_IN_USE = "in-use"
"""Locked by the process that makes a store and by those that read it, all together."""

_KEPT = 2
"""Built stores kept beside those in use: the newest, and one to go back to."""

_YOUNG = 60
"""Seconds in which a folder that nobody holds may be one that is just being made."""

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
        return OxigraphEngine.open_read_only(self.folder / _STORE, _Hold(self.folder / _IN_USE))


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

    folder = Path(tempfile.mkdtemp(prefix="making-", dir=cache))
    try:
        held = _hold_new(folder)
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
    _remove(kept.folder)


def prune_snapshots(cache: Path, spared: int = _KEPT) -> None:
    """Clear away stores that are neither new nor in use, and what killed processes left."""
    for folder in _folders(cache, "store-*")[spared:]:
        if not _is_held(folder):
            _remove(folder)
    for folder in _folders(cache, "making-*"):
        if not _is_held(folder):
            _clear(folder)


def _remove(folder: Path) -> None:
    """Rename first, so that no half of a store is ever taken for one."""
    gone = folder.with_name(f"making-{os.urandom(4).hex()}")
    with suppress(OSError):
        folder.rename(gone)
        _clear(gone)


def _clear(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


class _Hold:
    """Marks a folder as in use as long as it lives, and no longer than its process."""

    def __init__(self, mark: Path) -> None:
        self._handle = os.open(mark, os.O_RDONLY)
        if fcntl is not None:
            fcntl.flock(self._handle, fcntl.LOCK_SH)

    def __del__(self) -> None:
        with suppress(AttributeError, OSError):
            os.close(self._handle)


def _hold_new(folder: Path) -> _Hold:
    """Mark a new folder: the mark appears when it is held, and never before."""
    begun = folder / "begun"
    begun.touch()
    held = _Hold(begun)
    begun.rename(folder / _IN_USE)
    return held


def _is_held(folder: Path) -> bool:
    if fcntl is None:
        return _is_young(folder)
    try:
        with (folder / _IN_USE).open("rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return _is_young(folder)
    except OSError:
        return True
    return False


def _is_young(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime < _YOUNG
    except OSError:
        return False


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
