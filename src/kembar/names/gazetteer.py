"""Resolve names of cities to places of the world, offline, with a score; never a silent guess."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from threading import Lock

from kembar.names.countries import Area, country_code, subdivision_name
from kembar.names.geonames import Atlas, Place
from kembar.names.place_matching import (
    THRESHOLD,
    UNKNOWN,
    Context,
    Coordinates,
    Resolution,
    match_by_name,
    match_by_spelling,
)
from kembar.names.place_names import name_key

__all__ = ["THRESHOLD", "Gazetteer", "Place", "Resolution", "gazetteer"]

_LOCK = Lock()
"""Held while a thread reads the gazetteer, so that it is read once."""

MAX_NAME_LENGTH = 200
"""Characters; no name of a place is longer."""

POPULATION = 15000
"""Inhabitants of the cities that are searched first; smaller ones only on request."""

PlaceWithNames = tuple[Place, Sequence[str]]
"""A place of the graph with its further names in any language."""


class Gazetteer:
    """Resolves names of cities in any language; `load` makes one."""

    def __init__(
        self, atlas: Atlas, smaller: int = 0, graph_places: Sequence[PlaceWithNames] = ()
    ) -> None:
        """Make a gazetteer of an atlas.

        Args:
            atlas: the large cities and the places of the graph.
            smaller: the inhabitants of the cities to search where the atlas fails; 0 for none.
            graph_places: the places of the graph, for the atlas of those cities.
        """
        self._atlas = atlas
        self._smaller_atlas: Atlas | None = None
        self._smaller = smaller
        self._graph_places = graph_places
        self._codes: dict[str, str | None] = {}

    @classmethod
    def load(
        cls, graph_places: Iterable[PlaceWithNames] = (), population: int = POPULATION
    ) -> Gazetteer:
        """Read the cities of the world; takes about 0.5 s.

        Args:
            graph_places: places of the graph with their further names.
            population: 500, 1000 or 5000 also searches cities of so many inhabitants for a name
                that the larger ones lack; they are read at the first such name.
        """
        graph_places = list(graph_places)
        atlas = Atlas.load(POPULATION)
        atlas.add(graph_places)
        return cls(atlas, population if population < POPULATION else 0, graph_places)

    def resolve(
        self, name: str, country: str = "", *, near: Coordinates | None = None
    ) -> Resolution:
        """Return the place that a name means, with the certainty of that.

        Args:
            name: in any language; a subdivision or a country may stand after a comma.
            country: a name or a code in any language; any country where empty.
            near: latitude and longitude that the source gives, in degrees.
        """
        name = " ".join(name.split())
        if len(name) > MAX_NAME_LENGTH or not name_key(name):
            return UNKNOWN
        context = Context(self._country_code(country), near)
        resolution = match_by_name(self._atlas, name, context)
        if self._smaller and (resolution is None or (resolution.place is None and near)):
            resolution = match_by_name(self._smaller_cities(), name, context) or resolution
        return resolution or match_by_spelling(self._atlas, name, context)

    def with_prefix(self, name: str, most: int = 12) -> list[Place]:
        """The largest places with a name, in any language, that begins with these letters."""
        return self._atlas.with_prefix(name_key(name), most)

    def unambiguous_name(self, place: Place, country: str) -> str:
        """The shortest name by which `resolve` finds a place; empty where none is enough.

        Args:
            place: one of the gazetteer.
            country: the name of its country.
        """
        part = subdivision_name(Area(place.country, place.subdivision))
        for parts in ((place.name, country), (place.name, part, country)):
            name = ", ".join(parts)
            if all(parts) and self.resolve(name).place == place:
                return name
        return ""

    def by_geonames(self, geonames: str) -> Place | None:
        """The place with a GeoNames identifier, if the gazetteer has it."""
        place = self._atlas.by_geonames(geonames)
        if place is None and self._smaller:
            place = self._smaller_cities().by_geonames(geonames)
        return place

    def _country_code(self, country: str) -> str | None:
        """The code of a country, "" for no country, None for an unknown one."""
        if country not in self._codes:
            self._codes[country] = country_code(country) if country.strip() else ""
        return self._codes[country]

    def _smaller_cities(self) -> Atlas:
        if self._smaller_atlas is None:
            self._smaller_atlas = Atlas.load(self._smaller)
            self._smaller_atlas.add(self._graph_places)
        return self._smaller_atlas


def gazetteer() -> Gazetteer:
    """Return the gazetteer of the large cities; read once, where a name first needs it."""
    with _LOCK:
        return _gazetteer()


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()
