"""Names of cities -> places of the world, offline, and how sure that is; never a silent guess."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kembar.names.countries import Area, areas, country_code, subdivision_name, territories
from kembar.names.geonames import SAME, Atlas, Place
from kembar.names.place_names import NameReading, has_unit, name_key, name_readings

__all__ = ["Gazetteer", "Place", "Resolution"]

THRESHOLD = 0.75
"""The score below which no place is taken.

Measured on 4,566 cities of Wikidata by name and country (benchmarks/gazetteer.py): of those that
the gazetteer holds 98.1 % are resolved, and 99.3 % of what is resolved lies within 25 km. At 0.5 it
is 99.5 % and 99.0 %, at 0.9 it is 96.6 % and 99.5 %: more goes to review and hardly less is wrong.
"""

NEAR = 50.0
"""Kilometres within which a place must lie of where a source says that it is."""

LONGEST = 200
"""Characters; no name of a place is longer."""

CANDIDATES = 5
"""How many are told."""

POPULATION = 15000
"""Inhabitants of the cities that are searched first; smaller ones only where asked."""

_CALLED = 10
"""How much more a place counts that is mainly called so than one that is also called so.

By 3 more goes to review, by 200 a small Matamoros is taken for the large Heroica Matamoros.
"""

_LITERAL, _RESPELT = 1.0, 0.97
"""A name as it is written; one but for case, accents, another spelling or the word for its unit."""

_ANY_COUNTRY = 0.83
"""Where no country is given: to be taken, a place must be ten times larger than its namesakes."""

_ELSEWHERE = 0.95
"""A place in what the source counts as part of the country and ISO 3166 does not."""

_UNREAD = 0.8
"""A place of its name alone in its country, where what stands after the comma is not understood."""

_DOUBT = 0.5
"""What the source says besides the name speaks against the place, or the unit is another."""

_MISSPELT = 0.85
"""What a likeness is worth."""

LIKE = 0.91
"""The likeness from which a name counts as misspelt; of names less like, every second was wrong.

