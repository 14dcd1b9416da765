"""Match a name with the places of an atlas, by name or by spelling, and score the match."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from kembar.names.countries import Area, areas, territories
from kembar.names.geonames import SAME_PLACE, Atlas, Place
from kembar.names.place_names import NameReading, has_unit, name_key, name_readings

THRESHOLD = 0.75
"""The score below which no place is accepted.

Measured on 4,566 cities of Wikidata by name and country (benchmarks/gazetteer.py): of those in the
gazetteer 98.1 % are resolved, and 99.3 % of the resolved lie within 25 km. At 0.5 it is 99.5 % and
99.0 %, at 0.9 it is 96.6 % and 99.5 %: more goes to review and hardly less is wrong.
"""

NEAR = 50.0
"""Kilometres within which a place must lie of the coordinates that a source gives."""

CANDIDATES = 5
"""The number of candidates in a resolution, at most."""

_MAIN_NAME = 10
"""Weight of a place with the name as its main one, against one with it as a further name.

With 3, more goes to review; with 200, a small Matamoros is mistaken for the large Heroica
Matamoros.
"""

_LITERAL, _RESPELT = 1.0, 0.97
"""The same name; the same but for case, accents, another spelling or the word for its unit."""

_ANY_COUNTRY = 0.83
"""Without a country: an accepted place must be ten times larger than its namesakes."""

_ELSEWHERE = 0.95
"""A place in a territory that the source counts to the country and ISO 3166 does not."""

_UNREAD = 0.8
"""The only place of its name in its country, where the part after the comma is unknown."""

_DOUBT = 0.5
"""Other data of the source contradict the place, or the unit is another."""

_MISSPELT = 0.85
"""The weight of a similarity."""

MISSPELT_FROM = 0.91
"""The similarity from which a name counts as misspelt; of less similar ones, half were wrong.

