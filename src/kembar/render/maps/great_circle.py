"""The shortest line between two places on the globe, cut where a map of the world is cut."""

from __future__ import annotations

import math
from itertools import pairwise

Place = tuple[float, float]
"""Longitude and latitude in degrees."""


def great_circle(start: Place, end: Place, step: float = 4.0) -> list[list[Place]]:
    """Return the great circle between two places in stretches, none of which crosses 180 degrees.

    A place and its antipode, between which all ways are equally short, are joined by a straight
    line of the map.

    Args:
        start: of the line.
        end: of the line.
        step: degrees from one point of it to the next, at most.

    >>> [len(stretch) > 1 for stretch in great_circle((127.0, 37.5), (-122.4, 37.8))]
    [True, True]
    """
    points = _points(start, end, math.radians(step))
    stretches = [[points[0]]]
    for before, after in pairwise(points):
        if abs(after[0] - before[0]) > 180:
            edge = math.copysign(180.0, before[0])
            beyond = after[0] + math.copysign(360.0, before[0])
            part = (edge - before[0]) / (beyond - before[0]) if beyond != before[0] else 0.0
            north = before[1] + part * (after[1] - before[1])
            stretches[-1].append((edge, north))
            stretches.append([(-edge, north)])
        stretches[-1].append(after)
    return stretches


def _points(start: Place, end: Place, step: float) -> list[Place]:
    one, other = _vector(start), _vector(end)
    cosine = sum(a * b for a, b in zip(one, other, strict=True))
    angle = math.acos(max(-1.0, min(1.0, cosine)))
    if math.sin(angle) < 1e-9:
        return [start, end]
    count = max(2, math.ceil(angle / step))
    between = [
        _place(
            [
                (a * math.sin((1 - part) * angle) + b * math.sin(part * angle)) / math.sin(angle)
                for a, b in zip(one, other, strict=True)
            ]
        )
        for part in (number / count for number in range(1, count))
    ]
    return [start, *between, end]


def _vector(place: Place) -> tuple[float, float, float]:
    east, north = map(math.radians, place)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def _place(vector: list[float]) -> Place:
    x, y, z = vector
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
