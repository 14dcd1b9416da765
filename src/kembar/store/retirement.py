"""What nobody holds any longer: kept in graphs beside those that say it, until it comes back.

A retirement names a thing and the graph that speaks of it. What that graph says of the thing, and
of its parts (a signature of an agreement, a budget of an activity, whose IRIs go on from its own),
then stands in the graph's retired graph instead, which counts for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kembar.rdf.engine import Engine, GraphPatch
from kembar.rdf.namespaces import PREFIXES, graph_of_retired, retired_graph, term
from kembar.rdf.terms import Term, Triple

_RETIREMENTS = (
    PREFIXES
    + """SELECT DISTINCT ?said ?thing ?graph WHERE {
  GRAPH ?said { ?it a kb:Retirement ; kb:retiredThing ?thing ; kb:retiredFrom ?graph }
}"""
)
_SUBJECTS = "SELECT DISTINCT ?thing WHERE { GRAPH %s { ?thing ?p ?o } }"


class Retirement(NamedTuple):
    """Some graph says that what another says of a thing is no longer held."""

    said: Term
    thing: Term
    graph: Term


def retirements(engine: Engine) -> set[Retirement]:
    """The retirements that a store holds, among them those that another one retires in turn."""
    found = set()
    for row in engine.select(_RETIREMENTS).rows:
        said, thing, graph = (value.term for value in row if value)
        found.add(Retirement(graph_of_retired(said), thing, graph))
    return found


def retirements_in(graph: Term, triples: Iterable[Triple]) -> set[Retirement]:
    """The retirements that a graph says."""
    told: dict[Term, dict[Term, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, value in triples:
        told[subject][predicate].add(value)
    return {
        Retirement(graph, thing, target)
        for facts in told.values()
        if term("kb:Retirement") in facts.get(term("rdf:type"), ())
        for thing in facts.get(term("kb:retiredThing"), ())
        for target in facts.get(term("kb:retiredFrom"), ())
    }


def retirement_patches(
    engine: Engine,
    made: Mapping[Term, Iterable[Triple]],
    before: set[Retirement],
    after: set[Retirement],
) -> list[GraphPatch]:
    """What must change so that graphs say what they are to say, and only what is held.

    Args:
        engine: the store as it is.
        made: the graphs that are to change, and all that each is to say; nothing where it is gone.
        before: the retirements that the store follows.
        after: those that it is to follow.
    """
    found: list[GraphPatch] = []
    old, new = _by_graph(before), _by_graph(after)
    for graph, triples in made.items():
        stored = set(engine.triples(graph)), set(engine.triples(retired_graph(graph)))
        found += _parted(graph, stored, set(triples), new.get(graph, set()))
    for graph in old.keys() | new.keys():
        differing = old.get(graph, set()) ^ new.get(graph, set())
        if graph not in made and differing:
            stored = (
                triples_with_parts(engine, graph, differing),
                triples_with_parts(engine, retired_graph(graph), differing),
            )
            found += _parted(graph, stored, stored[0] | stored[1], new.get(graph, set()))
    return found


def _parted(
    graph: Term, stored: tuple[set[Triple], set[Triple]], said: set[Triple], things: set[Term]
) -> list[GraphPatch]:
    """The changes of a graph and of its retired graph that part what is said by what is held."""
    retired = {triple for triple in said if things and _is_of(triple[0], things)}
    held = said - retired
    both = (
        (graph, *_difference(stored[0], held)),
        (
            retired_graph(graph),
            *_difference(stored[1], retired),
        ),
    )
    return [change for change in both if change[1] or change[2]]


def _difference(old: set[Triple], new: set[Triple]) -> tuple[set[Triple], set[Triple]]:
    return old - new, new - old


def triples_with_parts(engine: Engine, graph: Term, things: set[Term]) -> set[Triple]:
    """What a graph says of things and their parts; it reads all subjects of the graph."""
    subjects = [value.term for (value,) in engine.select(_SUBJECTS % graph).rows if value]
    return set(engine.triples_about([s for s in subjects if _is_of(s, things)], graph))


def _is_of(subject: Term, things: set[Term]) -> bool:
    """Whether a subject is one of the things, or a part of one: its IRI goes on after a slash."""
    if subject in things:
        return True
    whole, slash, _ = subject.rpartition("/")
    while slash:
        if f"{whole}>" in things:
            return True
        whole, slash, _ = whole.rpartition("/")
    return False


def _by_graph(retired: set[Retirement]) -> dict[Term, set[Term]]:
    found: defaultdict[Term, set[Term]] = defaultdict(set)
    for one in retired:
        found[one.graph].add(one.thing)
    return found
