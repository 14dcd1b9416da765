"""The statements of the graph, read piece by piece: no export holds a large graph in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, TypeVar

from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import BASE, in_default_graph, is_asserted
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import Term, Triple

T = TypeVar("T")

_PIECE = 100_000
"""Triples or subjects that are sorted together: mostly all of a graph."""

_SUBJECTS = "SELECT DISTINCT ?s { ?s ?p ?o }"
"""Not in order: Oxigraph took 1.7 s of 2.6 to sort six thousand."""


_COMPUTED = f"<{BASE}date/"
"""Begins the IRIs of the days of dates, which stand beside the dates (`model.date_spans`)."""


def belongs(graph: Term, *, complete: bool) -> bool:
    """Return whether an export has a named graph.

    Args:
        graph: a named graph.
        complete: with the model and what rules derive; else the statements of the sources alone.
            Neither has withdrawn statements, nor the index of names.
    """
    return in_default_graph(graph) if complete else is_asserted(graph)


def asserted_graphs(engine: Engine) -> list[Term]:
    """The named graphs of asserted data: neither the ontology, nor inferred, nor retired."""
    return [graph for graph in engine.graphs() if is_asserted(graph)]


def statements(
    engine: Engine, *, complete: bool = False
) -> Iterator[tuple[Triple, tuple[Term, ...]]]:
    """Yield each statement once, with the named graphs that have it; subject by subject, sorted.

    Args:
        engine: the graph; a remote one is read into memory, as it cannot be asked subject by
            subject.
        complete: as in `belongs`.
    """
    if isinstance(engine, OxigraphEngine):
        each = _by_subject(engine, lambda graph: belongs(graph, complete=complete))
        yield from (one for one in each if complete or is_stated(one[0]))
        return
    graphs: defaultdict[Triple, list[Term]] = defaultdict(list)
    for graph in engine.graphs():
        if belongs(graph, complete=complete):
            for triple in graph_triples(engine, graph, complete=complete):
                graphs[triple].append(graph)
    for triple in sorted(graphs):
        yield triple, tuple(graphs[triple])


def graph_triples(engine: Engine, graph: Term, *, complete: bool = False) -> Iterator[Triple]:
    """Yield the triples of a named graph, sorted; of a large one each `_PIECE` by itself."""
    for piece in _pieces(engine.triples(graph)):
        yield from (triple for triple in sorted(piece) if complete or is_stated(triple))


def is_stated(triple: Triple) -> bool:
    """Return whether a triple of an asserted graph is a statement: the days of dates are none."""
    return not triple[0].startswith(_COMPUTED)


def _by_subject(
    engine: OxigraphEngine, is_part: Callable[[Term], bool]
) -> Iterator[tuple[Triple, tuple[Term, ...]]]:
    """Ask the store for the quads of each subject: 50 thousand statements take half a second."""
    store = engine.native

    def quads() -> Iterator[tuple[str, Any]]:
        solutions: Any = store.query(_SUBJECTS)
        for piece in _pieces(subject for (subject,) in solutions):
            for subject in sorted(piece, key=str):
                for quad in store.quads_for_pattern(subject, None, None, None):
                    yield str(subject), quad

    for subject, group in groupby(engine.read_each(quads), key=itemgetter(0)):
        graphs: defaultdict[Triple, list[Term]] = defaultdict(list)
        for _, quad in group:
            graph = Term(str(quad.graph_name))
            if graph.startswith("<") and is_part(graph):
                triple = Term(subject), Term(str(quad.predicate)), Term(str(quad.object))
                graphs[triple].append(graph)
        for triple in sorted(graphs):
            yield triple, tuple(sorted(graphs[triple]))


def _pieces(items: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(items)
    while piece := list(islice(remaining, _PIECE)):
        yield piece
