"""The network page in a headless Chromium.

Tests wait for states of the page and never for a time: `Browser.wait` for a condition, and
`Browser.frames` until the page has drawn what was set.
"""

from __future__ import annotations

import itertools
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kembar.language import translated
from kembar.queries.network import network, part_of
from kembar.rdf.engine import Engine
from kembar.rdf.terms import Term
from kembar.render.network.data import KIND_COLOURS
from kembar.render.network.messages import WORDS
from kembar.render.network.page import LAYOUTS, MOST_ON_CANVAS, network_page, renderer_for
from kembar.workspace.cache import DiskCache
from tests.render.chromium import LIMIT, WITHOUT_GPU, Browser, browsing

RENDERERS = ("canvas", "webgl")
BANDUNG = "https://w3id.org/kembar/id/id-bandung"
HOSTILE = '<script>window.ran=1</script><img src=x onerror="window.ran=1">'
EN = translated(WORDS, "en")

DRAWN = {
    "canvas": {
        "dots": "kembar.picture.nodes.get().map(n => [n.label, n.color])",
        "lines": "kembar.picture.edges.get().map(e => [e.color.color, e.dashes])",
    },
    "webgl": {
        "dots": "kembar.picture.renderer.getGraph().mapNodes((id, a) => [a.label, a.color])",
        "lines": "kembar.picture.renderer.getGraph().mapEdges((id, a) => [a.color, a.type === 'dashed'])",
    },
}
"""The dots and lines of each renderer, as scripts."""

LABELS = {
    "canvas": "kembar.picture.nodes.get().filter(n => n.font.size).length",
    "webgl": "kembar.picture.renderer.getNodeDisplayedLabels().size",
}

CLICKABLE = {
    "canvas": "true",
    # Two clicks in a short time, wherever they are, would be a double click.
    "webgl": "kembar.picture.renderer.getMouseCaptor().clicks === 0",
}

IN_SIGHT = (
    "(() => { const {left, right, top, bottom} = kembar.picture.view(); return scene().dots"
    ".filter(d => d.x > left && d.x < right && d.y > top && d.y < bottom).length })()"
)

SEOUL = "scene().dots.find(d => d.label === 'Seoul')"
HEADING = "(document.querySelector('#panel h2')?.textContent || '')"

RESTORE = """
for (const [id, value] of [["colour", "country"], ["layout", "force"]]) {
  const field = document.getElementById(id);
  if (field.value === value) continue;
  field.value = value;
  field.dispatchEvent(new Event("input"));
}
document.getElementById("reset").click();
"""

