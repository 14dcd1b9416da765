"""What a change would break: the shapes, over the part of the graph that it touches and no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kembar.errors import ShapeViolation
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, PREFIXES, is_asserted, term
from kembar.rdf.terms import Term, Triple
from kembar.validation.shacl import validate
from kembar.workspace.layout import Workspace

Graphs = Mapping[Term, Sequence[Triple]]
"""Statements by named graph."""

_TOLD = 5
"""Violations told one by one; a list of thousands helps nobody."""

_OWN = """CONSTRUCT { ?thing ?p ?o } WHERE {
  VALUES ?thing { %s } ?thing ?p ?o FILTER(?p != kb:twinnedWith)
}"""
"""All that is said of the things themselves."""

_BEFORE = "SELECT DISTINCT ?near { VALUES ?thing { %s } ?thing kb:follows ?near }"
"""The documents just before some documents."""

_NEAR = """CONSTRUCT { ?near ?p ?o . ?o a ?class } WHERE {
  VALUES ?near { %s } ?near ?p ?o FILTER(ISIRI(?o) && ?p != kb:twinnedWith)
  OPTIONAL { ?o a ?class }
}"""
"""What the things name, and the class of what that names in turn."""

_CLASS = "CONSTRUCT { ?thing a ?class } WHERE { VALUES ?thing { %s } ?thing a ?class }"

_POINTING = """SELECT DISTINCT ?other {
  VALUES ?thing { %s } ?other ?p ?thing
  FILTER(STRSTARTS(STR(?other), "https://w3id.org/kembar/id/") && ?p != kb:twinnedWith)
}"""
_REFUSED = {
    "en": ("others stand on this: ", " And {} more.", " Nothing was written."),
    "id": ("hal lain bergantung padanya: ", " Dan {} lagi.", " Tidak ada yang ditulis."),
}

_STANDING = "SELECT DISTINCT ?graph ?thing { VALUES ?thing { %s } GRAPH ?graph { ?thing ?p ?o } }"
"""The graphs that say something of the things."""


def check_change(
    engine: Engine,
    workspace: Workspace,
    added: Graphs,
    removed: Graphs | None = None,
    language: str = "en",
) -> None:
    """Check by the shapes what adding and removing statements would leave.

    Faults that were there before do not count.

    Args:
        engine: the graph as it is.
        workspace: whose shapes count.
        added: statements by named graph.
        removed: the same, of graphs of the engine.
        language: of the messages, "en" or "id".

    Raises:
        Violation: it breaks a shape; one sentence for each.
    """
    gone = _gone(engine, removed or {})
    new = [triple for triples in added.values() for triple in triples]
    before = _around(engine, new, gone)
    after = [triple for triple in before if triple not in gone] + new + _told(engine, added)
    problems = validate(after, workspace, language)
    if problems:
        known = set(validate(before, workspace, language))
        new_ones = [str(problem) for problem in problems if problem not in known]
        _refuse(new_ones, language, only_going=bool(gone) and not any(added))


def _refuse(problems: Sequence[str], language: str, *, only_going: bool) -> None:
    if problems:
        standing, more, nothing = _REFUSED[language]
        begin = standing if only_going else ""
        rest = more.format(len(problems) - _TOLD) if len(problems) > _TOLD else ""
        raise ShapeViolation(begin + "; ".join(problems[:_TOLD]) + rest + nothing)


def _gone(engine: Engine, removed: Graphs) -> set[Triple]:
    """The statements that nobody would make any more."""
    going: dict[Term, set[Triple]] = {graph: set(triples) for graph, triples in removed.items()}
    gone = {triple for triples in going.values() for triple in triples}
    things = sorted({thing for thing, _, _ in gone if thing.startswith("<")})
    rows = engine.select(_STANDING % " ".join(things)).rows if things else []
    for graph, thing in rows:
        if graph and thing and is_asserted(graph.term):
            staying = set(engine.triples(graph.term, subject=thing.term))
            gone -= staying - going.get(graph.term, set())
    return gone


def _around(engine: Engine, new: Iterable[Triple], gone: set[Triple]) -> list[Triple]:
    """What the graph says of the things of these statements, and of what hangs on them."""
    about = {s for s, _, _ in new if s.startswith("<")} | {s for s, _, _ in gone}
    lost = {s for s, p, _ in gone if p == term("rdf:type")}
    if lost:
        about |= _asked(engine, _POINTING, lost)
    own = engine.construct(PREFIXES + _OWN % " ".join(sorted(about)))
    near = about | {o for _, _, o in [*new, *own] if _names_a_thing(o)}
    near |= _before(engine, near)
    links = engine.construct(PREFIXES + _NEAR % " ".join(sorted(near)))
    concepts = {o for _, _, o in [*own, *new] if o[1:].startswith(NAMESPACES["concept"])}
    classes = engine.construct(_CLASS % " ".join(sorted(concepts)))
    return list({*own, *links, *classes})


def _before(engine: Engine, things: set[Term]) -> set[Term]:
    """All documents before some documents, as a chain may close into a circle far back.

    Step by step: `kb:follows+` from many beginnings is more than some engines can do.
    """
    found: set[Term] = set()
    new = things
    while new:
        new = _asked(engine, _BEFORE, new) - found
        found |= new
    return found


def _asked(engine: Engine, query: str, things: Iterable[Term]) -> set[Term]:
    """The things that a query finds from some others."""
    rows = engine.select(PREFIXES + query % " ".join(sorted(things))).rows
    return {found.term for (found,) in rows if found}


def _names_a_thing(value: Term) -> bool:
    return value[1:].startswith((NAMESPACES["id"], NAMESPACES["graph"]))


def _told(engine: Engine, added: Graphs) -> list[Triple]:
    """Who would be computed to tell of the new things."""
    typed = {g: [s for s, p, _ in triples if p == term("rdf:type")] for g, triples in added.items()}
    tellers = _tellers(triple for triples in added.values() for triple in triples)
    # One that is not new was told of before.
    standing = [graph for graph in typed if graph and graph not in tellers]
    tellers |= _tellers(engine.triples_about(standing))
    return [
        (thing, term("kb:toldBy"), tellers[graph])
        for graph, things in typed.items()
        if graph in tellers
        for thing in things
    ]


def _tellers(told: Iterable[Triple]) -> dict[Term, Term]:
    """Who speaks in graphs: the source where there is one, else the mark of it."""
    said = list(told)
    tellers = {s: o for s, p, o in said if p == term("kb:verification")}
    return tellers | {s: o for s, p, o in said if p == term("prov:hadPrimarySource")}
