"""The contents of a store: built from the files, or updated where files changed."""

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
from kembar.rdf.terms import Term, Triple, TriplesByGraph, iri
from kembar.store.affected import affected_things
from kembar.store.load import file_label, refuse_shared_keys, stored_graphs
from kembar.store.parallel_load import load_parallel
from kembar.store.retirement import retirement_patches, retirements, retirements_in
from kembar.store.rules import derivation_patches, derive_all
from kembar.workspace.layout import Workspace


class NameIndexParts(NamedTuple):
    """Parts of the index of names, collected while files are read.

    Attributes:
        keys: the index as texts.
        unclear: the things whose names may be wrong in it; they are indexed again at the end.
    """

    keys: list[GraphText]
    unclear: set[Term]


def build_contents(engine: OxigraphEngine, workspace: Workspace) -> None:
    """Fill an empty store with the statements of the files and the results of the rules.

    Raises:
        InputError: a file cannot be read.
    """
    names = load_statements(engine, workspace)
    derived = derive_all(engine, workspace)
    load_name_index(engine, names, derived)


def load_statements(engine: OxigraphEngine, workspace: Workspace) -> NameIndexParts:
    """Load the statements of the files, and move retired ones to graphs of their own.

    Returns:
        The names in the files.

    Raises:
        InputError: a file cannot be read.
    """
    names = NameIndexParts([], set())

    def texts() -> Iterator[GraphText]:
        for file_texts, file_names in load_parallel(_file_texts, workspace.graph_files()):
            names.keys.extend(file_names.keys)
            names.unclear.update(file_names.unclear)
            yield from file_texts

    engine.bulk_load(texts())
    refuse_shared_keys(workspace.graph_files())
    engine.optimize()
    default_changes = _apply(engine, retirement_patches(engine, {}, set(), retirements(engine)))
    names.unclear.update(subject for subject, _, _ in default_changes)
    return names


def load_name_index(
    engine: OxigraphEngine, names: NameIndexParts, derived: Iterable[bytes]
) -> None:
    """Load the index of the names in the files, and of those in derived N-Triples."""
    keys = serialize_graphs([(NAME_KEYS, keys_of_ntriples(engine, derived))])
    engine.bulk_load(chain(names.keys, keys))
    _apply(engine, [name_index_patch(engine, names.unclear)])


def update_contents(engine: Engine, workspace: Workspace, names: Iterable[str]) -> list[GraphPatch]:
    """Update a store from files of data that were changed, added or removed.

    Args:
        engine: the store.
        workspace: of the files.
        names: of the files, as in the graph.

    Returns:
        The changes, graph by graph; a graph may come several times.

    Raises:
        InputError: a file cannot be read.
    """
    names = list(names)
    graphs = _read_files(engine, workspace, names)
    if any(name.endswith(".csv") for name in names):
        refuse_shared_keys(workspace.graph_files())
    before = retirements(engine)
    after = {retirement for retirement in before if retirement.origin not in graphs}
    for graph, triples in graphs.items():
        after |= retirements_in(graph, triples)
    patches = retirement_patches(engine, graphs, before, after)
    changes: defaultdict[Term, set[Triple]] = defaultdict(set)
    for graph, removed, added in patches:
        changes[graph] |= removed | added
    default_changes = _apply(engine, patches)
    affected = affected_things(engine, changes, default_changes)
    derivations = derivation_patches(engine, workspace, affected)
    _apply(engine, derivations)
    name_patch = name_index_patch(engine, affected)
    _apply(engine, [name_patch])
    return [*patches, *derivations, name_patch]


def _read_files(engine: Engine, workspace: Workspace, names: Iterable[str]) -> TriplesByGraph:
    """Return the graphs of some files as they are now; without triples if they are gone."""
    files = {file.name: file for file in workspace.graph_files()}
    graphs: TriplesByGraph = {}
    for name in names:
        graphs |= {graph: [] for graph in _graphs_of(engine, name)}
        if name in files:
            # As the store has them, or each number would seem to have changed.
            for graph, triples in stored_graphs(files[name]).items():
                graphs[graph] = list(canonical_triples(triples))
    return graphs


def _file_texts(graphs: NamedGraphs) -> Iterator[tuple[list[GraphText], NameIndexParts]]:
    """Yield the texts of one file's graphs, and the names in it."""
    graphs = list(graphs)
    keys, unclear = keys_of_graphs(graphs)
    yield (
        list(serialize_graphs(graphs)),
        NameIndexParts(list(serialize_graphs([(NAME_KEYS, keys)])), unclear),
    )


def _apply(engine: Engine, patches: Iterable[GraphPatch]) -> set[Triple]:
    """Patch the graphs; return the triples that left or entered the default graph."""
    default_changes: set[Triple] = set()
    for graph, removed, added in patches:
        default_changes |= engine.patch(graph, removed, added)
    return default_changes


def _graphs_of(engine: Engine, name: str) -> list[Term]:
    """Return the graphs that a file had when it was last read: its own names the others."""
    address = graph_address(name)
    own = iri(address)
    label = term("rdfs:label")
    graphs = {s for s, p, _ in engine.triples(own, value=file_label(name)) if p == label}
    return [own, *(graph for graph in graphs if graph.startswith(f"<{address}#"))]
