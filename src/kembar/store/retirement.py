"""Retired statements: moved from their graph to a parallel one that queries do not read.

They move back when the retirement is renewed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kembar.rdf.engine import Engine, GraphPatch
from kembar.rdf.namespaces import PREFIXES, original_graph, retired_graph, term
from kembar.rdf.terms import Term, Triple

_RETIREMENTS = (
    PREFIXES
    + """SELECT DISTINCT ?origin ?thing ?graph WHERE {
  GRAPH ?origin { ?it a kb:Retirement ; kb:retiredThing ?thing ; kb:retiredFrom ?graph }
}"""
)
_SUBJECTS = "SELECT DISTINCT ?thing WHERE { GRAPH %s { ?thing ?p ?o } }"


class Retirement(NamedTuple):
    """The retirement of all that a graph states about a thing.

    Attributes:
        origin: the graph that states the retirement.
        thing: whose statements are retired.
        graph: that holds the statements.
    """

    origin: Term
    thing: Term
    graph: Term


def retirements(engine: Engine) -> set[Retirement]:
    """Return the retirements in a store, also those that another one retires in turn."""
    result = set()
    for row in engine.select(_RETIREMENTS).rows:
        origin, thing, graph = (value.term for value in row if value)
        result.add(Retirement(original_graph(origin), thing, graph))
    return set(filter(_names_a_graph, result))


def retirements_in(graph: Term, triples: Iterable[Triple]) -> set[Retirement]:
    """Return the retirements that a graph states."""
    values: dict[Term, dict[Term, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, value in triples:
        values[subject][predicate].add(value)
    stated = {
        Retirement(graph, thing, target)
        for properties in values.values()
        if term("kb:Retirement") in properties.get(term("rdf:type"), ())
        for thing in properties.get(term("kb:retiredThing"), ())
        for target in properties.get(term("kb:retiredFrom"), ())
    }
    return set(filter(_names_a_graph, stated))


def _names_a_graph(retirement: Retirement) -> bool:
    """Return whether a retirement is from what can be a graph; a file may state any nonsense."""
    return retirement.graph.startswith("<")


def retirement_patches(
    engine: Engine,
    graphs: Mapping[Term, Iterable[Triple]],
    before: set[Retirement],
    after: set[Retirement],
) -> list[GraphPatch]:
    """Return the patches that bring graphs and their retired graphs into step.

    Args:
        engine: the store as it is.
        graphs: all triples of each graph that changes, retired or not; none where it is gone.
        before: the retirements that the store applies.
        after: those that it applies after the patches.
    """
    patches: list[GraphPatch] = []
    old, new = _things_by_graph(before), _things_by_graph(after)
    for graph, triples in graphs.items():
        current = set(engine.triples(graph)), set(engine.triples(retired_graph(graph)))
        patches += _split(graph, current, set(triples), new.get(graph, set()))
    for graph in old.keys() | new.keys():
        things = old.get(graph, set()) ^ new.get(graph, set())
        if graph not in graphs and things:
            current = (
                triples_with_parts(engine, graph, things),
                triples_with_parts(engine, retired_graph(graph), things),
            )
            patches += _split(graph, current, current[0] | current[1], new.get(graph, set()))
    return patches


def _split(
    graph: Term, current: tuple[set[Triple], set[Triple]], triples: set[Triple], things: set[Term]
) -> list[GraphPatch]:
    """Return the patches of a graph and its retired graph.

    Args:
        graph: the graph.
        current: the triples of both as they are.
        triples: those of both together as they will be.
        things: whose triples are retired.
    """
    retired = {triple for triple in triples if things and _is_of(triple[0], things)}
    asserted = triples - retired
    patches = [
        (graph, current[0] - asserted, asserted - current[0]),
        (retired_graph(graph), current[1] - retired, retired - current[1]),
    ]
    return [patch for patch in patches if patch[1] or patch[2]]


def triples_with_parts(engine: Engine, graph: Term, things: set[Term]) -> set[Triple]:
    """Return the triples of things and their parts in a graph; all its subjects are read."""
    subjects = [value.term for (value,) in engine.select(_SUBJECTS % graph).rows if value]
    return set(engine.triples_about([s for s in subjects if _is_of(s, things)], graph))


def _is_of(subject: Term, things: set[Term]) -> bool:
    """Return whether a subject is one of the things or a part of one.

    The IRI of a part continues that of the whole after a slash.
    """
    if subject in things:
        return True
    whole, slash, _ = subject.rpartition("/")
    while slash:
        if f"{whole}>" in things:
            return True
        whole, slash, _ = whole.rpartition("/")
    return False


def _things_by_graph(retirements: set[Retirement]) -> dict[Term, set[Term]]:
    things: defaultdict[Term, set[Term]] = defaultdict(set)
    for retirement in retirements:
        things[retirement.graph].add(retirement.thing)
    return things
