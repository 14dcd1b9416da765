"""The network as GeoJSON: positions, lines over the antimeridian, and what has no place."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest

from kembar.exports.formats import Export
from kembar.exports.geojson import as_geojson, cut_line
from kembar.exports.networks import ATTRIBUTION
from kembar.language import speaking
from kembar.queries.network import network
from kembar.rdf.oxigraph import OxigraphEngine

pytestmark = pytest.mark.integration

BANDUNG = "https://w3id.org/kembar/id/id-bandung"


@pytest.fixture(scope="module")
def graph(few: OxigraphEngine) -> nx.MultiGraph[str]:
    return network(few)


def test_it_has_points_and_lines_longitude_first(graph: nx.MultiGraph[str]) -> None:
    collection = json.loads(as_geojson(graph))
    assert collection["attribution"] == ATTRIBUTION
    features = {feature["properties"]["id"]: feature for feature in collection["features"]}
    longitude, latitude = features[BANDUNG]["geometry"]["coordinates"]
    assert (round(longitude), round(latitude)) == (108, -7)
    line = features[f"{BANDUNG}--kr-seoul"]
    assert line["geometry"]["type"] == "LineString"
    assert line["properties"]["label"] == "Bandung – Seoul"
    assert "friendship-city" in line["properties"]["kind"]
    assert line["properties"]["weight"] > 1


def test_each_partnership_is_drawn_or_left_out(graph: nx.MultiGraph[str]) -> None:
    collection = json.loads(as_geojson(graph))
    drawn = {feature["properties"]["id"] for feature in collection["features"]}
    left_out = collection["left_out"]
    assert {key for *_, key in graph.edges(keys=True)} <= drawn | left_out["partnerships"].keys()
    assert set(graph) == (drawn & set(graph)) | left_out["cities"].keys()


def test_a_place_without_coordinates_is_named(few: OxigraphEngine, tmp_path: Path) -> None:
    graph = network(few)
    seoul = "https://w3id.org/kembar/id/kr-seoul"
    graph.nodes[seoul]["place"] = None
    left_out = json.loads(as_geojson(graph))["left_out"]
    assert left_out["cities"][seoul] == "Seoul"
    assert left_out["partnerships"][f"{BANDUNG}--kr-seoul"] == "Bandung – Seoul"
    notices: list[str] = []
    with speaking("id"):
        Export(few, "geojson", "id", notify=notices.append).write(tmp_path / "x.geojson")
    missing = json.loads((tmp_path / "x.geojson").read_text("utf-8"))["left_out"]["partnerships"]
    edges = {key for *_, key in graph.edges(keys=True)}
    expected = f"{len(missing)} dari {len(edges)} kemitraan tidak digambar"
    assert [sentence[: len(expected)] for sentence in notices] == ([expected] if missing else [])


@pytest.mark.parametrize(
    ("one", "other", "parts"),
    [
        ((170.0, 0.0), (-170.0, 10.0), [[(170, 0), (180, 5)], [(-180, 5), (-170, 10)]]),
        ((-150.0, 20.0), (140.0, 34.0), [[(-150, 20), (-180, 26)], [(180, 26), (140, 34)]]),
    ],
)
def test_a_line_is_cut_at_the_antimeridian(
    one: tuple[float, float], other: tuple[float, float], parts: object
) -> None:
    line = cut_line(one, other)
    assert line["type"] == "MultiLineString"
    assert [[(x, pytest.approx(y)) for x, y in part] for part in line["coordinates"]] == parts


def test_a_line_that_does_not_cross_it_is_whole() -> None:
    bandung, utrecht = (107.6, -6.9), (5.1, 52.1)
    assert cut_line(bandung, utrecht) == {"type": "LineString", "coordinates": [bandung, utrecht]}


def test_a_place_on_the_antimeridian_has_a_whole_line() -> None:
    assert cut_line((180.0, 0.0), (-170.0, 10.0))["type"] == "LineString"
