"""Discs are pushed apart, set at free places, and boxes stand in rows."""

from __future__ import annotations

import itertools
import math
import random

import pytest

from kembar.render.network.disc_packing import FreePlaces, Point, apart, in_rows


def overlaps(points: list[Point], radii: list[float], gap: float = 0.0) -> int:
    return sum(
        math.dist(points[one], points[other]) < radii[one] + radii[other] + gap - 1e-9
        for one, other in itertools.combinations(range(len(points)), 2)
    )


@pytest.fixture
def crowd() -> tuple[list[Point], list[float]]:
    chance = random.Random(3)
    points = [(chance.uniform(0, 300), chance.uniform(0, 300)) for _ in range(200)]
    return [*points, (150.0, 150.0)], [*(chance.choice((3.0, 6.0)) for _ in range(200)), 60.0]


def test_most_discs_are_pushed_apart(crowd: tuple[list[Point], list[float]]) -> None:
    points, radii = crowd
    assert overlaps(apart(points, radii, 200), radii) < overlaps(points, radii) / 50


def test_discs_at_one_point_part_the_same_way_every_time() -> None:
    points = apart([(0.0, 0.0)] * 5, [1.0] * 5, 100)
    assert points == apart([(0.0, 0.0)] * 5, [1.0] * 5, 100)
    assert not overlaps(points, [1.0] * 5, -0.01)


def test_the_smaller_disc_gives_way() -> None:
    small, large = apart([(0.0, 0.0), (1.0, 0.0)], [1.0, 9.0], 1)
    assert abs(large[0] - 1.0) < abs(small[0]) / 5


def test_discs_stay_in_their_box() -> None:
    points = apart([(0.0, 0.0)] * 4, [2.0] * 4, 50, (0.0, 0.0, 20.0, 10.0))
    assert all(2 <= x <= 18 and 2 <= y <= 8 for x, y in points)


def test_discs_at_free_places_never_overlap(crowd: tuple[list[Point], list[float]]) -> None:
    points, radii = crowd
    free = FreePlaces(60.0, 2.0)
    placed = [free.set(point, radius) for point, radius in zip(points, radii, strict=True)]
    assert not overlaps(placed, radii, 2.0)
    assert placed[0] == (round(points[0][0], 1), round(points[0][1], 1))


def test_boxes_stand_in_rows_at_middle_lines() -> None:
    corners, height = in_rows([(4, 4), (4, 2), (9, 1)], 10, 1)
    assert corners == [(0, 0), (5, 1), (0, 5)]
    assert height == 6
    assert in_rows([], 10, 1) == ([], 0)
