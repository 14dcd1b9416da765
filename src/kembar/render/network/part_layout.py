"""The layout of one connected part of a network: its core, then its leaves in fans round it.

A leaf is a city with one partner, which has others; the core is all the rest. All is the same for
the same part: seeds are fixed, and numbers stand for cities in an order that the caller decides.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kembar.render.network.disc_packing import Box, FreePlaces, Point, apart

if TYPE_CHECKING:
    import igraph

GAP = 6.0
"""Room between two marks at least."""

ASPECT = 1.4
"""Width of a picture by its height."""

SMALL = 700
"""Cities below which several layouts by forces are tried; from it UMAP lays out the core.

Of 4,566 cities of Wikidata UMAP alone leaves 28 % of the partners among a city's nearest, but the
hubs at one edge; DrL leaves 22 %, also at an edge, and takes five times as long. A few rounds of
Fruchterman and Reingold after UMAP bring the hubs to the middle, at 20 %.
"""

_EPOCHS = 50
"""Of UMAP: 200 take four times as long, and leave no more partners near once marks are apart."""

_ROUNDS = 20

_TRIALS = 6

_FEW = 12
"""Cities of a part that needs no more room than its marks."""

_BY_RANK = 0.7
"""Share of the rank among all in a coordinate: it draws in tails, and a core at the edge."""

_IN_ONE_RING = 12
"""Leaves that stand in one ring round their hub; more stand in several."""

_FAN = 15.0
"""Distance from a leaf to the next."""


def laid_out(part: igraph.Graph, radii: Sequence[float], aspect: float = ASPECT) -> list[Point]:
    """Return places in a connected part with a width of about `aspect` times the height.

    No two marks are nearer than `GAP`. The least x and y of a mark's edge is 0.

    Args:
        part: connected, without loops or double links.
        radii: of the marks.
        aspect: of the picture.
    """
    count = part.vcount()
    neighbours = [sorted(part.neighbors(n)) for n in range(count)]
    leaves: list[list[int]] = [[] for _ in range(count)]
    core = []
    for n, beside in enumerate(neighbours):
        if len(beside) == 1 and (len(neighbours[beside[0]]) > 1 or n > beside[0]):
            leaves[beside[0]].append(n)
        else:
            core.append(n)
    reach = [_reach(radii[n], len(leaves[n])) for n in range(count)]
    places = dict(zip(core, _core(part, core, leaves, reach, aspect), strict=True))
    marks = FreePlaces(max(radii), GAP)
    for n in sorted(core, key=lambda n: (-radii[n], n)):
        places[n] = marks.set(places[n], radii[n])
    for n in sorted(core, key=lambda n: (-len(leaves[n]), n)):
        beside = [places[m] for m in neighbours[n] if m in places]
        fan = _fan(places[n], beside, radii[n], len(leaves[n]))
        for leaf, place in zip(leaves[n], fan, strict=True):
            places[leaf] = marks.set(place, radii[leaf])
    return to_origin([places[n] for n in range(count)], radii)


def undirected(count: int, links: Sequence[tuple[int, int]]) -> igraph.Graph:
    """Return a network of numbers from 0."""
    import igraph

    return igraph.Graph(count, links)


def to_origin(points: Sequence[Point], radii: Sequence[float]) -> list[Point]:
    """Return points, moved so that the least x and y of a disc is 0."""
    left = min(point[0] - radius for point, radius in zip(points, radii, strict=True))
    top = min(point[1] - radius for point, radius in zip(points, radii, strict=True))
    return [(round(x - left, 1), round(y - top, 1)) for x, y in points]


def extent(points: Sequence[Point], radii: Sequence[float]) -> tuple[float, float]:
    """Return the width and the height of discs from the origin."""
    return (
        max(point[0] + radius for point, radius in zip(points, radii, strict=True)),
        max(point[1] + radius for point, radius in zip(points, radii, strict=True)),
    )


def _core(
    part: igraph.Graph,
    core: list[int],
    leaves: list[list[int]],
    reach: list[float],
    aspect: float,
) -> list[Point]:
    """Places of a core, with room for the fans of leaves."""
    if len(core) < 2:
        return [(0.0, 0.0)] * len(core)
    fans = [reach[n] + GAP / 2 for n in core]
    box = _box(part.vcount(), fans, aspect)
    degrees = [part.degree(n) for n in core]
    weights = [1 + len(leaves[n]) + degree / 2 for n, degree in zip(core, degrees, strict=True)]
    hubs = sorted(range(len(core)), key=lambda n: (-degrees[n], n))[: max(5, len(core) // 50)]
    trials = (_squeezed(_turned(points), weights, hubs, box) for points in _trials(part, core))
    points = min(trials, key=_Crossings(part, core))
    if len(core) == 2:
        points = [(0.0, 0.0), (fans[0] + fans[1] + 2 * GAP, 0.0)]
    small = part.vcount() < SMALL
    return apart(points, fans, 300 if small else 12, box if small else None)


def _box(count: int, fans: Sequence[float], aspect: float) -> Box:
    """Return the box of a part: cities of a small one have more room, for the labels."""
    area = max(
        count * (900 + (1400 * min(1.0, 300 / count) if count > _FEW else 0)),
        1.6 * sum((2 * radius) ** 2 for radius in fans),
    )
    return 0.0, 0.0, math.sqrt(area * aspect), math.sqrt(area / aspect)


def _trials(part: igraph.Graph, core: list[int]) -> list[list[Point]]:
    """Layouts to choose from, in the order of `core`: by forces, or one by UMAP."""
    import igraph

    def seeded(number: int) -> None:
        igraph.set_random_number_generator(random.Random(number))

    if part.vcount() >= SMALL:
        seeded(7)
        inner = part.induced_subgraph(core)
        points = [(x, y) for x, y in inner.layout_umap(epochs=_EPOCHS)]
        width = max(x for x, _ in points) - min(x for x, _ in points) or 1.0
        scale = 0.6 * math.sqrt(len(core)) / width
        layout = inner.layout_fruchterman_reingold(
            seed=[(x * scale, y * scale) for x, y in points],
            niter=_ROUNDS,
            start_temp=1.0,
            grid="grid",
        )
        return [[(x, y) for x, y in layout]]
    trials = []
    for number in range(_TRIALS):
        seeded(number)
        if number % 2:
            layout = part.layout_fruchterman_reingold(niter=1000)
        else:
            # The start decides where Kamada and Kawai end.
            start = part.layout_random() if number else None
            layout = part.layout_kamada_kawai(maxiter=4000, seed=start)
        trials.append([(layout[n][0], layout[n][1]) for n in core])
    return trials


class _Crossings:
    """Counts the links of a core that cross in a layout; none are counted in a large one."""

    def __init__(self, part: igraph.Graph, core: list[int]) -> None:
        at = {n: index for index, n in enumerate(core)}
        links = part.get_edgelist() if part.vcount() < SMALL else []
        self._links = [(at[one], at[other]) for one, other in links if {one, other} <= at.keys()]

    def __call__(self, points: Sequence[Point]) -> int:
        count = 0
        for index, (a, b) in enumerate(self._links):
            for c, d in self._links[:index]:
                if a not in (c, d) and b not in (c, d):
                    count += _cross(points[a], points[b], points[c], points[d])
        return count


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return (_side(a, b, c) > 0) != (_side(a, b, d) > 0) and (_side(c, d, a) > 0) != (
        _side(c, d, b) > 0
    )


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _turned(points: Sequence[Point]) -> list[Point]:
    """Return points, turned so that they spread widest from left to right."""
    count = len(points)
    east, south = (sum(point[axis] for point in points) / count for axis in (0, 1))
    moved = [(x - east, y - south) for x, y in points]
    wide, high = (sum(point[axis] ** 2 for point in moved) for axis in (0, 1))
    angle = math.atan2(2 * sum(x * y for x, y in moved), wide - high) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    return [(x * cos + y * sin, y * cos - x * sin) for x, y in moved]


def _squeezed(
    points: Sequence[Point], weights: Sequence[float], hubs: Sequence[int], box: Box
) -> list[Point]:
    """Return points in a box, in which the weight is spread evenly and hubs are near the middle."""
    across, down = (_drawn_in([point[axis] for point in points], weights, hubs) for axis in (0, 1))
    wide, high = box[2] - box[0], box[3] - box[1]
    return [(box[0] + wide * x, box[1] + high * y) for x, y in zip(across, down, strict=True)]


def _drawn_in(
    values: Sequence[float], weights: Sequence[float], hubs: Sequence[int]
) -> list[float]:
    """Return coordinates from 0 to 1 in the same order."""
    least, spread = min(values), (max(values) - min(values)) or 1.0
    total, before = sum(weights), 0.0
    drawn = [0.0] * len(values)
    for n in sorted(range(len(values)), key=lambda n: (values[n], n)):
        rank = (before + weights[n] / 2) / total
        before += weights[n]
        drawn[n] = _BY_RANK * rank + (1 - _BY_RANK) * (values[n] - least) / spread
    at = min(max(sorted(drawn[n] for n in hubs)[len(hubs) // 2], 0.01), 0.99)
    aim = (at + 0.5) / 2
    if at < 0.5:
        power = math.log(aim) / math.log(at)
        return [value**power for value in drawn]
    power = math.log(1 - aim) / math.log(1 - at)
    return [1 - (1 - min(value, 1.0)) ** power for value in drawn]


def _reach(radius: float, leaves: int) -> float:
    """Return the radius of a hub's mark with its leaves."""
    rings = _rings(radius, leaves)
    return rings[-1][0] + _FAN / 3 if rings else radius


