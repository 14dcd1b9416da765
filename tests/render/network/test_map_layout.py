"""Cities on the map are at their coordinates, and those without are on a shelf below it."""

from __future__ import annotations

import networkx as nx
import pytest

from kembar.render.network.map_layout import on_map, projection_for


def test_a_city_on_the_map_is_at_its_coordinates() -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    graph.add_node("bandung", country="Indonesia", place=(-6.92, 107.61))
    graph.add_node("seoul", country="South Korea", place=(37.57, 126.98))
    graph.add_node("anadyr", country="Russia", place=(64.73, 177.5))
    graph.add_node("uelen", country="Russia", place=(66.16, -169.8))
    layout = on_map(graph)
    places = layout.places
    projection = projection_for(4)
    scale = projection.width / 360
    assert not layout.unplaced
    assert layout.shelf is None
    assert places["bandung"] == pytest.approx(projection.turned(107.61, -6.92), abs=0.1)
    assert all(0 <= x <= layout.size[0] and 0 <= y <= layout.size[1] for x, y in places.values())
    # Chukotka is on both sides of the date line, and one piece.
    assert places["uelen"][0] - places["anadyr"][0] == pytest.approx(12.7 * scale, abs=0.2)


def test_cities_without_coordinates_are_on_a_shelf() -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    graph.add_node("a", country="Z", place=None)
    graph.add_node("b", country="A", place=None)
    graph.add_node("c", country="A", place=(-57.0, 0.0))
    layout = on_map(graph)
    places = layout.places
    assert layout.unplaced == {"a", "b"}
    assert layout.shelf
    assert places["a"][1] > layout.shelf > places["c"][1]
    assert places["a"][0] > places["b"][0]


def test_an_empty_network_has_an_empty_map() -> None:
    assert on_map(nx.MultiGraph()).places == {}
