"""The map of the world: marks by kind, names that do not touch, an inset where many stand."""

from __future__ import annotations

import re

from kembar.render.maps.world_map import MapPlace, world_map

HOME = MapPlace("Bandung", 107.6, -6.9)
AROUND_SEOUL = [
    MapPlace(f"Town {number}", 126.5 + number / 4, 37.0 + number / 5, weight=number)
    for number in range(6)
]
FAR = [
    MapPlace("Braunschweig", 10.5, 52.3, "k2", 9),
    MapPlace("Cuenca", -79.0, -2.9, "k5", 1),
]


def names(drawing: str, screen: str) -> set[str]:
    texts = re.findall(rf'<g class="{screen}">.*?<text[^>]*>([^<]*)</text>', drawing)
    return set(texts)


def test_a_crowd_has_an_inset_with_its_names() -> None:
    drawn = world_map([*FAR, *AROUND_SEOUL], "Partners of Bandung", "East Asia", HOME)
    assert drawn.inset is not None
    assert names(drawn.world, "wide") == {"Bandung", "Braunschweig", "Cuenca"}
    assert names(drawn.inset, "wide") == {place.name for place in AROUND_SEOUL}
    assert drawn.unnamed == ()
    assert 'class="frame"' in drawn.world
    assert drawn.world.count('class="pt') == 9


def test_few_places_have_no_inset() -> None:
    drawn = world_map(FAR, "Partners", "", HOME)
    assert drawn.inset is None
    assert drawn.world.count("<title>") == 3
    assert 'class="pt k2"' in drawn.world
    assert 'class="pt k5"' in drawn.world
    assert 'class="arc"' in drawn.world


def test_a_phone_names_five_places() -> None:
    drawn = world_map(
        [MapPlace(f"City {n}", n * 14.0 - 120, 20.0, weight=n) for n in range(12)], "", "", HOME
    )
    assert names(drawn.world, "small") == {"Bandung", "City 8", "City 9", "City 10", "City 11"}
    assert len(names(drawn.world, "wide")) == 13


def test_names_are_escaped_and_no_place_is_a_map() -> None:
    drawn = world_map([MapPlace("<script>", 0, 0)], 'A "map"')
    assert "<script>" not in drawn.world
    assert "&lt;script&gt;" in drawn.world
    assert 'class="land"' in world_map([], "Nothing").world
