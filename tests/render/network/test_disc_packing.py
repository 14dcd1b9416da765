"""Discs are packed without overlap."""

from __future__ import annotations

import itertools
import math
import random

import pytest

from kembar.render.network.disc_packing import apart, rings, spiral, spiral_radius


def _overlap(points: list[tuple[float, float]], radii: list[float]) -> float:
    """Return the largest overlap of two discs."""
    return max(
        radii[one] + radii[other] - math.dist(points[one], points[other])
        for one, other in itertools.combinations(range(len(points)), 2)
    )


def test_a_spiral_fills_its_disc_and_keeps_its_pitch() -> None:
    points = spiral(500, 10)
    assert max(math.hypot(x, y) for x, y in points) <= spiral_radius(500, 10) - 5
    nearest = min(math.dist(*pair) for pair in itertools.combinations(points, 2))
    assert nearest > 5


@pytest.mark.parametrize("radii", [[100.0], [100.0] + [10.0] * 50, [30.0, 20.0, 20.0] + [5.0] * 9])
def test_rings_are_around_the_first_without_overlap(radii: list[float]) -> None:
    points = rings(radii)
    assert points[0] == (0, 0)
    assert len(points) == len(radii)
    if len(radii) > 1:
        assert _overlap(points, radii) <= 1e-6


def test_discs_are_pushed_apart() -> None:
    chance = random.Random(1)
    points = [(chance.uniform(0, 100), chance.uniform(0, 100)) for _ in range(40)]
    radii = [chance.uniform(2, 12) for _ in points]
    assert _overlap(points, radii) > 5
    assert _overlap(apart(points, radii, 500), radii) <= 1e-6


def test_discs_at_one_point_part_the_same_every_time() -> None:
    moved = apart([(1.0, 1.0)] * 5, [3.0] * 5, 100)
    assert _overlap(moved, [3.0] * 5) <= 1e-6
    assert moved == apart([(1.0, 1.0)] * 5, [3.0] * 5, 100)


def test_discs_without_overlap_stay() -> None:
    points = [(0.0, 0.0), (10.0, 0.0), (-10.0, -30.0)]
    assert apart(points, [4.0] * 3, 10) == points


def test_no_discs_have_no_positions() -> None:
    assert (spiral(0, 1), rings([]), apart([], [], 5)) == ([], [], [])
