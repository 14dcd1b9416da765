"""Snapshots: built stores on the disk, each whole in a folder `store-<digest>-<letters>`.

A snapshot never changes. Readers open it while a writer makes the next one beside it, in a folder
`making-<letters>` that is renamed at once when it is whole. So a process may be killed at any
moment: the next writer deletes what it leaves.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from kembar.errors import DamagedStore
from kembar.language import _
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.store.checked_files import CheckedFiles, checksum_of
from kembar.workspace.cache import sealed, unsealed
from kembar.workspace.in_use import (
    UNFINISHED_PREFIX,
    InUse,
    is_in_use,
    remove_folder,
    use_new_folder,
)

_STORE = "store"
"""In a snapshot: the folder of the Oxigraph store."""

_INPUTS = "inputs.json"
"""In a snapshot, sealed: the hashes of the files of the graph, and stamps of the store's files."""

_MOST_UNUSED = 2
"""Snapshots that stay though no process uses them: the newest, and one to go back to."""

_TRIPLES = ".sst"
"""Ends the name of a file of triples, which is large: it is checked when it is first read."""

_VOLATILE = ("LOG", "LOCK")
"""Begin the names of the files of a store that its readers may write."""


@dataclass(frozen=True)
class Snapshot:
    """A built store.

    Attributes:
        folder: of the snapshot.
        file_hashes: the hash of each file of the graph that it was built from.
        checksums: of the files of triples.
    """

    folder: Path
    file_hashes: dict[str, str]
    checksums: dict[str, int] = field(default_factory=dict)

    def open(self) -> OxigraphEngine:
        """Open the store to be read; it is not deleted as long as the engine lives.

        Raises:
            DamagedStore: it cannot be opened.
            OSError: it is gone.
        """
        return OxigraphEngine.open_read_only(self.folder / _STORE, InUse(self.folder))

    def check(self) -> None:
        """Check all files of triples, 30 MB in 0.03 s; see `CheckedFiles` for what is skipped.

        Over a damaged block Oxigraph may count or sort for ever, in ever more memory.

        Raises:
            DamagedStore: a file is damaged or gone.
        """
        checked = CheckedFiles(self.folder.parent)
        try:
            checksums = {p.name: checked.checksum(p) for p in _triples(self.folder / _STORE)}
        except OSError as error:
            raise DamagedStore(error) from None
        checked.save()
        if checksums != self.checksums:
            raise DamagedStore(_("{folder}: a checksum differs", folder=self.folder.name))


def snapshots(folder: Path, digest: str = "*") -> Iterator[Snapshot]:
    """Yield the whole snapshots in a folder, newest first; those of one digest, or all."""
    for path in _folders(folder, f"store-{digest}-*"):
        try:
            inputs = json.loads(unsealed((path / _INPUTS).read_bytes()) or b"")
            if inputs["files"] == _file_stamps(path / _STORE):
                yield Snapshot(path, dict(inputs["inputs"]), dict(inputs["triples"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue


@contextmanager
def new_snapshot(folder: Path) -> Iterator[Path]:
    """Provide the path of a store to be built; it is deleted at the end unless it was saved.

    Raises:
        OSError: a disk error occurs.
    """
    path = Path(tempfile.mkdtemp(prefix=UNFINISHED_PREFIX, dir=folder))
    try:
        in_use = use_new_folder(path)
        yield path / _STORE
        del in_use
    finally:
        shutil.rmtree(path, ignore_errors=True)


def save_snapshot(
    store: Path, digest: str, file_hashes: Mapping[str, str], last: Snapshot | None = None
) -> Snapshot:
    """Save a store that was built at the path of `new_snapshot`; `last` is what it began as.

    Sizes, times and checksums of its files are noted, as Oxigraph does not see all damage: half a
    MANIFEST, or one wrong bit in it, gives half the triples.
    """
    unfinished = store.parent
    # The files of the last store are linked, and not read again.
    checksums = _checksums(store, last.checksums if last else {})
    inputs = {"inputs": file_hashes, "files": _file_stamps(store), "triples": checksums}
    (unfinished / _INPUTS).write_bytes(sealed(json.dumps(inputs).encode()))
    place = unfinished.parent / f"store-{digest}-{os.urandom(4).hex()}"
    unfinished.rename(place)
    return Snapshot(place, dict(file_hashes), checksums)


def delete_snapshot(snapshot: Snapshot) -> None:
    """Delete a snapshot, even if a process reads it."""
    remove_folder(snapshot.folder)


def prune_snapshots(folder: Path, most: int = _MOST_UNUSED) -> None:
    """Delete snapshots that are neither new nor in use, and what killed processes left.

    Args:
        folder: of the snapshots.
        most: how many of the newest stay.
    """
    for path in _folders(folder, "store-*")[most:]:
        if not is_in_use(path):
            remove_folder(path)
    for path in _folders(folder, f"{UNFINISHED_PREFIX}*"):
        if not is_in_use(path):
            shutil.rmtree(path, ignore_errors=True)


def _file_stamps(store: Path) -> dict[str, list[object]]:
    """Return size, time and checksum of each file of a store that no reader writes.

    Files of triples have checksums of their own.

    Raises:
        OSError: a file cannot be read.
    """
    return {
        path.name: [path.stat().st_size, path.stat().st_mtime_ns, _small_checksum(path)]
        for path in store.iterdir()
        if not path.name.startswith(_VOLATILE)
    }


def _small_checksum(path: Path) -> int:
    return 0 if path.suffix == _TRIPLES else checksum_of(path)


def _checksums(store: Path, known: Mapping[str, int]) -> dict[str, int]:
    """Return the checksum of each file of triples; RocksDB never gives a name twice."""
    return {
        path.name: known[path.name] if path.name in known else checksum_of(path)
        for path in _triples(store)
    }


def _triples(store: Path) -> list[Path]:
    return sorted(store.glob(f"*{_TRIPLES}"))


def _folders(folder: Path, pattern: str) -> list[Path]:
    """Return the folders of a pattern, newest first."""
    by_time = []
    for path in folder.glob(pattern):
        with suppress(OSError):
            by_time.append((path.stat().st_mtime_ns, path))
    return [path for _, path in sorted(by_time, reverse=True)]
