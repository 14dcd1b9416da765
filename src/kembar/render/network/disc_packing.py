"""Packing of discs in the plane without overlap: pushed apart, at the next free place, in rows."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_GOLDEN = math.pi * (3 - math.sqrt(5))
"""No multiple of this angle is another direction twice, so a spiral tries all directions."""

_WIDE_SHARE = 32
"""One disc in so many may be wider than a cell of the grid; it looks at several cells."""


def apart(
    points: Sequence[Point], radii: Sequence[float], rounds: int, within: Box | None = None
) -> list[Point]:
    """Return the middles of discs, of which those that overlap are pushed apart; few still overlap.

    Args:
        points: their middles.
        radii: of each.
        rounds: at most; the last is the first in which nothing overlaps.
        within: a box that the discs are to stay in, as far as they fit.
    """
    x, y = [p[0] for p in points], [p[1] for p in points]
    order = sorted(range(len(x)), key=lambda n: (radii[n], n))
    wide = order[len(order) - len(order) // _WIDE_SHARE :]
    narrow = order[: len(order) - len(wide)]
    cell = 2 * max((radii[n] for n in narrow), default=0.0) or 1.0
    for _ in range(rounds):
        grid = _grid(narrow, x, y, cell)
        overlap = False
        for one, other in _near_pairs(grid, wide, x, y, radii, cell):
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
                push = least
            else:
                push = least - math.sqrt(square)
            push *= 1.01 / math.sqrt(square)
            # The smaller gives way.
            share = radii[other] / least if least else 0.5
            x[one] -= dx * push * share
            y[one] -= dy * push * share
            x[other] += dx * push * (1 - share)
            y[other] += dy * push * (1 - share)
        if within:
            for n, radius in enumerate(radii):
                x[n] = _clamped(x[n], within[0] + radius, within[2] - radius)
                y[n] = _clamped(y[n], within[1] + radius, within[3] - radius)
        if not overlap:
            break
    return list(zip(x, y, strict=True))


def _grid(
    numbers: Iterable[int], x: Sequence[float], y: Sequence[float], cell: float
) -> dict[tuple[int, int], list[int]]:
    grid: dict[tuple[int, int], list[int]] = defaultdict(list)
    for n in numbers:
        grid[math.floor(x[n] / cell), math.floor(y[n] / cell)].append(n)
    return grid


def _near_pairs(
    grid: dict[tuple[int, int], list[int]],
    wide: Sequence[int],
    x: Sequence[float],
    y: Sequence[float],
    radii: Sequence[float],
    cell: float,
) -> Iterable[tuple[int, int]]:
    """Pairs of discs that may overlap: all that do are among them."""
    for (column, row), here in grid.items():
        near = [
            n
            for beside in ((0, 1), (1, -1), (1, 0), (1, 1))
            for n in grid.get((column + beside[0], row + beside[1]), ())
        ]
        for index, one in enumerate(here):
            for other in here[index + 1 :]:
                yield one, other
            for other in near:
                yield one, other
    for index, one in enumerate(wide):
        reach = math.ceil((radii[one] + cell / 2) / cell)
        column, row = math.floor(x[one] / cell), math.floor(y[one] / cell)
        for right in range(column - reach, column + reach + 1):
            for down in range(row - reach, row + reach + 1):
                for other in grid.get((right, down), ()):
                    yield one, other
        for other in wide[index + 1 :]:
            yield one, other


class FreePlaces:
    """Discs that never overlap: each is set at its place, or at the next one that is free.

    Args:
        widest: the largest radius of a disc.
        gap: between two discs at least.
    """

    def __init__(self, widest: float, gap: float) -> None:
        self._cell = 2 * widest + gap or 1.0
        self._gap = gap
        self._grid: dict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)

    def set(self, point: Point, radius: float) -> Point:
        """Set a disc at the free place next to a point; return its middle, in tenths."""
        x, y = round(point[0], 1), round(point[1], 1)
        step, number = (radius + self._gap) / 2, 0
        while not self._is_free(x, y, radius):
            number += 1
            far, angle = step * math.sqrt(number), number * _GOLDEN
            x = round(point[0] + far * math.cos(angle), 1)
            y = round(point[1] + far * math.sin(angle), 1)
        self._grid[math.floor(x / self._cell), math.floor(y / self._cell)].append((x, y, radius))
        return x, y

    def _is_free(self, x: float, y: float, radius: float) -> bool:
        column, row = math.floor(x / self._cell), math.floor(y / self._cell)
        room = radius + self._gap
        for right in (column, column - 1, column + 1):
            for down in (row, row - 1, row + 1):
                for other_x, other_y, other in self._grid.get((right, down), ()):
                    if math.hypot(other_x - x, other_y - y) < other + room:
                        return False
        return True


def in_rows(
    sizes: Sequence[tuple[float, float]], width: float, gap: float
) -> tuple[list[Point], float]:
    """Return the upper left corners of boxes in rows, in their order, and the height of all.

    In a row the boxes stand at one middle line; a box that is wider than the row has its own.
    """
    corners: list[Point] = []
    top = 0.0
    begin = 0
    while begin < len(sizes):
        end, left = begin, 0.0
        while end < len(sizes) and (end == begin or left + sizes[end][0] <= width):
            left += sizes[end][0] + gap
            end += 1
        height = max(size[1] for size in sizes[begin:end])
        left = 0.0
        for wide, high in sizes[begin:end]:
            corners.append((left, top + (height - high) / 2))
            left += wide + gap
        top += height + gap
        begin = end
    return corners, max(0.0, top - gap)


def _clamped(value: float, low: float, high: float) -> float:
    return (low + high) / 2 if low > high else min(max(value, low), high)
