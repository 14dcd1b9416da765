"""The impact of a change: SHACL over the part of the graph that the change touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kembar.errors import ShapeViolation
from kembar.language import _, numeral
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, PREFIXES, is_asserted, term
from kembar.rdf.terms import Term, Triple
from kembar.validation.one_kind import refuse_second_kinds
from kembar.validation.shacl import validate
from kembar.workspace.layout import Workspace

_MAX_PROBLEMS = 5
"""Problems in one message; the rest is counted."""

_OWN = """CONSTRUCT { ?thing ?p ?o } WHERE {
  VALUES ?thing { %s } ?thing ?p ?o FILTER(?p != kb:twinnedWith)
}"""
"""The triples of the things themselves."""

_PREVIOUS = "SELECT DISTINCT ?near { VALUES ?thing { %s } ?thing kb:follows ?near }"
"""The documents that some documents follow."""

_NEIGHBOURS = """CONSTRUCT { ?near ?p ?o . ?o a ?class } WHERE {
  VALUES ?near { %s } ?near ?p ?o FILTER(ISIRI(?o) && ?p != kb:twinnedWith)
  OPTIONAL { ?o a ?class }
}"""
"""The links of things, and the classes of their objects."""

_CLASSES = "CONSTRUCT { ?thing a ?class } WHERE { VALUES ?thing { %s } ?thing a ?class }"

_SUBJECTS = """SELECT DISTINCT ?other {
  VALUES ?thing { %s } ?other ?p ?thing
  FILTER(STRSTARTS(STR(?other), "https://w3id.org/kembar/id/") && ?p != kb:twinnedWith
    || ?p = prov:hadPrimarySource)
}"""
"""The things that link to some things, and the graphs of some sources."""

_SAME = "SELECT DISTINCT ?other { VALUES ?thing { %s } ?other owl:sameAs ?thing }"
"""The persons that have some names for a unit."""

_GRAPHS = "SELECT DISTINCT ?graph ?thing { VALUES ?thing { %s } GRAPH ?graph { ?thing ?p ?o } }"
"""The named graphs with triples of some things."""


def check_change(
    engine: Engine,
    workspace: Workspace,
    added: Mapping[Term, Sequence[Triple]],
    removed: Mapping[Term, Sequence[Triple]] | None = None,
) -> None:
    """Check the graph that a change would leave; problems of the graph before do not count.

    Args:
        engine: the graph before the change.
        workspace: whose shapes count.
        added: triples by named graph.
        removed: triples by named graph of the engine.

    Raises:
        ShapeViolation: the change breaks shapes; the message has one sentence for each problem.
    """
    refuse_second_kinds(engine, workspace, added, removed or {})
    removals = _retracted(engine, removed or {})
    new = [triple for triples in added.values() for triple in triples]
    before = _surroundings(engine, new, removals)
    after = [triple for triple in before if triple not in removals] + new + _sources(engine, added)
    faults = validate(after, workspace)
    problems = [problem for problem in faults if not problem.is_warning]
    if problems:
        present = set(validate(before, workspace))
        messages = [str(problem) for problem in problems if problem not in present]
        _refuse(messages, only_removes=bool(removals) and not any(added))


def _refuse(problems: Sequence[str], *, only_removes: bool) -> None:
    if problems:
        text = "; ".join(problems[:_MAX_PROBLEMS])
        sentences = [
            _("other data depend on this: {problems}", problems=text) if only_removes else text
        ]
        if (number := len(problems) - _MAX_PROBLEMS) > 0:
            sentences.append(_("And {count} more.", count=numeral(number)))
        raise ShapeViolation(" ".join([*sentences, _("Nothing was written.")]))


def _retracted(engine: Engine, removed: Mapping[Term, Sequence[Triple]]) -> set[Triple]:
    """Return the removed triples that no other graph asserts."""
    by_graph: dict[Term, set[Triple]] = {graph: set(triples) for graph, triples in removed.items()}
    removals = {triple for triples in by_graph.values() for triple in triples}
    things = sorted({thing for thing, _, _ in removals if thing.startswith("<")})
    rows = engine.select(_GRAPHS % " ".join(things)).rows if things else []
    for graph, thing in rows:
        if graph and thing and is_asserted(graph.term):
            present = set(engine.triples(graph.term, subject=thing.term))
            removals -= present - by_graph.get(graph.term, set())
    return removals


def _surroundings(engine: Engine, new: Sequence[Triple], removals: set[Triple]) -> list[Triple]:
    """Return the triples of the graph that shapes may need for the things of a change."""
    # A query cannot name the blank nodes of another one's answer.
    named = [triple for triple in removals if triple[0].startswith("<")]
    about = {s for s, _, _ in [*new, *named] if s.startswith("<")}
    if names := {o for _, p, o in new if p == term("owl:sameAs")}:
        about |= _select_terms(engine, _SAME, names)
    removed_things = {s for s, p, _ in named if p == term("rdf:type")}
    if removed_things:
        about |= _select_terms(engine, _SUBJECTS, removed_things)
    own = engine.construct(PREFIXES + _OWN % " ".join(sorted(about)))
    near = about | {o for _, _, o in [*new, *own] if _is_thing(o)}
    near |= _earlier_documents(engine, near)
    links = engine.construct(PREFIXES + _NEIGHBOURS % " ".join(sorted(near)))
    concepts = {o for _, _, o in [*own, *new] if o[1:].startswith(NAMESPACES["concept"])}
    classes = engine.construct(_CLASSES % " ".join(sorted(concepts)))
    return list({*own, *links, *classes})


def _earlier_documents(engine: Engine, things: set[Term]) -> set[Term]:
    """Return all documents that some documents follow, as a chain may close into a circle.

    Step by step: `kb:follows+` with many starting points is too much for some engines.
    """
    documents: set[Term] = set()
    new = things
    while new:
        new = _select_terms(engine, _PREVIOUS, new) - documents
        documents |= new
    return documents


def _select_terms(engine: Engine, query: str, things: Iterable[Term]) -> set[Term]:
    """Return the one column of a query about some things."""
    rows = engine.select(PREFIXES + query % " ".join(sorted(things))).rows
    return {value.term for (value,) in rows if value}


def _is_thing(value: Term) -> bool:
    return value[1:].startswith((NAMESPACES["id"], NAMESPACES["graph"]))


def _sources(engine: Engine, added: Mapping[Term, Sequence[Triple]]) -> list[Triple]:
    """Return the triples kb:toldBy that a rule would derive for the added things."""
    typed = {g: [s for s, p, _ in triples if p == term("rdf:type")] for g, triples in added.items()}
    sources = _sources_of_graphs(triple for triples in added.values() for triple in triples)
    # A graph that is not new has its source in the engine.
    present = [graph for graph in typed if graph and graph not in sources]
    sources |= _sources_of_graphs(engine.triples_about(present))
    return [
        (thing, term("kb:toldBy"), sources[graph])
        for graph, things in typed.items()
        if graph in sources
        for thing in things
    ]


def _sources_of_graphs(triples: Iterable[Triple]) -> dict[Term, Term]:
    """Return the source of each graph, or its mark of verification where it has no source."""
    triples = list(triples)
    marks = {s: o for s, p, o in triples if p == term("kb:verification")}
    return marks | {s: o for s, p, o in triples if p == term("prov:hadPrimarySource")}
