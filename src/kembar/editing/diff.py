"""The triples that a change on record added and removed, and those that its undoing would."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kembar.editing.history import UndoneChange, change_paths, earlier_import
from kembar.errors import InputError, KembarError
from kembar.language import _
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import graph_address, retired_graph
from kembar.rdf.terms import Term, Triple, TriplesByGraph, iri
from kembar.store.load import read_graphs
from kembar.store.retirement import retirements_in, triples_with_parts
from kembar.workspace.change_records import ChangeRecord
from kembar.workspace.inside import is_own_file
from kembar.workspace.layout import CARD, DATA_SUFFIXES, File, Workspace
from kembar.workspace.month_files import read_month


@dataclass(frozen=True)
class ChangeDiff:
    """The triples that a change adds and removes, by named graph."""

    added: Mapping[Term, list[Triple]] = field(default_factory=dict)
    removed: Mapping[Term, list[Triple]] = field(default_factory=dict)


def diff_of_change(engine: Engine, workspace: Workspace, record: ChangeRecord) -> ChangeDiff:
    """Return the triples that a change added, and those that it retired or replaced.

    Raises:
        InputError: a file cannot be read, with its line.
    """
    backwards = diff_of_undo(engine, workspace, record)
    return ChangeDiff(backwards.removed, backwards.added)


def diff_of_undo(engine: Engine, workspace: Workspace, record: ChangeRecord) -> ChangeDiff:
    """Return the triples that undoing a change would add and remove.

    Raises:
        InputError: a file cannot be read, with its line.
    """
    file = _file(record.place, workspace)
    if record.of_import:
        earlier = earlier_import(record)
        after = folder_graphs(earlier, file.name) if earlier.is_dir() else {}
        return difference(folder_graphs(record.place, file.name), after)
    removed = _graphs_of_change(file, record)
    return ChangeDiff(_reinstated(engine, removed), removed)


def diff_of_redo(engine: Engine, workspace: Workspace, undone: UndoneChange) -> ChangeDiff:
    """Return the triples that bringing an undone change back would add and remove.

    Raises:
        InputError: a file cannot be read, with its line.
        KembarError: the statements that it retires are not in the graph any more.
    """
    record = undone.record
    name = _file(record.place, workspace).name
    if record.of_import:
        before = folder_graphs(record.place, name) if record.place.is_dir() else {}
        return difference(before, folder_graphs(undone.copy, name))
    added = read_graphs(File(undone.copy, name))
    removed: defaultdict[Term, list[Triple]] = defaultdict(list)
    for graph, triples in added.items():
        for retirement in retirements_in(graph, triples):
            retired = triples_with_parts(engine, retirement.graph, {retirement.thing})
            if not retired:
                raise KembarError(
                    _(
                        "{thing} has changed since: the statements that it retires are gone",
                        thing=retirement.thing,
                    )
                )
            removed[retirement.graph] += retired
    return ChangeDiff(added, dict(removed))


def unreadable_changes(workspace: Workspace) -> frozenset[Path]:
    """Return the files of changes that the graph cannot be built with."""
    unreadable = set()
    for path in change_paths(workspace):
        try:
            read_graphs(_file(path, workspace))
        except InputError:
            unreadable.add(path)
    return frozenset(unreadable)


def difference(before: TriplesByGraph, after: TriplesByGraph) -> ChangeDiff:
    """Return the triples that only the later graphs hold, and those that only the earlier hold."""
    return ChangeDiff(_subtract(after, before), _subtract(before, after))


def folder_graphs(folder: Path, name: str) -> TriplesByGraph:
    """Return the graphs of the files of an import's folder; `name` is its name in the graph."""
    graphs: TriplesByGraph = {}
    for path in sorted(folder.iterdir()):
        if (path.suffix in DATA_SUFFIXES or path.name == CARD) and is_own_file(folder, path):
            graphs |= read_graphs(File(path, f"{name}/{path.name}"))
    return graphs


def _graphs_of_change(file: File, record: ChangeRecord) -> TriplesByGraph:
    """Return the graphs of a change that was added, under the names that they have in the store."""
    if not record.by_month:
        return read_graphs(file)
    default = iri(graph_address(file.name))
    graphs = read_month(file.path).graphs[record.id]
    return {graph or default: triples for graph, triples in graphs.items()}


def _subtract(graphs: TriplesByGraph, others: TriplesByGraph) -> dict[Term, list[Triple]]:
    """Return the triples of some graphs that others lack."""
    other_triples = {graph: set(triples) for graph, triples in others.items()}
    rest = {
        graph: [triple for triple in triples if triple not in other_triples.get(graph, ())]
        for graph, triples in graphs.items()
    }
    return {graph: triples for graph, triples in rest.items() if triples}


def _reinstated(engine: Engine, removed: Mapping[Term, Iterable[Triple]]) -> TriplesByGraph:
    """Return the triples that are retired only by retirements among the removed ones."""
    graphs: defaultdict[Term, list[Triple]] = defaultdict(list)
    for graph, triples in removed.items():
        for retirement in retirements_in(graph, triples):
            graphs[retirement.graph] += triples_with_parts(
                engine, retired_graph(retirement.graph), {retirement.thing}
            )
    return dict(graphs)


def _file(path: Path, workspace: Workspace) -> File:
    root = workspace.root or path.parent
    return File(path, f"workspace/{path.relative_to(root).as_posix()}")
