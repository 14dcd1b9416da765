"""Layouts of a network: by partnerships, on a map, by country.

They are computed before a page opens, and the same every time. Positions are in points of a page
that is not zoomed; y grows downwards, as on a screen.
"""

from __future__ import annotations

import json
import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kembar.render.network.disc_packing import Point, apart, rings, spiral, spiral_radius
from kembar.workspace.cache import DiskCache, get_or_make

if TYPE_CHECKING:
    import networkx as nx


CROWD = 1000
"""Connected cities from which DrL lays them out, below it Fruchterman and Reingold.

Of 4,000 twinned cities of the world DrL leaves 23 % of the partners among a city's nearest, the
other 3 %; it needs 6 s instead of 0.5 s, which are spent once, as layouts are cached.
"""

PITCH = 60.0
"""Distance from a city to the next, on average."""

FAR = 0.5
"""Distance, in pitches times the root of their number, from which cities are drawn nearer."""

WEST, EAST, SOUTH, NORTH = -169.0, 191.0, -58.0, 84.0
"""The part of the world on the map, in degrees; its edges cut no land but the ice."""

Places = dict[str, Point]


@dataclass(frozen=True)
class Disc:
    """The disc that the cities of a country fill."""

    middle: Point
    radius: float


def by_partnerships(graph: nx.MultiGraph[str], cache: DiskCache | None = None) -> Places:
    """Return positions with partners near one another, and unconnected parts around the largest."""
    nodes = sorted(graph)
    number = {node: index for index, node in enumerate(nodes)}
    links = sorted({(number[one], number[other]) for one, other in graph.edges()})

    def compute() -> list[Point]:
        return _packed(len(nodes), links)

    points = _cached(cache, compute, "partnerships", len(nodes), links)
    return dict(zip(nodes, points, strict=True))


def on_map(graph: nx.MultiGraph[str]) -> tuple[Places, list[str]]:
    """Return positions on a plain map of the world, and the cities without coordinates.

    These are in rows below the map, by country, since any place on it would be false.
    """
    scale = map_scale(len(graph))
    places: Places = {}
    without_place = []
    for node in sorted(graph, key=lambda node: (graph.nodes[node]["country"], node)):
        if place := graph.nodes[node].get("place"):
            north, east = place
            places[node] = projected(east, north, scale)
        else:
            without_place.append(node)
    columns = max(1, int((EAST - WEST) * scale / PITCH) - 1)
    left, top = projected(WEST, SOUTH, scale)
    for index, node in enumerate(without_place):
        row, column = divmod(index, columns)
        places[node] = _rounded((left + PITCH * (column + 1), top + PITCH * (row + 1)))
    return places, without_place


def map_scale(cities: int) -> float:
    """Return points a degree for a map of so many cities: more of them get a larger map."""
    return 4 + 0.3 * math.sqrt(cities)


def projected(east: float, north: float, scale: float) -> Point:
    """Return the point of coordinates in degrees; a degree is as long east as north."""
    return _rounded((((east - WEST) % 360 + WEST) * scale, -north * scale))


