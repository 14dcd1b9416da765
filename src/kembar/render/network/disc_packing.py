"""Packing of discs in the plane without overlap: in rings, in a spiral, or pushed apart."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

Point = tuple[float, float]

_GOLDEN = math.pi * (3 - math.sqrt(5))
"""No multiple of this angle is another direction twice, so a spiral fills a disc evenly."""


def spiral(count: int, pitch: float) -> list[Point]:
    """Return points that fill a disc from its middle, `pitch` apart, like sunflower seeds."""
    # With this step the mean area of a point is that of a square of the pitch.
    step = pitch / math.sqrt(math.pi)
    return [
        (step * math.sqrt(n) * math.cos(n * _GOLDEN), step * math.sqrt(n) * math.sin(n * _GOLDEN))
        for n in range(count)
    ]


def spiral_radius(count: int, pitch: float) -> float:
    """Return the radius of the disc that `spiral` fills, with half a pitch around it."""
    return pitch * (math.sqrt(count / math.pi) + 0.5)


def rings(radii: Sequence[float]) -> list[Point]:
    """Return middles of discs: the first at the origin, the others in rings around it, in order.

    With the largest first the least room is left between them.
    """
    middles: list[Point] = []
    inner, number = 0.0, 0
    while number < len(radii):
        thick = radii[number]
        middle = inner + thick if middles else 0.0
        begin = 0.0
        while number < len(radii):
            # Half the angle under which a disc of the ring is seen from the middle.
            half = math.asin(min(1.0, radii[number] / middle)) if middle else math.pi
            if begin and begin + 2 * half > 2 * math.pi:
                break
            angle = begin + half
            middles.append((middle * math.cos(angle), middle * math.sin(angle)))
            begin += 2 * half
            number += 1
        inner = middle + thick
    return middles


def apart(points: Sequence[Point], radii: Sequence[float], rounds: int) -> list[Point]:
    """Return the middles of discs, of which those that overlap are pushed apart; few still overlap.

    Args:
        points: their middles.
        radii: of each; the time grows with the largest.
        rounds: at most; the last is the first in which nothing overlaps.
    """
    x, y = [p[0] for p in points], [p[1] for p in points]
    cell = 2 * max(radii, default=0.0) or 1.0
    for _ in range(rounds):
        cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for n in range(len(x)):
            cells[int(x[n] // cell), int(y[n] // cell)].append(n)
        overlap = False
        for (column, row), here in cells.items():
            near = [
                n
                for beside in ((0, 1), (1, -1), (1, 0), (1, 1))
                for n in cells.get((column + beside[0], row + beside[1]), ())
            ]
            for index, one in enumerate(here):
                for other in (*here[index + 1 :], *near):
                    dx, dy = x[other] - x[one], y[other] - y[one]
                    least = radii[one] + radii[other]
                    square = dx * dx + dy * dy
                    if square >= least * least:
                        continue
                    overlap = True
                    if not square:
                        # Two at one point part in a direction that is the same every time.
                        dx, dy = math.cos(one * _GOLDEN), math.sin(one * _GOLDEN)
                        square = 1.0
                        push = least / 2
                    else:
                        push = (least - math.sqrt(square)) / 2
                    push *= 1.01 / math.sqrt(square)
                    x[one] -= dx * push
                    y[one] -= dy * push
                    x[other] += dx * push
                    y[other] += dy * push
        if not overlap:
            break
    return list(zip(x, y, strict=True))
