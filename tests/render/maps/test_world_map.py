"""The map of the world: marks by kind, names that do not touch, insets where many stand."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from kembar.render.maps.world_map import MapPlace, world_map
from kembar.render.network.labels import text_width

HOME = MapPlace("Bandung", 107.6, -6.9)
AROUND_SEOUL = [
    MapPlace(f"Town {number}", 126.5 + number / 4, 37.0 + number / 5, weight=number)
    for number in range(6)
]
FAR = [
    MapPlace("Braunschweig", 10.5, 52.3, "k2", 9),
    MapPlace("Cuenca", -79.0, -2.9, "k5", 1),
]


def names(drawing: str, screen: str = "") -> set[str]:
    if not screen:
        return set(re.findall(r"<text[^>]*>([^<]*)</text>", drawing))
    return set(re.findall(rf'<g class="{screen}">.*?<text[^>]*>([^<]*)</text>', drawing))


def boxes(drawing: str, letters: float) -> Iterator[tuple[str, float, float, float, float]]:
    """The names outside of classes for small screens, with the boxes of their letters."""
    texts = re.findall(r'<text x="(\S+)" y="(\S+)" text-anchor="(\w+)">([^<]*)<', drawing)
    for x, y, anchor, name in texts:
        wide = text_width(name, letters)
        left = float(x) - {"start": 0, "middle": 0.5, "end": 1}[anchor] * wide
        yield name, left, float(y) - 0.8 * letters, left + wide, float(y) + 0.2 * letters


def test_a_crowd_has_an_inset_with_its_names() -> None:
    drawn = world_map([*FAR, *AROUND_SEOUL], "Partners of Bandung", "East Asia", HOME)
    (inset,) = drawn.insets
    assert names(drawn.world, "wide") == {"Bandung", "Braunschweig", "Cuenca"}
    assert names(inset) == {place.name for place in AROUND_SEOUL}
    assert 'aria-label="East Asia"' in inset
    assert drawn.unnamed == ()
    assert 'class="frame"' in drawn.world
    assert drawn.world.count('class="pt') == 9


def test_each_crowd_has_an_inset_with_a_letter() -> None:
    europe = [MapPlace(f"Burg {n}", 8.0 + n, 50.0 + n % 3, weight=n) for n in range(6)]
    drawn = world_map([*AROUND_SEOUL, *europe], "Partners", "Closer", HOME)
    west, east = drawn.insets
    assert {place.name for place in europe} | {"A"} == names(west)
    assert {place.name for place in AROUND_SEOUL} | {"B"} == names(east)
    assert names(drawn.world, "wide") == names(drawn.world, "small") == {"A", "B", "Bandung"}
    assert drawn.world.count('class="frame"') == 2


def test_a_crowd_in_an_inset_has_an_inset_of_its_own() -> None:
    islands = [MapPlace(f"Pulau {n}", 96.0 + 4 * n, (n % 3) * 2.0) for n in range(8)]
    java = [MapPlace(f"Kota {n}", 107.0 + n / 9, -6.9 + n % 2 / 9) for n in range(6)]
    drawn = world_map([*islands, *java], "Cities", "Closer")
    assert len(drawn.insets) == 2
    assert 'class="frame"' in drawn.insets[0]
    assert {place.name for place in java} <= names(drawn.insets[1])


def test_names_touch_neither_one_another_nor_a_frame() -> None:
    spread = [
        MapPlace(f"Place number {n}", n * 37 % 300 - 150.0, n * 23 % 90 - 30.0) for n in range(60)
    ]
    drawn = world_map([*spread, *AROUND_SEOUL], "", "", HOME)
    drawings = [(re.sub('<g class="small">.*?</g>', "", drawn.world), 11.5)]
    drawings += [(inset, 13.0) for inset in drawn.insets]
    for drawing, letters in drawings:
        frames = re.findall(r'class="frame" d="M(\S+) (\S+)H(\S+)V(\S+)H', drawing)
        every = [*boxes(drawing, letters)]
        every += [("frame", *map(float, frame)) for frame in frames]
        assert len(every) > 3
        for one, other in itertools.combinations(every, 2):
            apart = (
                one[3] <= other[1] or other[3] <= one[1] or one[4] <= other[2] or other[4] <= one[2]
            )
            assert apart, (one, other)


def test_few_places_have_no_inset() -> None:
    drawn = world_map(FAR, "Partners", "", HOME)
    assert drawn.insets == ()
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


def test_lines_end_at_the_edges_of_the_map() -> None:
    """A line over the Pacific is cut at 180 degrees; no step of it crosses the map."""
    drawn = world_map([MapPlace("Honolulu", -157.9, 21.3)], "", "", MapPlace("Seoul", 127.0, 37.6))
    arcs = re.findall(r'class="arc" d="([^"]*)"', drawn.world)[0].split("M")[1:]
    assert len(arcs) == 2
    for arc in arcs:
        across = [float(step.split()[0]) for step in arc.split("L")]
        assert max(abs(b - a) for a, b in itertools.pairwise(across)) < 20
