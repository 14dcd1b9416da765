"""The network as a still picture: names that can be read, and nothing that is not escaped."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from kembar.queries.network import network
from kembar.rdf.engine import Engine
from kembar.render.network.contract import CityData, PageData, PartnershipData
from kembar.render.network.data import network_data
from kembar.render.network.labels import text_width
from kembar.render.network.page import network_page
from kembar.render.network.picture import inline_picture, network_svg

SVG = "{http://www.w3.org/2000/svg}"

Data = tuple[list[CityData], list[PartnershipData], PageData]
Box = tuple[float, float, float, float]


@pytest.fixture(scope="module", params=["en", "ko"])
def data(engine: Engine, request: pytest.FixtureRequest) -> Data:
    return network_data(network(engine, request.param), request.param)


def names(svg: str) -> list[tuple[str, float, Box]]:
    """The names in the drawing itself: text, size on the page, box."""
    root = ElementTree.fromstring(svg)
    drawing = next(part for part in root.iter(f"{SVG}g") if "scale" in part.get("transform", ""))
    scale = float(re.findall(r"scale\((.+?)\)", drawing.get("transform", ""))[0])
    boxes = []
    for text in drawing.iter(f"{SVG}text"):
        size, x, y = (float(text.get(name, "")) for name in ("font-size", "x", "y"))
        wide = text_width(text.text or "", size)
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "")]
        boxes.append((text.text or "", size * scale, (left, y - 0.8 * size, left + wide, y)))
    return boxes


@pytest.mark.parametrize("layout", ["force", "map"])
def test_no_names_overlap_and_none_is_small(data: Data, layout: str) -> None:
    labels = names(network_svg(*data, "Network", layout=layout))
    assert len(labels) > 60
    assert min(size for _, size, _ in labels) >= 10.5
    overlapping = [
        (one[0], other[0])
        for index, one in enumerate(labels)
        for other in labels[:index]
        if one[2][0] < other[2][2]
        and other[2][0] < one[2][2]
        and one[2][1] < other[2][3]
        and other[2][1] < one[2][3]
    ]
    assert overlapping == []


def test_the_cities_with_most_partners_are_named(data: Data) -> None:
    labels = {text for text, _, _ in names(network_svg(*data, "Network"))}
    hubs = [city["label"] for city in data[0] if city["rank"] < 10]
    assert set(hubs) <= labels


def test_the_picture_has_every_city_line_and_a_key(data: Data) -> None:
    cities, lines, page = data
    root = ElementTree.fromstring(network_svg(*data, "Network"))
    marks = [
        circle for circle in root.iter(f"{SVG}circle") if circle.find(f"{SVG}title") is not None
    ]
    assert len(marks) == len(cities)
    drawn = "".join(path.get("d", "") for path in root.iter(f"{SVG}path"))
    assert drawn.count("M") >= len(lines)
    texts = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
    for entry in (*page["kinds"], *page["regions"]):
        assert f"{entry['label']} {entry['count']}" in texts


def test_a_picture_in_a_page_has_classes_and_no_colours(data: Data) -> None:
    element = inline_picture(*data)
    root = ElementTree.fromstring(element)
    assert "#" not in re.sub(r">[^<]*<", "><", element)
    assert "style=" not in element
    assert {"as-1 n", "e e-k1"} <= {part.get("class") for part in root.iter()}


def test_texts_are_escaped_and_stay_within() -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds={})
    for node in "ab":
        graph.add_node(node, label=f"<script>{node}&", country="", names=[], place=None)
    lists = {n: [] for n in ("kinds", "since", "until", "sources", "agreements", "activities")}
    graph.add_edge("a", "b", key="p", status="active", **lists)
    for layout in ("force", "map"):
        svg = network_svg(*network_data(graph), "<b>&", layout=layout)
        root = ElementTree.fromstring(svg)
        assert not [*root.iter(f"{SVG}script")]
        assert "<script>a&" in {text.text for text in root.iter(f"{SVG}title")}


def test_a_page_is_written_as_a_picture_too(engine: Engine, tmp_path: Path) -> None:
    page = network_page(network(engine), "Network")
    svg = page.write(tmp_path / "n.svg").read_text("utf-8")
    assert svg.startswith("<svg ")
    assert page.write(tmp_path / "n.png").read_bytes().startswith(b"\x89PNG")
