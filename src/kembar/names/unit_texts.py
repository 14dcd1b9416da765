"""Texts for places: names that are understood when typed, and what tells namesakes apart."""

from __future__ import annotations

from collections.abc import Sequence

from kembar.errors import AmbiguousName
from kembar.language import _, numeral
from kembar.language import language as spoken
from kembar.names.countries import Area, subdivision_name
from kembar.names.geonames import Place
from kembar.names.place_names import name_key
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, PREFIXES
from kembar.rdf.terms import Value

_COUNTRY = "SELECT ?name {{ <{}country/{}> rdfs:label ?name }}"


class PlaceTexts:
    """Writes places in a language, with their countries as the graph names them.

    Args:
        engine: the graph.
        language: of the names of countries and subdivisions; that spoken where empty.
    """

    def __init__(self, engine: Engine, language: str) -> None:
        self._engine = engine
        self._language = language or spoken()
        self._countries: dict[str, str] = {}

    def full_name(self, place: Place) -> str:
        """Return the name with subdivision and country: "Springfield, Ohio, United States"."""
        part = place.part or subdivision_name(
            Area(place.country, place.subdivision), self._language
        )
        is_city_state = name_key(part) == name_key(place.name)
        parts = (place.name, "" if is_city_state else part, self._country(place.country))
        return ", ".join(filter(None, parts))

    def short_name(self, place: Place) -> str:
        """Return the name with the country."""
        return ", ".join(filter(None, (place.name, self._country(place.country))))

    def aside(self, place: Place) -> str:
        """Return the population, and that the graph has it; empty where neither is known."""
        parts = []
        if place.population:
            parts.append(_("population {number}", number=numeral(place.population)))
        if place.key:
            parts.append(_("in the graph: {key}", key=place.key))
        return ", ".join(parts)

    def with_aside(self, name: str, place: Place) -> str:
        """Return a name of a place with its aside in brackets."""
        aside = self.aside(place)
        return f"{name} ({aside})" if aside else name

    def names(self, places: Sequence[Place]) -> list[str]:
        """Return a name for each of some namesakes that means it alone when it is typed."""
        texts = [self.full_name(place) for place in places]
        return [
            text if texts.count(text) == 1 else place.key or f"GeoNames {place.geonames}"
            for text, place in zip(texts, places, strict=True)
        ]

    def ambiguity(self, name: str, places: Sequence[Place]) -> AmbiguousName:
        """Return the error that a name may mean each of some places."""
        names = self.names(places)
        asides = [
            self.aside(place)
            if text == self.full_name(place)
            else self.with_aside(self.full_name(place), place)
            for text, place in zip(names, places, strict=True)
        ]
        return AmbiguousName("city", name, names, asides)

    def _country(self, code: str) -> str:
        if code not in self._countries:
            query = PREFIXES + _COUNTRY.format(NAMESPACES["id"], code)
            rows = self._engine.select(query).rows if code else []
            names = [name for (name,) in rows if name]
            self._countries[code] = min(names, key=self._rank).text if names else code.upper()
        return self._countries[code]

    def _rank(self, name: Value) -> tuple[bool, bool, str]:
        return name.language != self._language, name.language != "en", name.text