def _rings(radius: float, leaves: int) -> list[tuple[float, int]]:
    """Return radii and numbers of leaves of the rings round a hub, the inmost first."""
    if not leaves:
        return []
    if leaves <= _IN_ONE_RING:
        return [(radius + 11 + leaves * _FAN / (2 * math.pi) * 0.9, leaves)]
    rings: list[tuple[float, int]] = []
    far = max(radius + 14, 30.0)
    while leaves > 0:
        holds = int(_spread(leaves + 6) * far / _FAN)
        rings.append((far, min(holds, leaves)))
        leaves -= holds
        far += _FAN
    # The last ring may be nearly empty: all share alike, by how long they are.
    number, length = sum(count for _, count in rings), sum(ring for ring, _ in rings)
    shares, ends = [], 0.0
    for far, _ in rings:
        begin, ends = ends, ends + far * number / length
        shares.append((far, round(ends) - round(begin)))
    return shares


def _spread(leaves: int) -> float:
    """Return the angle of a fan of so many leaves."""
    return 2 * math.pi * (1 - 1 / (leaves + 1)) if leaves > 5 else min(2 * math.pi, 0.62 * leaves)


def _fan(hub: Point, beside: Sequence[Point], radius: float, leaves: int) -> list[Point]:
    """Return places of leaves that fan evenly round a hub, away from its other neighbours."""
    east = south = 0.0
    for x, y in beside:
        far = math.hypot(x - hub[0], y - hub[1]) or 1.0
        east += (x - hub[0]) / far
        south += (y - hub[1]) / far
    # Two leaves alone stand left and right: pictures are wide.
    middle = math.atan2(-south, -east) if beside else math.pi / 2 if leaves == 2 else 0.0
    places = []
    for number, (far, count) in enumerate(_rings(radius, leaves)):
        # Without other neighbours, and in a full ring, there is no side to keep clear of.
        spread = _spread(leaves) if beside else 2 * math.pi * (1 - 1 / max(count, 1))
        for n in range(count):
            turn = spread * (n / (count - 1) - 0.5) if count > 1 else 0.0
            turn += number * 0.5 * spread / max(count, 1) if number % 2 else 0.0
            angle = middle + turn
            places.append((hub[0] + far * math.cos(angle), hub[1] + far * math.sin(angle)))
    return places
