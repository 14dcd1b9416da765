"""The layout of a network by partnerships.

It is computed before a page opens. Positions are in points of a picture that is not zoomed, from
its upper left corner; y grows downwards, as on a screen.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kembar.render.network.disc_packing import Point, in_rows
from kembar.render.network.kept_layout import beside_partners, places_before, to_keep
from kembar.render.network.part_layout import ASPECT, extent, laid_out, undirected
from kembar.workspace.cache import DiskCache, get_or_make

if TYPE_CHECKING:
    import networkx as nx

MARGIN = 24.0
"""Round the picture."""

SHELF_ROOM = 56.0
"""From the lowest mark above the shelf to the first on it: the line and its text are between."""

_SHELF_GAP = 26.0

_ALONE_GAP = 8.0
"""Between cities without partners."""

_ON_SHELF = 12
"""Cities up to which a part may stand on the shelf, and a part of the largest in `_SHELF_SHARE`."""

_SHELF_SHARE = 20

_LEAST_WIDTH = 480.0

FEW = 30
"""Cities above the shelf below which they are spread over a whole picture."""

_FEW_WIDE, _FEW_HIGH = 760.0, 440.0

_NAMES = (110.0, 40.0)
"""Room for names at the sides of such a picture, and at its top and bottom."""

_KEPT = "layout by partnerships before"
"""Key in the cache."""


@dataclass(frozen=True)
class Layout:
    """Places by city, and the size of the picture.

    Attributes:
        places: by IRI.
        size: width and height.
        parts: in a layout by partnerships the number of each city's connected part.
        shelf: the height of the line above the small parts, or on a map above the cities without
            coordinates; None where there is no shelf.
        on_shelf: the numbers of the parts on it.
        unplaced: on a map, the cities without coordinates.
    """

    places: Mapping[str, Point]
    size: tuple[float, float]
    parts: Mapping[str, int] = field(default_factory=dict)
    shelf: float | None = None
    on_shelf: frozenset[int] = frozenset()
    unplaced: frozenset[str] = frozenset()


def radius_of(partners: int) -> float:
    """Return the radius of the mark of a city with so many partners."""
    return round(3 + 1.7 * math.sqrt(min(max(partners, 1), 200)), 1)


def by_partnerships(
    graph: nx.MultiGraph[str],
    radii: Mapping[str, float],
    cache: DiskCache | None = None,
    part: str = "",
) -> Layout:
    """Return a layout with partners near one another, and small parts on a shelf below.

    No two marks touch. Where the cache has a layout of the same part before it changed a little,
    cities keep their places, and new ones are put beside their partners.

    Args:
        graph: the network.
        radii: of the marks of all cities.
        cache: of layouts.
        part: of the network that this is; "" for the whole.
    """
    nodes = sorted(graph)
    if not nodes:
        return Layout({}, (_LEAST_WIDTH, _LEAST_WIDTH))
    number = {node: index for index, node in enumerate(nodes)}
    sizes = [radii[node] for node in nodes]
    links = sorted(
        {
            (min(number[one], number[other]), max(number[one], number[other]))
            for one, other in graph.edges()
            if one != other
        }
    )

    def content() -> bytes:
        earlier = cache.get(_KEPT, part) if cache else None
        before, changed = places_before(earlier, nodes, links)
        layout = _by_partnerships(links, sizes, before)
        if cache:
            on_shelf = set(layout["on shelf"])
            above = {
                n: point
                for n, point in enumerate(layout["points"])
                if layout["parts"][n] not in on_shelf
            }
            cache.put(to_keep(nodes, links, above, changed), _KEPT, part)
        return json.dumps(layout).encode()

    layout: dict[str, Any] = json.loads(
        get_or_make(cache, content, "layout by partnerships", part, nodes, sizes, links)
    )
    return Layout(
        {node: (x, y) for node, (x, y) in zip(nodes, layout["points"], strict=True)},
        (layout["size"][0], layout["size"][1]),
        dict(zip(nodes, layout["parts"], strict=True)),
        layout["shelf"],
        frozenset(layout["on shelf"]),
    )


def _by_partnerships(
    links: Sequence[tuple[int, int]], radii: Sequence[float], before: Mapping[int, Point]
) -> dict[str, Any]:
    """Lay out all parts; where places before are given, those above the shelf keep them."""
    whole = undirected(len(radii), links)
    parts = sorted(map(sorted, whole.connected_components()), key=lambda part: (-len(part), part))
    # Groups of which none is large stand side by side.
    small = max(_ON_SHELF, len(parts[0]) // _SHELF_SHARE) if len(parts[0]) > _ON_SHELF else 1
    large = [part for n, part in enumerate(parts) if not n or len(part) > small]
    shelf = parts[len(large) :]
    points: list[Point] = [(0.0, 0.0)] * len(radii)

    def lay_out(
        these: Sequence[list[int]], aspect: float, width: float, top: float, gap: float
    ) -> float:
        """Lay out parts in rows; return the height at which they end."""
        layouts = [_part(whole, part, radii, aspect) for part in these]
        sizes = [
            extent(layout, [radii[n] for n in part])
            for part, layout in zip(these, layouts, strict=True)
        ]
        corners, height = in_rows(sizes, max([width, *(size[0] for size in sizes)]), gap)
        for part, layout, (left, down) in zip(these, layouts, corners, strict=True):
            for n, (x, y) in zip(part, layout, strict=True):
                points[n] = (round(MARGIN + left + x, 1), round(top + down + y, 1))
        return top + height

    above = [n for part in large for n in part]
    is_few = len(above) < FEW
    if not is_few and all(any(n in before for n in part) for part in large):
        places = beside_partners(sorted(above), links, radii, before)
        left, top = (
            min([MARGIN, *(places[n][axis] - radii[n] for n in above)]) - MARGIN for axis in (0, 1)
        )
        for n, (x, y) in places.items():
            points[n] = (round(x - left, 1), round(y - top, 1))
        end = max(points[n][1] + radii[n] for n in above)
    else:
        area = len(above) * 2500
        aspect = 1.7 if shelf else ASPECT
        end = lay_out(large, aspect, math.sqrt(area * ASPECT), MARGIN, 2 * _SHELF_GAP)
    if is_few:
        spread = _spread([points[n] for n in above])
        for n, point in zip(above, spread, strict=True):
            points[n] = point
        end = max(y for _, y in spread) + _NAMES[1]
    least = _FEW_WIDE - MARGIN if is_few else _LEAST_WIDTH
    width = max(least, *(points[n][0] + radii[n] for n in above))
    line = None
    if shelf:
        line = round(end + 0.6 * SHELF_ROOM, 1)
        end += SHELF_ROOM
        groups = [part for part in shelf if len(part) > 1]
        alone = shelf[len(groups) :]
        if groups:
            end = lay_out(groups, ASPECT, width - MARGIN, end, _SHELF_GAP)
        if alone:
            top = end + _SHELF_GAP if groups else end
            end = lay_out(alone, ASPECT, width - MARGIN, top, _ALONE_GAP)
    numbers = [0] * len(radii)
    for number, part in enumerate(parts):
        for n in part:
            numbers[n] = number
    return {
        "points": points,
        "size": [round(width + MARGIN, 1), round(end + MARGIN, 1)],
        "parts": numbers,
        "shelf": line,
        "on shelf": list(range(len(large), len(parts))),
    }


def _spread(points: Sequence[Point]) -> list[Point]:
    """Return points, further apart, so that they fill a picture: a row, or one, is less high."""
    east, south = (min(point[axis] for point in points) for axis in (0, 1))
    wide, high = (
        max(point[axis] for point in points) - least for axis, least in ((0, east), (1, south))
    )
    rooms = _FEW_WIDE - 2 * _NAMES[0], _FEW_HIGH - 2 * _NAMES[1]
    across = max(1.0, rooms[0] / wide) if wide else 1.0
    down = max(1.0, min(rooms[1] / high, 1.6 * across if wide else math.inf)) if high else 1.0
    left = (_FEW_WIDE - wide * across) / 2
    top = 2 * _NAMES[1]
    return [
        (round(left + (x - east) * across, 1), round(top + (y - south) * down, 1))
        for x, y in points
    ]


def _part(whole: Any, part: list[int], radii: Sequence[float], aspect: float) -> list[Point]:
    if len(part) == 1:
        return [(radii[part[0]], radii[part[0]])]
    return laid_out(whole.induced_subgraph(part), [radii[n] for n in part], aspect)
