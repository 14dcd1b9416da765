"""The network for other programs: GEXF and GraphML for graph tools, GeoJSON for maps."""

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


def as_gexf(graph: nx.MultiGraph[str]) -> str:
    """GEXF 1.2; nodes have label, country, latitude, longitude; edges kind, since, until, status.

    Args:
        graph: as `kembar.queries.network.network` makes it.
    """
    import networkx as nx

    return "\n".join(nx.generate_gexf(_plain(graph))) + "\n"


def as_graphml(graph: nx.MultiGraph[str]) -> str:
    """GraphML, with the same attributes."""
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml_xml(_plain(graph), out)
    return out.getvalue().decode()


def as_geojson(graph: nx.MultiGraph[str]) -> str:
    """RFC 7946: a point for each city and a line for each partnership whose cities have a place."""
    features = [
        _feature("Point", _position(facts), {"id": node, "label": facts["label"]}, facts)
        for node, facts in _nodes(graph)
        if facts["place"]
    ]
    for one, other, key, facts in _edges(graph):
        ends = [graph.nodes[one], graph.nodes[other]]
        if all(end["place"] for end in ends):
            name = " – ".join(sorted(end["label"] for end in ends))
            line = [_position(end) for end in ends]
            features.append(_feature("LineString", line, {"id": key, "label": name}, facts))
    told = {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": features}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _plain(graph: nx.MultiGraph[str]) -> nx.MultiGraph[str]:
    """The network with attributes of plain text and numbers, as these formats hold them."""
    plain: nx.MultiGraph[str] = graph.__class__(name=ATTRIBUTION)
    for node, facts in _nodes(graph):
        place = facts["place"]
        where = {"latitude": place[0], "longitude": place[1]} if place else {}
        wikidata = {"wikidata": facts["wikidata"]} if facts["wikidata"] else {}
        told = {"label": _xml(facts["label"]), "country": _xml(facts["country"])}
        plain.add_node(node, **told, **where, **wikidata)
    for number, (one, other, key, facts) in enumerate(_edges(graph)):
        plain.add_edge(one, other, key=number, id=str(number), partnership=key, **_facts(facts))
    return plain


def _nodes(graph: nx.MultiGraph[str]) -> list[tuple[str, dict[str, Any]]]:
    nodes: Any = graph.nodes(data=True)
    return sorted(nodes, key=lambda node: node[0])


def _edges(graph: nx.MultiGraph[str]) -> list[tuple[str, str, str, dict[str, Any]]]:
    edges: Any = graph.edges(keys=True, data=True)
    return sorted(edges, key=lambda edge: edge[:3])


def _feature(
    form: str, coordinates: Any, named: dict[str, str], facts: dict[str, Any]
) -> dict[str, Any]:
    told = _facts(facts) if "kinds" in facts else {"country": facts["country"]}
    return {
        "type": "Feature",
        "geometry": {"type": form, "coordinates": coordinates},
        "properties": named | told,
    }


def _facts(facts: dict[str, Any]) -> dict[str, str]:
    """An edge's facts as text; sources that differ stand between semicolons."""
    return {
        "kind": "; ".join(facts["kinds"]),
        "since": "; ".join(facts["since"]),
        "until": "; ".join(facts["until"]),
        "status": facts["status"],
        "sources": "; ".join(_xml(text) for text, *_ in facts["sources"]),
    }


def _position(facts: dict[str, Any]) -> list[float]:
    """Longitude first, as GeoJSON has it."""
    latitude, longitude = facts["place"]
    return [longitude, latitude]


def _xml(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\t\n\r")
