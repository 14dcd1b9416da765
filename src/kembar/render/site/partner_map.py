"""The map on the page of a city: its partners in the world, and lines that lead to them."""

from __future__ import annotations

from markupsafe import Markup

from kembar.language import _, language
from kembar.profiles.facts import City, Partnership
from kembar.profiles.measures import Measures
from kembar.render.design.kinds import kind_of
from kembar.render.maps.world_map import MapPlace, world_map

_MAP = Markup('<div class="{}"><div class="map">{}</div>{}</div>')
_INSET = Markup('<div class="map inset">{}</div>')
LEAST = 3
"""Partners of known place of which a map tells more than their names."""


def partner_map(measures: Measures, key: str) -> Markup:
    """Return the map of the partners of a city, in the language that is spoken; "" for few."""
    cities, home = measures.facts.cities, measures.facts.cities[key]
    places = [
        place
        for pair in measures.partnerships_of.get(key, ())
        for other in pair.partners
        if other != key and other in cities and (place := _place(cities[other], pair))
    ]
    if len(places) < LEAST:
        return Markup("")
    name = _name(home)
    drawn = world_map(
        places,
        _("Partners of {city} in the world", city=name),
        _("Partners of {city} that lie close together", city=name),
        _place(home, None),
    )
    closer = _INSET.format(drawn.inset) if drawn.inset else ""
    return _MAP.format("maps" if closer else "", drawn.world, closer)


def _place(city: City, pair: Partnership | None) -> MapPlace | None:
    if city.place is None:
        return None
    north, east = city.place
    bare = "k5" if pair and pair.present == "prospective" else "k6"
    kind = kind_of(pair.kind[0].value.notation) if pair and pair.kind else bare
    return MapPlace(_name(city), east, north, kind if pair else "k1")


def _name(city: City) -> str:
    return city.name.in_language(language())
