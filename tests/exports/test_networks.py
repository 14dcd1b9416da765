"""The network leaves for graph tools and for maps."""

from __future__ import annotations

import io
import json

import networkx as nx
import pytest

from kembar.exports.networks import ATTRIBUTION, as_geojson, as_gexf, as_graphml
from kembar.queries.network import network
from kembar.rdf.engine import Engine

BANDUNG = "https://w3id.org/kembar/id/id-bandung"


@pytest.fixture(scope="module")
def graph(engine: Engine) -> nx.MultiGraph[str]:
    return network(engine)


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_graph_tools_read_the_same_network(graph: nx.MultiGraph[str], form: str) -> None:
    if form == "gexf":
        read = nx.read_gexf(io.BytesIO(as_gexf(graph).encode()))
    else:
        read = nx.read_graphml(io.BytesIO(as_graphml(graph).encode()), force_multigraph=True)
    assert set(read) == set(graph)
    assert read.number_of_edges() == graph.number_of_edges()
    assert read.nodes[BANDUNG]["label"] == "Bandung"
    assert read.nodes[BANDUNG]["latitude"] == pytest.approx(-6.92, abs=0.05)
    kinds = {facts["kind"] for *_, facts in read.edges(data=True)}
    assert "sister-city" in kinds


def test_maps_have_points_and_lines_with_longitude_first(graph: nx.MultiGraph[str]) -> None:
    told = json.loads(as_geojson(graph))
    assert told["attribution"] == ATTRIBUTION
    features = {feature["properties"]["id"]: feature for feature in told["features"]}
    longitude, latitude = features[BANDUNG]["geometry"]["coordinates"]
    assert (round(longitude), round(latitude)) == (108, -7)
    line = features[f"{BANDUNG}--kr-seoul"]
    assert line["geometry"]["type"] == "LineString"
    assert line["properties"]["label"] == "Bandung – Seoul"
    assert "friendship-city" in line["properties"]["kind"]


@pytest.mark.parametrize("write", [as_gexf, as_graphml])
def test_who_gave_the_places_is_told(graph: nx.MultiGraph[str], write: object) -> None:
    assert callable(write)
    assert ATTRIBUTION in write(graph)
