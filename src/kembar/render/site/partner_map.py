"""The map on the page of a city: its partners in the world, and lines that lead to them."""

from __future__ import annotations

from markupsafe import Markup

from kembar.language import _, language
from kembar.profiles.facts import City
from kembar.profiles.figures import PartnerRow
from kembar.profiles.measures import Measures
from kembar.render.design.kinds import NAMES, kind_of
from kembar.render.maps.figure import lacking_note, map_figure, unnamed_note
from kembar.render.maps.world_map import MapPlace, world_map

LEAST = 3
"""Partners of known place of which a map tells more than their names."""


def partner_map(measures: Measures, key: str) -> Markup:
    """Return the map of the partners of a city, in the language that is spoken; "" for few."""
    cities, home = measures.facts.cities, measures.facts.cities[key]
    rows = [row for row in measures.partners(key) if row.partner in cities]
    places = [place for row in rows if (place := _place(cities[row.partner], row))]
    lacking = {_name(cities[row.partner]) for row in rows if cities[row.partner].place is None}
    if len(places) < LEAST:
        return Markup("")
    name = _name(home)
    drawn = world_map(
        places,
        _("Partners of {city} in the world", city=name),
        _("Partners of {city} that lie close together", city=name),
        MapPlace(name, home.place[1], home.place[0]) if home.place else None,
    )
    marks = {place.kind for place in places}
    return map_figure(
        drawn,
        {mark: _(words) for mark, words in NAMES.items() if mark in marks},
        (unnamed_note(drawn.unnamed), lacking_note(lacking)),
    )


def _place(city: City, row: PartnerRow) -> MapPlace | None:
    if city.place is None:
        return None
    north, east = city.place
    figures = row.figures
    kind = kind_of(figures.kinds[0].value.notation if figures.kinds else "")
    return MapPlace(
        _name(city),
        east,
        north,
        kind if figures.is_established else kind_of("prospective"),
        len(figures.done) + len(figures.documents),
    )


def _name(city: City) -> str:
    return city.name.in_language(language())
