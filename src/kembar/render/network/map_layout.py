"""The layout of a network on a map of the world."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kembar.render.land import Point, Projection, Window
from kembar.render.network.layout import SHELF_ROOM, Layout

if TYPE_CHECKING:
    import networkx as nx

PITCH = 24.0
"""Distance from a city without coordinates to the next, on the shelf below a map of `_WIDE`."""

_WIDE = 1150.0
"""Of a map of few cities; a larger one is shown smaller, and has a shelf with more room."""

WINDOW = Window(-169.0, 191.0, -58.0, 84.0)
"""The part of the world on the map; its edges cut no land but the ice."""


def projection_for(cities: int) -> Projection:
    """Return the projection for so many cities: more of them get a larger map."""
    scale = 3 + 0.1 * math.sqrt(cities)
    return Projection.of_width(WINDOW, (WINDOW.east - WINDOW.west) * scale)


def on_map(graph: nx.MultiGraph[str]) -> Layout:
    """Return positions on a plain map of the world.

    Cities without coordinates are on a shelf below it, by country, since any place on it would be
    false. Marks of near cities touch, as they would anywhere but in their places.
    """
    projection = projection_for(len(graph))
    places: dict[str, Point] = {}
    without_place = []
    for node in sorted(graph, key=lambda node: (graph.nodes[node]["country"], node)):
        if place := graph.nodes[node].get("place"):
            north, east = place
            places[node] = _rounded(projection.turned(east, north))
        else:
            without_place.append(node)
    if not without_place:
        return Layout(places, _rounded((projection.width, projection.height)))
    unit = max(1.0, projection.width / _WIDE)
    pitch, room = PITCH * unit, SHELF_ROOM * unit
    columns = max(1, int(projection.width / pitch) - 1)
    top = projection.height + room if places else 2 * pitch
    for index, node in enumerate(without_place):
        row, column = divmod(index, columns)
        places[node] = _rounded((pitch * (column + 1), top + pitch * row))
    rows = math.ceil(len(without_place) / columns)
    return Layout(
        places,
        _rounded((projection.width, top + pitch * rows)),
        shelf=round(top - 0.4 * room, 1),
        unplaced=frozenset(without_place),
    )


def _rounded(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)
