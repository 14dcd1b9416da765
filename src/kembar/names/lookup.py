"""Resolve names to terms, by the names of the graph in any language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress

from kembar.errors import AmbiguousName, UnknownName, quoted
from kembar.language import LANGUAGES, _
from kembar.language import language as spoken
from kembar.model.dates import read_date
from kembar.names.countries import country_code
from kembar.names.index import KIND_CLASSES, NAMES_OF_CONCEPTS, NAMES_OF_THINGS
from kembar.names.normalize import fold, fold_in_any_order
from kembar.names.units import find_unit, names_of_lacking, units_named
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import BASE, NAME_KEYS, PREFIXES, local_name
from kembar.rdf.terms import Term, Value, iri, literal, typed_literal

ANY = Term("UNDEF")
"""The term of a parameter that any value fits."""

NOT_TOLD = "not-told"
"""The notation of what a question finds and no source says; whoever enters it leaves it empty."""

_BETWEEN_PARTNERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\s*[–—]\s*|\s+[-&/·]\s+",
        r"\s+(?:and|dan|및)\s+",
        r"[과와]\s+",
        r"\s*,\s*(?:(?:and|dan|및)\s+)?|\s+(?:and|dan|및)\s+",
        "[-·]",
    )
)
"""The ways in which people separate partners; the surer first, as names have "and" and "-" too."""

_MOST_PARTNERS = 12
"""Partners that a name may list."""

_NEAR = 82
"""Least similarity of a thing's name, of 100; below, of two thousand names some are always there.
"""

_COMPARED = 20
"""Near names, of which several may be of one thing."""

_LONGEST_NAME = 1_000
"""Characters of a name that are compared with other names."""

_THINGS = f"""SELECT DISTINCT ?thing ?name WHERE {{
  ?thing a kb:%s ; {NAMES_OF_THINGS} ?name
}}"""
_CONCEPTS = f"""SELECT DISTINCT ?thing ?name WHERE {{
  ?thing skos:inScheme <{BASE}concept/%s> ; {NAMES_OF_CONCEPTS} ?name
  MINUS {{ ?thing owl:deprecated true }}
}}"""
_WITH_NAME = f"""SELECT DISTINCT ?thing WHERE {{
  GRAPH {NAME_KEYS} {{ ?thing kb:nameKey %s }}
  ?thing %s
}}"""
_WITH_IRI = f"""SELECT DISTINCT ?thing WHERE {{
  VALUES ?thing {{ %s }} GRAPH {NAME_KEYS} {{ ?thing kb:nameKey ?any }} ?thing %s
}}"""
_WITH_PARTNERS = """SELECT ?thing (COUNT(DISTINCT ?unit) AS ?partners) WHERE {
  %s
  ?thing a kb:Partnership ; kb:hasPartner ?unit .
} GROUP BY ?thing"""


def resolve(engine: Engine, kind: str, value: str) -> Term:
    """Return the term that a value means.

    Args:
        engine: the graph with the names.
        kind: a key of `CLASSES`; the name of a concept scheme, as "partnership-kind"; or
            date, year, number, language or text.
        value: a name in any language, a key, a notation or an IRI; of a city also as
            `units.find_unit` understands it; "any" for all things.

    Raises:
        UnknownName: no thing has the name; with the nearest names.
        AmbiguousName: several things have the name; with their keys.
        ValueError: the value is no date or no number.
    """
    if kind in ("date", "year"):
        date = read_date(value)
        if not date.is_certain:
            raise ValueError(
                _("{text} is no one day, month or year: write 2015-05-24", text=quoted(value))
            )
        return literal(date.text)
    if kind == "number":
        if not re.fullmatch(r"[0-9]{1,9}", value):
            raise ValueError(_("{text} is not a number: write 12", text=quoted(value)))
        return typed_literal(value, "integer")
    if kind == "language":
        if value not in LANGUAGES:
            raise UnknownName(kind, value, LANGUAGES)
        return literal(value)
    if kind == "text":
        return literal(value)
    return ANY if value == "any" else _thing(engine, kind, value)


def notations(engine: Engine, scheme: str) -> list[str]:
    """Return the notations of the concepts of a scheme that are in use, sorted."""
    rows = engine.select(PREFIXES + _CONCEPTS % scheme).rows
    return sorted({local_name(thing.text) for thing, _ in rows if thing})


def words_of_sources(engine: Engine, scheme: str) -> list[str]:
    """Return the notations that a source may state, sorted."""
    return [notation for notation in notations(engine, scheme) if notation != NOT_TOLD]


def nearest(name: str, names: Iterable[str], count: int = 3, least: int = 60) -> list[str]:
    """Return the most similar names, closest first; `least` is the least similarity, of 100."""
    from rapidfuzz import fuzz, process

    choices = list(names)
    # Of a text of megabytes, the comparison would take minutes.
    matches = process.extract(
        name[:_LONGEST_NAME],
        choices,
        scorer=fuzz.WRatio,
        processor=_letters,
        limit=count,
        score_cutoff=least,
    )
    return [str(match) for match, _, _ in matches]


def _letters(name: str) -> str:
    """Return a name in single letters: a syllable of Korean has two or three."""
    return unicodedata.normalize("NFD", name)


def best_name(names: Iterable[tuple[str, Value]], language: str) -> str:
    """Return the name of a thing to show in a language, else an English one, else any; "" for none.

    Args:
        names: each with its rank; of several names in a language the first by rank counts.
        language: "en" or "id".
    """

    def sort_key(ranked_names: tuple[str, Value]) -> tuple[bool, bool, str, str]:
        rank, name = ranked_names
        is_foreign = name.language not in ("", language)
        return is_foreign, is_foreign and name.language != "en", rank, name.text

    best = min(names, key=sort_key, default=None)
    return best[1].text if best else ""


def find_thing(engine: Engine, kind: str, value: str) -> Term | None:
    """Return the one thing of a kind with a name; None where there is none.

    The lookup takes the same time in a graph of any size.

    Args:
        engine: the graph with the names.
        kind: a key of `CLASSES`, or a concept scheme.
        value: a name in any language, a key, a notation or an IRI.

    Raises:
        AmbiguousName: several things have the name; with their keys.
    """
    address = value.strip("<>")
    if "://" in address:
        with suppress(ValueError):
            if _things(engine, _WITH_IRI % (iri(address), _kind_pattern(kind))):
                return iri(address)
    if kind == "city":
        match = find_unit(engine, value)
        return match.unit.term if match else None
    things = _things_with_name(engine, kind, value)
    if not things and kind == "partnership":
        things = _with_partners(engine, value)
    if not things and kind == "country":
        things = _country_of_the_world(engine, value)
    if len(things) > 1:
        raise AmbiguousName(kind, value, sorted(map(local_name, things)))
    return next(iter(things), None)


def _thing(engine: Engine, kind: str, value: str) -> Term:
    thing = find_thing(engine, kind, value)
    if thing is None:
        raise _unknown(engine, kind, value)
    return thing


def nearest_names(engine: Engine, kinds: Iterable[str], name: str) -> list[str]:
    """Return the nearest names of each kind, kind by kind; none of a kind that has the name.

    Raises:
        AmbiguousName: several things of a kind have the name; with their keys.
    """
    names: list[str] = []
    for kind in kinds:
        try:
            resolve(engine, kind, name)
        except UnknownName as error:
            names += error.nearest
    return names


def _unknown(engine: Engine, kind: str, value: str) -> UnknownName:
    """The error with the nearest names; reads all names of the kind."""
    query = _THINGS % KIND_CLASSES[kind] if kind in KIND_CLASSES else _CONCEPTS % kind
    rows = engine.select(PREFIXES + query).rows
    pairs = [(thing.text, name.text) for thing, name in rows if thing and name]
    if not pairs:
        return UnknownName(kind, value)
    if kind == "city" and (lacking := names_of_lacking(engine, value)):
        return UnknownName(
            "city of the graph",
            value,
            remedy=_("The graph lacks {names}.", names="; ".join(lacking)),
        )
    if kind in KIND_CLASSES:
        return UnknownName(kind, value, _nearest_things(value, pairs))
    names = sorted({name for _, name in pairs})
    concepts = [(one, name) for one, name in rows if one and name]
    own = {name.text for _, name in concepts if name.language == spoken() != "en"}
    others = sorted(own or {local_name(thing.text) for thing, _ in concepts})
    return UnknownName(kind.replace("-", " "), value, nearest(value, names) or others)


def _nearest_things(value: str, pairs: Iterable[tuple[str, str]]) -> list[str]:
    """The nearest names of things that are near at all, one of each thing, three at most."""
    things = {name: thing for thing, name in sorted(pairs, reverse=True)}
    first: dict[str, str] = {}
    for name in nearest(value, sorted(things), _COMPARED, _NEAR):
        first.setdefault(things[name], name)
    return [*first.values()][:3]


def _things_with_name(engine: Engine, kind: str, name: str) -> set[Term]:
    """The things of a kind with a name; of a partnership the partners may be in any order."""
    pattern = _kind_pattern(kind)
    things = _things(engine, _WITH_NAME % (literal(fold(name)), pattern))
    if not things and kind == "partnership":
        things = _things(engine, _WITH_NAME % (literal(fold_in_any_order(name)), pattern))
    return things


def _country_of_the_world(engine: Engine, name: str) -> set[Term]:
    """Return the country with a name or a code that the graph lacks: "Republic of Korea"."""
    code = country_code(name)
    return _things_with_name(engine, "country", code) if code else set()


def _with_partners(engine: Engine, value: str) -> set[Term]:
    """The partnerships of the cities in a list; those of more cities only where there are none."""
    for between in _BETWEEN_PARTNERS:
        names = [name for name in between.split(value) if name]
        if not 1 < len(names) <= _MOST_PARTNERS:
            continue
        cities = [_cities(engine, name) for name in names]
        if all(cities):
            sizes = _sizes_of_partnerships(engine, cities)
            return {thing for thing, size in sizes.items() if size == len(names)} or set(sizes)
    return set()


def _sizes_of_partnerships(engine: Engine, cities: list[set[Term]]) -> dict[Term, int]:
    """The number of partners of each partnership that joins a city of each set."""
    numbers = range(len(cities))
    joins = [
        f"VALUES ?c{n} {{ {' '.join(sorted(cities[n]))} }} ?thing kb:hasPartner ?c{n} ."
        for n in numbers
    ]
    differ = [f"FILTER(?c{m} != ?c{n})" for n in numbers for m in range(n)]
    rows = engine.select(PREFIXES + _WITH_PARTNERS % "\n  ".join(joins + differ)).rows
    return {thing.term: int(str(size)) for thing, size in rows if thing}


def _cities(engine: Engine, name: str) -> set[Term]:
    """The cities with a name or a key, perhaps with a country after a comma."""
    with suppress(UnknownName):
        return _things_with_name(engine, "city", name) or {
            unit.term for unit in units_named(engine, name)
        }
    return set()


def _kind_pattern(kind: str) -> str:
    """The predicate and object of every thing of a kind, in SPARQL."""
    return (
        f"a kb:{KIND_CLASSES[kind]}"
        if kind in KIND_CLASSES
        else f"skos:inScheme <{BASE}concept/{kind}>"
    )


def _things(engine: Engine, query: str) -> set[Term]:
    return {thing.term for (thing,) in engine.select(PREFIXES + query).rows if thing}
