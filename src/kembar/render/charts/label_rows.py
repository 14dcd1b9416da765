"""Many things on few lines: which stands on which, and where there is room for its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Side = Literal["right", "left", ""]


@dataclass(frozen=True)
class Extent:
    """From where to where a thing is drawn, and how wide its name is, in points."""

    start: float
    end: float
    name: float


@dataclass(frozen=True)
class Spot:
    """A thing's line, counted from 0, and on which side its name stands ("" for none)."""

    line: int
    side: Side


def spots(things: Sequence[Extent], left: float, right: float, most: int) -> list[Spot]:
    """A spot for each thing, on at most so many lines unless the things alone need more.

    Names are given evenly over all things rather than to the first ones. Lines are in the order
    of what begins them, so that the eye goes on reading from the upper left.
    """
    lines: list[list[tuple[float, float]]] = []
    by_place: dict[int, Spot] = {}
    stride = -(-len(things) // most)
    for place in (n for offset in range(stride) for n in range(offset, len(things), stride)):
        thing = things[place]
        ways: list[tuple[Side, float, float]] = [
            ("right", thing.start, thing.end + thing.name),
            ("left", thing.start - thing.name, thing.end),
        ]
        named = [way for way in ways if way[1] >= left and way[2] <= right]
        if spot := _first_free(lines, named, most):
            by_place[place] = spot
    for place, thing in enumerate(things):
        if place not in by_place:
            spot = _first_free(lines, [("", thing.start, thing.end)], len(things))
            assert spot is not None
            by_place[place] = spot
    begins = [right] * len(lines)
    for place, spot in by_place.items():
        begins[spot.line] = min(begins[spot.line], things[place].start)
    order = sorted(range(len(lines)), key=begins.__getitem__)
    rank = {line: number for number, line in enumerate(order)}
    return [Spot(rank[by_place[place].line], by_place[place].side) for place in range(len(things))]


def _first_free(
    lines: list[list[tuple[float, float]]], ways: Sequence[tuple[Side, float, float]], most: int
) -> Spot | None:
    """Take the first line on which one of the ways is free; a new one if need be."""
    for number in range(min(len(lines) + 1, most)):
        line = lines[number] if number < len(lines) else []
        for side, start, end in ways:
            if all(end <= other or start >= after for other, after in line):
                if number == len(lines):
                    lines.append(line)
                line.append((start, end))
                return Spot(number, side)
    return None
