"""Completions of the graph: its things and concepts, each read once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kembar.names.gazetteer import gazetteer
from kembar.names.index import KIND_CLASSES
from kembar.names.lookup import NOT_TOLD, best_name
from kembar.names.namesakes import likeliest
from kembar.names.normalize import fold
from kembar.names.place_names import head_and_areas
from kembar.names.unit_texts import PlaceTexts
from kembar.names.units import number_of_geonames
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES, local_name
from kembar.rdf.terms import Value

_NAMES = """SELECT DISTINCT ?thing ?how ?name {
  VALUES (?how ?p) {
    ("1" skos:prefLabel) ("2" rdfs:label) ("3" dcterms:title) ("4" kb:statement)
    ("5" skos:altLabel) ("6" kb:key) ("7" kb:isoCode) ("8" kb:webAddress)
  }
  ?thing a kb:%s ; ?p ?name
}"""
_DISPLAY_NAMES = ("1", "2", "3", "4")
"""The ranks of the names to display; other names only match. Of a source it is the title."""

_ASIDES = {
    "city": "?thing a kb:TerritorialUnit ; kb:country/rdfs:label ?aside",
    "country": "?thing a kb:Country ; kb:isoCode ?aside",
    "agency": "?thing a kb:Agency ; kb:country|kb:partOf/kb:country ?in . ?in rdfs:label ?aside",
    "partnership": "?thing a kb:Partnership ; kb:since ?aside",
    "agreement": "?thing a kb:Agreement ; kb:signedOn ?aside",
    "activity": "?thing a kb:Activity ; kb:startDate ?aside",
    "study": "?thing a kb:Study ; dcterms:title ?aside",
    "element": "?thing a kb:StudyElement ; kb:elementOf/skos:prefLabel ?aside",
    "finding": "?thing a kb:Finding ; kb:reportedBy/skos:prefLabel ?aside",
    "obstacle": "?thing a kb:Obstacle ; kb:reportedBy/skos:prefLabel ?aside",
    "event": "?thing a kb:Event ; kb:startDate ?aside",
    "source": "?thing a kb:Source ; kb:publisher ?aside",
}
_IN_GEONAMES = """SELECT ?key ?same {
  ?city a kb:TerritorialUnit ; kb:key ?key ; skos:exactMatch ?same
  FILTER(STRSTARTS(STR(?same), "https://sws.geonames.org/"))
}"""
_PARTNERS = "SELECT ?city (COUNT(DISTINCT ?p) AS ?count) { ?p kb:hasPartner ?city } GROUP BY ?city"
_CONCEPTS = """SELECT DISTINCT ?concept ?how ?name ?definition {
  VALUES (?how ?p) {
    ("1" skos:prefLabel) ("2" skos:notation) ("3" skos:altLabel) ("4" skos:hiddenLabel)
  }
  ?concept skos:inScheme <https://w3id.org/kembar/concept/%s> ; ?p ?name
  OPTIONAL { ?concept skos:definition ?definition FILTER(LANG(?definition) = "%s") }
  MINUS { ?concept owl:deprecated true }
} ORDER BY ?concept"""

RankedName = tuple[str, Value]
"""A name with the rank of its property."""


@dataclass(frozen=True)
class Completion:
    """A text that completes an answer.

    Attributes:
        text: what it writes.
        aside: what distinguishes it from others of the same name.
        main: the name that people see, folded.
        names: all its names, folded.
        key: its value in the cell of a table.
        title: the name that people see.
        more: further words that match it, folded.
    """

    text: str
    aside: str
    main: str
    names: tuple[str, ...]
    key: str = ""
    title: str = ""
    more: str = ""

    def fits(self, text: str) -> int:
        """Return how well it fits a folded text, 0 the best; -1 where it does not.

        The words of a name may be typed in any order, as of a partnership.
        """
        if self.main.startswith(text):
            return 0
        if any(name.startswith(text) for name in self.names):
            return 1
        words = f"{self.main} {self.more}".split()
        parts = [part for part in text.split() if part not in ("and", "dan", "및")]
        if all(any(word.startswith(part) for word in words) for part in parts):
            return 2
        return -1


@dataclass(frozen=True)
class _Thing:
    address: str
    name: str
    aside: str
    names: tuple[str, ...]


class GraphCompletions:
    """The completions of each kind of thing and of each concept scheme of a graph."""

    def __init__(self, engine: Engine, language: str) -> None:
        self._engine = engine
        self._language = language
        self._cached: dict[str, list[Completion]] = {}

    def things(self, kind: str) -> list[Completion]:
        """Return the things of a kind, those with most partners first."""
        if kind not in self._cached:
            things = self._read_things(kind)
            bearers: defaultdict[str, set[str]] = defaultdict(set)
            for thing in things:
                for name in thing.names:
                    bearers[name].add(thing.address)
            in_country = Counter((fold(thing.name), thing.aside) for thing in things)
            self._cached[kind] = [_completion(kind, thing, bearers, in_country) for thing in things]
            if kind == "city":
                self._cached[kind] = [*map(self._apart, self._cached[kind])]
        return self._cached[kind]

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The GeoNames number of each city of the graph that has one, by its key."""
        return {city.text: number_of_geonames(same.text) for city, same in self.rows(_IN_GEONAMES)}

    def _apart(self, city: Completion) -> Completion:
        """Return the completion of a city by its whole name, where a likelier one has its name."""
        number = self.numbers.get(city.key, "")
        if not number or likeliest(head_and_areas(city.text)[0]) in ("", number):
            return city
        place = gazetteer().by_geonames(number)
        text = PlaceTexts(self._engine, self._language).full_name(place) if place else city.key
        return replace(city, text=text)

    def concepts(self, scheme: str) -> list[Completion]:
        """Return the concepts of a scheme, in the order of their names."""
        if scheme not in self._cached:
            self._cached[scheme] = sorted(
                self._read_concepts(scheme), key=lambda completion: completion.text
            )
        return self._cached[scheme]

    def rows(self, query: str) -> list[list[Value]]:
        """Return the rows of a query, without unbound values."""
        rows = self._engine.select(PREFIXES + query).rows
        return [[value for value in row if value] for row in rows]

    def _read_things(self, kind: str) -> list[_Thing]:
        names: defaultdict[str, list[RankedName]] = defaultdict(list)
        for thing, how, name in self.rows(_NAMES % KIND_CLASSES[kind]):
            names[thing.text].append((how.text, name))
        asides: defaultdict[str, list[RankedName]] = defaultdict(list)
        if kind in _ASIDES:
            for thing, aside in self.rows(f"SELECT DISTINCT ?thing ?aside {{ {_ASIDES[kind]} }}"):
                asides[thing.text].append(("", aside))
        partners: dict[str, int] = {}
        if kind == "city":
            partners = {city.text: int(count.text) for city, count in self.rows(_PARTNERS)}
        ranks = ("3",) if kind == "source" else _DISPLAY_NAMES
        things = [
            _Thing(
                address,
                self._best(ranked_names, ranks) or local_name(address),
                best_name(asides[address], self._language),
                _folded_names(ranked_names),
            )
            for address, ranked_names in names.items()
        ]
        things.sort(key=lambda thing: (-partners.get(thing.address, 0), thing.name, thing.address))
        return things

    def _read_concepts(self, scheme: str) -> Iterable[Completion]:
        names: defaultdict[str, list[RankedName]] = defaultdict(list)
        definitions: dict[str, str] = {}
        query = PREFIXES + _CONCEPTS % (scheme, self._language)
        for concept, how, name, definition in self._engine.select(query).rows:
            if concept and how and name and local_name(concept.text) != NOT_TOLD:
                names[concept.text].append((how.text, name))
                definitions[concept.text] = definition.text if definition else ""
        bearers = Counter(
            name for ranked_names in names.values() for name in _folded_names(ranked_names)
        )
        for address, ranked_names in names.items():
            label = self._best(ranked_names, ("1",))
            text = label if bearers[fold(label)] == 1 else local_name(address)
            yield Completion(
                text,
                definitions[address],
                fold(label),
                _folded_names(ranked_names),
                local_name(address),
            )

    def _best(self, names: Iterable[RankedName], ranks: Iterable[str]) -> str:
        """Return the best of the names with some ranks."""
        return best_name([(rank, name) for rank, name in names if rank in ranks], self._language)


def _completion(
    kind: str,
    thing: _Thing,
    bearers: Mapping[str, set[str]],
    in_country: Counter[tuple[str, str]],
) -> Completion:
    """Return the completion of a thing, whose text means that thing alone."""
    key, folded_name = local_name(thing.address), fold(thing.name)
    plain = folded_name != "any" and not re.search("[;|]|^<", thing.name)
    text = key
    if plain and bearers[folded_name] == {thing.address}:
        text = thing.name
    elif plain and kind == "city" and thing.aside and in_country[folded_name, thing.aside] == 1:
        text = f"{thing.name}, {thing.aside}"
    # Partners and year match an agreement; cities of the world are called any such words.
    more = fold(f"{key} {thing.aside}") if kind not in ("city", "agency", "country") else ""
    return Completion(text, thing.aside, folded_name, thing.names, key, thing.name, more)


def _folded_names(names: Iterable[RankedName]) -> tuple[str, ...]:
    return tuple({fold(name.text) for _, name in names} - {""})
