"""The store: an index of the files, built from them and kept in step with them.

The name of a built store is the digest of its inputs, and it never changes. The next store is a
copy of the last, to which the differences are applied. A deleted or damaged store is rebuilt.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kembar.errors import DamagedStore, InputError, KembarError
from kembar.language import _
from kembar.rdf.engine import Engine, GraphPatch
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.store.healing import HealingEngine
from kembar.store.snapshots import (
    Snapshot,
    delete_snapshot,
    new_snapshot,
    prune_snapshots,
    save_snapshot,
    snapshots,
)
from kembar.workspace.fingerprints import (
    Fingerprints,
    digest_of,
    hashes,
    read_fingerprints,
    same_files,
)
from kembar.workspace.layout import Workspace, files_below

_ROUNDS = 20
"""Rounds in which a store is updated because its files changed during the one before."""

_PAUSE = 0.02
"""Seconds to wait after the first round for the process that writes; then twice as many, ..."""

Patches = list[GraphPatch]
"""The changes of an update, graph by graph."""


@dataclass(frozen=True)
class OpenedStore:
    """A store in step with the files.

    Attributes:
        engine: answers from it.
        digest: of all that it was built from.
        status: "opened", "updated" (only the changed files were read), "built", or "in memory"
            where the cache cannot be written.
        changed_files: the names of the files that were read.
        previous_hashes: the hashes of the files of the store that was updated; else empty.
    """

    engine: Engine
    digest: str
    status: str
    changed_files: tuple[str, ...] = ()
    previous_hashes: Mapping[str, str] = field(default_factory=dict)


def open_store(
    workspace: Workspace, *, rebuild: bool = False, patches: Patches | None = None
) -> OpenedStore:
    """Open the store of a workspace; first update or build it where it is not in step.

    A store whose files show damage is rebuilt; where damage appears later, the engine heals itself
    (`HealingEngine`).

    Args:
        workspace: of the files.
        rebuild: build the whole store.
        patches: filled with the changes of an update, from `previous_hashes` on; left empty where
            the store was not updated.

    Raises:
        InputError: a file cannot be read, with line and column.
        KembarError: the files change all the time.
    """
    writable = workspace.cache.create()
    fingerprints = store_fingerprints(workspace)
    if not rebuild:
        digest = digest_of(fingerprints)
        for snapshot in snapshots(workspace.cache.stores, digest):
            try:
                return OpenedStore(_healing(workspace, snapshot, digest), digest, "opened")
            except DamagedStore:
                delete_snapshot(snapshot)
            except OSError:
                # The process has no handles or no memory left: no fault of the store, which others
                # may be reading.
                continue
    if writable:
        # Where the disk is full or fails, the graph is still answered from memory.
        with suppress(OSError, DamagedStore):
            return _update_or_build(workspace, fingerprints, rebuild, patches)
    engine = OxigraphEngine.in_memory()
    fingerprints, __ = _bring_in_step(engine, workspace, fingerprints, None)
    return OpenedStore(engine, digest_of(fingerprints), _("in memory"))


def _update_or_build(
    workspace: Workspace, fingerprints: Fingerprints, rebuild: bool, patches: Patches | None
) -> OpenedStore:
    """Make the next store: from the last one if only data changed, else from nothing."""
    for last in [] if rebuild else snapshots(workspace.cache.stores):
        if _only_data_differs(last.file_hashes, fingerprints):
            try:
                return _make(workspace, fingerprints, last, patches)
            except (DamagedStore, FileNotFoundError):
                delete_snapshot(last)
    store = _make(workspace, fingerprints, None, patches)
    if rebuild:
        # The others may share the files whose damage made a rebuild necessary.
        prune_snapshots(workspace.cache.stores, most=1)
    return store


def _make(
    workspace: Workspace,
    fingerprints: Fingerprints,
    last: Snapshot | None,
    patches: Patches | None,
) -> OpenedStore:
    """Make a store, from a copy of the last one or from nothing, and save it."""
    patches = [] if patches is None else patches
    patches.clear()
    previous = last.file_hashes if last else None
    with new_snapshot(workspace.cache.stores) as folder:
        if last is not None:
            last.check()
            last.open().copy_to(folder)
        engine = OxigraphEngine.open_writable(folder)
        fingerprints, files = _bring_in_step(engine, workspace, fingerprints, previous, patches)
        engine.flush()
        del engine
        digest = digest_of(fingerprints)
        snapshot = save_snapshot(folder, digest, hashes(fingerprints), last)
    reader = _healing(workspace, snapshot, digest)
    prune_snapshots(workspace.cache.stores)
    return OpenedStore(reader, digest, "updated" if last else "built", files, previous or {})


def _healing(workspace: Workspace, snapshot: Snapshot, digest: str) -> HealingEngine:
    """Open a snapshot; where it shows damage later, the same contents are built again.

    Raises:
        DamagedStore: it shows damage now.
        OSError: it is gone.
    """

    def rebuild() -> OxigraphEngine:
        delete_snapshot(snapshot)
        fresh = open_store(workspace, rebuild=True)
        if fresh.digest != digest or not isinstance(fresh.engine, OxigraphEngine):
            raise DamagedStore(_("and the files have changed since"))
        return fresh.engine

    return HealingEngine(snapshot.open(), snapshot.check, rebuild)


def _bring_in_step(
    engine: OxigraphEngine,
    workspace: Workspace,
    fingerprints: Fingerprints,
    previous: dict[str, str] | None,
    patches: Patches | None = None,
) -> tuple[Fingerprints, tuple[str, ...]]:
    """Build or update the contents of an engine, again if the files change meanwhile.

    Args:
        engine: to be filled.
        workspace: of the files.
        fingerprints: of the files as they are.
        previous: the hashes of the files that the engine holds; None to build it from nothing.
        patches: filled with the changes of updates; empty if the engine was built from nothing.

    Returns:
        The fingerprints of what the engine holds, and the names of the files that were read.
    """
    patches = [] if patches is None else patches
    names: set[str] = set()
    built = False
    for turn in range(1, _ROUNDS + 1):
        built = built or previous is None
        try:
            names |= _fill(engine, workspace, hashes(fingerprints), previous, patches)
            previous = hashes(fingerprints)
        except InputError:
            if same_files(store_fingerprints(workspace), fingerprints):
                raise
            previous = None
        before, fingerprints = fingerprints, store_fingerprints(workspace)
        if same_files(fingerprints, before):
            if built:
                patches.clear()
            return fingerprints, tuple(sorted(names))
        time.sleep(turn * _PAUSE)
        fingerprints = store_fingerprints(workspace)
        if previous and not _only_data_differs(previous, fingerprints):
            previous = None
    raise KembarError(_("the files change faster than they can be read; try again"))


def _fill(
    engine: OxigraphEngine,
    workspace: Workspace,
    file_hashes: dict[str, str],
    previous: dict[str, str] | None,
    patches: Patches,
) -> set[str]:
    """Build or update the contents of a store once; return the names of the files read."""
    # Importing it takes longer than opening a store that is in step.
    from kembar.store.build import build_contents, update_contents

    if previous is None:
        engine.clear()
        build_contents(engine, workspace)
        return {file.name for file in workspace.graph_files()}
    names = _changed_names(previous, file_hashes)
    patches += update_contents(engine, workspace, sorted(names))
    return names


def _changed_names(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    return {name for name, _ in one.items() ^ other.items()}


def _only_data_differs(file_hashes: Mapping[str, str], fingerprints: Fingerprints) -> bool:
    return all("data/" in name for name in _changed_names(file_hashes, hashes(fingerprints)))


def store_fingerprints(workspace: Workspace) -> Fingerprints:
    """Return the fingerprints of all files that a store depends on, the program's among them."""
    files = workspace.graph_files() + workspace.files("ontology", ".rq")
    files += files_below(Path(__file__).parents[1], "kembar", (".py",))
    return read_fingerprints(files, workspace.cache.stores)
