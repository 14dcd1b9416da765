"""The network as GEXF 1.3 with time: valid by the schema of its makers, read by graph tools."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from lxml import etree

from kembar.exports.gexf import as_gexf
from kembar.exports.networks import ATTRIBUTION
from kembar.queries.network import network
from kembar.rdf.oxigraph import OxigraphEngine

pytestmark = pytest.mark.integration

SCHEMA = Path(__file__).parents[1] / "data" / "gexf-1.3" / "gexf.xsd"
NS = "{http://gexf.net/1.3}"


@pytest.fixture(scope="module")
def graph(few: OxigraphEngine) -> nx.MultiGraph[str]:
    return network(few)


@pytest.fixture(scope="module")
def text(graph: nx.MultiGraph[str]) -> str:
    return as_gexf(graph)


def _network(*edges: tuple[str, list[str], list[str]]) -> nx.MultiGraph[str]:
    """A network around "a": each other end with the dates of its partnership."""
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds={})
    for node in ("a", *(other for other, *_ in edges)):
        graph.add_node(node, label=node, country="", place=None, wikidata="")
    for number, (other, since, until) in enumerate(edges):
        graph.add_edge(
            "a", other, key=str(number), name=f"a – {other}", kinds=[], since=since, until=until, status="active",
            sources=[], agreements=[["x", ""]], activities=[["y", ""], ["z", ""]],
        )  # fmt: skip
    return graph


def spans(graph: nx.MultiGraph[str]) -> tuple[dict[str, str], list[str]]:
    """The lifetimes of nodes by their names and of edges, as "start/end"."""
    root = ET.fromstring(as_gexf(graph))
    nodes = {
        node.attrib["id"]: f"{node.get('start', '')}/{node.get('end', '')}"
        for node in root.iter(f"{NS}node")
    }
    edges = [f"{e.get('start', '')}/{e.get('end', '')}" for e in root.iter(f"{NS}edge")]
    return nodes, edges


def test_the_schema_of_gexf_accepts_it(text: str) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    schema.assertValid(etree.fromstring(text.encode()))
    with pytest.raises(etree.DocumentInvalid):
        schema.assertValid(etree.fromstring(text.replace("weight", "wait").encode()))


def test_networkx_reads_the_same_network(graph: nx.MultiGraph[str], text: str) -> None:
    copy = nx.read_gexf(io.BytesIO(text.encode()), version="1.3")
    assert set(copy) == set(graph)
    assert copy.number_of_edges() == graph.number_of_edges()
    bandung = copy.nodes["https://w3id.org/kembar/id/id-bandung"]
    assert bandung["label"] == "Bandung"
    assert bandung["latitude"] == pytest.approx(-6.92, abs=0.05)
    attributes = [values for *_, values in copy.edges(data=True)]
    assert "sister-city" in {values.get("kind") for values in attributes}
    assert any(values["weight"] > 1 and values.get("start") for values in attributes)
    assert ATTRIBUTION in text


def test_a_partial_date_lasts_as_long_as_it_may() -> None:
    _, edges = spans(
        _network(("b", ["1997"], ["2004-02"]), ("c", ["1997-08-25", "1998"], []), ("d", [], []))
    )
    assert edges == ["1997-01-01/2004-02-29", "1997-08-25/", "/"]


def test_dates_that_contradict_one_another_have_no_end() -> None:
    _, edges = spans(_network(("b", ["2001"], ["1999"])))
    assert edges == ["2001-01-01/"]


def test_a_city_lasts_as_its_partnerships_do() -> None:
    nodes, _ = spans(_network(("b", ["1997"], ["2004"]), ("c", ["2001-05-02"], [])))
    assert nodes == {"a": "1997-01-01/", "b": "1997-01-01/2004-12-31", "c": "2001-05-02/"}
    nodes, _ = spans(_network(("b", ["1997"], []), ("c", [], [])))
    assert nodes == {"a": "/", "b": "1997-01-01/", "c": "/"}


def test_no_edge_outlasts_its_nodes(text: str) -> None:
    root = ET.fromstring(text)
    nodes = {node.attrib["id"]: node.attrib for node in root.iter(f"{NS}node")}
    for edge in root.iter(f"{NS}edge"):
        for end in (nodes[edge.attrib["source"]], nodes[edge.attrib["target"]]):
            assert end.get("start", "") <= edge.get("start", "")
            assert end.get("end", "9999") >= edge.get("end", "9999")
    starts = [edge.get("start", "") for edge in root.iter(f"{NS}edge")]
    assert datetime.date.fromisoformat(max(starts)).year > 2000


def test_the_weight_counts_agreements_and_activities() -> None:
    (edge,) = ET.fromstring(as_gexf(_network(("b", [], [])))).iter(f"{NS}edge")
    assert edge.attrib["weight"] == "4"
