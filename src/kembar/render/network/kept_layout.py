"""A layout of a network that has changed little: what stays the same keeps its place.

The places come from the layout that the cache of the workspace has of the network before. Without
that cache, as on another machine, the network is laid out anew, and that layout is the same
everywhere.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kembar.render.network.disc_packing import FreePlaces, Point

MOST_CHANGED = 0.2
"""Share of cities with other partners than when all were laid out; beyond it all are again."""

_GAP = 2.0
"""Room between marks: less than in a new layout, since marks grow in their places."""

_BESIDE = 14.0
"""From the mark of a city's only partner to it."""

Links = Sequence[tuple[int, int]]


def to_keep(nodes: Sequence[str], links: Links, points: Mapping[int, Point], changed: int) -> bytes:
    """Return what a later layout starts from.

    Args:
        nodes: all cities.
        links: between their numbers.
        points: of the cities above the shelf, by number.
        changed: how many cities have had other partners since all were laid out.
    """
    content = {"nodes": nodes, "links": links, "points": [*points.items()], "changed": changed}
    return json.dumps(content).encode()


def places_before(
    content: bytes | None, nodes: Sequence[str], links: Links
) -> tuple[dict[int, Point], int]:
    """Return places of cities that were there before, and how many have changed since.

    There are none where nothing was kept, or too many have changed.

    Args:
        content: of `to_keep`, or None.
        nodes: all cities now.
        links: between their numbers.
    """
    if content is None:
        return {}, 0
    earlier: dict[str, Any] = json.loads(content)
    before, now = _partners(earlier["nodes"], earlier["links"]), _partners(nodes, links)
    changed = earlier["changed"] + sum(
        before.get(node) != now.get(node) for node in before.keys() | now.keys()
    )
    if changed > MOST_CHANGED * len(nodes):
        return {}, 0
    number = {node: n for n, node in enumerate(nodes)}
    places = {
        number[earlier["nodes"][n]]: (float(x), float(y))
        for n, (x, y) in earlier["points"]
        if earlier["nodes"][n] in number
    }
    return places, changed


def beside_partners(
    numbers: Sequence[int], links: Links, radii: Sequence[float], before: Mapping[int, Point]
) -> dict[int, Point]:
    """Return places of cities: those before, and next to partners for the others.

    No two marks touch.

    Args:
        numbers: of the cities; each leads to one that has a place.
        links: between all cities.
        radii: of the marks of all cities.
        before: places of some of them.
    """
    beside: dict[int, list[int]] = defaultdict(list)
    for one, other in links:
        beside[one].append(other)
        beside[other].append(one)
    marks = FreePlaces(max(radii), _GAP)
    places = {n: marks.set(before[n], radii[n]) for n in numbers if n in before}
    waiting = [n for n in numbers if n not in places]
    while waiting:
        with_partners = [n for n in waiting if any(m in places for m in beside[n])]
        for n in with_partners:
            near = [m for m in beside[n] if m in places]
            place = _middle(places[m] for m in near)
            if len(near) == 1:
                place = _outward(places, near[0], beside[near[0]], radii[near[0]] + _BESIDE)
            places[n] = marks.set(place, radii[n])
        waiting = [n for n in waiting if n not in places]
        if not with_partners:
            break
    return places


def _partners(nodes: Sequence[str], links: Iterable[Sequence[int]]) -> dict[str, set[str]]:
    partners: dict[str, set[str]] = {node: set() for node in nodes}
    for one, other in links:
        partners[nodes[one]].add(nodes[other])
        partners[nodes[other]].add(nodes[one])
    return partners


def _middle(points: Iterable[Point]) -> Point:
    x, y = zip(*points, strict=True)
    return sum(x) / len(x), sum(y) / len(y)


def _outward(places: Mapping[int, Point], hub: int, beside: Iterable[int], far: float) -> Point:
    """Return a place at a distance from a hub, away from its neighbours."""
    x, y = places[hub]
    east = south = 0.0
    for other in beside:
        if other in places:
            dx, dy = places[other][0] - x, places[other][1] - y
            length = math.hypot(dx, dy) or 1.0
            east, south = east + dx / length, south + dy / length
    angle = math.atan2(-south, -east)
    return x + far * math.cos(angle), y + far * math.sin(angle)
