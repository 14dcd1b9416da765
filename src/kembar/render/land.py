"""The outlines of the world's land, cut to a window, and the projection of all maps.

The outlines are those of Natural Earth, in TopoJSON. The projection is equirectangular.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

_FILE = Path(__file__).parent / "land-110m.json"

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class Window:
    """A part of the world in degrees; `east` may be beyond 180, where the date line is within."""

    west: float
    east: float
    south: float
    north: float

    def holds(self, east: float, north: float) -> bool:
        """Tell whether a place is within."""
        return self.west <= east <= self.east and self.south <= north <= self.north

    def overlaps(self, other: Window) -> bool:
        """Tell whether a part of another window is within."""
        return (
            self.west < other.east
            and other.west < self.east
            and self.south < other.north
            and other.south < self.north
        )


@dataclass(frozen=True)
class Projection:
    """A window in a drawing, whose upper left corner is (0, 0); y grows downwards."""

    window: Window
    width: float
    height: float

    @classmethod
    def of_width(cls, window: Window, width: float) -> Projection:
        """Return the projection in which a degree is as long north as east."""
        high = width * (window.north - window.south) / (window.east - window.west)
        return cls(window, width, high)

    def at(self, east: float, north: float) -> Point:
        """Return the point of coordinates in degrees."""
        window = self.window
        return (
            (east - window.west) / (window.east - window.west) * self.width,
            (window.north - north) / (window.north - window.south) * self.height,
        )

    def turned(self, east: float, north: float) -> Point:
        """Return the same on a map of the whole world that is not cut at 180 degrees."""
        return self.at(self.window.west + (east - self.window.west) % 360, north)

    def land(self) -> list[list[tuple[int, int]]]:
        """The outlines of the land within, in whole points."""
        rings = []
        for ring in land_within(self.window):
            points = [(round(x), round(y)) for x, y in (self.at(*point) for point in ring)]
            steps = [point for point, _ in groupby(points)]
            if len(steps) > 2:
                rings.append(steps)
        return rings


def land_within(window: Window) -> list[Ring]:
    """The rings of land that are seen in a window, cut at its edges.

    A ring around a sea that lies within land turns the other way.
    """
    rings = []
    for ring in _land():
        for turn in (-360.0, 0.0, 360.0):
            moved = tuple((x + turn, y) for x, y in ring)
            if len(cut := _cut(moved, window)) > 2:
                rings.append(cut)
    return rings


@cache
def _land() -> tuple[Ring, ...]:
    """All rings, in degrees east and north.

    TopoJSON holds each stretch of coast once, as steps from point to point on a grid; a ring is a
    list of stretches, counted from 0, or from -1 downwards where one is walked backwards.
    """
    topology = json.loads(_FILE.read_text("utf-8"))
    transform = topology["transform"]
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    arcs: list[Ring] = []
    for steps in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(tuple(points))
    rings = []
    for shape in topology["objects"]["land"]["geometries"]:
        for polygon in shape["arcs"]:
            for stretches in polygon:
                walked = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in stretches]
                rings.append(_unrolled([point for arc in walked for point in arc[:-1]]))
    return tuple(rings)


def _unrolled(ring: list[Point]) -> Ring:
    """A ring that goes on beyond 180 degrees where it crosses the date line.

    One that goes all around the world, as the Antarctic's coast does, is closed along the pole.
    """
    points = [ring[0]]
    for x, y in ring[1:]:
        points.append((x - 360 * round((x - points[-1][0]) / 360), y))
    around = 360 * round((ring[0][0] - points[-1][0]) / 360)
    if around:
        x, y = ring[0]
        pole = -90.0 if y < 0 else 90.0
        points += [(x - around, y), (x - around, pole), (x, pole)]
    return tuple(points)


def _cut(ring: Ring, window: Window) -> Ring:
    """Return the part of a ring within a window, closed along its edges (Sutherland, Hodgman)."""
    if not ring or max(x for x, _ in ring) < window.west or min(x for x, _ in ring) > window.east:
        return ()
    sides: tuple[tuple[int, float, Callable[[float, float], bool]], ...] = (
        (0, window.west, float.__ge__),
        (0, window.east, float.__le__),
        (1, window.south, float.__ge__),
        (1, window.north, float.__le__),
    )
    for axis, limit, inside in sides:
        ring = tuple(_cut_side(ring, axis, limit, inside))
    return ring


def _cut_side(
    ring: Ring, axis: int, limit: float, inside: Callable[[float, float], bool]
) -> Iterator[Point]:
    for one, other in zip((*ring[-1:], *ring[:-1]), ring, strict=True):
        was, will = inside(one[axis], limit), inside(other[axis], limit)
        if was != will:
            part = (limit - one[axis]) / (other[axis] - one[axis])
            yield (
                one[0] + part * (other[0] - one[0]),
                one[1] + part * (other[1] - one[1]),
            )
        if will:
            yield other
