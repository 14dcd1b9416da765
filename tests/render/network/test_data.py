"""The data of the page: cities and partnerships, each fact once, and keys instead of colours."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, NotRequired, get_origin, get_type_hints

import networkx as nx
import pytest

from kembar.profiles.regions import REGIONS
from kembar.queries.network import network, partnerships
from kembar.rdf.engine import Engine
from kembar.render.network.contract import CityData, PageData, PartnershipData
from kembar.render.network.data import KINDS, network_data

LISTS: dict[str, Any] = {
    name: [] for name in ("kinds", "since", "until", "sources", "agreements", "activities")
}


@pytest.fixture(scope="module")
def graph(engine: Engine) -> nx.MultiGraph[str]:
    return network(engine)


@pytest.fixture(scope="module")
def data(
    graph: nx.MultiGraph[str],
) -> tuple[list[CityData], list[PartnershipData], PageData]:
    return network_data(graph)


def small(*edges: tuple[str, str, str, dict[str, Any]]) -> nx.MultiGraph[str]:
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds={})
    for one, other, key, facts in edges:
        for node in (one, other):
            graph.add_node(node, label=node.upper(), country="", names=[])
        graph.add_edge(one, other, key=key, **{"status": "active", **LISTS, **facts})
    return graph


def test_every_city_and_partnership_has_its_facts(
    graph: nx.MultiGraph[str], data: tuple[list[CityData], list[PartnershipData], PageData]
) -> None:
    cities, lines, _ = data
    assert {city["id"] for city in cities} == set(graph)
    assert len(lines) == graph.number_of_edges()
    for line in lines:
        one, other = cities[line["from"]]["id"], cities[line["to"]]["id"]
        iri = next(key for key in graph[one][other] if key.endswith(line["key"]))
        assert line.get("sources", []) == graph[one][other][iri]["sources"]
        assert "" not in line.values()
        assert [] not in line.values()


def test_the_data_have_the_keys_of_the_contract(
    data: tuple[list[CityData], list[PartnershipData], PageData],
) -> None:
    cities, lines, page = data
    for shape, things in ((CityData, cities), (PartnershipData, lines), (PageData, [page])):
        hints = get_type_hints(shape, include_extras=True)
        keys = set(hints)
        optional = {key for key in keys if get_origin(hints[key]) is NotRequired}
        for thing in things:
            assert keys - optional <= set(thing) <= keys


def test_counts_are_those_of_the_network(
    graph: nx.MultiGraph[str], data: tuple[list[CityData], list[PartnershipData], PageData]
) -> None:
    cities, lines, page = data
    assert page["partnerships"] == partnerships(graph)
    assert sum(kind["count"] for kind in page["kinds"]) == page["partnerships"] + page["open"]
    assert sum(region["count"] for region in page["regions"]) == len(cities)
    assert [kind["key"] for kind in page["kinds"]] == sorted(KINDS.values())
    assert [region["key"] for region in page["regions"]] == list(REGIONS)
    dated = {line["partnership"] for line in lines if "years" in line}
    assert len(dated) + page["undated"] == page["partnerships"] + page["open"]


def test_prospects_are_open_lines_and_not_counted(
    data: tuple[list[CityData], list[PartnershipData], PageData],
) -> None:
    cities, lines, _ = data
    assert {line["kind"] for line in lines if line.get("open")} == {"k5"}
    partners: Counter[int] = Counter()
    pairs = {(line["from"], line["to"]) for line in lines if not line.get("open")}
    for pair in pairs:
        partners.update(pair)
    assert [city["degree"] for city in cities] == [partners[n] for n in range(len(cities))]


def test_labels_come_by_partners_and_each_turn_once(
    data: tuple[list[CityData], list[PartnershipData], PageData],
) -> None:
    cities, _, _ = data
    turns = sorted(cities, key=lambda city: city["rank"])
    assert [city["rank"] for city in turns] == list(range(len(cities)))
    assert [city["degree"] for city in turns] == sorted(
        (city["degree"] for city in cities), reverse=True
    )
    assert "Busan" in {city["label"] for city in turns[:3]}


def test_three_lines_of_a_partnership_share_its_number() -> None:
    _, lines, page = network_data(
        small(("a", "b", "p", {}), ("a", "c", "p", {}), ("b", "c", "p", {}), ("a", "b", "q", {}))
    )
    assert [line["partnership"] for line in lines] == [0, 0, 0, 1]
    assert page["partnerships"] == 2


@pytest.mark.parametrize(
    ("since", "years"),
    [
        (["1997-08"], (1997, 1997)),
        (["../2007", "199X"], (None, 2007)),
        (["1960", "1990-05-01"], (1960, 1990)),
        (["2021-21", "soon"], (2021, 2021)),
        (["soon"], None),
        ([], None),
    ],
)
def test_a_beginning_lies_within_two_years(
    since: list[str], years: tuple[int | None, int | None] | None
) -> None:
    _, lines, page = network_data(small(("a", "b", "p", {"since": since})))
    assert lines[0].get("years") == years
    assert page["undated"] == (years is None)


@pytest.mark.parametrize(
    ("facts", "differ"),
    [
        ({"since": ["1960", "1960-05-01"]}, False),
        ({"since": ["1960", "1990"]}, True),
        ({"kinds": ["friendship-city", "sister-city"]}, True),
        ({"kinds": ["sister-city"], "since": ["1960"]}, False),
    ],
)
def test_sources_that_differ_are_seen(facts: dict[str, list[str]], differ: bool) -> None:
    _, lines, _ = network_data(small(("a", "b", "p", facts)))
    assert lines[0].get("differ", False) is differ


def test_the_first_kind_of_the_legend_decides_a_line() -> None:
    _, lines, _ = network_data(
        small(
            ("a", "b", "p", {"kinds": ["friendship-city", "sister-city"]}),
            ("a", "b", "q", {}),
            ("a", "b", "r", {"kinds": ["sister-city"], "status": "cancelled"}),
            ("a", "b", "s", {"kinds": ["of their own"]}),
        )
    )
    assert [line["kind"] for line in lines] == ["k1", "k6", "k5", "k6"]


def test_things_are_links_only_where_they_have_pages() -> None:
    graph = small(("a", "b", "p", {}))
    cities, lines, _ = network_data(
        graph, address=lambda what, key: f"{what}/{key}.html" if key != "b" else ""
    )
    assert [city.get("href") for city in cities] == ["city/a.html", None]
    assert [line.get("href") for line in lines] == ["partnership/p.html"]
    assert "href" not in network_data(graph)[0][0]


def test_the_order_of_a_graph_changes_nothing() -> None:
    graph = small(("a", "b", "p", {}), ("c", "b", "q", {}), ("a", "c", "r", {}))
    turned: nx.MultiGraph[str] = nx.MultiGraph(**graph.graph)
    turned.add_nodes_from(reversed([*graph.nodes(data=True)]))
    turned.add_edges_from(
        (b, a, key, facts) for a, b, key, facts in graph.edges(keys=True, data=True)
    )
    assert network_data(turned) == network_data(graph)


def test_words_are_in_the_language_of_the_page(graph: nx.MultiGraph[str]) -> None:
    _, _, page = network_data(graph, "id")
    shelf = page["shelves"]["force"]
    assert shelf and shelf["label"].startswith("Kelompok")
    assert page["regions"][0]["label"] != REGIONS["as-1"]


def test_land_is_left_out_without_coordinates(
    data: tuple[list[CityData], list[PartnershipData], PageData],
) -> None:
    bare: nx.MultiGraph[str] = nx.MultiGraph(kinds={})
    bare.add_node("a", label="A", country="", names=[], place=None)
    _, _, page = network_data(bare)
    assert page["land"] == []
    assert page["unplaced"] == 1
    land = data[2]["land"]
    assert all(len(ring) % 2 == 0 for ring in land)
    assert len(json.dumps(land)) < 120_000
