"""The things affected by a change: those for which rules may derive other statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, PREFIXES, in_default_graph, term
from kembar.rdf.terms import Term, Triple

MOST_AFFECTED = 2_000
"""Above this number, deriving everything is quicker: 2,000 things take 3 s, all of a graph of 11
thousand cities 15 s."""

_GRAPHS = f"<{NAMESPACES['graph']}"
_CONCEPTS = f"<{NAMESPACES['concept']}"
_WIDE = ("kb:Country", "kb:Event", "skos:Concept", "skos:ConceptScheme")
"""Classes of things that many others refer to, as partnerships to a country."""

_STATUS = {term(name) for name in ("kb:partnershipKind", "kb:since", "kb:until", "kb:hasStatus")}
"""Properties that decide, source by source, on a partnership's status, and so on who is twinned."""

_STATUS_NODE = {term(name) for name in ("kb:status", "kb:statusOn")}

_IS_WIDE = f"""{PREFIXES}ASK {{
  VALUES ?class {{ {" ".join(_WIDE)} }} VALUES ?thing {{ %s }} ?thing a ?class
}}"""

_LABEL, _TYPE, _UNIT = term("rdfs:label"), term("rdf:type"), term("kb:TerritorialUnit")
_TELLING = frozenset({_LABEL, _TYPE, term("kb:country"), term("kb:subdivision"), term("kb:key")})
"""Properties that the rule `partners` tells namesakes apart by."""


def affected_things(
    engine: Engine, changes: Mapping[Term, Iterable[Triple]], default_changes: set[Triple]
) -> set[Term] | None:
    """Return the things that a change affects; None where everything must or should be derived.

    They are the subjects and objects of the changed triples; the neighbours, in both directions, of
    subjects whose triples in the default graph changed; the namesakes of such subjects, and what
    points at them; and if such a subject is a graph, the subjects of its triples. A statement on
    the status of a partnership counts as a change of the partnership, though another source has
    told the same.

    Args:
        engine: the store after the change.
        changes: the triples that were added to each graph or removed from it.
        default_changes: those of them that left or entered the default graph.
    """
    affected: set[Term] = set()
    for graph, triples in changes.items():
        if in_default_graph(graph):
            affected |= {part for s, _, o in triples for part in (s, o)}
    subjects = {subject for subject, _, _ in default_changes}
    for triples in changes.values():
        subjects |= _partnerships_of_status(engine, triples)
    if len(subjects) > MOST_AFFECTED or _is_wide(engine, subjects, default_changes):
        return None
    for subject in subjects:
        affected |= {s for s, _, _ in engine.triples(value=subject)}
        affected |= {o for _, _, o in engine.triples(subject=subject)}
        if subject.startswith(_GRAPHS):
            affected |= {s for s, _, _ in engine.triples(subject)}
        if len(affected) > MOST_AFFECTED:
            return None
    for namesake in _namesakes(engine, default_changes):
        affected |= {namesake, *(s for s, _, _ in engine.triples(value=namesake))}
        if len(affected) > MOST_AFFECTED:
            return None
    things = {thing for thing in affected if thing.startswith("<")}
    # A blank node cannot be named in a query.
    has_blank_nodes = any(subject.startswith("_:") for subject in affected)
    return None if has_blank_nodes or len(things) > MOST_AFFECTED else things


def _partnerships_of_status(engine: Engine, triples: Iterable[Triple]) -> set[Term]:
    """The partnerships whose status changed triples may decide, by themselves or by a node."""
    partnerships: set[Term] = set()
    for subject, predicate, _ in triples:
        if predicate in _STATUS:
            partnerships.add(subject)
        elif predicate in _STATUS_NODE:
            partnerships |= {s for s, _, _ in engine.triples(value=subject)}
    return partnerships


def _namesakes(engine: Engine, default_changes: set[Triple]) -> Iterator[Term]:
    """The units that bear a name, or bore one before the change, of a unit that it concerns."""
    named = {subject for subject, predicate, _ in default_changes if predicate in _TELLING}
    changed = {s for s, p, o in default_changes if p == _TYPE and o == _UNIT}
    units = {thing for thing in named if thing in changed or _is_unit(engine, thing)}
    names = {o for s, p, o in default_changes if p == _LABEL and s in units}
    names |= {o for s in units for _, p, o in engine.triples(subject=s) if p == _LABEL}
    for name in names:
        bearers = {s for s, p, _ in engine.triples(value=name) if p == _LABEL}
        yield from (bearer for bearer in bearers if _is_unit(engine, bearer))


def _is_unit(engine: Engine, thing: Term) -> bool:
    return any(p == _TYPE for _, p, _ in engine.triples(subject=thing, value=_UNIT))


def _is_wide(engine: Engine, subjects: set[Term], default_changes: set[Triple]) -> bool:
    iris = [subject for subject in subjects if subject.startswith("<")]
    if any(subject.startswith(_CONCEPTS) for subject in iris):
        return True
    wide = {term(name) for name in _WIDE}
    if any(p == _TYPE and o in wide for _, p, o in default_changes):
        return True
    rows = engine.select(_IS_WIDE % " ".join(iris)).rows
    return any(value is not None and value.text == "true" for (value,) in rows)
