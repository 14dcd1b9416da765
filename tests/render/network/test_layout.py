"""Layouts are the same every time, fill the picture, and no marks overlap."""

from __future__ import annotations

import itertools
import json
import math
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import networkx as nx
import pytest

from kembar.queries.network import network
from kembar.rdf.engine import Engine
from kembar.render.network import part_layout
from kembar.render.network.layout import (
    Layout,
    by_partnerships,
    radius_of,
)
from kembar.workspace.cache import DiskCache
from kembar.workspace.layout import Workspace


def radii_of(graph: nx.MultiGraph[str]) -> dict[str, float]:
    return {node: radius_of(len(graph[node])) for node in graph}


def laid_out(graph: nx.MultiGraph[str], cache: DiskCache | None = None) -> Layout:
    return by_partnerships(graph, radii_of(graph), cache)


def overlaps(places: Mapping[str, tuple[float, float]], radii: Mapping[str, float]) -> int:
    return sum(
        math.dist(places[one], places[other]) < radii[one] + radii[other]
        for one, other in itertools.combinations(places, 2)
    )


@pytest.fixture(scope="module")
def graph(engine: Engine) -> nx.MultiGraph[str]:
    return network(engine)


@pytest.fixture(scope="module")
def layout(graph: nx.MultiGraph[str]) -> Layout:
    return laid_out(graph)


@pytest.fixture
def layouts(tmp_path: Path) -> DiskCache:
    return DiskCache(tmp_path / "layouts")


@pytest.fixture(scope="module")
def large() -> nx.MultiGraph[str]:
    tree = nx.barabasi_albert_graph(900, 2, seed=1)
    return nx.MultiGraph(
        [(f"n{one:03}", f"n{other:03}") for one, other in tree.edges()]
        + [(f"n{n:03}", f"leaf{n}-{m}") for n in range(30) for m in range(n)]
    )


def test_the_layout_is_the_same_every_time(graph: nx.MultiGraph[str], layout: Layout) -> None:
    shuffled: nx.MultiGraph[str] = nx.MultiGraph()
    shuffled.add_nodes_from(reversed(list(graph)))
    shuffled.add_edges_from((other, one) for one, other in reversed(list(graph.edges())))
    assert by_partnerships(shuffled, radii_of(graph)) == layout
    assert set(layout.places) == set(graph)


@pytest.mark.integration
def test_the_layout_does_not_depend_on_the_order_of_hashes() -> None:
    code = (
        "import networkx as nx, json;"
        "from kembar.render.network.layout import by_partnerships;"
        "g = nx.MultiGraph((str(a), str(b)) for a, b in"
        " nx.barabasi_albert_graph(800, 2, seed=1).edges());"
        "print(json.dumps(by_partnerships(g, dict.fromkeys(g, 5.0)).places, sort_keys=True))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "12"
    }
    assert len(outputs) == 1
    assert len(json.loads(outputs.pop())) == 800


def test_no_marks_overlap_and_all_are_in_the_picture(
    graph: nx.MultiGraph[str], layout: Layout
) -> None:
    radii = radii_of(graph)
    assert not overlaps(layout.places, radii)
    for node, (x, y) in layout.places.items():
        assert radii[node] <= x <= layout.size[0] - radii[node]
        assert radii[node] <= y <= layout.size[1] - radii[node]


