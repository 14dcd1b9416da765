"""Names of places in answers, as the reader's language has them: 서울 for Seoul.

Questions give the English name of a unit, which is unique in the graph, and of a partnership those
of its partners. Names are exchanged in the columns that hold them, after the answer is found, so
that the questions themselves stay simple and as quick in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from weakref import WeakKeyDictionary

from kembar.rdf.engine import Engine, batches
from kembar.rdf.namespaces import PREFIXES
from kembar.rdf.results import Row
from kembar.rdf.terms import Value, literal

COLUMNS = frozenset(
    {
        *("between", "partnership", "partnerships", "pair", "relations", "on", "about", "under"),
        *("unit", "units", "city", "cities", "partner", "partners", "place", "places", "names"),
        *("candidate", "through", "shared", "in", "one", "two", "three", "source", "target"),
        *("claimant", "silent", "thing", "what", "payer", "agency", "computed"),
    }
)
"""Columns of questions that hold names of units or of partnerships, one or a list of them."""

_BETWEEN_PARTNERS = " – "
_BETWEEN_ITEMS = "; "
_AFTER_NAME = ": "

_MANY = 1_000
"""Names that are asked for by themselves; for more, those of all units are read."""

_NAMES = """SELECT ?name ?plain ?own ?country ?land {
  %(names)s
  ?unit skos:prefLabel ?name ; a kb:TerritorialUnit ; rdfs:label ?plain FILTER(LANG(?plain) = "en")
  OPTIONAL { ?unit rdfs:label ?own FILTER(LANG(?own) = %(language)s) }
  OPTIONAL {
    ?unit kb:country ?home . ?home rdfs:label ?country , ?land
    FILTER(LANG(?country) = "en" && LANG(?land) = %(language)s)
  }
}"""


def local_rows(engine: Engine, columns: Sequence[str], rows: list[Row], language: str) -> list[Row]:
    """Return the rows of an answer with the names of places in a language.

    Args:
        engine: the graph.
        columns: of the answer; those in `COLUMNS` may hold names.
        rows: of the answer.
        language: of the names; a place without a name in it keeps the English one.
    """
    indexes = [index for index, column in enumerate(columns) if column in COLUMNS]
    if language == "en" or not indexes:
        return rows
    texts = {value.text for row in rows for index in indexes if (value := row[index])}
    names = local_names(engine, texts, language)

    def local(index: int, value: Value | None) -> Value | None:
        if value is None or value.kind != "literal" or index not in indexes:
            return value
        return value._replace(text=names.get(value.text, value.text))

    return [tuple(local(index, value) for index, value in enumerate(row)) for row in rows]


def local_names(engine: Engine, texts: Iterable[str], language: str) -> dict[str, str]:
    """Return texts with names of places in a language, by the texts that have some.

    Args:
        engine: the graph.
        texts: English names of units and partnerships, or lists of them between semicolons.
        language: of the names.
    """
    texts = sorted(set(texts))
    parts = {text: _parts(text) for text in texts}
    known = _known(engine, {name for lists in parts.values() for name in lists}, language)
    return {
        text: _BETWEEN_ITEMS.join(_named(item, known) for item in text.split(_BETWEEN_ITEMS))
        for text in texts
        if any(name in known for name in parts[text])
    }


def name_in_language(name: str, plain: str, own: str, country: str, land: str) -> str:
    """Return the name of a unit in answers, in a language.

    Args:
        name: in answers, in English.
        plain: its English name without what tells it apart.
        own: its name in the language; "" where none is known.
        country: the English name of its country.
        land: the name of its country in the language; "" where none is known.

    >>> name_in_language("Guadalajara, Mexico", "Guadalajara", "과달라하라", "Mexico", "멕시코")
    '과달라하라, 멕시코'
    """
    # The name of a namesake ends with what tells it apart: ", Mexico".
    mark = name.removeprefix(plain)
    if mark.endswith(country) and country and land:
        mark = mark.removesuffix(country) + land
    return (own or plain) + mark if name.startswith(plain) else name


def _parts(text: str) -> list[str]:
    """Return the names that a text may have: of items, of the partners of each, before a colon."""
    items = text.split(_BETWEEN_ITEMS)
    partners = [name for item in items for name in item.split(_BETWEEN_PARTNERS)]
    return [*items, *partners, *(item.partition(_AFTER_NAME)[0] for item in items)]


def _named(item: str, known: Mapping[str, str]) -> str:
    if item in known:
        return known[item]
    name, colon, fact = item.partition(_AFTER_NAME)
    if name in known:
        return f"{known[name]}{colon}{fact}"
    partners = item.split(_BETWEEN_PARTNERS)
    return _BETWEEN_PARTNERS.join(known.get(name, name) for name in partners)


def _known(engine: Engine, names: set[str], language: str) -> dict[str, str]:
    """Return the names of units in a language by their names in answers, where they differ."""
    if len(names) > _MANY:
        everything = _all_known(engine, language)
        return {name: everything[name] for name in names if name in everything}
    known: dict[str, str] = {}
    for few in batches(map(literal, names)):
        known |= _read(engine, f"VALUES ?name {{ {' '.join(few)} }}", language)
    return known


_names_of_all: WeakKeyDictionary[Engine, dict[str, dict[str, str]]] = WeakKeyDictionary()
"""The names of all units by language, of engines whose graph stays as it is."""


def _all_known(engine: Engine, language: str) -> dict[str, str]:
    if not engine.is_fixed:
        return _read(engine, "", language)
    names = _names_of_all.setdefault(engine, {})
    if language not in names:
        names[language] = _read(engine, "", language)
    return names[language]


def _read(engine: Engine, names: str, language: str) -> dict[str, str]:
    """Return the names of the units that a pattern restricts, as `_known` does."""
    known: dict[str, str] = {}
    query = _NAMES % {"names": names, "language": literal(language)}
    for row in engine.select(PREFIXES + query).rows:
        name, plain, own, country, land = (value.text if value else "" for value in row)
        text = name_in_language(name, plain, own, country, land)
        if text != name:
            known[name] = min(known.get(name, text), text)
    return known