def by_country(
    graph: nx.MultiGraph[str], cache: DiskCache | None = None
) -> tuple[Places, dict[str, Disc]]:
    """Return positions within the disc of each country, most partners inmost; and the discs.

    The discs are about where the countries are, pushed apart until none overlaps; a country
    without coordinates is below.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for node in sorted(graph, key=lambda node: (-graph.degree(node), node)):
        members[graph.nodes[node]["country"]].append(node)
    names = sorted(members)
    radii = [spiral_radius(len(members[name]), PITCH) + PITCH / 2 for name in names]
    origins = [_middle(graph.nodes[node].get("place") for node in members[name]) for name in names]

    def compute() -> list[Point]:
        return _cartogram(radii, origins)

    middles = _cached(cache, compute, "countries", radii, origins)
    places: Places = {}
    discs: dict[str, Disc] = {}
    for name, middle, radius in zip(names, middles, radii, strict=True):
        discs[name] = Disc(middle, round(radius, 1))
        points = spiral(len(members[name]), PITCH)
        for node, (x, y) in zip(members[name], points, strict=True):
            places[node] = _rounded((middle[0] + x, middle[1] + y))
    return places, discs


def _packed(count: int, links: Sequence[tuple[int, int]]) -> list[Point]:
    """Lay out each connected part by itself, the largest in the middle and the rest around it."""
    import igraph

    whole = igraph.Graph(count, links)
    parts = sorted(whole.connected_components(), key=lambda part: (-len(part), part))
    layouts = [_centred(_part_layout(whole.induced_subgraph(part))) for part in parts]
    radii = [
        max((math.hypot(x, y) for x, y in points), default=0.0) + PITCH / 2 for points in layouts
    ]
    order = sorted(range(len(parts)), key=lambda n: (-radii[n], n))
    middles = dict(zip(order, rings([radii[n] for n in order]), strict=True))
    positions: list[Point] = [(0.0, 0.0)] * count
    for n, (part, points) in enumerate(zip(parts, layouts, strict=True)):
        for node, (x, y) in zip(part, points, strict=True):
            positions[node] = _rounded((middles[n][0] + x, middles[n][1] + y))
    return positions


def _part_layout(part: Any) -> list[Point]:
    """Lay out a connected part around the origin, with a pitch from one city to the next."""
    import igraph

    count = part.vcount()
    if count < 2:
        return [(0.0, 0.0)] * count
    igraph.set_random_number_generator(random.Random(7))
    if count < CROWD:
        layout = part.layout_fruchterman_reingold(niter=500)
    else:
        layout = part.layout_drl(options="coarsen")
    east, south = (sum(p[axis] for p in layout) / count for axis in (0, 1))
    points = [(x - east, y - south) for x, y in layout]
    spread = math.sqrt(sum(x * x + y * y for x, y in points) / count)
    # The root mean square distance from the middle of a disc that is filled evenly.
    factor = PITCH * math.sqrt(count / (2 * math.pi)) / spread if spread else 1.0
    points = [_drawn_in(x * factor, y * factor, FAR * PITCH * math.sqrt(count)) for x, y in points]
    return apart(points, [PITCH / 3] * count, 30)


def _centred(points: Sequence[Point]) -> list[Point]:
    """Return points, moved so that the middle of their bounding box is the origin."""
    east, south = ((max(p[n] for p in points) + min(p[n] for p in points)) / 2 for n in (0, 1))
    return [(x - east, y - south) for x, y in points]


def _drawn_in(x: float, y: float, limit: float) -> Point:
    """Return a point, moved nearer beyond the limit: outliers would make the others small."""
    far = math.hypot(x, y)
    factor = limit * (1 + math.log(far / limit) / 2) / far if far > limit else 1.0
    return x * factor, y * factor


def _cartogram(radii: Sequence[float], origins: Sequence[Point | None]) -> list[Point]:
    """Return middles of discs near their coordinates; those without are in a row below."""
    room = math.sqrt(sum(radius * radius for radius in radii))
    numbers = [n for n, place in enumerate(origins) if place]
    # On a map of this scale the discs would cover about a fourth.
    scale = 4 * room / 360
    at = [_on_map(place, scale) for place in origins if place]
    positions = apart(at, [1.05 * radii[n] for n in numbers], 400)
    middles: dict[int, Point] = dict(zip(numbers, positions, strict=True))
    low = max((middles[n][1] + radii[n] for n in numbers), default=0.0)
    left = min((middles[n][0] for n in numbers), default=0.0)
    for n in range(len(radii)):
        if n not in middles:
            left += radii[n]
            middles[n] = (left, low + 2 * radii[n])
            left += radii[n]
    return [_rounded(middles[n]) for n in range(len(radii))]


def _on_map(place: Point, scale: float) -> Point:
    north, east = place
    return projected(east, north, scale)


def _middle(places: Iterable[Point | None]) -> Point | None:
    """Return the middle of places on the globe, in degrees north and east; None of none."""
    x = y = z = 0.0
    points = [place for place in places if place]
    for place in points:
        north, east = math.radians(place[0]), math.radians(place[1])
        x += math.cos(north) * math.cos(east)
        y += math.cos(north) * math.sin(east)
        z += math.sin(north)
    if not points:
        return None
    return (
        round(math.degrees(math.atan2(z, math.hypot(x, y))), 2),
        round(math.degrees(math.atan2(y, x)), 2),
    )


def _cached(
    cache: DiskCache | None, compute: Callable[[], list[Point]], *key: object
) -> list[Point]:
    """Return points from the cache, or compute and cache them."""
    points = get_or_make(cache, lambda: json.dumps(compute()).encode(), "layout", *key)
    return [(x, y) for x, y in json.loads(points)]


def _rounded(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)