def test_the_network_fills_a_wide_picture(layout: Layout) -> None:
    width, height = layout.size
    assert 1.1 < width / height < 1.7
    main = [layout.places[node] for node, part in layout.parts.items() if part == 0]
    for axis, end in ((0, width), (1, layout.shelf or height)):
        quarters = [sum(point[axis] * 4 // end == n for point in main) for n in range(4)]
        assert min(quarters) > len(main) / 12


def test_partners_are_nearer_than_others(graph: nx.MultiGraph[str], layout: Layout) -> None:
    places = layout.places
    partners = [math.dist(places[one], places[other]) for one, other in graph.edges()]
    all_of_them = [math.dist(*pair) for pair in itertools.combinations(places.values(), 2)]
    assert statistics.median(partners) < statistics.median(all_of_them) / 3


def test_small_parts_are_on_a_shelf_below_the_largest(layout: Layout) -> None:
    assert layout.shelf
    assert 0 not in layout.on_shelf
    for node, (_, y) in layout.places.items():
        assert (y > layout.shelf) == (layout.parts[node] in layout.on_shelf)


def test_two_large_parts_are_both_above_the_shelf() -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    graph.add_edges_from((f"a{n}", f"a{n // 2}") for n in range(1, 60))
    graph.add_edges_from((f"b{n}", f"b{n // 3}") for n in range(1, 50))
    graph.add_edge("y", "z")
    layout = laid_out(graph)
    assert layout.on_shelf == {2}
    assert not overlaps(layout.places, radii_of(graph))


def test_leaves_fan_evenly_away_from_other_neighbours() -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph([("hub", f"leaf{n}") for n in range(4)])
    graph.add_edges_from([("hub", "a"), ("a", "b"), ("b", "hub"), ("a", "c"), ("b", "c")])
    places = laid_out(graph).places
    hub = places["hub"]

    def angle(node: str) -> float:
        return math.atan2(places[node][1] - hub[1], places[node][0] - hub[0])

    away = math.atan2(
        *(sum(math.sin(angle(n)) for n in "ab"), sum(math.cos(angle(n)) for n in "ab"))
    )
    turns = sorted((angle(f"leaf{n}") - away) % math.tau for n in range(4))
    assert turns[0] > 1
    assert turns[-1] < math.tau - 1
    gaps = [after - before for before, after in itertools.pairwise(turns)]
    assert max(gaps) - min(gaps) < 0.1
    distances = [math.dist(places[f"leaf{n}"], hub) for n in range(4)]
    # A small network is spread over its picture, which is wider than high.
    assert max(distances) < 1.2 * min(distances)


def test_a_star_has_its_hub_in_the_middle() -> None:
    places = laid_out(nx.MultiGraph([("hub", f"leaf{n:02}") for n in range(40)])).places
    for axis in (0, 1):
        ends = [places[node][axis] for node in places if node != "hub"]
        assert places["hub"][axis] == pytest.approx((min(ends) + max(ends)) / 2, abs=12)


def test_a_large_network_has_its_hubs_about_the_middle(large: nx.MultiGraph[str]) -> None:
    assert len(large) > part_layout.SMALL
    layout = laid_out(large)
    assert layout == laid_out(large)
    assert not overlaps(layout.places, radii_of(large))
    hubs = sorted(large, key=lambda node: -large.degree(node))[:20]
    for axis in (0, 1):
        middle = statistics.median(layout.places[node][axis] for node in hubs)
        assert 0.25 < middle / layout.size[axis] < 0.75
    partners = [math.dist(layout.places[a], layout.places[b]) for a, b in large.edges()]
    points = [*layout.places.values()][::7]
    all_of_them = [math.dist(*pair) for pair in itertools.combinations(points, 2)]
    assert statistics.median(partners) < statistics.median(all_of_them) / 2


def test_names_and_facts_keep_the_cached_layout(layouts: DiskCache, tmp_path: Path) -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph([("a", "b")])
    laid_out(graph, layouts)
    graph.add_node("a", label="Another name")
    files = {path: path.stat().st_mtime_ns for path in (tmp_path / "layouts").iterdir()}
    graph.add_edge("a", "b", sources=["one more"])
    laid_out(graph, layouts)
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "layouts").iterdir()} == files


def test_a_workspace_keeps_its_layouts_in_its_cache(own: Workspace) -> None:
    laid_out(nx.MultiGraph([("a", "b")]), own.cache.derived)
    assert list(own.cache.derived.folder.iterdir())


def test_an_empty_network_has_an_empty_layout() -> None:
    layout = laid_out(nx.MultiGraph())
    assert layout.places == {}
