"""A network that changed a little keeps its places; one that changed much is laid out anew."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import networkx as nx
import pytest

from kembar.render.network.layout import Layout, by_partnerships, radius_of
from kembar.workspace.cache import DiskCache


def laid_out(graph: nx.MultiGraph[str], cache: DiskCache | None = None, part: str = "") -> Layout:
    return by_partnerships(
        graph, {node: radius_of(len(graph[node])) for node in graph}, cache, part
    )


def moved(before: Layout, after: Layout) -> set[str]:
    """The cities above the shelf that are elsewhere than before."""
    return {
        node
        for node, place in before.places.items()
        if node in after.places
        and before.parts[node] == 0
        and math.dist(place, after.places[node]) > 0.1
    }


def overlaps(places: Mapping[str, tuple[float, float]], graph: nx.MultiGraph[str]) -> int:
    nodes = sorted(places)
    return sum(
        math.dist(places[one], places[other])
        < radius_of(len(graph[one])) + radius_of(len(graph[other]))
        for n, one in enumerate(nodes)
        for other in nodes[:n]
    )


@pytest.fixture
def layouts(tmp_path: Path) -> DiskCache:
    return DiskCache(tmp_path / "layouts")


@pytest.fixture
def graph() -> nx.MultiGraph[str]:
    tree = nx.barabasi_albert_graph(80, 2, seed=2)
    graph: nx.MultiGraph[str] = nx.MultiGraph((f"n{a}", f"n{b}") for a, b in tree.edges())
    graph.add_edge("y", "z")
    return graph


def test_new_cities_stand_beside_their_partners(
    graph: nx.MultiGraph[str], layouts: DiskCache
) -> None:
    before = laid_out(graph, layouts)
    graph.add_edges_from([("n3", "new"), ("new", "newer"), ("n40", "n41")])
    after = laid_out(graph, layouts)
    assert not moved(before, after)
    assert not overlaps(after.places, graph)
    nearest = sorted(graph, key=lambda node: math.dist(after.places[node], after.places["n3"]))
    assert "new" in nearest[:15]
    assert laid_out(graph, layouts) == after


def test_a_group_of_the_shelf_joins_the_rest(graph: nx.MultiGraph[str], layouts: DiskCache) -> None:
    before = laid_out(graph, layouts)
    graph.add_edge("z", "n5")
    after = laid_out(graph, layouts)
    assert before.shelf
    assert after.shelf is None
    assert not moved(before, after)
    assert not overlaps(after.places, graph)


def test_a_city_that_goes_moves_no_other(graph: nx.MultiGraph[str], layouts: DiskCache) -> None:
    leaf = min(graph, key=lambda node: (graph.degree(node), node[0] != "n", node))
    before = laid_out(graph, layouts)
    graph.remove_node(leaf)
    assert not moved(before, laid_out(graph, layouts))


def test_after_many_changes_all_is_laid_out_anew(
    graph: nx.MultiGraph[str], layouts: DiskCache
) -> None:
    before = laid_out(graph, layouts)
    for n in range(40):
        graph.add_edge(f"n{n}", f"more{n}")
    after = laid_out(graph, layouts)
    assert len(moved(before, after)) > 40
    assert after == laid_out(graph)


def test_small_changes_add_up(graph: nx.MultiGraph[str], layouts: DiskCache) -> None:
    for n in range(20):
        graph.add_edge(f"n{n}", f"more{n}")
        laid_out(graph, layouts)
        if n == 2:
            early = laid_out(graph, layouts)
    assert early != laid_out(graph)
    assert len(moved(early, laid_out(graph, layouts))) > 40


def test_a_part_does_not_change_the_places_of_the_whole(
    graph: nx.MultiGraph[str], layouts: DiskCache
) -> None:
    before = laid_out(graph, layouts)
    laid_out(nx.MultiGraph(nx.ego_graph(graph, "n0")), layouts, "city n0")
    graph.add_edge("n3", "new")
    assert not moved(before, laid_out(graph, layouts))


def test_without_a_cache_the_layout_is_of_the_data_alone(
    graph: nx.MultiGraph[str], layouts: DiskCache, tmp_path: Path
) -> None:
    fresh = laid_out(graph)
    assert laid_out(graph, layouts) == fresh == laid_out(graph, DiskCache(tmp_path / "other"))
