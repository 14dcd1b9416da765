"""What a report is about: names as people write them, as the things of the graph."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kembar.errors import InputError, UnknownName
from kembar.names.lookup import ANY, nearest, resolve
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES
from kembar.rdf.terms import Term, literal
from kembar.reports.plan import Plan

_KIND = {"other": "city"}
"""Subjects whose name is not their kind."""

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
    """The things that a report is about, by their names in its plan, and its day as `asOf`.

    Two cities bring their partnership with them; a study that examines one partnership brings
    that and its first two partners.

    Raises:
        UnknownName, AmbiguousName: a name that fits nothing, or several things.
        InputError: too few or too many names, or a day that is none.
    """
    if len(names) != len(plan.subjects):
        wanted = " ".join(_KIND.get(name, name).upper() for name in plan.subjects)
        raise InputError(f"a report on a {plan.kind} takes: kembar report {plan.kind} {wanted}")
    about = {
        name: resolve(engine, _KIND.get(name, name), given)
        for name, given in zip(plan.subjects, names, strict=True)
    }
    for name, given in zip(plan.subjects, names, strict=True):
        if about[name] == ANY:
            raise InputError(f"a report is about one {_KIND.get(name, name)}, not about {given!r}")
    if {"city", "other"} <= about.keys():
        about["partnership"] = _between(engine, about["city"], about["other"])
    if "study" in about:
        about |= _studied(engine, about["study"])
    return about | {"asOf": _day(engine, as_of)}


def name_of(engine: Engine, term: Term, language: str) -> str:
    """What a thing is called; a literal is its own text."""
    if not term.startswith("<"):
        return term[1:-1]
    ((name,),) = engine.select(PREFIXES + _NAME % (term, literal(language))).rows
    return str(name or term[1:-1].rpartition("/")[2])


def _between(engine: Engine, city: Term, other: Term) -> Term:
    found = [] if city == other else engine.select(PREFIXES + _BETWEEN % (city, other)).rows
    if found and found[0][0]:
        return found[0][0].term
    pair = " – ".join(name_of(engine, unit, "en") for unit in (city, other))
    partners = [str(name) for (name,) in engine.select(PREFIXES + _PARTNERS % city).rows]
    raise UnknownName(
        "partnership", pair, nearest(name_of(engine, other, "en"), partners) or partners[:5]
    )


def _studied(engine: Engine, study: Term) -> dict[str, Term]:
    """The partnership that a study examines, and its first two partners; nothing where several."""
    found = engine.select(PREFIXES + _STUDIED % study).rows
    if len(found) != 1 or not found[0][0]:
        return {}
    partnership = found[0][0].term
    units = [row[0].term for row in engine.select(PREFIXES + _UNITS % partnership).rows if row[0]]
    return {"partnership": partnership} | dict(zip(("city", "other"), units, strict=False))


def _day(engine: Engine, as_of: str) -> Term:
    try:
        return resolve(engine, "date", as_of or date.today().isoformat())
    except ValueError as bad:
        raise InputError(str(bad), column="as-of") from None
