"""Crowds are found where places stand close, and their windows do not overlap."""

from __future__ import annotations

import itertools

import pytest

from kembar.render.land import Point, Projection, Window
from kembar.render.maps.crowds import MOST_WIDE, windows_of_crowds

WORLD = Projection.of_width(Window(-180.0, 180.0, -58.0, 80.0), 960.0)


def around(east: float, north: float, count: int, step: float = 1.0) -> list[Point]:
    return [(east + n * step, north + n % 2) for n in range(count)]


def windows(places: list[Point], most: int = 9) -> list[Window]:
    return windows_of_crowds(places, WORLD, 1.3, 5, most)


def test_a_crowd_needs_five_places() -> None:
    assert windows(around(10, 50, 4)) == []
    assert windows(around(10, 50, 4) * 2) == []
    (window,) = windows(around(10, 50, 5))
    assert all(window.holds(*place) for place in around(10, 50, 5))


def test_windows_go_from_west_to_east_the_largest_first() -> None:
    places = [*around(120, 30, 6), *around(10, 50, 8), *around(-90, 40, 7)]
    assert [round(window.west, -1) for window in windows(places)] == [-90, 10, 120]
    assert len(windows(places, 2)) == 2
    assert windows(places, 1)[0].holds(10, 50)


def test_a_row_around_the_world_is_no_crowd_as_a_whole() -> None:
    places = [(east / 2 - 170, 40.0) for east in range(680)]
    seen = windows(places)
    for one in seen:
        assert (one.east - one.west) / 360 * 960 <= MOST_WIDE
    for one, other in itertools.combinations(seen, 2):
        assert not one.overlaps(other)


@pytest.mark.parametrize("east", [-180.0, 179.0])
def test_a_window_ends_at_the_edge_of_the_map(east: float) -> None:
    (window,) = windows([(east, north / 2) for north in range(12)])
    assert -180 <= window.west < window.east <= 180
