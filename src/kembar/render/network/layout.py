"""Where each unit of a network stands: by its partnerships, on a map, by its country.

Everything is settled before a page opens, and the same every time. Places are in points of a page
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
"""Units that hang together from which DrL lays them out, below it Fruchterman and Reingold.

Of 4,000 twinned cities of the world DrL leaves 23 % of the partners among a city's nearest, the
other 3 %; it needs 6 s for 0.5 s, which are spent once, as what was laid out is kept.
"""

PITCH = 60.0
"""From a unit to the next, on average."""

FAR = 0.5
"""From here out, in pitches times the root of their number, units are drawn nearer."""

WEST, EAST, SOUTH, NORTH = -169.0, 191.0, -58.0, 84.0
"""The part of the world that a map shows, in degrees: cut where it cuts no land but the ice."""

Places = dict[str, Point]


@dataclass(frozen=True)
class Disc:
    """The room that a country's units fill, seen as one."""

    middle: Point
    radius: float


def by_partnerships(graph: nx.MultiGraph[str], cache: DiskCache | None = None) -> Places:
    """Partners near one another; what hangs together with nothing else stands around the rest."""
    nodes = sorted(graph)
    number = {node: index for index, node in enumerate(nodes)}
    links = sorted({(number[one], number[other]) for one, other in graph.edges()})

    def made() -> list[Point]:
        return _packed(len(nodes), links)

    return dict(zip(nodes, _kept(cache, made, "partnerships", len(nodes), links), strict=True))


def on_map(graph: nx.MultiGraph[str]) -> tuple[Places, list[str]]:
    """Each unit where it lies on a plain map of the world, and those that have no coordinates.

    These stand in rows below the map, by country, since any place on it would be a false one.
    """
    scale = map_scale(len(graph))
    places: Places = {}
    apart_ones = []
    for node in sorted(graph, key=lambda node: (graph.nodes[node]["country"], node)):
        if place := graph.nodes[node].get("place"):
            north, east = place
            places[node] = projected(east, north, scale)
        else:
            apart_ones.append(node)
    wide = max(1, int((EAST - WEST) * scale / PITCH) - 1)
    left, top = projected(WEST, SOUTH, scale)
    for index, node in enumerate(apart_ones):
        row, column = divmod(index, wide)
        places[node] = _rounded((left + PITCH * (column + 1), top + PITCH * (row + 1)))
    return places, apart_ones


def map_scale(units: int) -> float:
    """Points to a degree of a map of so many units: more of them get a larger one."""
    return 4 + 0.3 * math.sqrt(units)


def projected(east: float, north: float, scale: float) -> Point:
    """Degrees as a place: a plain map, on which a degree is as long east as north."""
    return _rounded((((east - WEST) % 360 + WEST) * scale, -north * scale))


