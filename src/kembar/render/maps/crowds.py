"""Crowds on a map: places that stand too close to one another to be told apart or named."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

from kembar.render.land import Point, Projection, Window

WITHIN = 24.0
"""Units of a drawing that a place and those of its crowd lie within."""

MOST_WIDE = 156.0
"""Units of a drawing up to which the window of a crowd is wide: an inset of it is far larger."""

_LEAST = 2.0
"""Degrees from the north to the south of a window, at least: the coast is no finer."""

_ROUND = 1.3
"""Width of a window by that of its crowd."""

_FINEST = 1.5
"""Units within which a crowd is not taken apart further."""

T = TypeVar("T")


def windows_of_crowds(
    places: Sequence[Point], drawing: Projection, aspect: float, crowded: int, most: int
) -> list[Window]:
    """Return the windows of crowds, of which no two overlap, from west to east.

    Where there are too many, those of the largest crowds are returned.

    Args:
        places: longitude and latitude of all.
        drawing: in which they are crowded.
        aspect: width of a window by its height.
        crowded: places that are a crowd.
        most: number of windows.
    """
    crowds = _crowds(list(dict.fromkeys(places)), drawing, aspect, crowded, WITHIN)
    windows: list[tuple[Window, list[Point]]] = []
    for crowd in sorted(crowds, key=lambda crowd: (-len(crowd), crowd)):
        window = _around(crowd, aspect)
        near = [one for one in windows if one[0].overlaps(window)]
        if near:
            crowd = [place for _, places in near for place in places] + crowd
            window = _around(crowd, aspect)
            others = [one for one in windows if one not in near]
            if _wide(window, drawing) > MOST_WIDE or any(w.overlaps(window) for w, _ in others):
                continue
            windows = others
        windows.append((window, crowd))
    windows.sort(key=lambda one: -len(one[1]))
    return sorted((window for window, _ in windows[:most]), key=lambda window: window.west)


def _crowds(
    places: Sequence[Point], drawing: Projection, aspect: float, crowded: int, within: float
) -> list[list[Point]]:
    """The crowds of places; one that reaches too far is taken apart into denser ones."""
    at = {place: drawing.at(*place) for place in places}
    near = {one: [other for other in at if math.dist(at[one], at[other]) <= within] for one in at}
    crowds = []
    seen: set[Point] = set()
    for start in at:
        group, ahead = [], [start]
        while ahead:
            place = ahead.pop()
            # A place at the edge of a crowd belongs to it, and leads no further.
            if place not in seen and len(near[place]) >= crowded:
                seen.add(place)
                group.append(place)
                ahead += near[place]
        if group:
            edge = {other for place in group for other in near[place]} - seen
            seen |= edge
            crowd = sorted({*group, *edge})
            if _wide(_around(crowd, aspect), drawing) > MOST_WIDE and within > _FINEST:
                crowds += _crowds(crowd, drawing, aspect, crowded, within * 0.7)
            else:
                crowds.append(crowd)
    return crowds


def _around(places: Sequence[Point], aspect: float) -> Window:
    """The window of a crowd: all its places with room for names at the edges."""
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    deep = max((north - south) * _ROUND, (east - west) * _ROUND / aspect, _LEAST)
    wide = deep * aspect
    middle, centre = (west + east) / 2, (south + north) / 2
    left = min(max(middle - wide / 2, -180.0), 180.0 - wide)
    return Window(left, left + wide, centre - deep / 2, centre + deep / 2)


def _wide(window: Window, drawing: Projection) -> float:
    whole = drawing.window
    return (window.east - window.west) / (whole.east - whole.west) * drawing.width
