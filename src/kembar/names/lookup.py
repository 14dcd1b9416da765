"""Resolve names to terms, by the names of the graph in any language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress

from kembar.errors import AmbiguousName, UnknownName, quoted
from kembar.model.dates import PartialDate
from kembar.names.index import KIND_CLASSES, NAMES_OF_CONCEPTS, NAMES_OF_THINGS
from kembar.names.normalize import fold, fold_in_any_order
from kembar.names.units import find_unit, names_of_lacking
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import BASE, LANGUAGES, NAME_KEYS, PREFIXES, local_name
from kembar.rdf.terms import Term, Value, iri, literal, typed_literal

ANY = Term("UNDEF")
"""The term of a parameter that any value fits."""

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
        return literal(PartialDate(value).text)
    if kind == "number":
        if not re.fullmatch(r"[0-9]{1,9}", value):
            raise ValueError(f"{quoted(value)} is not a number: write 12")
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


def nearest(name: str, names: Iterable[str], count: int = 3, least: int = 60) -> list[str]:
    """Return the most similar names, closest first; `least` is the least similarity, of 100."""
    from rapidfuzz import fuzz, process

    choices = list(names)
    # Of a text of megabytes, the comparison would take minutes.
    matches = process.extract(
        name[:_LONGEST_NAME], choices, scorer=fuzz.WRatio, limit=count, score_cutoff=least
    )
    return [str(match) for match, _, _ in matches]


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
    if len(things) > 1:
        raise AmbiguousName(kind, value, sorted(local_name(thing) for thing in things))
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
        return UnknownName("city of the graph", value, remedy=f"It lacks {'; '.join(lacking)}")
    names = sorted({name for _, name in pairs})
    others = [] if kind in KIND_CLASSES else sorted({local_name(thing) for thing, _ in pairs})
    return UnknownName(kind.replace("-", " "), value, nearest(value, names) or others)


def _things_with_name(engine: Engine, kind: str, name: str) -> set[Term]:
    """The things of a kind with a name; of a partnership the partners may be in any order."""
    pattern = _kind_pattern(kind)
    things = _things(engine, _WITH_NAME % (literal(fold(name)), pattern))
    if not things and kind == "partnership":
        things = _things(engine, _WITH_NAME % (literal(fold_in_any_order(name)), pattern))
    return things


def _kind_pattern(kind: str) -> str:
    """The predicate and object of every thing of a kind, in SPARQL."""
    return (
        f"a kb:{KIND_CLASSES[kind]}"
        if kind in KIND_CLASSES
        else f"skos:inScheme <{BASE}concept/{kind}>"
    )


def _things(engine: Engine, query: str) -> set[Term]:
    return {thing.term for (thing,) in engine.select(PREFIXES + query).rows if thing}