FACTS: dict[str, Any] = {
    **dict.fromkeys(("since", "until", "kinds", "sources", "agreements", "activities"), ()),
    "status": "active",
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def graph(engine: Engine) -> nx.MultiGraph[str]:
    return network(engine)


@pytest.fixture(scope="module", params=RENDERERS)
def renderer(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def pages(graph: nx.MultiGraph[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped network drawn by each renderer, in each layout."""
    folder = tmp_path_factory.mktemp("pages")
    cache = DiskCache(folder / "layouts")
    for renderer, layout in itertools.product(RENDERERS, LAYOUTS):
        title = f"Kembar {HOSTILE}"
        network_page(graph, title, layout=layout, cache=cache, renderer=renderer).write(
            folder / f"{renderer}-{layout}.html"
        )
    return folder


@pytest.fixture(scope="module")
def second_browser(
    chromedriver: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A browser that stays on one page, while `browser` opens others."""
    with browsing(chromedriver, tmp_path_factory.mktemp("profile"), *WITHOUT_GPU) as session:
        yield session


@pytest.fixture(scope="module")
def loaded(second_browser: Browser, pages: Path, renderer: str) -> Browser:
    return _open(second_browser, pages / f"{renderer}-force.html")


@pytest.fixture
def page(loaded: Browser) -> Iterator[Browser]:
    """The shipped network, by partnership, as if it had just been opened; it logs no error."""
    loaded.run(RESTORE)
    loaded.frames()
    yield loaded
    assert loaded.log() == []


@pytest.fixture(scope="module")
def webgl_page(pages: Path, browser: Browser) -> Browser:
    """The shipped network on WebGL, for tests of that renderer alone."""
    return _open(browser, pages / "webgl-force.html")


def _open(browser: Browser, page: Path) -> Browser:
    browser.log()
    browser.open(page)
    browser.wait("window.kembar && kembar.drawn")
    return browser


def _drawn(browser: Browser, renderer: str, items: str) -> list[list[Any]]:
    return list(browser.run(f"return {DRAWN[renderer][items]}"))


def _labels(browser: Browser, renderer: str) -> set[str]:
    return {label for label, _ in _drawn(browser, renderer, "dots")}


def _search(page: Browser, name: str) -> None:
    page.run(
        f"const s = document.getElementById('search'); s.value = {json.dumps(name)};"
        "s.dispatchEvent(new Event('change'));"
    )


def _choose(page: Browser, field: str, value: str) -> None:
    page.run(
        f"const f = document.getElementById({json.dumps(field)}); f.value = {json.dumps(value)};"
        "f.dispatchEvent(new Event('input'));"
    )
    page.frames()


def _panel(page: Browser) -> str:
    return str(page.run("return document.getElementById('panel').innerText"))


def _heading(page: Browser) -> str:
    return str(page.run(f"return {HEADING}"))


def _screen(page: Browser, point: str) -> tuple[int, int]:
    """Return the pixel of the window at which a script finds a point of the layout."""
    x, y = page.run(
        f"const p = {point}, at = kembar.picture.toScreen(p.x, p.y);"
        "const r = document.getElementById('network').getBoundingClientRect();"
        "return [Math.round(r.x + at.x), Math.round(r.y + at.y)]"
    )
    return x, y


def _click(page: Browser, renderer: str, point: str, heading: str) -> None:
    """Click with the mouse on a point of the layout, and wait for the heading of the panel."""
    page.wait(CLICKABLE[renderer])
    x, y = _screen(page, point)
    page.act({"type": "pointerMove", "duration": 0, "x": x - 40, "y": y})
    page.act({"type": "pointerMove", "duration": 0, "x": x, "y": y})
    page.frames()
    page.act({"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0})
    page.wait(f"{HEADING} === {json.dumps(heading)}")


def _near(page: Browser, dot: str) -> None:
    """Zoom in until dots are well apart."""
    page.run(f"kembar.picture.focus({dot}.id)")
    page.frames()


def _cities(**labels: str) -> nx.MultiGraph[str]:
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds={})
    for node, label in labels.items():
        graph.add_node(node, label=label, country="", names=[])
    return graph


def _partners(**labels: str) -> nx.MultiGraph[str]:
    """Return a network in which all cities are partners in one partnership."""
    graph = _cities(**labels)
    for one, other in itertools.combinations(labels, 2):
        graph.add_edge(one, other, key="urn:p", **FACTS)
    return graph


def _show(
    browser: Browser, graph: nx.MultiGraph[str], folder: Path, renderer: str, layout: str = ""
) -> None:
    page = network_page(graph, "Small", layout=layout, renderer=renderer)
    _open(browser, page.write(folder / "small.html"))


def test_a_page_opens_offline_still_and_whole(
    browser: Browser, pages: Path, graph: nx.MultiGraph[str], renderer: str
) -> None:
    """Nothing is loaded, nothing moves by itself, and every dot is in sight."""
    page = _open(browser, pages / f"{renderer}-force.html")
    points = "return JSON.stringify(scene().dots.map(d => kembar.picture.toScreen(d.x, d.y)))"
    before = page.run(points)
    assert len(_drawn(page, renderer, "dots")) == len(graph)
    assert len(_drawn(page, renderer, "lines")) == graph.number_of_edges()
    assert page.run(f"return {IN_SIGHT}") == len(graph)
    page.frames(20)
    assert page.run(points) == before
    assert page.run("return performance.getEntriesByType('resource').length") == 0
    assert page.log() == []


@pytest.mark.parametrize("layout", LAYOUTS[1:])
def test_a_page_opens_in_its_layout(
    browser: Browser, pages: Path, graph: nx.MultiGraph[str], renderer: str, layout: str
) -> None:
    page = _open(browser, pages / f"{renderer}-{layout}.html")
    countries = {country for _, country in graph.nodes(data="country")}
    dots = len(countries) if layout == "countries" else len(graph)
    assert page.run("return document.getElementById('layout').value") == layout
    assert len(_drawn(page, renderer, "dots")) == dots
    assert page.run(f"return {IN_SIGHT}") == dots
    assert page.log() == []


def test_a_larger_network_is_drawn_by_webgl() -> None:
    assert (renderer_for(MOST_ON_CANVAS), renderer_for(MOST_ON_CANVAS + 1)) == ("canvas", "webgl")


def test_a_page_shows_itself_in_a_notebook(browser: Browser, renderer: str, tmp_path: Path) -> None:
    """Its scripts run within the sandboxed frame, whatever is in the title."""
    page = network_page(_partners(a="One", b="Two"), HOSTILE, renderer=renderer)
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!doctype html><body>{page._repr_html_()}</body>", "utf-8")
    browser.log()
    browser.open(notebook)
    browser.enter_frame(0)
    browser.wait("window.kembar && kembar.drawn")
    _search(browser, "Two")
    assert _heading(browser) == "Two"
    assert browser.run("return document.querySelector('h1').textContent") == HOSTILE
    assert browser.run("return window.ran") is None
    assert browser.log() == []


def test_names_are_offered_once_a_search_begins(
    browser: Browser, pages: Path, graph: nx.MultiGraph[str]
) -> None:
    page = _open(browser, pages / "canvas-force.html")
    options = "return [...document.getElementById('names').options].map(option => option.value)"
    assert page.run(options) == []
    page.run("document.getElementById('search').focus()")
    names = page.run(options)
    assert len(names) == len(graph)
    assert "Bandung, Indonesia" in names


@pytest.mark.parametrize("name", ["bandung", "Bandung, Indonesia", "반둥", "Bandoeng"])
def test_search_finds_a_city_by_any_of_its_names(page: Browser, name: str) -> None:
    _search(page, name)
    assert page.run("return cities[+kembar.picture.selected().split(' ')[1]].id") == BANDUNG
    middle, point = page.run(
        "const {left, right, top, bottom} = kembar.picture.view();"
        "return [[(left + right) / 2, (top + bottom) / 2],"
        f"cities.find(c => c.id === '{BANDUNG}').force]"
    )
    assert middle == pytest.approx(point, abs=2)


def test_the_panel_shows_partners_and_their_facts(page: Browser, graph: nx.MultiGraph[str]) -> None:
    _search(page, "Bandung")
    panel = _panel(page)
    for _, other, facts in graph.edges(BANDUNG, data=True):
        assert graph.nodes[other]["label"] in panel
        for name in ("agreements", "activities", "sources"):
            for text, *_ in facts[name]:
                assert " ".join(text.split()) in panel


def test_a_search_without_a_match_says_so(page: Browser) -> None:
    _search(page, "Atlantis")
    assert page.run("return document.getElementById('count').textContent") == EN["none"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("country", "Germany"), ("kind", "friendship-city"), ("status", "active"), ("from", "2000")],
)
def test_a_filter_leaves_matching_partnerships(
    page: Browser, graph: nx.MultiGraph[str], renderer: str, field: str, value: str
) -> None:
    def matches(one: str, other: str, facts: dict[str, Any]) -> bool:
        if field == "country":
            return value in (graph.nodes[one]["country"], graph.nodes[other]["country"])
        if field == "from":
            return any(date[:4] >= value for date in facts["since"])
        return bool(value in facts["kinds"] if field == "kind" else facts[field] == value)

    expected = sum(matches(*edge) for edge in graph.edges(data=True))
    assert expected > 0
    _choose(page, field, value)
    assert len(_drawn(page, renderer, "lines")) == expected
    page.run("document.getElementById('reset').click()")
    assert len(_drawn(page, renderer, "lines")) == len(graph.edges)
    assert len(_drawn(page, renderer, "dots")) == len(graph)


def test_a_click_on_a_city_opens_the_panel(page: Browser, renderer: str) -> None:
    _near(page, SEOUL)
    _click(page, renderer, SEOUL, "Seoul")


def test_a_partner_in_the_panel_leads_to_that_city(page: Browser) -> None:
    _search(page, "Bandung")
    page.run(
        "[...document.querySelectorAll('#panel button')].find(b => b.textContent.startsWith('Seoul')).click()"
    )
    assert _heading(page) == "Seoul"


def test_cities_are_coloured_by_country_or_by_kind(page: Browser, renderer: str) -> None:
    assert len({colour for _, colour in _drawn(page, renderer, "dots")}) > 20
    _choose(page, "colour", "kind")
    assert {colour for _, colour in _drawn(page, renderer, "dots")} <= set(KIND_COLOURS.values())
    assert EN["legendKind"] in _panel(page)


def test_lines_have_colours_by_kind_and_dashes_if_ended(
    browser: Browser, renderer: str, tmp_path: Path
) -> None:
    graph = _cities(a="One", b="Two", c="Three")
    graph.add_edge("a", "b", key="urn:p", **FACTS | {"kinds": ["sister-city"], "status": "ended"})
    graph.add_edge("b", "c", key="urn:q", **FACTS | {"kinds": ["friendship-city"]})
    graph.add_edge("a", "c", key="urn:r", **FACTS)
    _show(browser, graph, tmp_path, renderer)
    assert sorted(map(tuple, _drawn(browser, renderer, "lines"))) == sorted(
        [
            (KIND_COLOURS["sister-city"], True),
            (KIND_COLOURS["friendship-city"], False),
            (KIND_COLOURS[""], False),
        ]
    )


def test_on_the_map_a_city_is_at_its_coordinates(page: Browser, graph: nx.MultiGraph[str]) -> None:
    _choose(page, "layout", "map")
    points = {city: tuple(xy) for city, xy in page.run("return cities.map(c => [c.id, c.map])")}
    located = [node for node, facts in graph.nodes(data=True) if facts["place"]]
    for one, other in itertools.pairwise(located):
        north = graph.nodes[one]["place"][0] - graph.nodes[other]["place"][0]
        assert (points[one][1] - points[other][1]) * north <= 0.1, (one, other)
    south = max(points[node][1] for node in located)
    unplaced = [node for node in graph if node not in located]
    assert all(points[node][1] > south for node in unplaced)
    assert EN["unplaced"].replace("{many}", str(len(unplaced))) in _panel(page)


def test_the_map_shows_land(browser: Browser, renderer: str, tmp_path: Path) -> None:
    """A pixel in the Sahara is land, one in the Atlantic is not."""
    graph = _cities(a="Libreville", b="Honolulu")
    graph.nodes["a"]["place"], graph.nodes["b"]["place"] = (0.39, 9.45), (21.31, -157.86)
    _show(browser, graph, tmp_path, renderer, layout="map")
    canvas = {
        "canvas": "document.querySelector('#network canvas')",
        "webgl": "kembar.picture.renderer.getCanvases().under",
    }[renderer]
    pixel = (
        "((east, north) => {"
        "const box = document.getElementById('network').getBoundingClientRect();"
        f"const canvas = {canvas}, dense = canvas.width / box.width, pen = canvas.getContext('2d');"
        "const unit = cities.find(c => c.label === 'Libreville').map[0] / 9.45;"
        "const at = kembar.picture.toScreen(east * unit, -north * unit);"
        "return [...pen.getImageData(at.x * dense, at.y * dense, 1, 1).data].join() })"
    )
    browser.wait(f"{pixel}(16, 22.5) === '233,237,241,255'")
    assert browser.run(f"return {pixel}(-40, 0)") != "233,237,241,255"


def test_a_click_opens_a_country_and_the_panel_closes(
    page: Browser, graph: nx.MultiGraph[str], renderer: str
) -> None:
    _choose(page, "layout", "countries")
    countries = {country for _, country in graph.nodes(data="country")}
    assert _labels(page, renderer) == countries
    koreans = [node for node, country in graph.nodes(data="country") if country == "South Korea"]
    _click(page, renderer, "scene().dots.find(d => d.label === 'South Korea')", "South Korea")
    assert f"{EN['cities']}: {len(koreans)}" in _panel(page)
    assert len(_drawn(page, renderer, "dots")) == len(countries) - 1 + len(koreans)
    assert {"Seoul", "Indonesia"} <= _labels(page, renderer)
    page.run("[...document.querySelectorAll('#panel button')][0].click()")
    assert _labels(page, renderer) == countries


def test_a_line_between_countries_merges_partnerships(
    page: Browser, graph: nx.MultiGraph[str], renderer: str
) -> None:
    _choose(page, "layout", "countries")
    pairs = Counter(
        frozenset((graph.nodes[one]["country"], graph.nodes[other]["country"]))
        for one, other in graph.edges()
    )
    abroad = {pair: count for pair, count in pairs.items() if len(pair) == 2}
    assert len(_drawn(page, renderer, "lines")) == len(abroad)
    lines = page.run(
        "const name = id => page.countries[+id.split(' ')[1]].label;"
        "return scene().lines.map(l => [name(l.from), name(l.to), l.edges.length])"
    )
    assert {frozenset((one, other)): count for one, other, count in lines} == abroad


def test_zooming_opens_and_closes_countries_in_sight(page: Browser, renderer: str) -> None:
    _choose(page, "layout", "countries")
    before = _drawn(page, renderer, "dots")
    x, y = _screen(page, "scene().dots.find(d => d.label === 'South Korea')")
    near = (
        "(() => { const {left, right} = kembar.picture.view(), box = layoutBox();"
        "return (box.right - box.left) / (right - left) >= NEAR })()"
    )
    still = "true" if renderer == "canvas" else "!kembar.picture.renderer.getCamera().isAnimated()"
    seoul = f"Boolean({SEOUL})"
    for turn, opened in ((-1200, True), (1200, False)):
        end = time.monotonic() + LIMIT
        while page.run(f"return {near}") is not opened:
            assert time.monotonic() < end
            page.wheel(x, y, turn)
            page.frames()
            page.wait(still)
        page.wait(f"{seoul} === {json.dumps(opened)}")
        assert ("Seoul" in _labels(page, renderer)) is opened
    assert _drawn(page, renderer, "dots") == before


def test_a_search_opens_the_country_of_the_city(page: Browser, renderer: str) -> None:
    _choose(page, "layout", "countries")
    assert "Bandung" not in _labels(page, renderer)
    _search(page, "반둥")
    assert _heading(page) == "Bandung"
    assert "Bandung" in _labels(page, renderer)


def test_the_layout_is_chosen_in_the_page(page: Browser, renderer: str) -> None:
    before = _drawn(page, renderer, "dots")
    _choose(page, "layout", "countries")
    assert len(_drawn(page, renderer, "dots")) < len(before)
    _choose(page, "layout", "map")
    assert page.run("return scene().land")
    _choose(page, "layout", "force")
    assert _drawn(page, renderer, "dots") == before


def test_the_layout_changes_with_a_city_selected(page: Browser, renderer: str) -> None:
    before = _drawn(page, renderer, "dots")
    _choose(page, "layout", "countries")
    _search(page, "Bandung")
    page.frames()
    _choose(page, "layout", "force")
    assert _drawn(page, renderer, "dots") == before
    assert _heading(page) == ""


def test_more_labels_appear_when_zoomed_in(page: Browser, renderer: str) -> None:
    labels = page.wait(LABELS[renderer])
    dots = page.run("return scene().dots.length")
    assert 0 < labels < dots
    _near(page, SEOUL)
    _near(page, SEOUL)
    page.wait(f"{LABELS[renderer]} / {IN_SIGHT} > {labels / dots}")


def test_all_dots_are_one_drawing(webgl_page: Browser) -> None:
    """Without a graphics card each instance would be a drawing of its own, and slow."""
    instances, corners = webgl_page.run(
        "const to = WebGL2RenderingContext.prototype, calls = {drawArrays: [], drawArraysInstanced: []};"
        "const original = {};"
        "for (const name in calls) {"
        "  const draw = original[name] = to[name];"
        "  to[name] = function(...all) { calls[name].push(all.at(-1)); draw.apply(this, all); };"
        "}"
        "kembar.picture.renderer.render();"
        "Object.assign(to, original);"
        "return [calls.drawArraysInstanced, calls.drawArrays]"
    )
    dots, lines, dashed = webgl_page.run(
        "const lines = scene().lines;"
        "return [scene().dots.length, lines.length, lines.filter(line => line.dashed).length]"
    )
    assert instances == []
    assert set(corners) == {3 * dots, 6 * dashed, 6 * (lines - dashed)}


def _drag(page: Browser, steps: int) -> list[Any]:
    """Drag from Seoul and let go; return the item under the mouse and the visible layers per step.

    A script dispatches the events, so that each step is seen while it lasts.
    """
    return list(
        page.run(
            f"const steps = {steps}, {{renderer}} = kembar.picture, states = [];"
            "renderer.setSetting('hideEdgesOnMove', true);"
            "const layer = renderer.getCanvases().mouse, box = layer.getBoundingClientRect();"
            f"const at = () => {{ const p = {SEOUL}; return kembar.picture.toScreen(p.x, p.y); }};"
            "const {x, y} = at();"
            "const to = (kind, by, where = layer) => where.dispatchEvent(new MouseEvent(kind, {"
            "  button: 0, bubbles: true, composed: true, cancelable: true,"
            "  clientX: box.x + x + by, clientY: box.y + y}));"
            "to('mousedown', 0);"
            "for (let step = 1; step <= steps; step++) {"
            "  to('mousemove', step);"
            "  renderer.render();"
            f"  states.push([renderer.getNodeAtPosition(at()), {LAYERS}]);"
            "}"
            "to('mouseup', steps, document);"
            "to('click', steps);"
            "return states"
        )
    )


LAYERS = (
    "Object.entries(kembar.picture.renderer.getCanvases())"
    ".filter(([_, canvas]) => getComputedStyle(canvas).display !== 'none').map(([name]) => name)"
)
ALL_LAYERS = {"under", "edges", "nodes", "labels", "hovers", "hoverNodes", "mouse"}


@pytest.fixture
def near_seoul(webgl_page: Browser) -> Browser:
    webgl_page.run(RESTORE)
    webgl_page.wait(CLICKABLE["webgl"])
    _near(webgl_page, SEOUL)
    return webgl_page


def test_dragging_many_lines_draws_only_visible_layers(near_seoul: Browser) -> None:
    for item, layers in _drag(near_seoul, 5):
        assert item is None
        assert set(layers) == {"under", "nodes", "labels", "mouse"}
    assert _heading(near_seoul) == "", "a drag is no click"
    near_seoul.wait(
        f"(() => {{ const p = {SEOUL}, at = kembar.picture.toScreen(p.x, p.y);"
        "return kembar.picture.renderer.getNodeAtPosition(at) === p.id })()"
    )
    near_seoul.wait(f"{LAYERS}.length === {len(ALL_LAYERS)}")
    assert set(near_seoul.run(f"return {LAYERS}")) == ALL_LAYERS
    _click(near_seoul, "webgl", SEOUL, "Seoul")
    assert {layer for _, layers in _drag(near_seoul, 2) for layer in layers} == ALL_LAYERS


def test_a_click_with_a_trembling_hand_is_a_click(near_seoul: Browser) -> None:
    assert [item for item, _ in _drag(near_seoul, 1)] == [None]
    assert _heading(near_seoul) == "Seoul"


def test_without_webgl_the_panel_still_works(
    chromedriver: str, pages: Path, tmp_path: Path
) -> None:
    with browsing(chromedriver, tmp_path / "profile", "--disable-3d-apis") as plain:
        _open(plain, pages / "webgl-force.html")
        assert EN["noWebGL"] in plain.run("return document.body.innerText")
        _search(plain, "Bandung")
        assert _heading(plain) == "Bandung"
        assert plain.log() == []


def test_a_partnership_of_three_cities_has_three_lines(
    browser: Browser, renderer: str, tmp_path: Path
) -> None:
    _show(browser, _partners(a="One", b="Two", c="Three"), tmp_path, renderer)
    assert len(_drawn(browser, renderer, "lines")) == 3
    assert browser.run("return document.getElementById('count').textContent") == (
        "cities: 3, partnerships: 1"
    )
    assert browser.log() == []


def test_a_click_on_a_line_opens_its_partnership(
    browser: Browser, renderer: str, tmp_path: Path
) -> None:
    _show(browser, _partners(a="One", b="Two"), tmp_path, renderer)
    middle = (
        "(() => { const [a, b] = scene().dots; return {x: (a.x + b.x) / 2, y: (a.y + b.y) / 2} })()"
    )
    _click(browser, renderer, middle, "One – Two")


@pytest.mark.parametrize("cities", [{}, {"a": "Alone"}], ids=["none", "one"])
def test_a_network_of_next_to_nothing_opens(
    browser: Browser, renderer: str, tmp_path: Path, cities: dict[str, str]
) -> None:
    _show(browser, _partners(**cities), tmp_path, renderer)
    for layout in (*LAYOUTS[1:], LAYOUTS[0]):
        _choose(browser, "layout", layout)
    assert len(_drawn(browser, renderer, "dots")) == len(cities)
    assert browser.log() == []


def test_a_filter_by_year_reads_what_a_date_may_be(
    browser: Browser, renderer: str, tmp_path: Path
) -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds={})
    for node in ("urn:a", "urn:b"):
        graph.add_node(node, label=node, country="", names=[])
    for date in ("1985", "../1995", "199X", "2005/..", "2010-21"):
        graph.add_edge("urn:a", "urn:b", key=f"urn:{date}", **{**FACTS, "since": [date]})
    _open(browser, network_page(graph, "Years", renderer=renderer).write(tmp_path / "years.html"))
    for first, last, dates in (
        ("1980", "1989", ["../1995", "1985"]),
        ("1996", "2004", ["199X"]),
        ("2008", "", ["2005/..", "2010-21"]),
    ):
        _choose(browser, "from", first)
        _choose(browser, "to", last)
        seen = browser.run("return kembar.state.edges.map(edge => edge.since[0])")
        assert sorted(seen) == sorted(dates)


def test_a_hostile_text_is_shown_as_text(browser: Browser, renderer: str, tmp_path: Path) -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds={})
    for node in ("urn:a", "urn:b"):
        graph.add_node(node, label=HOSTILE + node, country=HOSTILE, names=[HOSTILE])
    facts = {**FACTS, "since": [HOSTILE], "kinds": [HOSTILE]}
    texts = [[HOSTILE, "javascript:window.ran=1"], ["</script><script>window.ran=1</script>", ""]]
    facts_of = dict.fromkeys(("sources", "agreements", "activities"), texts)
    graph.add_edge("urn:a", "urn:b", key="urn:e", **{**facts, **facts_of})
    page = network_page(graph, HOSTILE, renderer=renderer)
    _open(browser, page.write(tmp_path / "hostile.html"))
    _search(browser, HOSTILE + "urn:a")
    assert browser.run("return window.ran") is None
    assert browser.run("return document.querySelectorAll('aside img, header img, a').length") == 0
    assert browser.run("return document.querySelector('h1').textContent") == HOSTILE
    assert HOSTILE in browser.run("return document.getElementById('panel').textContent")
    assert browser.log() == []


def test_the_page_speaks_indonesian(
    browser: Browser, graph: nx.MultiGraph[str], tmp_path: Path
) -> None:
    part = part_of(graph, city=Term(f"<{BANDUNG}>"))
    page = network_page(part, "Kembar", "id", renderer="canvas")
    _open(browser, page.write(tmp_path / "jaringan.html"))
    text = browser.run("return document.body.innerText")
    assert all(
        translated(WORDS, "id")[word] in text
        for word in ("search", "layout", "countries", "legend")
    )
