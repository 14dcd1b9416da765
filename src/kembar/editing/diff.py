"""What a change on record brought, and what taking it back would take away and bring back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kembar.editing.change import without
from kembar.editing.history import ChangeRecord, earlier_import, read_change_text
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import retired_graph
from kembar.rdf.terms import Term, Triple
from kembar.store.load import Graphs, read_graphs
from kembar.store.retirement import retirements_in, triples_with_parts
from kembar.workspace.layout import CARD, DATA_SUFFIXES, File, Workspace


@dataclass(frozen=True)
class ChangeDiff:
    """Statements by named graph that come and that go."""

    added: Mapping[Term, list[Triple]] = field(default_factory=dict)
    removed: Mapping[Term, list[Triple]] = field(default_factory=dict)


def diff_of_change(engine: Engine, workspace: Workspace, logged: ChangeRecord) -> ChangeDiff:
    """What a change brought, and what it retired or replaced."""
    backwards = diff_of_undo(engine, workspace, logged)
    return ChangeDiff(backwards.removed, backwards.added)


def diff_of_undo(engine: Engine, workspace: Workspace, logged: ChangeRecord) -> ChangeDiff:
    """What undoing a change would bring back and take away.

    Raises:
        InputError: a file cannot be read, with its line.
    """
    if logged.of_import:
        earlier = earlier_import(logged)
        name = _file(logged.place, workspace).name
        after = folder_graphs(earlier, name) if earlier.is_dir() else {}
        return difference(folder_graphs(logged.place, name), after)
    file = _file(logged.place, workspace)
    month = read_change_text(logged.place)
    undone = difference(read_graphs(file, month), read_graphs(file, without(month, logged.id)))
    return ChangeDiff({**undone.added, **_held_again(engine, undone.removed)}, undone.removed)


def difference(before: Graphs, after: Graphs) -> ChangeDiff:
    """What is said after and was not before, and the other way round."""
    return ChangeDiff(_lacking(after, before), _lacking(before, after))


def _lacking(these: Graphs, those: Graphs) -> dict[Term, list[Triple]]:
    """What some graphs say and others do not."""
    there = {graph: set(triples) for graph, triples in those.items()}
    lacking = {
        graph: [triple for triple in triples if triple not in there.get(graph, ())]
        for graph, triples in these.items()
    }
    return {graph: triples for graph, triples in lacking.items() if triples}


def _held_again(engine: Engine, removed: Mapping[Term, Iterable[Triple]]) -> Graphs:
    """What retirements that go kept out of the graph."""
    again: defaultdict[Term, list[Triple]] = defaultdict(list)
    for said, triples in removed.items():
        for gone in retirements_in(said, triples):
            again[gone.graph] += triples_with_parts(engine, retired_graph(gone.graph), {gone.thing})
    return dict(again)


def folder_graphs(folder: Path, name: str) -> Graphs:
    """The graphs of the files of an import's folder, under the name that the folder has."""
    graphs: Graphs = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in DATA_SUFFIXES or path.name == CARD:
            graphs |= read_graphs(File(path, f"{name}/{path.name}"))
    return graphs


def _file(path: Path, workspace: Workspace) -> File:
    root = workspace.root or path.parent
    return File(path, f"workspace/{path.relative_to(root).as_posix()}")
