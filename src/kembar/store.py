"""The store: an index of the files, built from them and kept in step with them.

A built store is a folder `store-<digest>`, named by all that it was made from and never changed
again: readers open it as it stands while a writer makes the next one beside it. Deleted, it is
built again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kembar.errors import InputError, KembarError
from kembar.loaders.files import read_graphs
from kembar.oxigraph import Engine
from kembar.terms import Term, Triple, iri
from kembar.vocabulary import graph_address
from kembar.workspace import CARD, DATA_SUFFIXES, SHAPES, File, Workspace, read_text

DERIVED = iri(graph_address("derived"))
"""Holds what rules compute; never mixed with what people said."""

_INPUTS = "inputs.json"
_KEPT = 2
"""Built stores kept in a cache: the newest, and the one that somebody may still be reading."""


@dataclass(frozen=True)
class Built:
    """A store in step with the files, and how it came to be."""

    engine: Engine
    digest: str
    how: str
    changed: tuple[str, ...] = ()


def open_store(workspace: Workspace, *, afresh: bool = False) -> Built:
    """The store of a workspace, in step with its files; built or mended where it is not.

    `how` is "opened", "updated" (only the changed files were read), "built", or "in memory" where
    the cache cannot be written.

    Raises:
        InputError: a file that cannot be read, with line and column.
    """
    inputs = _inputs(workspace)
    digest = _digest(inputs)
    folder = workspace.cache / f"store-{digest}"
    if not afresh and folder.is_dir():
        try:
            return Built(Engine.reading(folder / "store"), digest, "opened")
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
    if not _writable(workspace.cache):
        engine = Engine.in_memory()
        _fill(engine, workspace)
        return Built(engine, digest, "in memory")
    with _new_store(workspace.cache, folder) as making:
        how, changed = _make(making, workspace, inputs, afresh)
    return Built(Engine.reading(folder / "store"), digest, how, changed)


def _make(
    making: Path, workspace: Workspace, inputs: dict[str, str], afresh: bool
) -> tuple[str, tuple[str, ...]]:
    """Fill a folder with a store: from the last one where only data changed, else from nothing."""
    last = None if afresh else _last(workspace.cache, inputs)
    if last is None:
        engine = Engine.at(making / "store")
        graphs = _fill(engine, workspace)
        how, changed = "built", tuple(graphs)
    else:
        Engine.reading(last.folder / "store").copy_to(making / "store")
        engine = Engine.at(making / "store")
        graphs, changed = _mend(engine, workspace, inputs, last)
        how = "updated"
    engine.flush()
    (making / _INPUTS).write_text(json.dumps({"inputs": inputs, "graphs": graphs}), "utf-8")
    return how, changed


def _fill(engine: Engine, workspace: Workspace) -> dict[str, list[str]]:
    graphs: dict[str, list[str]] = {}
    loads: list[tuple[Term, list[Triple]]] = []
    for file in _graph_files(workspace):
        made = read_graphs(file)
        graphs[file.name] = list(made)
        loads += made.items()
    engine.load(loads)
    _derive(engine, workspace)
    return graphs


@dataclass(frozen=True)
class _Last:
    folder: Path
    inputs: dict[str, str]
    graphs: dict[str, list[str]]


def _last(cache: Path, inputs: dict[str, str]) -> _Last | None:
    """The newest built store that differs in data files only."""
    for folder in _built(cache):
        try:
            told = json.loads((folder / _INPUTS).read_text("utf-8"))
            last = _Last(folder, told["inputs"], told["graphs"])
        except (OSError, ValueError, KeyError):
            continue
        differing = {name for name, _ in last.inputs.items() ^ inputs.items()}
        if all("data/" in name for name in differing):
            return last
    return None


def _mend(
    engine: Engine, workspace: Workspace, inputs: dict[str, str], last: _Last
) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """Replace the graphs of the files that changed, and derive again."""
    graphs = dict(last.graphs)
    changed = sorted({name for name, _ in last.inputs.items() ^ inputs.items()})
    files = {file.name: file for file in _graph_files(workspace)}
    for name in changed:
        for graph in graphs.pop(name, []):
            engine.drop(Term(graph))
        if name in files:
            made = read_graphs(files[name])
            graphs[name] = list(made)
            for graph, triples in made.items():
                engine.put(graph, triples)
    _derive(engine, workspace)
    return graphs, tuple(changed)


def _derive(engine: Engine, workspace: Workspace) -> None:
    """Run the rules over what was asserted; what they make is one graph, made anew each time."""
    engine.drop(DERIVED)
    made = [
        triple for rule in workspace.files("ontology", ".rq") for triple in _made_by(rule, engine)
    ]
    engine.put(DERIVED, made)


def _made_by(rule: File, engine: Engine) -> list[Triple]:
    try:
        return engine.construct(read_text(rule))
    except KembarError as bad:
        raise InputError(str(bad), file=rule.shown) from None


def _graph_files(workspace: Workspace) -> list[File]:
    """The files whose triples make up the graph."""
    data = workspace.files("data", *DATA_SUFFIXES, ".toml")
    cards = [file for file in data if file.path.suffix != ".toml" or file.path.name == CARD]
    model = workspace.files("ontology", ".ttl")
    return [file for file in model if file.path.name != SHAPES] + cards


def _inputs(workspace: Workspace) -> dict[str, str]:
    """The content hash of each file that the store is made from, the program's own among them."""
    files = _graph_files(workspace) + workspace.files("ontology", ".rq")
    package = Path(__file__).parent
    files += [
        File(path, f"kembar/{path.relative_to(package).as_posix()}")
        for path in sorted(package.rglob("*.py"))
    ]
    return {file.name: _hash(file) for file in files}


def _hash(file: File) -> str:
    try:
        return hashlib.sha256(file.path.read_bytes()).hexdigest()[:24]
    except OSError as bad:
        raise InputError(f"cannot be read: {bad.strerror}", file=file.shown) from None


def _digest(inputs: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(sorted(inputs.items())).encode()).hexdigest()[:16]


def _writable(cache: Path) -> bool:
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(cache, os.W_OK)


@contextmanager
def _new_store(cache: Path, folder: Path) -> Iterator[Path]:
    """A folder to build in that becomes `folder` at once and whole, or goes away."""
    making = Path(tempfile.mkdtemp(prefix="making-", dir=cache))
    try:
        yield making
        shutil.rmtree(folder, ignore_errors=True)
        try:
            making.rename(folder)
        except OSError:
            # Somebody else built the same store meanwhile: theirs is as good.
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(making, ignore_errors=True)
    for old in _built(cache)[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _built(cache: Path) -> list[Path]:
    """Built stores, newest first."""
    folders = [folder for folder in cache.glob("store-*") if folder.is_dir()]
    return sorted(folders, key=lambda folder: folder.stat().st_mtime_ns, reverse=True)
