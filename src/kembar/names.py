"""Names as people write them -> terms, by the names that the graph holds in any language."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from kembar.dates import PartialDate
from kembar.errors import AmbiguousName, UnknownName
from kembar.oxigraph import Engine
from kembar.terms import Term, iri, text, typed
from kembar.vocabulary import BASE, LANGUAGES

CLASSES = {
    "city": "TerritorialUnit",
    "country": "Country",
    "agency": "Agency",
    "partnership": "Partnership",
    "study": "Study",
    "event": "Event",
}
"""Kinds of value that name a thing of the graph, and the class of those things."""

ANY = Term("UNDEF")
"""In place of a value where any will do."""

_PREFIXES = """
PREFIX kb: <https://w3id.org/kembar/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_THINGS = """SELECT DISTINCT ?thing ?name WHERE {
  ?thing a kb:%s ; rdfs:label|skos:prefLabel|skos:altLabel|kb:key|kb:isoCode ?name
}"""
_CONCEPTS = """SELECT DISTINCT ?thing ?name WHERE {
  ?thing skos:inScheme <%sconcept/%s> ; skos:notation|skos:prefLabel ?name
}"""
_COUNTRY_OF = """SELECT DISTINCT ?thing WHERE {
  ?thing kb:country %s . VALUES ?thing { %s }
}"""


def resolve(engine: Engine, kind: str, value: str) -> Term:
    """A value of some kind, as a person writes it, as a term.

    Args:
        engine: whose names count.
        kind: a key of `CLASSES`; the name of a concept scheme, as "partnership-kind"; or
            date, year, number, language or text.
        value: a name in any language, a key, a notation or an IRI; of a city, a country may
            stand after a comma; "any" for a thing of whatever name.

    Raises:
        UnknownName: a name that fits nothing, with the nearest ones.
        AmbiguousName: a name that fits several things, with their keys.
        ValueError: a date or a number that is none.
    """
    if kind in ("date", "year"):
        return text(PartialDate(value).text)
    if kind == "number":
        if not re.fullmatch(r"[0-9]{1,9}", value):
            raise ValueError(f"{value!r} is not a number: write 12")
        return typed(value, "integer")
    if kind == "language":
        if value not in LANGUAGES:
            raise UnknownName(kind, value, LANGUAGES)
        return text(value)
    if kind == "text":
        return text(value)
    return ANY if value == "any" else _named(engine, kind, value)


def nearest(name: str, names: Iterable[str], count: int = 3) -> list[str]:
    """The names that are spelt most like one, closest first."""
    from rapidfuzz import fuzz, process

    found = process.extract(name, list(names), scorer=fuzz.WRatio, limit=count, score_cutoff=60)
    return [str(match) for match, _, _ in found]


def fold(name: str) -> str:
    """A name without case, diacritics and punctuation, for comparing.

    >>> fold("São  Paulo")
    'sao paulo'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", letters)).strip()


def _named(engine: Engine, kind: str, value: str) -> Term:
    query = _THINGS % CLASSES[kind] if kind in CLASSES else _CONCEPTS % (BASE, kind)
    rows = engine.select(_PREFIXES + query).rows
    named = [(thing.text, name.text) for thing, name in rows if thing and name]
    if not named:
        raise UnknownName(kind, value)
    address = value.strip("<>")
    if any(thing == address for thing, _ in named):
        return iri(address)
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    for thing, name in named:
        by_name[fold(name)].add(thing)
    things = by_name.get(fold(value), set())
    if not things and kind == "city":
        things = _in_country(engine, value, by_name)
    if not things:
        names = sorted({name for _, name in named})
        few = [] if kind in CLASSES else sorted({thing.rpartition("/")[2] for thing, _ in named})
        raise UnknownName(kind.replace("-", " "), value, nearest(value, names) or few)
    if len(things) > 1:
        raise AmbiguousName(kind, value, sorted(thing.rpartition("/")[2] for thing in things))
    return iri(things.pop())


def _in_country(engine: Engine, value: str, by_name: dict[str, set[str]]) -> set[str]:
    """The cities that a name with its country after a comma means: "Cuenca, Ecuador"."""
    name, comma, country = value.rpartition(",")
    things = by_name.get(fold(name), set())
    if not comma or not things:
        return set()
    state = _named(engine, "country", country)
    near = " ".join(iri(thing) for thing in things)
    rows = engine.select(_PREFIXES + _COUNTRY_OF % (state, near)).rows
    return {thing.text for (thing,) in rows if thing}
