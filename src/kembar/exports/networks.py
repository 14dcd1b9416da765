"""Export of the network with plain attributes, for networkx and as GraphML."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from kembar.language import N_, _

if TYPE_CHECKING:
    import networkx as nx

ATTRIBUTION = N_(
    "Places: GeoNames (CC BY 4.0), https://www.geonames.org/; provinces: Countries States Cities "
    "Database (ODbL 1.0), https://github.com/dr5hn/countries-states-cities-database"
)


def plain_network(graph: nx.MultiGraph[str]) -> nx.MultiGraph[str]:
    """Copy of the network whose attributes are texts and numbers only.

    `networkx.write_gexf` and `networkx.write_graphml` accept it as it is: no attribute is None, a
    list or a dict, and none holds a character that XML cannot. Nodes have `label` and `country`,
    and where they have a value `latitude`, `longitude` (degrees on WGS 84) and `wikidata` (a QID).
    Edges have `partnership` (an IRI), `label` (its partners' names), `kind`, `since`, `until`,
    `status` and `sources`, the values of sources that differ being joined with semicolons; the
    numbers of `agreements` and `activities` under the partnership, and as `weight` one more than
    both together. The graph's `name` is the attribution.

    Args:
        graph: as `kembar.queries.network.network` makes it, or a part of it.
    """
    import networkx as nx

    plain: nx.MultiGraph[str] = nx.MultiGraph(name=_(ATTRIBUTION))
    for node, attributes in _nodes(graph):
        plain.add_node(node, **_node_attributes(attributes))
    for number, (one, other, partnership, attributes) in enumerate(_edges(graph)):
        values = {"partnership": partnership, **_edge_attributes(attributes)}
        plain.add_edge(one, other, key=number, id=str(number), **values)
    return plain


def as_graphml(graph: nx.MultiGraph[str]) -> str:
    """GraphML with the attributes of `plain_network`.

    Args:
        graph: as `kembar.queries.network.network` makes it.
    """
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml_xml(plain_network(graph), out)
    return out.getvalue().decode()


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


def _edge_attributes(attributes: dict[str, Any]) -> dict[str, Any]:
    agreements, activities = len(attributes["agreements"]), len(attributes["activities"])
    return {
        "label": _xml_text(attributes["name"]),
        "agreements": agreements,
        "activities": activities,
        "weight": 1 + agreements + activities,
        "kind": "; ".join(attributes["kinds"]),
        "since": "; ".join(attributes["since"]),
        "until": "; ".join(attributes["until"]),
        "status": attributes["status"],
        "sources": "; ".join(_xml_text(text) for text, *_ in attributes["sources"]),
    }


def _xml_text(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return "".join(c for c in text if " " <= c not in "\ufffe\uffff" or c in "\t\n\r")
