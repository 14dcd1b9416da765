"""Layouts are the same every time, and cached as long as the network is the same."""

from __future__ import annotations

import hashlib
import itertools
import math
import statistics
from pathlib import Path

import networkx as nx
import pytest

from kembar.queries.network import network
from kembar.rdf.engine import Engine
from kembar.render.network import layout
from kembar.render.network.layout import by_country, by_partnerships, map_scale, on_map
from kembar.workspace.cache import DiskCache
from kembar.workspace.layout import Workspace


@pytest.fixture(scope="module")
def graph(engine: Engine) -> nx.MultiGraph[str]:
    return network(engine)


@pytest.fixture
def layouts(tmp_path: Path) -> DiskCache:
    return DiskCache(tmp_path / "layouts")


def test_the_layout_is_the_same_every_time(graph: nx.MultiGraph[str]) -> None:
    places = by_partnerships(graph)
    assert places == by_partnerships(graph)
    assert set(places) == set(graph)
    assert len(set(places.values())) == len(places)


def test_partners_are_nearer_than_others(graph: nx.MultiGraph[str]) -> None:
    places = by_partnerships(graph)
    partners = [math.dist(places[one], places[other]) for one, other in graph.edges()]
    all_of_them = [math.dist(*pair) for pair in itertools.combinations(places.values(), 2)]
    assert statistics.median(partners) < statistics.median(all_of_them) / 3


def test_cities_without_partners_are_around_the_rest() -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    graph.add_edges_from(itertools.combinations("abcdef", 2))
    graph.add_nodes_from("xyz")
    places = by_partnerships(graph)
    inner = max(math.hypot(*places[node]) for node in "abcdef")
    assert all(math.hypot(*places[node]) > inner for node in "xyz")


def test_a_large_network_is_laid_out_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "CROWD", 50)
    graph: nx.MultiGraph[str] = nx.MultiGraph(
        [(str(one), str(other)) for one, other in nx.barabasi_albert_graph(200, 2, seed=1).edges()]
    )
    places = by_partnerships(graph)
    assert places == by_partnerships(graph)
    assert len(set(places.values())) == 200
    partners = [math.dist(places[one], places[other]) for one, other in graph.edges()]
    all_of_them = [math.dist(*pair) for pair in itertools.combinations(places.values(), 2)]
    assert statistics.median(partners) < statistics.median(all_of_them) / 2


def test_a_changed_network_misses_the_cached_layout(layouts: DiskCache, tmp_path: Path) -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph([("a", "b"), ("b", "c")])
    places = by_partnerships(graph, layouts)
    (file,) = (tmp_path / "layouts").iterdir()
    content = b"[[1,2],[3,4],[5,6]]"
    file.write_bytes(hashlib.sha256(content).digest() + content)
    assert by_partnerships(graph, layouts) == {"a": (1, 2), "b": (3, 4), "c": (5, 6)}
    graph.add_edge("a", "c")
    assert by_partnerships(graph, layouts) not in (places, {"a": (1, 2), "b": (3, 4), "c": (5, 6)})
    assert len(list((tmp_path / "layouts").iterdir())) == 2


def test_names_and_facts_keep_the_cached_layout(layouts: DiskCache, tmp_path: Path) -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph([("a", "b")])
    by_partnerships(graph, layouts)
    graph.add_node("a", label="Another name")
    graph.add_edge("a", "b", sources=["one more"])
    by_partnerships(graph, layouts)
    assert len(list((tmp_path / "layouts").iterdir())) == 1


def test_a_workspace_keeps_its_layouts_in_its_cache(own: Workspace) -> None:
    by_partnerships(nx.MultiGraph([("a", "b")]), own.cache.derived)
    assert list(own.cache.derived.folder.iterdir())


def test_a_city_on_the_map_is_at_its_coordinates() -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    graph.add_node("bandung", country="Indonesia", place=(-6.92, 107.61))
    graph.add_node("seoul", country="South Korea", place=(37.57, 126.98))
    graph.add_node("anadyr", country="Russia", place=(64.73, 177.5))
    graph.add_node("uelen", country="Russia", place=(66.16, -169.8))
    places, lacking = on_map(graph)
    scale = map_scale(4)
    assert lacking == []
    assert places["bandung"] == pytest.approx((107.61 * scale, 6.92 * scale), abs=0.1)
    # Chukotka is on both sides of the date line, and one piece.
    assert places["uelen"][0] - places["anadyr"][0] == pytest.approx(12.7 * scale, abs=0.2)


def test_cities_without_coordinates_are_below_the_map() -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    graph.add_node("a", country="Z", place=None)
    graph.add_node("b", country="A", place=None)
    graph.add_node("c", country="A", place=(-57.0, 0.0))
    places, lacking = on_map(graph)
    assert lacking == ["b", "a"]
    assert places["a"][1] > places["c"][1]
    assert places["a"][0] > places["b"][0]


def test_discs_of_countries_contain_their_cities(graph: nx.MultiGraph[str]) -> None:
    places, discs = by_country(graph)
    assert set(discs) == {country for _, country in graph.nodes(data="country")}
    for node, country in graph.nodes(data="country"):
        assert math.dist(places[node], discs[country].middle) < discs[country].radius
    for one, other in itertools.combinations(discs.values(), 2):
        assert math.dist(one.middle, other.middle) >= (one.radius + other.radius) * 0.99


def test_countries_are_arranged_as_on_a_map(graph: nx.MultiGraph[str]) -> None:
    _, discs = by_country(graph)
    at = {name: disc.middle for name, disc in discs.items()}
    assert at["United States"][0] < at["Germany"][0] < at["Indonesia"][0]
    assert at["Russia"][1] < at["Indonesia"][1] < at["Australia"][1]


def test_the_city_with_the_most_partners_is_inmost() -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for node in "abcd":
        graph.add_node(node, country="Here", place=None)
    graph.add_edges_from([("c", "a"), ("c", "b"), ("c", "d")])
    places, discs = by_country(graph)
    assert places["c"] == discs["Here"].middle


@pytest.mark.parametrize("draw", [by_partnerships, on_map, by_country])
def test_an_empty_network_has_an_empty_layout(draw: object) -> None:
    result = draw(nx.MultiGraph())  # type: ignore[operator]
    assert result in ({}, ({}, []), ({}, {}))
