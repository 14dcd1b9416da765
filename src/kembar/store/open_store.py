"""The store: an index of the files, built from them and kept in step with them.

A built store is named by all that it was made from and never changed again; the next one is made
from a copy of the last, of which only what differs is touched. Deleted or damaged, it is built
again.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kembar.errors import DamagedStore, InputError, KembarError
from kembar.rdf.engine import Engine, GraphPatch
from kembar.rdf.oxigraph import OxigraphEngine
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
"""How often a store follows files that change while it is made, before it gives up."""

_PAUSE = 0.02
"""Seconds that it waits the first time for who writes them to come to an end; then twice that, and
so on."""


@dataclass(frozen=True)
class OpenedStore:
    """A store in step with the files, and how it came to be."""

    engine: Engine
    digest: str
    how: str
    changed: tuple[str, ...] = ()
    before: Mapping[str, str] = field(default_factory=dict)


Noted = list[GraphPatch]
"""What was changed, graph by graph, while a store was updated."""


def open_store(
    workspace: Workspace, *, rebuild: bool = False, noted: Noted | None = None
) -> OpenedStore:
    """The store of a workspace, in step with its files; built or mended where it is not.

    `how` is "opened", "updated" (only the changed files were read), "built", or "in memory" where
    the cache cannot be written.

    Damage that the files of the store show is mended here. What shows only later makes the engine
    raise DamagedStore: then open the store afresh, and ask again.

    Args:
        workspace: whose store.
        rebuild: build all of it.
        noted: takes what an update changes, beginning with the files of which `before` of what is
            returned holds the hashes. It is empty where more was done than an update.

    Raises:
        InputError: a file that cannot be read, with line and column.
        KembarError: the files never hold still.
    """
    writable = workspace.cache.create()
    inputs = store_fingerprints(workspace)
    if not rebuild:
        digest = digest_of(inputs)
        for kept in snapshots(workspace.cache.stores, digest):
            try:
                return OpenedStore(kept.open(), digest, "opened")
            except (DamagedStore, OSError):
                delete_snapshot(kept)
    if writable:
        # Where the disk is full or fails, the graph is still answered from memory.
        with suppress(OSError):
            return _built(workspace, inputs, rebuild, noted)
    engine = OxigraphEngine.in_memory()
    inputs, _ = _in_step(engine, workspace, inputs, None)
    return OpenedStore(engine, digest_of(inputs), "in memory")


def _built(
    workspace: Workspace, inputs: Fingerprints, rebuild: bool, noted: Noted | None
) -> OpenedStore:
    """Make the next store: from the last one where only data changed, else from nothing."""
    for last in [] if rebuild else snapshots(workspace.cache.stores):
        if all("data/" in name for name in _differing(last.made_from, hashes(inputs))):
            try:
                return _made(workspace, inputs, last, noted)
            except (DamagedStore, FileNotFoundError):
                delete_snapshot(last)
    built = _made(workspace, inputs, None)
    if rebuild:
        # The others may share the files for whose damage this one was asked for.
        prune_snapshots(workspace.cache.stores, spared=1)
    return built


def _made(
    workspace: Workspace, inputs: Fingerprints, last: Snapshot | None, noted: Noted | None = None
) -> OpenedStore:
    if noted is not None:
        noted.clear()
    with new_snapshot(workspace.cache.stores) as folder:
        if last is not None:
            last.open().copy_to(folder)
        engine = OxigraphEngine.open_writable(folder)
        before = last.made_from if last else None
        inputs, changed = _in_step(engine, workspace, inputs, before, noted)
        engine.flush()
        del engine
        digest = digest_of(inputs)
        kept = save_snapshot(folder, digest, hashes(inputs))
    opened = kept.open()
    prune_snapshots(workspace.cache.stores)
    return OpenedStore(opened, digest, "updated" if last else "built", changed, before or {})


def _in_step(
    engine: OxigraphEngine,
    workspace: Workspace,
    inputs: Fingerprints,
    made_from: dict[str, str] | None,
    noted: Noted | None = None,
) -> tuple[Fingerprints, tuple[str, ...]]:
    """Make an engine hold what the files say, and look again whether they say so still.

    Returns:
        What it was made from at last, and the names of the files that were read.
    """
    from kembar.store.build import build_contents, update_contents

    read: set[str] = set()
    for turn in range(1, _ROUNDS + 1):
        try:
            if made_from is None:
                if noted is not None:
                    noted.clear()
                engine.clear()
                build_contents(engine, workspace)
                read |= {file.name for file in workspace.graph_files()}
            else:
                changed = _differing(made_from, hashes(inputs))
                steps = update_contents(engine, workspace, sorted(changed))
                if noted is not None:
                    noted += steps
                read |= changed
            made_from = hashes(inputs)
        except InputError:
            if same_files(store_fingerprints(workspace), inputs):
                raise
            made_from = None
        before, inputs = inputs, store_fingerprints(workspace)
        if same_files(inputs, before):
            return inputs, tuple(sorted(read))
        time.sleep(turn * _PAUSE)
        inputs = store_fingerprints(workspace)
        if made_from and not all("data/" in name for name in _differing(made_from, hashes(inputs))):
            made_from = None
    raise KembarError("the files change faster than they can be read; try again")


def _differing(one: dict[str, str], other: dict[str, str]) -> set[str]:
    return {name for name, _ in one.items() ^ other.items()}


def store_fingerprints(workspace: Workspace) -> Fingerprints:
    """What the store is made from, the program's own files among it."""
    files = workspace.graph_files() + workspace.files("ontology", ".rq")
    files += files_below(Path(__file__).parents[1], "kembar", (".py",))
    return read_fingerprints(files, workspace.cache.stores)
