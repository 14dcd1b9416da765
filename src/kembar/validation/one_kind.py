"""One key names one thing: a change may not make of an agreement an activity as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kembar.errors import ShapeViolation, quoted
from kembar.language import _
from kembar.model.keys import KIND_OF_CLASS
from kembar.rdf.engine import Engine, batches
from kembar.rdf.namespaces import NAMESPACES, is_asserted, term
from kembar.rdf.terms import Term, Triple
from kembar.validation.problem import Problem, locate
from kembar.workspace.layout import Workspace

_CLASSES = "SELECT ?thing ?class ?graph { VALUES ?thing { %s } GRAPH ?graph { ?thing a ?class } }"

KindsByThing = dict[Term, set[str]]
"""The kinds of record that things are, as "agreement"."""


def refuse_second_kinds(
    engine: Engine,
    workspace: Workspace,
    added: Mapping[Term, Sequence[Triple]],
    removed: Mapping[Term, Sequence[Triple]],
) -> None:
    """Refuse a change that makes a thing of one kind a thing of another kind as well.

    Args:
        engine: the graph before the change.
        workspace: of its files, which the message names.
        added: triples by named graph.
        removed: triples by named graph of the engine.

    Raises:
        ShapeViolation: with the key, the kinds, and where the first stands.
    """
    new = _kinds(triple for triples in added.values() for triple in triples)
    old = _present(engine, new, removed)
    for thing in sorted(new):
        others = sorted(new[thing] - old[thing]) if old[thing] else sorted(new[thing])[1:]
        if others:
            kind = min(old[thing] or new[thing])
            raise ShapeViolation(_message(engine, workspace, thing, kind, others[0]))


def _kinds(triples: Iterable[Triple]) -> KindsByThing:
    kinds: defaultdict[Term, set[str]] = defaultdict(set)
    for subject, predicate, value in triples:
        if predicate == term("rdf:type") and subject[0] == "<" and value in KIND_OF_CLASS:
            kinds[subject].add(KIND_OF_CLASS[value])
    return kinds


def _present(
    engine: Engine, things: Iterable[Term], removed: Mapping[Term, Sequence[Triple]]
) -> KindsByThing:
    """Return the kinds that things have in what a change leaves of the graph."""
    gone = {(graph, s, o) for graph, triples in removed.items() for s, _, o in triples}
    rows = (row for some in batches(set(things)) for row in engine.select(_query(some)).rows)
    return _kinds(
        (thing.term, term("rdf:type"), cls.term)
        for thing, cls, graph in rows
        if thing and cls and graph
        if is_asserted(graph.term) and (graph.term, thing.term, cls.term) not in gone
    )


def _query(things: Iterable[Term]) -> str:
    return _CLASSES % " ".join(things)


def _message(engine: Engine, workspace: Workspace, thing: Term, kind: str, other: str) -> str:
    address = thing[1:-1]
    problems = locate([Problem(address, "", "", "")], engine, workspace)
    places = ", ".join(str(place) for problem in problems for place in problem.places[:2])
    stands = f" ({places})" if places else ""
    return _(
        "the {kind} {key} exists already{places}: give the {other} another key. "
        "Nothing was written.",
        kind=_(kind),
        key=quoted(address.removeprefix(NAMESPACES["id"])),
        other=_(other),
        places=stands,
    )
