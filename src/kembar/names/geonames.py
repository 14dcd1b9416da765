"""Cities of the world by name: GeoNames (CC BY 4.0) and the places of the graph, offline."""

from __future__ import annotations

import gc
import gzip
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from kembar.names.place_names import name_key, name_keys

SAME_PLACE = 25.0
"""Kilometres within which a place of the graph is GeoNames's one of its name and country."""

_EARTH_RADIUS = 6371.0088
_SIMILAR_NAMES = 20
"""Names of a country that are compared as candidates for a misspelt one."""

_LARGE = Path(__file__).parent / "data/cities15000.tsv.gz"
_SMALLER = Path(__file__).parent / "data/cities500.tsv.xz"


class GeoNamesRow(NamedTuple):
    """A row of the city files: the columns of GeoNames's own tables, as texts.

    `country` is in lower case; `size` is the largest of GeoNames's lists that has the city (15000,
    5000, 1000 or 500: inhabitants, or the seat of a government); `alternate_names` stand between
    commas.
    """

    geonames: str
    name: str
    country: str
    subdivision: str
    latitude: str
    longitude: str
    population: str
    size: str
    alternate_names: str

    @property
    def names(self) -> list[str]:
        """The main name, then those in all languages."""
        others = self.alternate_names.split(",") if self.alternate_names else []
        return [self.name, *others]

    @property
    def place(self) -> Place:
        """The row as a place."""
        return Place(
            self.geonames,
            self.name,
            self.country,
            float(self.latitude),
            float(self.longitude),
            int(self.population),
            self.subdivision,
        )


@dataclass(frozen=True)
class Place:
    """A city; `country` is an ISO 3166-1 alpha-2 code in lower case, coordinates are on WGS 84.

    `subdivision` is GeoNames's code of the first-level unit in the country; `population` is 0 where
    it is unknown; `key` is the graph's key of the city, empty where the graph lacks it. A place of
    the graph without coordinates has NaN for them. `part` is the name of its subdivision, where the
    graph tells it.
    """

    geonames: str
    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    subdivision: str = ""
    key: str = ""
    wikidata: str = ""
    part: str = ""

    def __str__(self) -> str:
        identifier = f"GeoNames {self.geonames}" if self.geonames else self.key
        return f"{self.name}, {self.country.upper()} ({identifier})"

    def kilometres(self, latitude: float, longitude: float) -> float:
        """The distance to a point, along the surface; NaN where the place has no coordinates."""
        here, there = math.radians(self.latitude), math.radians(latitude)
        across = math.radians(longitude - self.longitude)
        chord = (
            math.sin((there - here) / 2) ** 2
            + math.cos(here) * math.cos(there) * math.sin(across / 2) ** 2
        )
        return 2 * _EARTH_RADIUS * math.asin(math.sqrt(min(chord, 1.0)))