Likeness is rapidfuzz's ratio: twice the letters in common among those of both. On a real list of
4,566 cities, what the gazetteer lacks was as often like another city (Heusden and Leusden, Lienz
and Linz) as misspelt, so the first letter must agree too, and short names are never taken.
"""

_HARDLY_LIKE = 0.75
_SHORTEST = 6
_CLEARLY_LIKER = 0.04
"""How much more like the best must be than the next one."""

How = Literal["exact", "normalised", "close", "ambiguous", "unknown"]
Near = tuple[float, float]
_Numbered = tuple[int, Place]


@dataclass(frozen=True)
class Resolution:
    """What a name means: `place`, or None where that is not sure enough.

    `how` is "exact" (a name of the place as written, in any language), "normalised" (but for case,
    accents, transliteration or the word for the unit), "close" (spelt almost so), "ambiguous" or
    "unknown"; `score` is how sure it is, from 0 to 1; `candidates` are the likeliest, best first.
    """

    place: Place | None
    how: How
    score: float
    candidates: tuple[Place, ...] = ()


UNKNOWN = Resolution(None, "unknown", 0.0)


@dataclass(frozen=True)
class _Asked:
    """What a source says of a place besides its name; `country` is None where it means nothing."""

    country: str | None
    near: Near | None


class Gazetteer:
    """Resolves names of cities in any language; `load` makes one."""

    def __init__(
        self, atlas: Atlas, smaller: int = 0, known: Sequence[tuple[Place, Sequence[str]]] = ()
    ) -> None:
        """Over an atlas; `smaller` and `known` are for the cities that are read where it fails."""
        self._atlas = atlas
        self._more: Atlas | None = None
        self._smaller = smaller
        self._known = known
        self._codes: dict[str, str | None] = {}

    @classmethod
    def load(
        cls,
        known: Iterable[tuple[Place, Sequence[str]]] = (),
        population: int = POPULATION,
    ) -> Gazetteer:
        """Read the cities of the world; takes about 0.6 s.

        Args:
            known: places of the graph, each with its further names in any language.
            population: 500, 1000 or 5000 looks among cities of so many inhabitants for a name that
                the larger ones lack; they are read when that first happens.
        """
        known = list(known)
        atlas = Atlas.load(POPULATION)
        atlas.add(known)
        return cls(atlas, population if population < POPULATION else 0, known)

    def resolve(self, name: str, country: str = "", *, near: Near | None = None) -> Resolution:
        """What a name means.

        Args:
            name: in any language; a subdivision or a country may stand after a comma.
            country: a name or a code in any language; any country where empty.
            near: latitude and longitude that the source gives, in degrees.
        """
        name = " ".join(name.split())
        if len(name) > LONGEST or not name_key(name):
            return UNKNOWN
        asked = _Asked(self._code(country), near)
        found = _by_name(self._atlas, name, asked)
        if self._smaller and (found is None or (found.place is None and near)):
            found = _by_name(self._smaller_cities(), name, asked) or found
        return found or _by_spelling(self._atlas, name, asked)

    def beginning(self, name: str, most: int = 12) -> list[Place]:
        """The largest places that have a name, in any language, which begins so."""
        return self._atlas.beginning(name_key(name), most)

    def written(self, place: Place, country: str) -> str:
        """How a person writes a place so that it is understood; empty where no writing is enough.

        Args:
            place: one of the gazetteer.
            country: what its country is called.
        """
        part = subdivision_name(Area(place.country, place.subdivision))
        for parts in ((place.name, country), (place.name, part, country)):
            written = ", ".join(parts)
            if all(parts) and self.resolve(written).place == place:
                return written
        return ""

    def by_geonames_id(self, geonames: str) -> Place | None:
        """The place that GeoNames numbers so, if the gazetteer holds it."""
        place = self._atlas.by_geonames(geonames)
        if place is None and self._smaller:
            place = self._smaller_cities().by_geonames(geonames)
        return place

    def _code(self, country: str) -> str | None:
        """The code of a country, "" where none is given, None where it is not understood."""
        if country not in self._codes:
            self._codes[country] = country_code(country) if country.strip() else ""
        return self._codes[country]

    def _smaller_cities(self) -> Atlas:
        if self._more is None:
            self._more = Atlas.load(self._smaller)
            self._more.add(self._known)
        return self._more


def _by_name(atlas: Atlas, name: str, asked: _Asked) -> Resolution | None:
    """The first reading of a name that some place bears, if any; a sure one before an unsure."""
    unsure = None
    for reading in name_readings(name):
        numbers = atlas.numbers_of(name_key(reading.name))
        if not numbers:
            continue
        bearers = [(number, atlas.place(number)) for number in numbers]
        bearers, sure = _in_country(bearers, asked.country)
        if not bearers:
            continue
        if reading.where:
            bearers, sure = _apart(bearers, sure, reading.where, asked.country)
        if reading.unit == "other":
            sure *= _DOUBT
        literal = reading.name in name and not reading.unit
        found = _choose(atlas, bearers, reading, sure, literal, asked.near)
        if found.place:
            return found
        unsure = unsure or found
    return unsure


def _in_country(bearers: list[_Numbered], country: str | None) -> tuple[list[_Numbered], float]:
    """Those of a country, or else of its territories, and how sure that makes them."""
    if country is None:
        return bearers, _ANY_COUNTRY * _DOUBT
    if not country:
        return bearers, _ANY_COUNTRY
    inside = [bearer for bearer in bearers if bearer[1].country == country]
    if inside:
        return inside, 1.0
    return [b for b in bearers if b[1].country in territories(country)], _ELSEWHERE


def _apart(
    bearers: list[_Numbered], sure: float, where: tuple[str, ...], country: str | None
) -> tuple[list[_Numbered], float]:
    """Those that lie where the parts after a name say, and how sure that makes them."""
    groups = [areas(part, country or "") for part in where]
    read = [group for group in groups if group]
    inside = [b for b in bearers if all(_lies_in(b[1], group) for group in read)]
    if not inside:
        return bearers, _DOUBT
    if len(read) == len(groups):
        return inside, 1.0 if country is not None else sure
    unread = [part for part, group in zip(where, groups, strict=True) if not group]
    elsewhere = any(areas(part, translated=False) for part in unread)
    alone = len(inside) == 1 and (country or read) and not elsewhere
    return inside, _UNREAD if alone else _DOUBT


def _lies_in(place: Place, group: frozenset[Area]) -> bool:
    return Area(place.country) in group or Area(place.country, place.subdivision) in group


def _choose(
    atlas: Atlas,
    bearers: list[_Numbered],
    reading: NameReading,
    sure: float,
    literal: bool,
    near: Near | None,
) -> Resolution:
    """The likeliest of the places that bear a name, if it is likely enough."""
    weights = _weights(bearers, name_key(reading.name))
    if near:
        away = {number: place.kilometres(*near) for number, place in bearers}
        close = [bearer for bearer in bearers if away[bearer[0]] <= NEAR]
        if close:
            bearers, sure = close, max(sure, _DOUBT if reading.unit == "other" else 1.0)
            weights = {n: weights[n] / (1 + away[n]) ** 2 for n, _ in bearers}
        elif not any(math.isnan(kilometres) for kilometres in away.values()):
            sure *= _DOUBT
    weights |= dict.fromkeys(_around(bearers, reading.name), 0.0)
    bearers.sort(key=lambda bearer: (-weights[bearer[0]], bearer[1].geonames))
    number, best = bearers[0]
    if len(bearers) > 1 and not near and _tells_unit(reading, best):
        share = 1 / len(bearers)  # who writes the unit tells namesakes apart by it, not by size
    else:
        share = weights[number] / sum(weights[n] for n, _ in bearers)
    exact = literal and reading.name in atlas.names(number)
    score = round(sure * share * (_LITERAL if exact else _RESPELT), 3)
    candidates = tuple(place for _, place in bearers[:CANDIDATES])
    if score < THRESHOLD:
        return Resolution(None, "ambiguous", score, candidates)
    return Resolution(best, "exact" if exact else "normalised", score, candidates)


def _around(bearers: list[_Numbered], name: str) -> list[int]:
    """The places that are also called so and lie around one mainly called so: Delhi, New Delhi."""
    if len(bearers) == 1:
        return []
    called = [place for _, place in bearers if name_key(place.name) == name_key(name)]
    return [
        number
        for number, place in bearers
        if place not in called
        and any(place.kilometres(c.latitude, c.longitude) <= SAME for c in called)
    ]


def _tells_unit(reading: NameReading, place: Place) -> bool:
    """Whether a name has the word for a unit of government, and that is no part of the name."""
    if reading.unit:
        return True
    return name_key(place.name) != name_key(reading.name) and has_unit(reading.name)


def _weights(bearers: list[_Numbered], wanted: str) -> dict[int, float]:
    """How much each place counts among its namesakes: by size, and if it is mainly called so.

    One whose size is not known, as of a province in the graph, counts as much as the largest.
    """
    weights: dict[int, float] = {
        number: place.population * (_CALLED if name_key(place.name) == wanted else 1)
        for number, place in bearers
    }
    largest = max(weights.values()) or 1.0
    return {number: weight or largest for number, weight in weights.items()}


def _by_spelling(atlas: Atlas, name: str, asked: _Asked) -> Resolution:
    """The place of the country that is spelt almost so, if one is much more alike than others."""
    if not asked.country:
        return UNKNOWN
    wanted = min((name_key(reading.name) for reading in name_readings(name)), key=len)
    alike = [
        (likeness, atlas.place(number))
        for likeness, number in atlas.similar(wanted, asked.country, _HARDLY_LIKE)
    ]
    if asked.near:
        alike = [found for found in alike if not found[1].kilometres(*asked.near) > NEAR]
    if not alike:
        return UNKNOWN
    alike.sort(key=lambda found: (-found[0], -found[1].population, found[1].geonames))
    likeness = alike[0][0]
    rival = alike[1][0] if len(alike) > 1 else 0.0
    score = round(likeness * _MISSPELT, 3)
    candidates = tuple(place for _, place in alike[:CANDIDATES])
    if likeness < LIKE or len(wanted) < _SHORTEST or areas(name, asked.country, translated=False):
        return Resolution(None, "unknown", round(score * _DOUBT, 3), candidates)
    if likeness - rival < _CLEARLY_LIKER:
        return Resolution(None, "ambiguous", round(score * _DOUBT, 3), candidates)
    return Resolution(candidates[0], "close", score, candidates)
