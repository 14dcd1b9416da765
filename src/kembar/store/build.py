"""What a store holds, made from the files: all of it, or what differs since the last time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from kembar.names.index import indexed, keys_computed, keys_said
from kembar.rdf.engine import Engine, GraphPatch
from kembar.rdf.namespaces import NAME_KEYS, graph_address, term
from kembar.rdf.nquads_stream import Said, Text, written
from kembar.rdf.oxigraph import Embedded, as_kept
from kembar.rdf.terms import Term, Triple, iri, text
from kembar.store.affected import reach
from kembar.store.load import Graphs, read_graphs
from kembar.store.parallel_load import read_as
from kembar.store.retirement import changes, retirements, retirements_in
from kembar.store.rules import derive, derived
from kembar.workspace.layout import Workspace


class Names(NamedTuple):
    """The index of names as texts, and the things of which it may be wrong."""

    keys: list[Text]
    unclear: set[Term]


def fill(engine: Embedded, workspace: Workspace) -> None:
    """Fill an empty store with all that the files say and the rules compute.

    Raises:
        InputError: a file that cannot be read.
    """
    names = put_said(engine, workspace)
    computed = derive(engine, workspace)
    index(engine, names, computed)


def put_said(engine: Embedded, workspace: Workspace) -> Names:
    """Put in what the files say.

    Returns:
        The names in it.

    Raises:
        InputError: a file that cannot be read.
    """
    names = Names([], set())

    def texts() -> Iterator[Text]:
        for told, its in read_as(_told, workspace.graph_files()):
            names.keys.extend(its.keys)
            names.unclear.update(its.unclear)
            yield from told

    engine.put(texts())
    engine.settle()
    # Set apart what nobody holds any longer.
    differing = _apply(engine, changes(engine, {}, set(), retirements(engine)))
    names.unclear.update(subject for subject, _, _ in differing)
    return names


def index(engine: Embedded, names: Names, computed: Iterable[bytes]) -> None:
    """Put in the index of names: of those in the files, and of those that rules computed."""
    keys = written([(NAME_KEYS, keys_computed(engine, computed))])
    engine.put(chain(names.keys, keys))
    _apply(engine, [indexed(engine, names.unclear)])


def mend(engine: Engine, workspace: Workspace, names: Iterable[str]) -> list[GraphPatch]:
    """Bring a store into step with files of data that changed, came or went.

    Args:
        engine: the store.
        workspace: of the files.
        names: of the files in question, as they are called in the graph.

    Returns:
        What was changed, graph by graph; a graph may come several times.

    Raises:
        InputError: a file that cannot be read.
    """
    files = {file.name: file for file in workspace.graph_files()}
    made: Graphs = {}
    for name in names:
        made |= {graph: [] for graph in _graphs_of(engine, name)}
        if name in files:
            # As the store has them, or each number would seem to have changed.
            graphs = read_graphs(files[name])
            made |= {graph: list(as_kept(triples)) for graph, triples in graphs.items()}
    before = retirements(engine)
    after = {one for one in before if one.said not in made}
    for graph, triples in made.items():
        after |= retirements_in(graph, triples)
    steps = changes(engine, made, before, after)
    changed: defaultdict[Term, set[Triple]] = defaultdict(set)
    for graph, removed, added in steps:
        changed[graph] |= removed | added
    differing = _apply(engine, steps)
    touched = reach(engine, changed, differing)
    computed = derived(engine, workspace, touched)
    _apply(engine, computed)
    names_changed = indexed(engine, touched)
    _apply(engine, [names_changed])
    return [*steps, *computed, names_changed]


def _told(graphs: Said) -> Iterator[tuple[list[Text], Names]]:
    """What one file says, and the names in it."""
    graphs = list(graphs)
    keys, unclear = keys_said(graphs)
    yield list(written(graphs)), Names(list(written([(NAME_KEYS, keys)])), unclear)


def _apply(engine: Engine, steps: Iterable[GraphPatch]) -> set[Triple]:
    """Make the changes; what left or entered the default graph."""
    differing: set[Triple] = set()
    for graph, removed, added in steps:
        differing |= engine.change(graph, removed, added)
    return differing


def _graphs_of(engine: Engine, name: str) -> list[Term]:
    """The graphs that a file had when it was last read: its own tells of the others."""
    address = graph_address(name)
    own = iri(address)
    told = {s for s, p, _ in engine.triples(own, value=text(name)) if p == term("rdfs:label")}
    return [own, *(graph for graph in told if graph.startswith(f"<{address}#"))]
