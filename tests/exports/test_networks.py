"""The network is exported for graph tools."""

from __future__ import annotations

import io
from pathlib import Path

import networkx as nx
import pytest

from kembar.exports.networks import ATTRIBUTION, as_graphml, plain_network
from kembar.queries.network import network
from kembar.rdf.engine import Engine

BANDUNG = "https://w3id.org/kembar/id/id-bandung"


@pytest.fixture(scope="module")
def graph(engine: Engine) -> nx.MultiGraph[str]:
    return network(engine)


def test_graph_tools_read_the_same_network(graph: nx.MultiGraph[str]) -> None:
    copy = nx.read_graphml(io.BytesIO(as_graphml(graph).encode()), force_multigraph=True)
    assert set(copy) == set(graph)
    assert copy.number_of_edges() == graph.number_of_edges()
    assert copy.nodes[BANDUNG]["label"] == "Bandung"
    assert copy.nodes[BANDUNG]["latitude"] == pytest.approx(-6.92, abs=0.05)
    kinds = {attributes["kind"] for *_, attributes in copy.edges(data=True)}
    assert "sister-city" in kinds


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_networkx_writes_the_plain_network_as_it_is(
    graph: nx.MultiGraph[str], tmp_path: Path, form: str
) -> None:
    plain, path = plain_network(graph), tmp_path / f"network.{form}"
    if form == "gexf":
        nx.write_gexf(plain, path)
        copy = nx.read_gexf(path)
    else:
        nx.write_graphml(plain, path)
        copy = nx.read_graphml(path, force_multigraph=True)
    assert set(copy) == set(plain) == set(graph)
    for node, attributes in plain.nodes(data=True):
        assert attributes.items() <= copy.nodes[node].items()
    edges = {
        attributes["id"]: ({one, other}, attributes)
        for one, other, attributes in copy.edges(data=True)
    }
    assert len(edges) == graph.number_of_edges()
    for one, other, attributes in plain.edges(data=True):
        ends, values = edges[attributes["id"]]
        assert ends == {one, other}
        assert attributes.items() <= values.items()


def test_plain_attributes_hold_no_control_characters() -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds={"a": "A"})
    unit = {"names": [], "country": "", "country_id": "", "wikidata": ""}
    graph.add_node("a", label="A\0\x1b", place=None, **unit)
    graph.add_node("b", label="B", place=(1.5, 2.5), **unit)
    graph.add_edge(
        "a", "b", key="p", name="A\0 – B", kinds=["k", "l"], since=[], until=[], status="active",
        sources=[["S\0", "", ""], ["T", "", ""]], agreements=[], activities=[["x", ""]],
    )  # fmt: skip
    plain = plain_network(graph)
    assert dict(plain.nodes(data=True)) == {
        "a": {"label": "A", "country": ""},
        "b": {"label": "B", "country": "", "latitude": 1.5, "longitude": 2.5},
    }
    ((*ends, attributes),) = plain.edges(data=True)
    assert set(ends) == {"a", "b"}
    assert attributes == {
        "id": "0", "partnership": "p", "label": "A – B", "kind": "k; l", "since": "", "until": "",
        "status": "active", "sources": "S; T",
        "agreements": 0, "activities": 1, "weight": 2,
    }  # fmt: skip


def test_graph_tools_show_the_attribution(graph: nx.MultiGraph[str]) -> None:
    assert ATTRIBUTION in as_graphml(graph)
