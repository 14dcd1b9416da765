"""Hatching as strokes of its own, each cut to the surface that it covers.

A pattern of SVG would say the same in fewer words; but each surface that is filled with one makes a
PDF of Chromium a quarter of a megabyte longer: that of a country was 62 MB, and is 2.7 MB so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

SPACING = {"/": 4.0, "//": 2.5, "\\": 4.0, "x": 5.5, "|": 3.0, "-": 3.0}
"""Points from one stroke to the next, along the edge, by the sign that looks like them."""

Stroke = tuple[tuple[float, float], tuple[float, float]]
"""From one point to another."""


def strokes(x: float, y: float, width: float, height: float, hatch: str) -> Iterator[Stroke]:
    """The strokes over a rectangle, from its upper left corner, in points; heights count downwards.

    Args:
        x: of the corner.
        y: of the corner.
        width: of the rectangle.
        height: of the rectangle.
        hatch: a sign of `SPACING`; no stroke where it is empty.

    Raises:
        KeyError: another sign.
    """
    if not hatch:
        return
    spacing = SPACING[hatch]
    right, bottom = x + width, y + height
    if hatch in ("/", "//", "x"):
        for c in _steps(x + y, right + bottom, spacing):
            a, b = max(x, c - bottom), min(right, c - y)
            yield (a, c - a), (b, c - b)
    if hatch in ("\\", "x"):
        for c in _steps(x - bottom, right - y, spacing):
            a, b = max(x, c + y), min(right, c + bottom)
            yield (a, a - c), (b, b - c)
    if hatch == "|":
        yield from (((c, y), (c, bottom)) for c in _steps(x, right, spacing))
    if hatch == "-":
        yield from (((x, c), (right, c)) for c in _steps(y, bottom, spacing))


def _steps(first: float, last: float, spacing: float) -> Iterator[float]:
    """Multiples of the spacing between two numbers: surfaces that touch are hatched as one."""
    at = math.floor(first / spacing) + 1
    while at * spacing < last:
        yield at * spacing
        at += 1
