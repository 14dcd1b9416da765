"""The network page in a headless Chromium.

Tests wait for states of the page and never for a time: `Browser.wait` for a condition, and
`Browser.frames` until the page has drawn what was set.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kembar.language import translated
from kembar.queries.network import network
from kembar.rdf.engine import Engine
from kembar.render.network.messages import WORDS
from kembar.render.network.page import MOST_ON_CANVAS, network_page, renderer_for
from kembar.workspace.cache import DiskCache
from tests.render.chromium import WITHOUT_GPU, Browser, browsing

RENDERERS = ("canvas", "webgl")
BANDUNG = "https://w3id.org/kembar/id/id-bandung"
HOSTILE = '<script>window.ran=1</script><img src=x onerror="window.ran=1">'
EN = translated(WORDS, "en")

DRAWN = {
    "canvas": "[kembar.stage.picture.nodes.length, kembar.stage.picture.edges.length]",
    "webgl": "(g => [g.order, g.size])(kembar.stage.picture.renderer.getGraph())",
}
"""Numbers of marks and lines of each renderer, as scripts."""

CLICKABLE = {
    "canvas": "true",
    # Two clicks in a short time, wherever they are, would be a double click.
    "webgl": "kembar.stage.picture.renderer.getMouseCaptor().clicks === 0",
}

SEOUL = "cities.find(city => city.key === 'kr-seoul')"
HEADING = "(document.querySelector('#panel h2')?.textContent || '')"

OVERLAPS = """
const view = viewNow(), pen = document.createElement("canvas").getContext("2d"), found = [];
const {width, height} = document.getElementById("canvas").getBoundingClientRect();
const boxes = stage.placed.map(({city, text, size, weight, dx, dy}) => {
  pen.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  const {width: wide, actualBoundingBoxAscent: up, actualBoundingBoxDescent: down} = pen.measureText(text);
  const [x, y] = at(scene.place(city), view), high = Math.max(size, up + down);
  return {text, city, left: x + dx - wide / 2, right: x + dx + wide / 2, top: y + dy - high / 2, bottom: y + dy + high / 2};
});
boxes.forEach((one, n) => {
  if (one.left < 0 || one.right > width || one.top < 0 || one.bottom > height) found.push(one.text + " at the edge");
  boxes.slice(n + 1).forEach(other => {
    if (one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
      found.push(one.text + " on " + other.text);
  });
  scene.cities.forEach(city => {
    const [x, y] = at(scene.place(city), view), r = radiusOf(city, view.scale, stage.fit.scale);
    const dx = x - Math.max(one.left, Math.min(x, one.right)), dy = y - Math.max(one.top, Math.min(y, one.bottom));
    if (Math.hypot(dx, dy) < r) found.push(one.text + " on the mark of " + city.label);
  });
});
return [boxes.length, Math.min(...stage.placed.map(label => label.size)), found];
"""
"""The number of labels in sight, their least size, and what touches what."""

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
    """The shipped network drawn by each renderer."""
    folder = tmp_path_factory.mktemp("pages")
    cache = DiskCache(folder / "layouts")
    for renderer in RENDERERS:
        title = f"Kembar {HOSTILE}"
        network_page(graph, title, cache=cache, renderer=renderer).write(
            folder / f"{renderer}.html"
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
def drawn(second_browser: Browser, pages: Path, renderer: str) -> Browser:
    return _open(second_browser, pages / f"{renderer}.html")


@pytest.fixture
def page(drawn: Browser) -> Iterator[Browser]:
    """The shipped network, as if it had just been opened; it logs no error."""
    _restore(drawn)
    yield drawn
    assert drawn.log() == []


@pytest.fixture(scope="module")
def canvas(browser: Browser, pages: Path) -> Browser:
    """The shipped network on the canvas, for what both renderers have in common."""
    return _open(browser, pages / "canvas.html")


@pytest.fixture
def plain(canvas: Browser, pages: Path) -> Iterator[Browser]:
    if not str(canvas.run("return location.href")).startswith((pages / "canvas.html").as_uri()):
        _open(canvas, pages / "canvas.html")
    _restore(canvas)
    yield canvas
    assert canvas.log() == []


def _restore(page: Browser, address: str = "") -> None:
    page.run(f"history.replaceState(null, '', '#{address}'); restore();")
    page.frames()


def _open(browser: Browser, page: Path, fragment: str = "") -> Browser:
    browser.log()
    browser.open(page, fragment)
    browser.wait("window.kembar && kembar.drawn")
    return browser


def _search(page: Browser, name: str) -> None:
    page.run(
        f"const s = document.getElementById('search'); s.value = {json.dumps(name)};"
        "s.dispatchEvent(new Event('input'));"
        "s.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}));"
    )


def _set(page: Browser, field: str, value: str) -> None:
    page.run(
        f"const f = document.getElementById({json.dumps(field)}); f.value = {json.dumps(value)};"
        "f.dispatchEvent(new Event('input'));"
    )


def _panel(page: Browser) -> str:
    return str(page.run("return document.getElementById('panel').innerText"))


def _heading(page: Browser) -> str:
    return str(page.run(f"return {HEADING}"))


def _click(page: Browser, renderer: str, point: str, heading: str) -> None:
    """Click with the mouse on a point of the layout, and wait for the heading of the panel."""
    page.wait(CLICKABLE[renderer])
    x, y = page.run(
        f"const [x, y] = at({point}, viewNow());"
        "const r = document.getElementById('network').getBoundingClientRect();"
        "return [Math.round(r.x + x), Math.round(r.y + y)]"
    )
    page.act({"type": "pointerMove", "duration": 0, "x": x - 40, "y": y})
    page.act({"type": "pointerMove", "duration": 0, "x": x, "y": y})
    page.frames()
    page.act({"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0})
    page.wait(f"{HEADING} === {json.dumps(heading)}")


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


def _show(browser: Browser, graph: nx.MultiGraph[str], folder: Path, renderer: str) -> None:
    page = network_page(graph, "Small", renderer=renderer)
    _open(browser, page.write(folder / "small.html"))


def test_a_page_opens_offline_still_and_whole(
    page: Browser, graph: nx.MultiGraph[str], renderer: str
) -> None:
    """Nothing is loaded, nothing moves by itself, and every mark is in sight."""
    assert page.run(f"return {DRAWN[renderer]}") == [len(graph), graph.number_of_edges()]
    outside = (
        "const box = document.getElementById('canvas').getBoundingClientRect(), view = viewNow();"
        "return scene.cities.filter(city => { const [x, y] = at(scene.place(city), view);"
        "return x < 0 || y < 0 || x > box.width || y > box.height }).length"
    )
    assert page.run(outside) == 0
    before = page.run("return JSON.stringify(viewNow())")
    page.frames(20)
    assert page.run("return JSON.stringify(viewNow())") == before
    assert page.run("return performance.getEntriesByType('resource').length") == 0


def test_a_larger_network_is_drawn_by_webgl() -> None:
    assert (renderer_for(MOST_ON_CANVAS), renderer_for(MOST_ON_CANVAS + 1)) == ("canvas", "webgl")


@pytest.mark.parametrize("zoom", [1, 2.2, 5])
def test_no_label_touches_anything(page: Browser, zoom: float) -> None:
    _search(page, "Bandung")
    page.run(f"zoomBy({zoom}); rest()")
    page.frames()
    page.run("rest()")
    many, least, overlaps = page.run(OVERLAPS)
    assert overlaps == []
    assert many > 3
    assert least >= 10.5


def test_no_label_touches_anything_on_a_phone(plain: Browser) -> None:
    """There the city is in the middle of its partners, and the canvas has the whole width."""
    plain.devtools(
        "Emulation.setDeviceMetricsOverride",
        width=390,
        height=844,
        deviceScaleFactor=1,
        mobile=True,
    )
    try:
        plain.wait("document.getElementById('canvas').clientWidth === 390")
        _restore(plain)
        for address in ("", "city=id-bandung"):
            _restore(plain, address)
            many, _, overlaps = plain.run(OVERLAPS)
            assert overlaps == []
            assert many > 5
        assert plain.run("return kembar.state.depth") == 1
        assert plain.run("return document.documentElement.scrollWidth") == 390
        heights = [
            plain.run(
                "document.getElementById('grip').click(); return document.getElementById('side').clientHeight"
            )
            for _ in range(3)
        ]
        assert heights[2] < heights[0] < heights[1]
        # The years are beside the picture that they change.
        assert plain.run("return el('side').contains(el('years'))")
    finally:
        plain.devtools("Emulation.clearDeviceMetricsOverride")
        plain.wait("document.getElementById('canvas').clientWidth > 390")


@pytest.mark.parametrize("name", ["bandung", "Bandung, Indonesia", "반둥", "Bandoeng"])
def test_search_finds_a_city_by_any_of_its_names(plain: Browser, name: str) -> None:
    _search(plain, name)
    assert plain.run("return cities[kembar.state.selected].id") == BANDUNG


def test_hits_are_walked_by_keyboard(plain: Browser) -> None:
    """The second of the hits is chosen, then a partner of it by the arrow keys."""
    picked = plain.run(
        "const s = document.getElementById('search'); s.value = 'se'; s.dispatchEvent(new Event('input'));"
        "for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) s.dispatchEvent(new KeyboardEvent('keydown', {key}));"
        "return [findCities('se')[1].label, document.activeElement.id]"
    )
    assert picked == [_heading(plain), "panel"]
    _search(plain, "Bandung")
    walked = plain.run(
        "const all = [...document.querySelectorAll('.plist li > span > button')]; all[0].focus();"
        "all[0].dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown', bubbles: true}));"
        "const there = document.activeElement; there.click(); return [all[1] === there, there.textContent]"
    )
    assert walked == [True, _heading(plain)]


def test_a_search_without_a_match_says_so(plain: Browser) -> None:
    _search(plain, "Atlantis")
    assert EN["none"] in plain.run("return document.getElementById('search-hits').textContent")


def test_the_panel_shows_partners_and_their_facts(
    plain: Browser, graph: nx.MultiGraph[str]
) -> None:
    _search(plain, "Bandung")
    panel = _panel(plain)
    assert all(graph.nodes[other]["label"] in panel for other in graph[BANDUNG])
    _, other, facts = max(
        graph.edges(BANDUNG, data=True), key=lambda edge: len(edge[2]["activities"])
    )
    plain.run(
        f"actions.open(partnerships.find(edge => ends(edge).some(city => city.id === '{BANDUNG}')"
        f"&& ends(edge).some(city => city.id === {json.dumps(other)})))"
    )
    panel = _panel(plain)
    for name in ("agreements", "activities", "sources"):
        assert all(" ".join(text.split()) in panel for text, *_ in facts[name])


def test_filters_tell_what_they_leave(plain: Browser) -> None:
    """Each count in the drawer is what the choice leaves, and the button counts the filters."""
    plain.run("document.getElementById('filters').open = true; showCounts()")
    for field, value in (("kind", "k2"), ("status", "prospective"), ("region", "eu-1")):
        _restore(plain)
        promised, left = plain.run(
            "showCounts();"
            f"const box = document.querySelector('[name={field}][value={value}]');"
            "const many = Number(box.parentNode.querySelector('.num').textContent); box.click();"
            "return [many, new Set(scene.edges.map(edge => edge.partnership)).size]"
        )
        assert promised == left > 0
        assert plain.run("return document.getElementById('active').textContent") == "1"
    _set(plain, "filter-country", "Germany")
    assert plain.run("return document.getElementById('active').textContent") == "2"
    plain.run("document.getElementById('reset').click()")
    assert plain.run("return scene.edges.length === partnerships.length")
    plain.run("document.getElementById('filters').open = false")


def test_years_leave_what_had_begun(plain: Browser) -> None:
    _set(plain, "year", "1990")
    first, undated = plain.run(
        "return [scene.edges.filter(edge => edge.years).map(edge => edge.years[0]), scene.edges.filter(edge => !edge.years).length]"
    )
    assert first
    assert max(first) <= 1990
    assert undated > 0
    plain.run("document.getElementById('also').click()")
    assert len(first) == plain.run("return scene.edges.length")


def test_play_runs_through_the_years(plain: Browser) -> None:
    plain.run("document.getElementById('play').click()")
    first = plain.run("return page.years[0]")
    plain.wait(f"kembar.state.year > {first}")
    plain.run("document.getElementById('play').click()")
    assert plain.run("return document.getElementById('play').textContent") == EN["play"]


def test_the_shortest_chain_is_drawn_and_told(plain: Browser, graph: nx.MultiGraph[str]) -> None:
    concluded = nx.Graph(
        (one, other)
        for one, other, status in graph.edges(data="status")
        if status not in ("prospective", "cancelled")
    )
    medan, braunschweig = (
        next(node for node, label in graph.nodes(data="label") if label == name)
        for name in ("Medan", "Braunschweig")
    )
    _set(plain, "from", "Medan")
    plain.run(
        "document.getElementById('from').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}))"
    )
    _set(plain, "to", "Braunschweig")
    plain.run(
        "document.getElementById('to').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}))"
    )
    steps = nx.shortest_path_length(concluded, medan, braunschweig)
    assert plain.run("return chosen().edges.length") == steps
    assert plain.run("return document.querySelectorAll('#panel ol li').length") == steps + 1
    assert "chain=" in plain.run("return location.hash")


@pytest.mark.parametrize("depth", [1, 2])
def test_a_city_is_shown_with_its_surroundings(
    page: Browser, graph: nx.MultiGraph[str], renderer: str, depth: int
) -> None:
    _search(page, "Bandung")
    _set(page, "depth", str(depth))
    around = nx.ego_graph(graph, BANDUNG, radius=depth)
    assert page.run(f"return {DRAWN[renderer]}")[0] == len(around)
    assert page.run(OVERLAPS)[2] == []


def test_the_address_restores_the_view(plain: Browser) -> None:
    _search(plain, "Seoul")
    _set(plain, "layout", "map")
    plain.run("zoomBy(3); rest()")
    plain.frames()
    plain.run("rest()")
    state = (
        "return [kembar.state.selected, kembar.state.layout, viewNow().scale.toFixed(2), "
        "location.hash]"
    )
    before = plain.run(state)
    _restore(plain)
    assert plain.run(state)[0] is None
    _restore(plain, before[-1][1:])
    assert plain.run(state) == before


@pytest.mark.parametrize(
    "address",
    [
        "city=nowhere&layout=globe&depth=99&year=99999&view=a_b_c&kind=%3Cb%3E&chain=a~b",
        "view=1e9_1e9_1e9&country=Atlantis&region=xx&status=yy",
        "city=%E0%A4%A&view=__&=&==",
    ],
)
def test_a_bad_address_does_no_harm(plain: Browser, address: str) -> None:
    """All cities are shown, and some of the picture is in sight."""
    _restore(plain, address)
    middle = "at([0, 1].map(n => (scene.box[n] + scene.box[n + 2]) / 2), viewNow())"
    whole, (x, y), scale = plain.run(
        f"return [scene.cities.length === cities.length, {middle}, viewNow().scale]"
    )
    assert whole
    assert abs(x) < 2000 * scale
    assert abs(y) < 2000 * scale


def test_back_takes_back_a_selection(plain: Browser) -> None:
    _search(plain, "Seoul")
    _search(plain, "Bandung")
    plain.run("history.back()")
    plain.wait(f"{HEADING} === 'Seoul'")


def test_the_table_has_what_is_shown(plain: Browser) -> None:
    plain.run("state.kind.add('k2'); refresh(); document.getElementById('table').click()")
    rows = "[...document.querySelectorAll('#rows tbody tr')].map(row => row.cells[0].textContent)"
    names = plain.run(f"return {rows}")
    assert len(names) == plain.run("return scene.edges.length")
    plain.run("document.querySelector('#rows thead button').click()")
    assert plain.run(f"return {rows}")[0] == names[-1]
    assert plain.run("return document.querySelector('#rows th').ariaSort") == "descending"
    plain.run("document.querySelector('#rows tbody button').click()")
    assert _heading(plain) == names[-1]
    assert plain.run("return document.getElementById('rows').open") is False


def test_the_picture_is_saved_and_printed(plain: Browser) -> None:
    svg = plain.run("return svgText()")
    assert "Bandung</text>" in svg
    assert "&lt;script&gt;" in svg
    assert "<script" not in svg
    assert plain.run("return pngBlob().then(blob => blob.size > 10000)")
    plain.run("preparePrint()")
    assert plain.run("return document.querySelectorAll('#print circle').length === cities.length")
    assert plain.run("return document.querySelector('#print .key').textContent") == plain.run(
        "return document.getElementById('legend').textContent"
    )


def test_the_theme_is_that_of_the_reader(plain: Browser) -> None:
    light = plain.run("return colours.paper")
    dark = [{"name": "prefers-color-scheme", "value": "dark"}]
    plain.devtools("Emulation.setEmulatedMedia", features=dark)
    plain.wait(f"colours.paper !== {json.dumps(light)}")
    plain.devtools("Emulation.setEmulatedMedia", features=[])
    plain.wait(f"colours.paper === {json.dumps(light)}")


def test_a_click_on_a_city_opens_the_panel(page: Browser, renderer: str) -> None:
    _click(page, renderer, f"scene.place({SEOUL})", "Seoul")


def test_a_click_on_a_line_opens_its_partnership(
    browser: Browser, renderer: str, tmp_path: Path
) -> None:
    _show(browser, _partners(a="One", b="Two"), tmp_path, renderer)
    middle = "[0, 1].map(n => (scene.place(cities[0])[n] + scene.place(cities[1])[n]) / 2)"
    _click(browser, renderer, middle, "One – Two")


def test_two_cities_fill_the_page(browser: Browser, tmp_path: Path) -> None:
    """Their marks are far apart, and are drawn where their names expect them."""
    _show(browser, _partners(a="One", b="Two"), tmp_path, "canvas")
    (x, y), (across, down), width = browser.run(
        "return [...cities.map(city => at(scene.place(city), viewNow())), el('canvas').clientWidth]"
    )
    assert across - x > width / 2
    assert y == down
    drawn = browser.run(
        "const [x, y] = at(scene.place(cities[0]), viewNow()), r = radiusOf(cities[0], viewNow().scale, stage.fit.scale);"
        "const pen = document.querySelector('#network canvas').getContext('2d');"
        "const opaque = (x, y) => pen.getImageData(Math.round(x), Math.round(y), 1, 1).data[3] > 0;"
        "return [[0, r - 2], [0, 2 - r], [2 - r, 0], [0, r + 2.5], [0, -r - 2.5], [-r - 2.5, 0]]"
        ".map(([dx, dy]) => opaque(x + dx, y + dy))"
    )
    assert drawn == [True, True, True, False, False, False]


def test_a_partnership_of_three_cities_has_three_lines(
    browser: Browser, renderer: str, tmp_path: Path
) -> None:
    _show(browser, _partners(a="One", b="Two", c="Three"), tmp_path, renderer)
    assert browser.run(f"return {DRAWN[renderer]}") == [3, 3]
    assert browser.run("return document.getElementById('count').textContent") == (
        EN["countOne"].replace("{cities}", "3")
    )
    assert browser.log() == []


@pytest.mark.parametrize("cities", [{}, {"a": "Alone"}], ids=["none", "one"])
def test_a_network_of_next_to_nothing_opens(
    browser: Browser, renderer: str, tmp_path: Path, cities: dict[str, str]
) -> None:
    _show(browser, _partners(**cities), tmp_path, renderer)
    for layout in ("map", "force"):
        _set(browser, "layout", layout)
    assert browser.run(f"return {DRAWN[renderer]}")[0] == len(cities)
    assert (EN["noCity"] in browser.run("return document.body.innerText")) is not bool(cities)
    assert browser.log() == []


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


def test_all_marks_are_one_drawing(browser: Browser, pages: Path) -> None:
    """Without a graphics card each instance would be a drawing of its own, and slow."""
    page = _open(browser, pages / "webgl.html")
    instances, corners = page.run(
        "const to = WebGL2RenderingContext.prototype, calls = {drawArrays: [], drawArraysInstanced: []};"
        "const original = {};"
        "for (const name in calls) {"
        "  const draw = original[name] = to[name];"
        "  to[name] = function(...all) { calls[name].push(all.at(-1)); draw.apply(this, all); };"
        "}"
        "kembar.stage.picture.renderer.render();"
        "Object.assign(to, original);"
        "return [calls.drawArraysInstanced, calls.drawArrays]"
    )
    marks, lines, dashed = page.run(
        "return [cities.length, partnerships.length, partnerships.filter(edge => KINDS[edge.kind].dash.length).length]"
    )
    assert instances == []
    assert set(corners) == {3 * marks, 6 * dashed, 6 * (lines - dashed)}


def test_without_webgl_the_panel_still_works(
    chromedriver: str, pages: Path, tmp_path: Path
) -> None:
    with browsing(chromedriver, tmp_path / "profile", "--disable-3d-apis") as without:
        _open(without, pages / "webgl.html")
        assert EN["noWebGL"] in without.run("return document.body.innerText")
        _search(without, "Bandung")
        assert _heading(without) == "Bandung"
        assert without.log() == []


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
    browser.wait(f"{HEADING}.includes('window.ran')")
    assert browser.run("return window.ran") is None
    assert browser.run("return document.querySelectorAll('img, [href^=javascript]').length") == 0
    assert HOSTILE in _panel(browser)
    assert browser.log() == []
