"""Names as people write them -> terms, by the names that the graph holds in any language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress

from kembar.errors import AmbiguousName, UnknownName
from kembar.model.dates import PartialDate
from kembar.names.index import CLASSES, NAMES_OF_CONCEPTS, NAMES_OF_THINGS
from kembar.names.normalize import fold, fold_in_any_order
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import BASE, LANGUAGES, NAME_KEYS, PREFIXES
from kembar.rdf.terms import Term, Value, iri, literal, typed_literal

ANY = Term("UNDEF")
"""In place of a value where any will do."""

_THINGS = f"""SELECT DISTINCT ?thing ?name WHERE {{
  ?thing a kb:%s ; {NAMES_OF_THINGS} ?name
}}"""
_CONCEPTS = f"""SELECT DISTINCT ?thing ?name WHERE {{
  ?thing skos:inScheme <{BASE}concept/%s> ; {NAMES_OF_CONCEPTS} ?name
}}"""
_CALLED = f"""SELECT DISTINCT ?thing WHERE {{
  GRAPH {NAME_KEYS} {{ ?thing kb:nameKey %s }}
  ?thing %s
}}"""
_IS = f"""SELECT DISTINCT ?thing WHERE {{
  VALUES ?thing {{ %s }} GRAPH {NAME_KEYS} {{ ?thing kb:nameKey ?any }} ?thing %s
}}"""
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
        return literal(PartialDate(value).text)
    if kind == "number":
        if not re.fullmatch(r"[0-9]{1,9}", value):
            raise ValueError(f"{value!r} is not a number: write 12")
        return typed_literal(value, "integer")
    if kind == "language":
        if value not in LANGUAGES:
            raise UnknownName(kind, value, LANGUAGES)
        return literal(value)
    if kind == "text":
        return literal(value)
    return ANY if value == "any" else _named(engine, kind, value)


def notations(engine: Engine, scheme: str) -> list[str]:
    """The notations of the concepts of a scheme, sorted."""
    rows = engine.select(PREFIXES + _CONCEPTS % scheme).rows
    return sorted({thing.text.rpartition("/")[2] for thing, _ in rows if thing})


def nearest(name: str, names: Iterable[str], count: int = 3, least: int = 60) -> list[str]:
    """The names that are spelt most like one, closest first; `least` is how alike, of 100."""
    from rapidfuzz import fuzz, process

    found = process.extract(name, list(names), scorer=fuzz.WRatio, limit=count, score_cutoff=least)
    return [str(match) for match, _, _ in found]


def best_name(names: Iterable[tuple[str, Value]], language: str) -> str:
    """Of the names of a thing the one in a language, or one for people of any; "" of none.

    Args:
        names: each with a word for how it names; of names alike in language the first by that.
        language: "en" or "id".
    """

    def rank(told: tuple[str, Value]) -> tuple[bool, bool, str, str]:
        how, name = told
        foreign = name.language not in ("", language)
        return foreign, foreign and name.language != "en", how, name.text

    best = min(names, key=rank, default=None)
    return best[1].text if best else ""


def find_thing(engine: Engine, kind: str, value: str) -> Term | None:
    """The one thing of a kind that a name means; None where it fits nothing.

    It costs the same in a graph of any size. `kind` is a key of `CLASSES` or a concept scheme.

    Raises:
        AmbiguousName: a name that fits several things, with their keys.
    """
    address = value.strip("<>")
    if "://" in address:
        with suppress(ValueError):
            if _things(engine, _IS % (iri(address), _being(kind))):
                return iri(address)
    things = _called(engine, kind, value)
    if not things and kind == "city":
        things = _in_country(engine, value)
    if len(things) > 1:
        raise AmbiguousName(kind, value, sorted(thing[1:-1].rpartition("/")[2] for thing in things))
    return next(iter(things), None)


def _named(engine: Engine, kind: str, value: str) -> Term:
    thing = find_thing(engine, kind, value)
    if thing is None:
        raise _unknown(engine, kind, value)
    return thing


def _unknown(engine: Engine, kind: str, value: str) -> UnknownName:
    """Reads all names of the kind, to tell the nearest ones."""
    query = _THINGS % CLASSES[kind] if kind in CLASSES else _CONCEPTS % kind
    rows = engine.select(PREFIXES + query).rows
    named = [(thing.text, name.text) for thing, name in rows if thing and name]
    if not named:
        return UnknownName(kind, value)
    names = sorted({name for _, name in named})
    few = [] if kind in CLASSES else sorted({thing.rpartition("/")[2] for thing, _ in named})
    return UnknownName(kind.replace("-", " "), value, nearest(value, names) or few)


def _called(engine: Engine, kind: str, name: str) -> set[Term]:
    """The things of a kind that bear a name; a partnership also with its partners in any order."""
    things = _things(engine, _CALLED % (literal(fold(name)), _being(kind)))
    if not things and kind == "partnership":
        things = _things(engine, _CALLED % (literal(fold_in_any_order(name)), _being(kind)))
    return things


def _being(kind: str) -> str:
    """What is said of every thing of a kind."""
    return f"a kb:{CLASSES[kind]}" if kind in CLASSES else f"skos:inScheme <{BASE}concept/{kind}>"


def _in_country(engine: Engine, value: str) -> set[Term]:
    """The cities that a name with its country after a comma means: "Cuenca, Ecuador"."""
    name, comma, country = value.rpartition(",")
    things = _called(engine, "city", name) if comma else set()
    if not things:
        return set()
    return _things(
        engine, _COUNTRY_OF % (_named(engine, "country", country), " ".join(sorted(things)))
    )


def _things(engine: Engine, query: str) -> set[Term]:
    return {thing.term for (thing,) in engine.select(PREFIXES + query).rows if thing}
