"""What a store holds, made from the files: all of it, or what differs since the last time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from kembar.names.index import keys_of_graphs, keys_of_ntriples, name_index_patch
from kembar.rdf.engine import Engine, GraphPatch
from kembar.rdf.namespaces import NAME_KEYS, graph_address, term
from kembar.rdf.nquads_stream import GraphText, NamedGraphs, serialize_graphs
from kembar.rdf.oxigraph import OxigraphEngine, canonical_triples
from kembar.rdf.terms import Term, Triple, iri, literal
from kembar.store.affected import affected_things
from kembar.store.load import Graphs, read_graphs
from kembar.store.parallel_load import load_parallel
from kembar.store.retirement import retirement_patches, retirements, retirements_in
from kembar.store.rules import derivation_patches, derive_all
from kembar.workspace.layout import Workspace


class NameIndexParts(NamedTuple):
    """The index of names as texts, and the things of which it may be wrong."""

    keys: list[GraphText]
    unclear: set[Term]


def build_contents(engine: OxigraphEngine, workspace: Workspace) -> None:
    """Fill an empty store with all that the files say and the rules compute.

    Raises:
        InputError: a file that cannot be read.
    """
    names = load_statements(engine, workspace)
    computed = derive_all(engine, workspace)
    load_name_index(engine, names, computed)


def load_statements(engine: OxigraphEngine, workspace: Workspace) -> NameIndexParts:
    """Put in what the files say.

    Returns:
        The names in it.

    Raises:
        InputError: a file that cannot be read.
    """
    names = NameIndexParts([], set())

    def texts() -> Iterator[GraphText]:
        for told, its in load_parallel(_told, workspace.graph_files()):
            names.keys.extend(its.keys)
            names.unclear.update(its.unclear)
            yield from told

    engine.bulk_load(texts())
    engine.optimize()
    # Set apart what nobody holds any longer.
    differing = _apply(engine, retirement_patches(engine, {}, set(), retirements(engine)))
    names.unclear.update(subject for subject, _, _ in differing)
    return names


def load_name_index(
    engine: OxigraphEngine, names: NameIndexParts, computed: Iterable[bytes]
) -> None:
    """Put in the index of names: of those in the files, and of those that rules computed."""
    keys = serialize_graphs([(NAME_KEYS, keys_of_ntriples(engine, computed))])
    engine.bulk_load(chain(names.keys, keys))
    _apply(engine, [name_index_patch(engine, names.unclear)])


def update_contents(engine: Engine, workspace: Workspace, names: Iterable[str]) -> list[GraphPatch]:
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
            made |= {graph: list(canonical_triples(triples)) for graph, triples in graphs.items()}
    before = retirements(engine)
    after = {one for one in before if one.said not in made}
    for graph, triples in made.items():
        after |= retirements_in(graph, triples)
    steps = retirement_patches(engine, made, before, after)
    changed: defaultdict[Term, set[Triple]] = defaultdict(set)
    for graph, removed, added in steps:
        changed[graph] |= removed | added
    differing = _apply(engine, steps)
    touched = affected_things(engine, changed, differing)
    computed = derivation_patches(engine, workspace, touched)
    _apply(engine, computed)
    names_changed = name_index_patch(engine, touched)
    _apply(engine, [names_changed])
    return [*steps, *computed, names_changed]


def _told(graphs: NamedGraphs) -> Iterator[tuple[list[GraphText], NameIndexParts]]:
    """What one file says, and the names in it."""
    graphs = list(graphs)
    keys, unclear = keys_of_graphs(graphs)
    yield (
        list(serialize_graphs(graphs)),
        NameIndexParts(list(serialize_graphs([(NAME_KEYS, keys)])), unclear),
    )


def _apply(engine: Engine, steps: Iterable[GraphPatch]) -> set[Triple]:
    """Make the changes; what left or entered the default graph."""
    differing: set[Triple] = set()
    for graph, removed, added in steps:
        differing |= engine.patch(graph, removed, added)
    return differing


def _graphs_of(engine: Engine, name: str) -> list[Term]:
    """The graphs that a file had when it was last read: its own tells of the others."""
    address = graph_address(name)
    own = iri(address)
    told = {s for s, p, _ in engine.triples(own, value=literal(name)) if p == term("rdfs:label")}
    return [own, *(graph for graph in told if graph.startswith(f"<{address}#"))]
