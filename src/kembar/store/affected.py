"""How far a change reaches: the things of which rules may now say something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, PREFIXES, in_default_graph, term
from kembar.rdf.terms import Term, Triple

MOST_AFFECTED = 2_000
"""Things from which it is quicker to derive everything anew: 2,000 take 3 s, all of a graph of 11
thousand cities 15 s."""

_GRAPHS = f"<{NAMESPACES['graph']}"
_CONCEPTS = f"<{NAMESPACES['concept']}"
_WIDE = ("kb:Country", "kb:Event", "skos:Concept", "skos:ConceptScheme")
"""Kinds of things that rules reach from far away: one country stands behind many partnerships."""

_IS_WIDE = f"""{PREFIXES}ASK {{
  VALUES ?class {{ {" ".join(_WIDE)} }} VALUES ?thing {{ %s }} ?thing a ?class
}}"""


def affected_things(
    engine: Engine, changed: Mapping[Term, Iterable[Triple]], differing: set[Triple]
) -> set[Term] | None:
    """The things that a change touches; None where it is quicker or needed to derive everything.

    These are the subjects and the objects of what changed; what points at a thing of which
    something else is said now, and what that points at; and of a graph of which something else is
    said, the things that it speaks of.

    Args:
        engine: the store after the change.
        changed: the triples that were taken out of each graph or put in.
        differing: those of them that left or entered the default graph.
    """
    touched: set[Term] = set()
    for graph, triples in changed.items():
        if in_default_graph(graph):
            touched |= {part for s, _, o in triples for part in (s, o)}
    subjects = {subject for subject, _, _ in differing}
    if len(subjects) > MOST_AFFECTED or _is_wide(engine, subjects, differing):
        return None
    for subject in subjects:
        touched |= {s for s, _, _ in engine.triples(value=subject)}
        touched |= {o for _, _, o in engine.triples(subject=subject)}
        if subject.startswith(_GRAPHS):
            touched |= {s for s, _, _ in engine.triples(subject)}
        if len(touched) > MOST_AFFECTED:
            return None
    things = {thing for thing in touched if thing.startswith("<")}
    # A blank node cannot be named in a query.
    unnamed = any(subject.startswith("_:") for subject in touched)
    return None if unnamed or len(things) > MOST_AFFECTED else things


def _is_wide(engine: Engine, subjects: set[Term], differing: set[Triple]) -> bool:
    named = [subject for subject in subjects if subject.startswith("<")]
    if any(subject.startswith(_CONCEPTS) for subject in named):
        return True
    wide = {term(name) for name in _WIDE}
    if any(p == term("rdf:type") and o in wide for _, p, o in differing):
        return True
    rows = engine.select(_IS_WIDE % " ".join(named)).rows
    return any(value is not None and value.text == "true" for (value,) in rows)