Similarity is rapidfuzz's ratio: twice the letters in common among those of both. On a real list of
4,566 cities, those absent from the gazetteer were as often similar to another city (Heusden and
Leusden, Lienz and Linz) as misspelt, so the first letter must agree too, and short names are never
accepted.
"""

_MIN_SIMILARITY = 0.75
_SHORTEST = 6
_MIN_LEAD = 0.04
"""The least distance in similarity between the best and the next one."""

Method = Literal["exact", "normalised", "close", "ambiguous", "unknown"]
Coordinates = tuple[float, float]
"""Latitude and longitude, in degrees."""
_NumberedPlace = tuple[int, Place]


@dataclass(frozen=True)
class Resolution:
    """The place that a name means, or None where no place is certain enough.

    `how` is "exact" (a name of the place to the letter, in any language), "normalised" (but for
    case, accents, transliteration or the word for the unit), "close" (almost the same spelling),
    "ambiguous" or "unknown"; `score` is its certainty, from 0 to 1; `candidates` are the likeliest,
    best first.
    """

    place: Place | None
    how: Method
    score: float
    candidates: tuple[Place, ...] = ()


UNKNOWN = Resolution(None, "unknown", 0.0)


@dataclass(frozen=True)
class Context:
    """Country and coordinates that a source gives beside a name.

    `country` is empty where the source gives none, and None where its country means nothing.
    """

    country: str | None
    coordinates: Coordinates | None


def match_by_name(atlas: Atlas, name: str, context: Context) -> Resolution | None:
    """The match of the first reading that is the name of a place; a certain one is preferred."""
    unsure = None
    for reading in name_readings(name):
        places = [(n, atlas.place(n)) for n in atlas.numbers_of(name_key(reading.name))]
        places, certainty = _in_country(places, context.country)
        if not places:
            continue
        if reading.where:
            places, certainty = _in_areas(places, certainty, reading.where, context.country)
        if reading.unit == "other":
            certainty *= _DOUBT
        is_literal = reading.name in name and not reading.unit
        resolution = _choose(atlas, places, reading, certainty, is_literal, context.coordinates)
        if resolution.place:
            return resolution
        unsure = unsure or resolution
    return unsure


def match_by_spelling(atlas: Atlas, name: str, context: Context) -> Resolution:
    """The place of the country with almost this spelling, if the others are much less similar."""
    if not context.country:
        return UNKNOWN
    key = min((name_key(reading.name) for reading in name_readings(name)), key=len)
    matches = [
        (similarity, atlas.place(number))
        for similarity, number in atlas.similar(key, context.country, _MIN_SIMILARITY)
    ]
    if context.coordinates:
        matches = [one for one in matches if not one[1].kilometres(*context.coordinates) > NEAR]
    if not matches:
        return UNKNOWN
    matches.sort(key=lambda one: (-one[0], -one[1].population, one[1].geonames))
    similarity = matches[0][0]
    rival = matches[1][0] if len(matches) > 1 else 0.0
    score = round(similarity * _MISSPELT, 3)
    candidates = tuple(place for _, place in matches[:CANDIDATES])
    if (
        similarity < MISSPELT_FROM
        or len(key) < _SHORTEST
        or areas(name, context.country, translated=False)
    ):
        return Resolution(None, "unknown", round(score * _DOUBT, 3), candidates)
    if similarity - rival < _MIN_LEAD:
        return Resolution(None, "ambiguous", round(score * _DOUBT, 3), candidates)
    return Resolution(candidates[0], "close", score, candidates)


def _in_country(
    places: list[_NumberedPlace], country: str | None
) -> tuple[list[_NumberedPlace], float]:
    """The places in a country, or else in its territories, and the certainty of that."""
    if country is None:
        return places, _ANY_COUNTRY * _DOUBT
    if not country:
        return places, _ANY_COUNTRY
    inside = [one for one in places if one[1].country == country]
    if inside:
        return inside, 1.0
    return [one for one in places if one[1].country in territories(country)], _ELSEWHERE


def _in_areas(
    places: list[_NumberedPlace], certainty: float, where: tuple[str, ...], country: str | None
) -> tuple[list[_NumberedPlace], float]:
    """The places in the areas that the parts after a name mean, and the certainty of that."""
    groups = [areas(part, country or "") for part in where]
    known_groups = [group for group in groups if group]
    inside = [one for one in places if all(_lies_in(one[1], group) for group in known_groups)]
    if not inside:
        return places, _DOUBT
    if len(known_groups) == len(groups):
        return inside, 1.0 if country is not None else certainty
    unknown = [part for part, group in zip(where, groups, strict=True) if not group]
    is_elsewhere = any(areas(part, translated=False) for part in unknown)
    is_alone = len(inside) == 1 and (country or known_groups) and not is_elsewhere
    return inside, _UNREAD if is_alone else _DOUBT


def _lies_in(place: Place, group: frozenset[Area]) -> bool:
    return Area(place.country) in group or Area(place.country, place.subdivision) in group


def by_likelihood(places: list[_NumberedPlace], key: str) -> list[Place]:
    """The places of a name, by its `name_key`, the likeliest first."""
    weights = _weights(places, key) | dict.fromkeys(_around_main(places, key), 0.0)
    places = sorted(places, key=lambda one: (-weights[one[0]], one[1].geonames))
    return [place for _, place in places]


def _choose(
    atlas: Atlas,
    places: list[_NumberedPlace],
    reading: NameReading,
    certainty: float,
    is_literal: bool,
    coordinates: Coordinates | None,
) -> Resolution:
    """The likeliest of the places of a name, if it is likely enough."""
    weights = _weights(places, name_key(reading.name))
    if coordinates:
        distances = {number: place.kilometres(*coordinates) for number, place in places}
        close = [one for one in places if distances[one[0]] <= NEAR]
        if close:
            places, certainty = close, max(certainty, _DOUBT if reading.unit == "other" else 1.0)
            weights = {n: weights[n] / (1 + distances[n]) ** 2 for n, _ in places}
        elif not any(math.isnan(kilometres) for kilometres in distances.values()):
            certainty *= _DOUBT
    weights |= dict.fromkeys(_around_main(places, reading.name), 0.0)
    places.sort(key=lambda one: (-weights[one[0]], one[1].geonames))
    number, best = places[0]
    if len(places) > 1 and not coordinates and _has_unit_word(reading, best):
        share = 1 / len(places)  # the word for the unit tells namesakes apart, their size does not
    else:
        share = weights[number] / sum(weights[n] for n, _ in places)
    is_exact = is_literal and reading.name in atlas.names(number)
    score = round(certainty * share * (_LITERAL if is_exact else _RESPELT), 3)
    candidates = tuple(place for _, place in places[:CANDIDATES])
    if score < THRESHOLD:
        return Resolution(None, "ambiguous", score, candidates)
    return Resolution(best, "exact" if is_exact else "normalised", score, candidates)


def _around_main(places: list[_NumberedPlace], name: str) -> list[int]:
    """Places with a further name near one with it as main name: New Delhi, as "Delhi"."""
    if len(places) == 1:
        return []
    main = [place for _, place in places if name_key(place.name) == name_key(name)]
    return [
        number
        for number, place in places
        if place not in main
        and any(place.kilometres(other.latitude, other.longitude) <= SAME_PLACE for other in main)
    ]


def _has_unit_word(reading: NameReading, place: Place) -> bool:
    """Return whether a name has a word for a unit of government that the place's name lacks."""
    if reading.unit:
        return True
    return name_key(place.name) != name_key(reading.name) and has_unit(reading.name)


def _weights(places: list[_NumberedPlace], key: str) -> dict[int, float]:
    """The weight of each place among its namesakes: its size, more if the name is its main one.

    A place of unknown size, as a province of the graph, weighs as much as the largest.
    """
    weights: dict[int, float] = {
        number: place.population * (_MAIN_NAME if name_key(place.name) == key else 1)
        for number, place in places
    }
    largest = max(weights.values()) or 1.0
    return {number: weight or largest for number, weight in weights.items()}
