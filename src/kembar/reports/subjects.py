"""The subjects of a report: names as people write them -> IRIs of the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kembar.errors import InputError, UnknownName, quoted
from kembar.language import _
from kembar.names.lookup import ANY, best_name, find_thing, nearest, resolve
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES, local_name
from kembar.rdf.terms import Term, Value, literal
from kembar.reports.plan import Plan

_KIND = {"other": "city"}
"""The kinds of subjects that are not called by their kind."""

_NAMES = """SELECT ?how ?name {
  VALUES (?how ?p) { ("1" skos:prefLabel) ("2" rdfs:label) ("3" dcterms:title) } %s ?p ?name
  FILTER(LANG(?name) IN ("", "en", %s))
}"""
_BETWEEN = """SELECT ?partnership (COUNT(DISTINCT ?unit) AS ?partners) {
  ?partnership kb:hasPartner %s , ?unit
} GROUP BY ?partnership ORDER BY ?partners ?partnership"""
_PARTNERS = """SELECT DISTINCT ?name {
  %s kb:twinnedWith/skos:prefLabel ?name
} ORDER BY ?name"""
_STUDIED = "SELECT ?partnership { %s kb:studies ?partnership }"
_UNITS = "SELECT ?unit { %s kb:hasPartner ?unit } ORDER BY ?unit"


def subjects(
    engine: Engine, plan: Plan, names: Sequence[str], as_of: str = "", own_city: str = ""
) -> dict[str, Term]:
    """Return the terms of a report's subjects by their words in its plan, and of its day, `asOf`.

    Two cities add their partnership, the one with the fewest other partners; a study that examines
    one partnership adds that and its first two partners.

    Args:
        engine: the graph.
        plan: of the report.
        names: as people write them, one for each of `plan.subjects`; in place of two cities also
            the name of a partnership, or all of its cities.
        as_of: the day, ISO 8601; today without.
        own_city: the office's, for a city that is not named: a report on a city without a name,
            or on a partnership with one.

    Raises:
        UnknownName, AmbiguousName: a name that fits nothing, or several things.
        InputError: too few or too many names, or a malformed day.
    """
    terms: dict[str, Term] = {}
    if {"city", "other"} == set(plan.subjects):
        terms = _partnership_and_cities(engine, plan, names, own_city)
    elif own_city and not names and plan.subjects == ("city",):
        terms = {"city": _one(engine, "city", own_city)}
    elif len(names) != len(plan.subjects):
        raise _usage(plan)
    else:
        terms = {
            word: _one(engine, word, name) for word, name in zip(plan.subjects, names, strict=True)
        }
    if "study" in terms:
        terms |= _subjects_of_study(engine, terms["study"])
    return terms | {"asOf": _day(engine, as_of)}


def partner_names(engine: Engine, terms: Mapping[str, Term], language: str) -> tuple[str, ...]:
    """Return the names of all partners of a report's partnership, those of its subjects first.

    Args:
        engine: the graph.
        terms: of the report's subjects.
        language: of the names.
    """
    rows = engine.select(PREFIXES + _UNITS % terms["partnership"]).rows
    units = [row[0].term for row in rows if row[0]]
    first = [terms[word] for word in ("city", "other") if terms.get(word) in units]
    others = sorted(name_of(engine, unit, language) for unit in units if unit not in first)
    return (*(name_of(engine, unit, language) for unit in first), *others)


def name_of(engine: Engine, term: Term, language: str) -> str:
    """Return the name of a thing in a language, or the text of a literal.

    The name of a unit that has namesakes carries what tells it apart.
    """
    if not term.startswith("<"):
        return term[1:-1]
    rows = engine.select(PREFIXES + _NAMES % (term, literal(language))).rows
    names = [(str(how), value) for how, value in rows if value]
    own = [value for _, value in names if value.language == language]
    name = best_name([("", value) for value in own], language) or best_name(names, language)
    mark = _mark(names)
    # The name in answers, which stands for one in the language, ends with the mark.
    return name.removesuffix(mark) + mark if name else local_name(term)


def _mark(names: Sequence[tuple[str, Value]]) -> str:
    """The end of the name in answers, after the plain name: ", Mexico"; "" for most."""
    plain = [value.text for _, value in names if value.language == "en"]
    for how, value in names:
        ends = [value.text.removeprefix(text) for text in plain if value.text.startswith(text)]
        if how == "1" and ends and min(ends, key=len).startswith((", ", " (")):
            return min(ends, key=len)
    return ""


def _one(engine: Engine, word: str, name: str) -> Term:
    """The term of one subject."""
    term = resolve(engine, _kind(word), name)
    if term == ANY:
        kind = _(_kind(word))
        fault = _("a report is about one {kind}, not about {name}", kind=kind, name=quoted(name))
        raise InputError(fault)
    return term


def _usage(plan: Plan) -> InputError:
    places = " ".join(_kind(word).upper() for word in plan.subjects)
    usage = f"kembar report {plan.kind} {places}"
    if len(plan.subjects) == 1:
        return InputError(_("write: {usage}", usage=usage))
    return InputError(_("write: {usage}, or the name of the partnership", usage=usage))


def _partnership_and_cities(
    engine: Engine, plan: Plan, names: Sequence[str], own_city: str
) -> dict[str, Term]:
    """The partnership of all the cities, or with a name, and two of its partners."""
    partnership: Term | None
    if len(names) > 1:
        cities = [_one(engine, "city", name) for name in names]
        partnership = _partnership_between(engine, cities)
    else:
        partnership = find_thing(engine, "partnership", names[0]) if names else None
        if partnership is None and names and own_city:
            return _partnership_and_cities(engine, plan, (own_city, *names), "")
        if partnership is None:
            raise _usage(plan)
        rows = engine.select(PREFIXES + _UNITS % partnership).rows
        cities = [row[0].term for row in rows if row[0]]
    return {**dict(zip(("city", "other"), cities, strict=False)), "partnership": partnership}


def _kind(word: str) -> str:
    return _KIND.get(word, word)


def _partnership_between(engine: Engine, cities: Sequence[Term]) -> Term:
    """The partnership of all these cities that has the fewest others."""
    different = sorted(set(cities))
    query = _BETWEEN % " , ".join(different)
    rows = engine.select(PREFIXES + query).rows if len(different) == len(cities) else []
    if rows and rows[0][0]:
        return rows[0][0].term
    pair = " – ".join(name_of(engine, unit, "en") for unit in cities)
    partners = [str(name) for (name,) in engine.select(PREFIXES + _PARTNERS % cities[0]).rows]
    raise UnknownName(
        "partnership", pair, nearest(name_of(engine, cities[1], "en"), partners) or partners[:5]
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
