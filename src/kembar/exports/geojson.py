"""Export of the network as GeoJSON (RFC 7946): a point for each city, a line for each partnership.

The file names the things without a place on a map, in the foreign member `left_out` (section 6.1).
A line that crosses the antimeridian is cut there in two (section 3.1.9).
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from kembar.exports.networks import ATTRIBUTION, plain_network
from kembar.language import _, numeral

if TYPE_CHECKING:
    import networkx as nx

Position = tuple[float, float]
"""Longitude and latitude in degrees, in this order."""


def as_geojson(graph: nx.MultiGraph[str]) -> str:
    """GeoJSON with the attributes of `plain_network`.

    Args:
        graph: as `kembar.queries.network.network` makes it.
    """
    plain: Any = plain_network(graph)
    nodes, edges = dict(plain.nodes(data=True)), list(plain.edges(data=True))
    features = [_city(node, values) for node, values in nodes.items() if _is_placed(values)]
    for one, other, values in edges:
        ends = nodes[one], nodes[other]
        if all(map(_is_placed, ends)):
            features.append(_partnership(values, *map(_position, ends)))
    collection = {
        "type": "FeatureCollection",
        "attribution": _(ATTRIBUTION),
        "left_out": left_out(graph),
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def left_out(graph: nx.MultiGraph[str]) -> dict[str, dict[str, str]]:
    """The names of cities without a position, and of partnerships with such a city, by IRI."""
    nodes: Any = graph.nodes(data=True)
    edges: Any = graph.edges(keys=True, data="name")
    cities = {node: values["label"] for node, values in nodes if not values["place"]}
    partnerships = {
        key: name for one, other, key, name in edges if one in cities or other in cities
    }
    return {
        "cities": dict(sorted(cities.items())),
        "partnerships": dict(sorted(partnerships.items())),
    }


def notice(graph: nx.MultiGraph[str]) -> str:
    """Return a sentence on the partnerships that are left out, or "" if none is."""
    edges: Any = graph.edges(keys=True)
    missing = len(left_out(graph)["partnerships"])
    everything = len({key for *_, key in edges})
    if not missing:
        return ""
    return _(
        "{missing} of {count} partnerships are not drawn: a partner has no coordinates; "
        "left_out names them",
        missing=numeral(missing),
        count=numeral(everything),
    )


def _is_placed(values: dict[str, Any]) -> bool:
    return "latitude" in values


def _city(node: str, values: dict[str, Any]) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": _position(values)}
    return _feature(point, id=node, label=values["label"], country=values["country"])


def _partnership(values: dict[str, Any], one: Position, other: Position) -> dict[str, Any]:
    texts = {name: value for name, value in values.items() if name not in ("id", "partnership")}
    return _feature(cut_line(one, other), id=values["partnership"], **texts)


def _position(values: dict[str, Any]) -> Position:
    return values["longitude"], values["latitude"]


def _feature(geometry: dict[str, Any], **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def cut_line(one: Position, other: Position) -> dict[str, Any]:
    """Return the shorter straight line of two positions; in two parts where it crosses 180 degrees.

    >>> cut_line((170.0, 0.0), (-170.0, 10.0))["coordinates"]
    [[(170.0, 0.0), (180.0, 5.0)], [(-180.0, 5.0), (-170.0, 10.0)]]
    """
    one, other = _beside(one, other), _beside(other, one)
    (longitude, latitude), (other_longitude, other_latitude) = one, other
    if abs(longitude - other_longitude) <= 180:
        return {"type": "LineString", "coordinates": [one, other]}
    side = math.copysign(180.0, longitude)
    # The other end beyond the antimeridian, as if the map went on.
    beyond = other_longitude + 2 * side
    share = (side - longitude) / (beyond - longitude)
    height = latitude + share * (other_latitude - latitude)
    parts = [[one, (side, height)], [(-side, height), other]]
    return {"type": "MultiLineString", "coordinates": parts}


def _beside(place: Position, other: Position) -> Position:
    """The place; if it lies on the antimeridian, on the side of another one."""
    longitude, latitude = place
    return (math.copysign(180.0, other[0]), latitude) if abs(longitude) == 180 else place
