"""Names as people write them -> terms, by the names that the graph holds in any language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kembar.dates import PartialDate
from kembar.errors import UnknownName
from kembar.oxigraph import Engine
from kembar.terms import Term, iri, text, typed

_CITIES = """
PREFIX kb: <https://w3id.org/kembar/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?name WHERE {
  ?thing a kb:%s ; rdfs:label|skos:altLabel|kb:key ?name
}
"""


def resolve(engine: Engine, kind: str, value: str) -> Term:
    """A value of a parameter of some kind as a term.

    Args:
        engine: whose names count.
        kind: city, country, date, year, number, or any other for a plain text.
        value: as a person writes it; a city's name in any language, its key or its IRI.

    Raises:
        UnknownName: a name that fits nothing or several things, with the candidates.
        ValueError: a date or a number that is none.
    """
    if kind == "city":
        return _named(engine, "TerritorialUnit", "city", value)
    if kind == "country":
        return _named(engine, "Country", "country", value)
    if kind in ("date", "year"):
        return text(PartialDate(value).text)
    if kind == "number":
        if not re.fullmatch(r"[0-9]{1,9}", value):
            raise ValueError(f"{value!r} is not a number: write 12")
        return typed(value, "integer")
    return text(value)


def nearest(name: str, names: Iterable[str], count: int = 3) -> list[str]:
    """The names that are spelt most like one, closest first."""
    from rapidfuzz import fuzz, process

    found = process.extract(name, list(names), scorer=fuzz.WRatio, limit=count, score_cutoff=60)
    return [str(match) for match, _, _ in found]


def fold(name: str) -> str:
    """A name without case, diacritics and punctuation, for comparing."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", letters)).strip()


def _named(engine: Engine, cls: str, kind: str, value: str) -> Term:
    if re.match(r"https?://", value.strip("<>")):
        try:
            return iri(value.strip("<>"))
        except ValueError:
            raise UnknownName(kind, value) from None
    rows = engine.select(_CITIES % cls).rows
    named = [(thing.text, name.text) for thing, name in rows if thing and name]
    wanted = fold(value)
    things = {thing for thing, name in named if fold(name) == wanted}
    if len(things) == 1:
        return iri(things.pop())
    if things:
        raise UnknownName(kind, value, sorted(thing.rpartition("/")[2] for thing in things))
    raise UnknownName(kind, value, nearest(value, sorted({name for _, name in named})))