class Atlas:
    """Places by number, and the numbers of places by name."""

    def __init__(self, rows: Sequence[GeoNamesRow]) -> None:
        """Index the names of all rows."""
        self._rows: list[GeoNamesRow | None] = list(rows)
        self._added: dict[int, tuple[Place, Sequence[str]]] = {}
        self._by_geonames: dict[str, int] = {}
        # Two, as a list for each of 300 thousand names takes half a second to make.
        self._first: dict[str, int] = {}
        self._namesakes: dict[str, list[int]] = {}
        self._keys: list[str] = []
        self._spans: list[tuple[int, int, int]] = []
        self._by_country: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._owners: list[int] = []
        self._spellings: dict[str, dict[str, dict[int, str]]] = {}
        with _without_collection():
            names: list[str] = []
            owners: list[int] = []
            for number, row in enumerate(rows):
                begin = len(names)
                names += row.names
                owners += repeat(number, len(names) - begin)
                self._spans.append((number, begin, len(names)))
            self._index(names, owners)

    @classmethod
    def load(cls, population: int) -> Atlas:
        """The cities with a number of inhabitants: 500, 1000, 5000 or 15000.

        15000 takes 0.5 s, 500 takes 3 s, most of it for the names in all languages.
        """
        with _without_collection():
            rows = _read(_LARGE)
            if population < 15000:
                rows += [row for row in _read(_SMALLER) if int(row.size) >= population]
            atlas = cls(rows)
            gc.freeze()  # else the next collection would traverse all of it
        return atlas

    def add(self, places: Iterable[tuple[Place, Sequence[str]]]) -> None:
        """Add places of the graph with their further names.

        A place that GeoNames has too, by its number or by name, country and position, is merged
        with it: from then on the names of both lead to it, and it has the graph's key.
        """
        for place, others in places:
            names = [place.name, *others]
            number = self._numbers().get(place.geonames)
            if number is None and not place.geonames:
                number = self._same_place(place, names)
            if number is None:
                number = len(self._rows)
                self._rows.append(None)
                if place.geonames:
                    self._by_geonames[place.geonames] = number
                self._added[number] = (place, names)
            else:
                own = self.place(number)
                merged_place = replace(own, key=place.key, wikidata=place.wikidata or own.wikidata)
                self._added[number] = (merged_place, [*self.names(number), *names])
            self._spans.append((number, len(self._keys), len(self._keys) + len(names)))
            self._index(names, [number] * len(names))

    def numbers_of(self, key: str) -> Sequence[int]:
        """The numbers of the places that have a name, by its `name_key`."""
        if key in self._namesakes:
            return self._namesakes[key]
        return [self._first[key]] if key in self._first else []

    def main_or_shared_keys(self) -> set[str]:
        """The `name_key` of each main name, and of each name of several places."""
        return {*name_keys([row.name for row in self._rows if row]), *self._namesakes} - {""}

    def with_prefix(self, key: str, most: int) -> list[Place]:
        """The largest places with a name whose `name_key` begins with `key`."""
        numbers = {
            number
            for name, number in zip(self._keys, self._owners, strict=True)
            if name.startswith(key)
        }

        def rank(place: Place) -> tuple[bool, int]:
            return not name_key(place.name).startswith(key), -place.population

        return sorted(map(self.place, numbers), key=rank)[:most]

    def similar(self, key: str, country: str, minimum: float) -> list[tuple[float, int]]:
        """Similarity, from 0 to 1, and number of the places of a country with a similar name.

        Args:
            key: the `name_key` of the name; its first letter must agree.
            country: its code.
            minimum: the least similarity.
        """
        from rapidfuzz import fuzz, process

        if country not in self._spellings:
            self._spellings[country] = self._spellings_in(country)
        spellings = self._spellings[country].get(key[:1], {})
        matches = process.extract(
            key, spellings, scorer=fuzz.ratio, limit=_SIMILAR_NAMES, score_cutoff=100 * minimum
        )
        best: dict[int, float] = {}
        for _, similarity, index in matches:
            best.setdefault(self._owners[index], similarity / 100)
        return [(similarity, number) for number, similarity in best.items()]

    def place(self, number: int) -> Place:
        """The place of a number."""
        return self._added[number][0] if number in self._added else self._row(number).place

    def by_geonames(self, geonames: str) -> Place | None:
        """The place with a GeoNames identifier."""
        number = self._numbers().get(geonames)
        return None if number is None else self.place(number)

    def names(self, number: int) -> Sequence[str]:
        """All names of a place, in any language."""
        return self._added[number][1] if number in self._added else self._row(number).names

    def _row(self, number: int) -> GeoNamesRow:
        row = self._rows[number]
        assert row, "a place without a row is in _added"
        return row

    def _numbers(self) -> dict[str, int]:
        if not self._by_geonames:
            self._by_geonames = {row.geonames: n for n, row in enumerate(self._rows) if row}
        return self._by_geonames

    def _index(self, names: Sequence[str], owners: Sequence[int]) -> None:
        keys = name_keys(names)
        enter = self._first.setdefault
        for key, number in zip(keys, owners, strict=True):
            if (first := enter(key, number)) != number:
                namesakes = self._namesakes.setdefault(key, [first])
                if number not in namesakes:
                    namesakes.append(number)
        self._keys += keys
        self._owners += owners

    def _same_place(self, place: Place, names: Sequence[str]) -> int | None:
        """The nearest place with the name and country of a place of the graph, within `SAME`."""
        candidates = []
        for number in {n for name in names for n in self.numbers_of(name_key(name))}:
            other = self.place(number)
            distance = other.kilometres(place.latitude, place.longitude)
            if other.country == place.country and not other.key and distance <= SAME_PLACE:
                candidates.append((distance, number))
        return min(candidates)[1] if candidates else None

    def _spellings_in(self, country: str) -> dict[str, dict[int, str]]:
        """The keys of the names of a country's places by their index, grouped by first letter."""
        if not self._by_country:
            for number, begin, end in self._spans:
                self._by_country[self._country(number)].append((begin, end))
        by_letter: dict[str, dict[int, str]] = {}
        with _without_collection():
            for begin, end in self._by_country.get(country, ()):
                for index, name in enumerate(self._keys[begin:end], begin):
                    letter = name[:1]
                    if letter in by_letter:
                        by_letter[letter][index] = name
                    else:
                        by_letter[letter] = {index: name}
        return by_letter

    def _country(self, number: int) -> str:
        if number in self._added:
            return self._added[number][0].country
        return self._row(number).country


def _read(path: Path) -> list[GeoNamesRow]:
    """The rows of a city file: tab-separated, compressed, its first line names the columns."""
    if path.suffix == ".gz":
        text = gzip.decompress(path.read_bytes()).decode()
    else:
        import lzma

        text = lzma.decompress(path.read_bytes()).decode()
    make = GeoNamesRow._make
    return [make(line.split("\t")) for line in text.split("\n")[1:-1]]


@contextmanager
def _without_collection() -> Iterator[None]:
    """Disable garbage collection: there is no garbage, and the search for it doubles the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
