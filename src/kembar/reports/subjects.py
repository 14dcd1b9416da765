"""The subjects of a report: names as people write them -> IRIs of the graph."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kembar.errors import InputError, UnknownName, quoted
from kembar.names.lookup import ANY, nearest, resolve
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES, local_name
from kembar.rdf.terms import Term, literal
from kembar.reports.plan import Plan

_KIND = {"other": "city"}
"""The kinds of subjects that are not called by their kind."""

_NAME = """SELECT (MIN(STR(?label)) AS ?name) {
  %s skos:prefLabel|rdfs:label ?label FILTER(LANG(?label) IN ("", %s))
}"""
_BETWEEN = "SELECT ?partnership { ?partnership kb:hasPartner %s , %s } ORDER BY ?partnership"
_PARTNERS = """SELECT DISTINCT ?name {
  %s kb:twinnedWith/skos:prefLabel ?name
} ORDER BY ?name"""
_STUDIED = "SELECT ?partnership { %s kb:studies ?partnership }"
_UNITS = "SELECT ?unit { %s kb:hasPartner ?unit } ORDER BY ?unit"


def subjects(engine: Engine, plan: Plan, names: Sequence[str], as_of: str = "") -> dict[str, Term]:
    """Return the terms of a report's subjects by their words in its plan, and of its day, `asOf`.

    Two cities add their partnership; a study that examines one partnership adds that and its
    first two partners.

    Args:
        engine: the graph.
        plan: of the report.
        names: as people write them, one for each of `plan.subjects`.
        as_of: the day, ISO 8601; today without.

    Raises:
        UnknownName, AmbiguousName: a name that fits nothing, or several things.
        InputError: too few or too many names, or a malformed day.
    """
    if len(names) != len(plan.subjects):
        usage = " ".join(_kind(word).upper() for word in plan.subjects)
        raise InputError(f"a report on a {plan.kind} takes: kembar report {plan.kind} {usage}")
    terms = {}
    for word, name in zip(plan.subjects, names, strict=True):
        terms[word] = resolve(engine, _kind(word), name)
        if terms[word] == ANY:
            raise InputError(f"a report is about one {_kind(word)}, not about {quoted(name)}")
    if {"city", "other"} <= terms.keys():
        terms["partnership"] = _partnership_between(engine, terms["city"], terms["other"])
    if "study" in terms:
        terms |= _subjects_of_study(engine, terms["study"])
    return terms | {"asOf": _day(engine, as_of)}


def name_of(engine: Engine, term: Term, language: str) -> str:
    """Return the label of a thing in a language, or the text of a literal."""
    if not term.startswith("<"):
        return term[1:-1]
    ((name,),) = engine.select(PREFIXES + _NAME % (term, literal(language))).rows
    return str(name or local_name(term))


def _kind(word: str) -> str:
    return _KIND.get(word, word)


def _partnership_between(engine: Engine, city: Term, other: Term) -> Term:
    rows = [] if city == other else engine.select(PREFIXES + _BETWEEN % (city, other)).rows
    if rows and rows[0][0]:
        return rows[0][0].term
    pair = " – ".join(name_of(engine, unit, "en") for unit in (city, other))
    partners = [str(name) for (name,) in engine.select(PREFIXES + _PARTNERS % city).rows]
    raise UnknownName(
        "partnership", pair, nearest(name_of(engine, other, "en"), partners) or partners[:5]
    )


def _subjects_of_study(engine: Engine, study: Term) -> dict[str, Term]:
    """The one partnership that a study examines and its first two partners; else nothing."""
    rows = engine.select(PREFIXES + _STUDIED % study).rows
    if len(rows) != 1 or not rows[0][0]:
        return {}
    partnership = rows[0][0].term
    units = [row[0].term for row in engine.select(PREFIXES + _UNITS % partnership).rows if row[0]]
    return {"partnership": partnership} | dict(zip(("city", "other"), units, strict=False))


def _day(engine: Engine, as_of: str) -> Term:
    try:
        return resolve(engine, "date", as_of or date.today().isoformat())
    except ValueError as bad:
        raise InputError(str(bad), column="as-of") from None
