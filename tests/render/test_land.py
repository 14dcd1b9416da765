"""The outlines of the land are in place, and are clipped to the requested part."""

from __future__ import annotations

import pytest

from kembar.render.land import Ring, Window, land_within

WORLD = Window(-180, 180, -90, 90)


def area(rings: list[Ring]) -> float:
    """In square degrees; holes turn the other way and count against it."""
    doubled = sum(
        one[0] * other[1] - other[0] * one[1]
        for ring in rings
        for one, other in zip(ring, (*ring[1:], ring[0]), strict=True)
    )
    return abs(doubled) / 2


def on_land(x: float, y: float) -> bool:
    half = 0.05
    return area(land_within(Window(x - half, x + half, y - half, y + half))) > half**2


@pytest.mark.parametrize(
    ("place", "x", "y"),
    [("Bandung", 107.6, -6.95), ("Seoul", 127, 37.5), ("the South Pole", 0, -89), ("Chukotka", -175, 67)],
)  # fmt: skip
def test_there_is_land(place: str, x: float, y: float) -> None:
    assert on_land(x, y), place


@pytest.mark.parametrize(
    ("place", "x", "y"),
    [("the Pacific", -150, 0), ("the Java Sea", 110, -5), ("the Caspian", 51, 41),
     ("north of Canada", -120, 85), ("the Indian Ocean", 80, -16.5), ("the Arctic", 30, 72)],
)  # fmt: skip
def test_there_is_sea(place: str, x: float, y: float) -> None:
    assert not on_land(x, y), place


def test_three_tenths_of_the_world_are_land() -> None:
    assert 0.3 < area(land_within(WORLD)) / (360 * 180) < 0.4


def test_nothing_reaches_beyond_the_window() -> None:
    window = Window(150, 230, -50, 70)
    points = [point for ring in land_within(window) for point in ring]
    assert points
    assert all(150 <= x <= 230 and -50 <= y <= 70 for x, y in points)


def test_a_window_over_the_date_line_shows_both_sides() -> None:
    there = area(land_within(Window(170, 200, 60, 72)))
    east, west = (area(land_within(Window(*e, 60, 72))) for e in ((170, 180), (-180, -160)))
    assert there == pytest.approx(east + west, rel=0.01)
