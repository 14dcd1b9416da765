"""The data of each renderer: cities and partnerships, and nothing twice."""

from __future__ import annotations

import json

import networkx as nx
import pytest

from kembar.queries.network import network
from kembar.rdf.engine import Engine
from kembar.render.network.data import KIND_COLOURS, network_data


@pytest.fixture(scope="module")
def graph(engine: Engine) -> nx.MultiGraph[str]:
    return network(engine)


def test_every_city_and_partnership_has_its_facts(graph: nx.MultiGraph[str]) -> None:
    cities, partnerships, _ = network_data(graph)
    assert {city["id"] for city in cities} == set(graph)
    assert len(partnerships) == graph.number_of_edges()
    by_ends = {
        (cities[edge["from"]]["id"], cities[edge["to"]]["id"]): edge for edge in partnerships
    }
    for one, other, facts in graph.edges(data=True):
        edge = by_ends[one, other] if (one, other) in by_ends else by_ends[other, one]
        assert edge.get("sources", []) == facts["sources"] or len(graph[one][other]) > 1
        assert "" not in edge.values()
        assert [] not in edge.values()


def test_three_lines_of_a_partnership_share_its_number() -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds={})
    for node in "abc":
        graph.add_node(node, label=node.upper(), country="", names=[])
    lists = {name: [] for name in ("kinds", "since", "until", "sources", "agreements")}
    for one, other, key in (("a", "b", "p"), ("a", "c", "p"), ("b", "c", "p"), ("a", "b", "q")):
        graph.add_edge(one, other, key=key, status="active", activities=[], **lists)
    _, partnerships, _ = network_data(graph)
    assert [edge["partnership"] for edge in partnerships] == [0, 0, 0, 1]


def test_a_date_of_several_years_has_its_first_and_last() -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds={})
    for node in "ab":
        graph.add_node(node, label=node.upper(), country="", names=[])
    lists = {name: [] for name in ("kinds", "until", "sources", "agreements", "activities")}
    for key, since in (("p", ["1997-08"]), ("q", ["../2007", "199X"]), ("r", ["2021-21", "soon"])):
        graph.add_edge("a", "b", key=key, status="active", since=since, **lists)
    _, partnerships, _ = network_data(graph)
    assert [edge.get("years") for edge in partnerships] == [
        None,
        [[None, "2007"], ["1990", "1999"]],
        [["2021", "2021"], ["9999", "0000"]],
    ]


def test_prospects_are_open_lines(graph: nx.MultiGraph[str]) -> None:
    _, partnerships, _ = network_data(graph)
    assert {edge["status"] for edge in partnerships if edge.get("open")} == {"prospective"}
    assert sum(edge["status"] == "prospective" for edge in partnerships) == 24


def test_kinds_have_labels_and_colours(graph: nx.MultiGraph[str]) -> None:
    _, _, page = network_data(graph)
    kinds = {kind["key"]: kind for kind in page["kinds"]}
    assert kinds["sister-city"]["label"] == "sister city"
    assert kinds["sister-city"]["colour"] == KIND_COLOURS["sister-city"]


def test_countries_differ_in_colour(graph: nx.MultiGraph[str]) -> None:
    _, _, page = network_data(graph)
    colours = [country["colour"] for country in page["countries"]]
    assert len(set(colours)) == len(colours)


def test_land_is_left_out_without_coordinates(graph: nx.MultiGraph[str]) -> None:
    bare: nx.MultiGraph[str] = nx.MultiGraph(kinds={})
    bare.add_node("a", label="A", country="", names=[], place=None)
    assert network_data(bare)[2]["land"] == []
    land = network_data(graph)[2]["land"]
    assert all(len(ring) % 2 == 0 for ring in land)
    assert len(json.dumps(land)) < 120_000