def by_country(
    graph: nx.MultiGraph[str], cache: DiskCache | None = None
) -> tuple[Places, dict[str, Disc]]:
    """Each unit within its country's disc, those with the most partners inmost; and the discs.

    The discs lie about where the countries do, moved apart until none lies on another; a country
    of which no place is known stands below.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for node in sorted(graph, key=lambda node: (-graph.degree(node), node)):
        members[graph.nodes[node]["country"]].append(node)
    names = sorted(members)
    radii = [spiral_radius(len(members[name]), PITCH) + PITCH / 2 for name in names]
    lie = [_middle(graph.nodes[node].get("place") for node in members[name]) for name in names]

    def made() -> list[Point]:
        return _cartogram(radii, lie)

    middles = _kept(cache, made, "countries", radii, lie)
    places: Places = {}
    discs: dict[str, Disc] = {}
    for name, middle, radius in zip(names, middles, radii, strict=True):
        discs[name] = Disc(middle, round(radius, 1))
        points = spiral(len(members[name]), PITCH)
        for node, (x, y) in zip(members[name], points, strict=True):
            places[node] = _rounded((middle[0] + x, middle[1] + y))
    return places, discs


def _packed(count: int, links: Sequence[tuple[int, int]]) -> list[Point]:
    """Each connected part laid out by itself, the largest in the middle and the rest around it."""
    import igraph

    whole = igraph.Graph(count, links)
    parts = sorted(whole.connected_components(), key=lambda part: (-len(part), part))
    settled = [_centred(_settled(whole.induced_subgraph(part))) for part in parts]
    radii = [
        max((math.hypot(x, y) for x, y in points), default=0.0) + PITCH / 2 for points in settled
    ]
    order = sorted(range(len(parts)), key=lambda n: (-radii[n], n))
    middles = dict(zip(order, rings([radii[n] for n in order]), strict=True))
    found: list[Point] = [(0.0, 0.0)] * count
    for n, (part, points) in enumerate(zip(parts, settled, strict=True)):
        for node, (x, y) in zip(part, points, strict=True):
            found[node] = _rounded((middles[n][0] + x, middles[n][1] + y))
    return found


def _settled(part: Any) -> list[Point]:
    """A connected part around its middle, with a pitch from one unit to the next."""
    import igraph

    count = part.vcount()
    if count < 2:
        return [(0.0, 0.0)] * count
    igraph.set_random_number_generator(random.Random(7))
    if count < CROWD:
        drawn = part.layout_fruchterman_reingold(niter=500)
    else:
        drawn = part.layout_drl(options="coarsen")
    east, south = (sum(p[axis] for p in drawn) / count for axis in (0, 1))
    points = [(x - east, y - south) for x, y in drawn]
    spread = math.sqrt(sum(x * x + y * y for x, y in points) / count)
    # A disc filled evenly has this root mean square distance from its middle.
    factor = PITCH * math.sqrt(count / (2 * math.pi)) / spread if spread else 1.0
    points = [_drawn_in(x * factor, y * factor, FAR * PITCH * math.sqrt(count)) for x, y in points]
    return apart(points, [PITCH / 3] * count, 30)


def _centred(points: Sequence[Point]) -> list[Point]:
    """Points around the middle of the room that they take."""
    east, south = ((max(p[n] for p in points) + min(p[n] for p in points)) / 2 for n in (0, 1))
    return [(x - east, y - south) for x, y in points]


def _drawn_in(x: float, y: float, limit: float) -> Point:
    """A point, nearer where it is farther out than the limit: a few must not make all small."""
    far = math.hypot(x, y)
    factor = limit * (1 + math.log(far / limit) / 2) / far if far > limit else 1.0
    return x * factor, y * factor


def _cartogram(radii: Sequence[float], lie: Sequence[Point | None]) -> list[Point]:
    """Discs about where they lie, none on another; those that lie nowhere in a row below."""
    room = math.sqrt(sum(radius * radius for radius in radii))
    known = [n for n, place in enumerate(lie) if place]
    # So large a map that the discs would cover about a fourth of it.
    scale = 4 * room / 360
    at = [_on_map(place, scale) for place in lie if place]
    moved = apart(at, [1.05 * radii[n] for n in known], 400)
    found: dict[int, Point] = dict(zip(known, moved, strict=True))
    low = max((found[n][1] + radii[n] for n in known), default=0.0)
    left = min((found[n][0] for n in known), default=0.0)
    for n in range(len(radii)):
        if n not in found:
            left += radii[n]
            found[n] = (left, low + 2 * radii[n])
            left += radii[n]
    return [_rounded(found[n]) for n in range(len(radii))]


def _on_map(place: Point, scale: float) -> Point:
    north, east = place
    return projected(east, north, scale)


def _middle(places: Iterable[Point | None]) -> Point | None:
    """The middle of places on the globe, in degrees north and east; None where there are none."""
    x = y = z = 0.0
    found = False
    for place in places:
        if place:
            north, east = math.radians(place[0]), math.radians(place[1])
            x += math.cos(north) * math.cos(east)
            y += math.cos(north) * math.sin(east)
            z += math.sin(north)
            found = True
    if not found:
        return None
    return (
        round(math.degrees(math.atan2(z, math.hypot(x, y))), 2),
        round(math.degrees(math.atan2(y, x)), 2),
    )


def _kept(cache: DiskCache | None, made: Callable[[], list[Point]], *key: object) -> list[Point]:
    """Points from the cache, or made and put into it."""
    points = get_or_make(cache, lambda: json.dumps(made()).encode(), "layout", *key)
    return [(x, y) for x, y in json.loads(points)]


def _rounded(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)
