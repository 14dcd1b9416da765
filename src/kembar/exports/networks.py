"""Export of the network: GEXF and GraphML for graph tools, GeoJSON for maps."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

ATTRIBUTION = (
    "Places: GeoNames (CC BY 4.0), https://www.geonames.org/; provinces: Countries States Cities "
    "Database (ODbL 1.0), https://github.com/dr5hn/countries-states-cities-database"
)


def plain_network(graph: nx.MultiGraph[str]) -> nx.MultiGraph[str]:
    """Copy of the network whose attributes are texts and numbers only.

    `networkx.write_gexf` and `networkx.write_graphml` accept it as it is: no attribute is None, a
    list or a dict, and none holds a character that XML cannot. Nodes have `label` and `country`,
    and where they have a value `latitude`, `longitude` (degrees on WGS 84) and `wikidata` (a QID).
    Edges have `partnership` (an IRI), `kind`, `since`, `until`, `status` and `sources`; the values
    of sources that differ are joined with semicolons. The graph's `name` is the attribution.

    Args:
        graph: as `kembar.queries.network.network` makes it, or a part of it.
    """
    import networkx as nx

    plain: nx.MultiGraph[str] = nx.MultiGraph(name=ATTRIBUTION)
    for node, attributes in _nodes(graph):
        plain.add_node(node, **_node_attributes(attributes))
    for number, (one, other, partnership, attributes) in enumerate(_edges(graph)):
        texts = _edge_attributes(attributes)
        plain.add_edge(one, other, key=number, id=str(number), partnership=partnership, **texts)
    return plain


def as_gexf(graph: nx.MultiGraph[str]) -> str:
    """GEXF 1.2 with the attributes of `plain_network`.

    Args:
        graph: as `kembar.queries.network.network` makes it.
    """
    import networkx as nx

    return "\n".join(nx.generate_gexf(plain_network(graph))) + "\n"


def as_graphml(graph: nx.MultiGraph[str]) -> str:
    """GraphML with the attributes of `plain_network`.

    Args:
        graph: as `kembar.queries.network.network` makes it.
    """
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml_xml(plain_network(graph), out)
    return out.getvalue().decode()


def as_geojson(graph: nx.MultiGraph[str]) -> str:
    """GeoJSON (RFC 7946): a point for each city and a line for each partnership.

    Cities without a position are left out, and so are their partnerships.

    Args:
        graph: as `kembar.queries.network.network` makes it.
    """
    features = [
        _feature(
            {"type": "Point", "coordinates": _coordinates(attributes)},
            id=node,
            label=attributes["label"],
            country=attributes["country"],
        )
        for node, attributes in _nodes(graph)
        if attributes["place"]
    ]
    for one, other, partnership, attributes in _edges(graph):
        ends = [graph.nodes[one], graph.nodes[other]]
        if all(end["place"] for end in ends):
            line = {"type": "LineString", "coordinates": [_coordinates(end) for end in ends]}
            texts = _edge_attributes(attributes)
            features.append(_feature(line, id=partnership, label=attributes["name"], **texts))
    collection = {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _nodes(graph: nx.MultiGraph[str]) -> list[tuple[str, dict[str, Any]]]:
    nodes: Any = graph.nodes(data=True)
    return sorted(nodes, key=lambda node: node[0])


def _edges(graph: nx.MultiGraph[str]) -> list[tuple[str, str, str, dict[str, Any]]]:
    edges: Any = graph.edges(keys=True, data=True)
    return sorted(edges, key=lambda edge: edge[:3])


def _node_attributes(attributes: dict[str, Any]) -> dict[str, Any]:
    plain = {"label": _xml_text(attributes["label"]), "country": _xml_text(attributes["country"])}
    if attributes["place"]:
        plain["latitude"], plain["longitude"] = attributes["place"]
    if attributes["wikidata"]:
        plain["wikidata"] = attributes["wikidata"]
    return plain


def _edge_attributes(attributes: dict[str, Any]) -> dict[str, str]:
    return {
        "kind": "; ".join(attributes["kinds"]),
        "since": "; ".join(attributes["since"]),
        "until": "; ".join(attributes["until"]),
        "status": attributes["status"],
        "sources": "; ".join(_xml_text(text) for text, *_ in attributes["sources"]),
    }


def _feature(geometry: dict[str, Any], **properties: str) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _coordinates(attributes: dict[str, Any]) -> list[float]:
    """Longitude first, as GeoJSON requires."""
    latitude, longitude = attributes["place"]
    return [longitude, latitude]


def _xml_text(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return "".join(c for c in text if " " <= c not in "\ufffe\uffff" or c in "\t\n\r")
