"""What completes an answer that is being typed, and how an answer was taken.

The graph's names come first, then the cities of the world. What is offered is understood again: a
name that several things have stands there with its country, or as the key.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from kembar.editing.describe import RecordDescriber, date_in_words
from kembar.model.dates import PartialDate
from kembar.model.forms import TABLES, FormField
from kembar.names.index import CLASSES
from kembar.names.lookup import best_name, nearest
from kembar.names.normalize import fold
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES
from kembar.rdf.terms import Value

_NAMES = """SELECT DISTINCT ?thing ?how ?name {
  VALUES (?how ?p) {
    ("1" skos:prefLabel) ("2" rdfs:label) ("3" dcterms:title) ("4" kb:statement)
    ("5" skos:altLabel) ("6" kb:key) ("7" kb:isoCode) ("8" kb:webAddress)
  }
  ?thing a kb:%s ; ?p ?name
}"""
_SHOWN = ("1", "2", "3", "4")
"""Names for people among these; the others are found by, and not shown. Of a source, its title."""

_ASIDES = {
    "city": "?thing a kb:TerritorialUnit ; kb:country/rdfs:label ?aside",
    "country": "?thing a kb:Country ; kb:isoCode ?aside",
    "agency": "?thing a kb:Agency ; kb:country|kb:partOf/kb:country ?in . ?in rdfs:label ?aside",
    "partnership": "?thing a kb:Partnership ; kb:since ?aside",
    "agreement": "?thing a kb:Agreement ; kb:signedOn ?aside",
    "activity": "?thing a kb:Activity ; kb:startDate ?aside",
    "study": "?thing a kb:Study ; dcterms:title ?aside",
    "finding": "?thing a kb:Finding ; kb:reportedBy/skos:prefLabel ?aside",
    "obstacle": "?thing a kb:Obstacle ; kb:reportedBy/skos:prefLabel ?aside",
    "event": "?thing a kb:Event ; kb:startDate ?aside",
    "source": "?thing a kb:Source ; kb:publisher ?aside",
}
_PARTNERS = "SELECT ?city (COUNT(DISTINCT ?p) AS ?count) { ?p kb:hasPartner ?city } GROUP BY ?city"
_IN_GEONAMES = """SELECT ?city ?same {
  ?city a kb:TerritorialUnit ; skos:exactMatch ?same
  FILTER(STRSTARTS(STR(?same), "https://sws.geonames.org/"))
}"""
_CONCEPTS = """SELECT DISTINCT ?concept ?how ?name ?said {
  VALUES (?how ?p) { ("1" skos:prefLabel) ("2" skos:notation) ("3" skos:altLabel) }
  ?concept skos:inScheme <https://w3id.org/kembar/concept/%s> ; ?p ?name
  OPTIONAL { ?concept skos:definition ?said FILTER(LANG(?said) = "%s") }
} ORDER BY ?concept"""

_LEAST = 2
"""Letters from which the cities of the world are looked through."""

_WORLD = 12
"""Cities of the world that are offered at once."""

_FORMS = {
    "wikidata": (re.compile(r"Q[1-9][0-9]*"), "Q10389"),
    "geonames": (re.compile(r"[1-9][0-9]*"), "1650357"),
}
_NEW = {"en": "new", "id": "baru"}


@dataclass(frozen=True)
class Completion:
    """A completion: what it writes, what tells it apart, and the names that it is found by.

    `title` is the name that people see, `main` the same folded, `names` are all of them, folded;
    `key` is a cell's value, `more` are further words to find it by.
    """

    text: str
    aside: str
    main: str
    names: tuple[str, ...]
    key: str = ""
    title: str = ""
    more: str = ""

    def fits(self, wanted: str) -> int:
        """How well it fits what is typed, 0 the best; -1 where it does not.

        The words of a name may be typed in any order, as of a partnership.
        """
        if self.main.startswith(wanted):
            return 0
        if any(name.startswith(wanted) for name in self.names):
            return 1
        words = f"{self.main} {self.more}".split()
        typed = [word for word in wanted.split() if word not in ("and", "dan")]
        if all(any(word.startswith(part) for word in words) for part in typed):
            return 2
        return -1


@dataclass(frozen=True)
class _Thing:
    address: str
    name: str
    aside: str
    names: tuple[str, ...]


class Completer:
    """Completes answers by what a field asks for, and understands them.

    The names of the graph are read once, the gazetteer where it is first needed.
    """

    def __init__(self, engine: Engine, language: str) -> None:
        self._engine = engine
        self._language = language
        self._read: dict[str, list[Completion]] = {}
        self._numbers: set[str] | None = None

    def prepare(self, asks: Iterable[FormField]) -> None:
        """Read what these fields will need, so that nobody waits for it while typing."""
        from kembar.names.new_cities import gazetteer

        asks = list(asks)
        for ask in asks:
            self._known(ask)
        if any("city" in ask.of for ask in asks):
            gazetteer()

    def of(self, ask: FormField, begun: str) -> Iterator[Completion]:
        """What fits so far, whatever its case and marks: of the graph first, then of the world.

        Args:
            ask: the field that is being filled in.
            begun: what is typed so far.
        """
        wanted = fold(begun)
        known = self._known(ask)
        fits = [(rank, n) for n, offer in enumerate(known) if (rank := offer.fits(wanted)) >= 0]
        for _, number in sorted(fits):
            yield known[number]
        if "city" in ask.of and len(wanted) >= _LEAST:
            yield from self._of_the_world(begun, known)

    def only(self, ask: FormField, begun: str) -> str:
        """The one thing or word that fits what is typed; empty where none or several do.

        Of cities there are more in the world than the graph has, so none is taken so.
        """
        wanted = fold(begun)
        if "city" in ask.of or not wanted:
            return ""
        fits = [offer.text for offer in self._known(ask) if offer.fits(wanted) >= 0]
        return fits[0] if len(fits) == 1 else ""

    def like(self, ask: FormField, told: str) -> list[str]:
        """The words of a field's list that are spelt most like one."""
        return nearest(told, [offer.text for offer in self._known(ask)])

    def written(self, ask: FormField, cell: str) -> str:
        """How a person would write a value that a table's cell holds."""
        if ask.form == "signature":
            name, office, unit = ([part.strip() for part in cell.split("|")] + ["", ""])[:3]
            return " | ".join([name, office, self._text_of(ask, unit)]).rstrip("| ")
        if ask.form == "date":
            with suppress(ValueError):
                return date_in_words(PartialDate(cell), self._language)
        return self._text_of(ask, cell)

    def taken(self, ask: FormField, value: str) -> str:
        """What one value of a field is taken for, in words.

        Raises:
            UnknownName, AmbiguousName: a name that fits nothing, or several things.
            ValueError: a date, a number, an address or a word that is none.
        """
        from kembar.editing.interpret import interpret_value
        from kembar.model.tables import read_cell

        cell, new = interpret_value(self._engine, ask, value)
        form, example = _FORMS.get(ask.form, (None, ""))
        if form and not form.fullmatch(cell):
            raise ValueError(f"{value!r} is no number of that kind: write {example}")
        read = read_cell(TABLES[ask.kind], ask.name, cell)
        read = read[0] if isinstance(read, tuple) else read
        said = RecordDescriber(self._engine, self._language, new).say(ask, read)
        found = [f"GeoNames {number}" for r in new if (number := getattr(r, "geonames", ""))]
        return f"{said} ({'; '.join([_NEW[self._language], *found])})" if new else said

    def source(self, name: str) -> str:
        """What a source of the graph is called, by its address, title, name or key; else empty."""
        from kembar.editing.interpret import known_source

        key = known_source(self._engine, name)
        titles = (one.title for one in self._things("source") if one.key == key)
        return next(titles, key or "")

    def _text_of(self, ask: FormField, cell: str) -> str:
        if ask.form not in ("thing", "signature", "concept", "country") and not ask.choices:
            return cell
        return next((offer.text for offer in self._known(ask) if offer.key == cell), cell)

    def _known(self, ask: FormField) -> list[Completion]:
        """What the graph, the scheme or the form itself offers, the likeliest first."""
        if ask.scheme:
            return self._concepts(ask.scheme)
        if ask.choices or ask.hints:
            return [*_choices(ask, self._language)]
        kinds = ask.of or (("country",) if ask.form == "country" else ())
        if len(kinds) < 2:
            return self._things(kinds[0]) if kinds else []
        # The name of an earlier kind stands for it alone.
        told: set[str] = set()
        offers: list[Completion] = []
        for kind in kinds:
            of_kind = self._things(kind)
            offers += [offer for offer in of_kind if fold(offer.text) not in told]
            told |= {name for offer in of_kind for name in offer.names}
        return offers

    def _things(self, kind: str) -> list[Completion]:
        if kind not in self._read:
            things = self._read_things(kind)
            bearers: defaultdict[str, set[str]] = defaultdict(set)
            for thing in things:
                for name in thing.names:
                    bearers[name].add(thing.address)
            at_home = Counter((fold(thing.name), thing.aside) for thing in things)
            self._read[kind] = [_offer(kind, thing, bearers, at_home) for thing in things]
        return self._read[kind]

    def _read_things(self, kind: str) -> list[_Thing]:
        """The things of a kind, those with most partners first."""
        names: defaultdict[str, list[tuple[str, Value]]] = defaultdict(list)
        for thing, how, name in self._rows(_NAMES % CLASSES[kind]):
            names[thing.text].append((how.text, name))
        asides: defaultdict[str, list[tuple[str, Value]]] = defaultdict(list)
        if kind in _ASIDES:
            for thing, aside in self._rows(f"SELECT DISTINCT ?thing ?aside {{ {_ASIDES[kind]} }}"):
                asides[thing.text].append(("", aside))
        partners: dict[str, int] = {}
        if kind == "city":
            partners = {city.text: int(count.text) for city, count in self._rows(_PARTNERS)}
        shown = ("3",) if kind == "source" else _SHOWN
        things = [
            _Thing(
                address,
                best_name([(how, name) for how, name in told if how in shown], self._language)
                or _key(address),
                best_name(asides[address], self._language),
                tuple({fold(name.text) for _, name in told} - {""}),
            )
            for address, told in names.items()
        ]
        things.sort(key=lambda thing: (-partners.get(thing.address, 0), thing.name, thing.address))
        return things

    def _concepts(self, scheme: str) -> list[Completion]:
        if scheme not in self._read:
            names: defaultdict[str, list[tuple[str, Value]]] = defaultdict(list)
            said: dict[str, str] = {}
            query = PREFIXES + _CONCEPTS % (scheme, self._language)
            for concept, how, name, definition in self._engine.select(query).rows:
                if concept and how and name:
                    names[concept.text].append((how.text, name))
                    said[concept.text] = definition.text if definition else ""
            bearers = Counter(
                name for told in names.values() for name in {fold(n.text) for _, n in told}
            )
            self._read[scheme] = []
            for address, told in names.items():
                words = best_name([(how, name) for how, name in told if how == "1"], self._language)
                written = words if bearers[fold(words)] == 1 else _key(address)
                folded = tuple({fold(name.text) for _, name in told})
                offer = Completion(written, said[address], fold(words), folded, _key(address))
                self._read[scheme].append(offer)
            self._read[scheme].sort(key=lambda offer: offer.text)
        return self._read[scheme]

    def _of_the_world(self, begun: str, known: list[Completion]) -> Iterator[Completion]:
        """Cities that the graph lacks, the largest first, so that each is understood."""
        from kembar.names.new_cities import gazetteer

        countries = {offer.key: offer.text for offer in self._things("country")}
        world = gazetteer()
        here = {(offer.main, offer.aside) for offer in known}
        if self._numbers is None:
            rows = self._rows(_IN_GEONAMES)
            self._numbers = {_key(same.text.rstrip("/")) for _, same in rows}
        aside = f"{_NEW[self._language]}; GeoNames"
        for place in world.beginning(begun, _WORLD):
            country = countries.get(place.country, place.country.upper())
            if place.geonames not in self._numbers and (fold(place.name), country) not in here:
                written = world.unambiguous_name(place, country)
                if written and not re.search("[;|]", written):
                    yield Completion(written, aside, fold(place.name), (), place.geonames)

    def _rows(self, query: str) -> Iterator[list[Value]]:
        for row in self._engine.select(PREFIXES + query).rows:
            yield [value for value in row if value]


def _offer(
    kind: str,
    thing: _Thing,
    bearers: dict[str, set[str]],
    at_home: Counter[tuple[str, str]],
) -> Completion:
    """A thing as what one writes so that it alone is meant."""
    key, folded = _key(thing.address), fold(thing.name)
    plain = folded != "any" and not re.search("[;|]|^<", thing.name)
    written = key
    if plain and bearers[folded] == {thing.address}:
        written = thing.name
    elif plain and kind == "city" and thing.aside and at_home[folded, thing.aside] == 1:
        written = f"{thing.name}, {thing.aside}"
    # An agreement is found by its partners and its year; the world has cities of any such words.
    more = fold(f"{key} {thing.aside}") if kind not in ("city", "agency", "country") else ""
    return Completion(written, thing.aside, folded, thing.names, key, thing.name, more)


def _choices(ask: FormField, language: str) -> Iterator[Completion]:
    for word, words in ask.choices.items():
        names = (fold(word), *(fold(name) for name in words.values()))
        yield Completion(words[language], "", fold(words[language]), names, word)
    for word in ask.hints:
        yield Completion(word, "", fold(word), (fold(word),), word)


def _key(address: str) -> str:
    return address.rpartition("/")[2]
