"""The network page in a real headless Chromium."""

from __future__ import annotations

import itertools
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kembar.queries.network import network, part_of
from kembar.rdf.engine import Engine
from kembar.rdf.terms import Term
from kembar.render.network.data import KIND_COLOURS
from kembar.render.network.messages import WORDS
from kembar.render.network.page import LAYOUTS, MOST_FOR_PYVIS, network_page, renderer_for
from kembar.workspace.cache import DiskCache
from tests.render.chromium import Browser, browsing

RENDERERS = ("pyvis", "webgl")
BANDUNG = "https://w3id.org/kembar/id/id-bandung"
HOSTILE = '<script>window.ran=1</script><img src=x onerror="window.ran=1">'


DRAWN = {
    "pyvis": {
        "dots": "kembar.picture.nodes.get().map(n => [n.label, n.color])",
        "lines": "kembar.picture.edges.get().map(e => [e.color.color, e.dashes])",
    },
    "webgl": {
        "dots": "kembar.picture.renderer.getGraph().mapNodes((id, a) => [a.label, a.color])",
        "lines": "kembar.picture.renderer.getGraph().mapEdges((id, a) => [a.color, a.type === 'dashed'])",
    },
}
"""What each renderer holds, as a script tells it."""

FACTS: dict[str, Any] = {
    **dict.fromkeys(("since", "until", "kinds", "sources", "agreements", "activities"), ()),
    "status": "active",
}


@pytest.fixture(scope="module")
def graph(engine: Engine) -> nx.MultiGraph[str]:
    return network(engine)


@pytest.fixture(params=RENDERERS)
def renderer(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> DiskCache:
    return DiskCache(tmp_path_factory.mktemp("cache") / "layouts")


@pytest.fixture(scope="module")
def pages(
    graph: nx.MultiGraph[str], memory: DiskCache, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The shipped network drawn by each renderer, in each layout."""
    folder = tmp_path_factory.mktemp("pages")
    for renderer in RENDERERS:
        for layout in LAYOUTS:
            network_page(
                graph, f"Kembar {HOSTILE}", layout=layout, cache=memory, renderer=renderer
            ).write(folder / f"{renderer}-{layout}.html")
    return folder


def _open(browser: Browser, page: Path) -> Browser:
    browser.log()
    browser.open(page)
    return browser


@pytest.fixture
def page(browser: Browser, pages: Path, renderer: str) -> Browser:
    return _open(browser, pages / f"{renderer}-force.html")


@pytest.fixture
def mapped(browser: Browser, pages: Path, renderer: str) -> Browser:
    return _open(browser, pages / f"{renderer}-map.html")


@pytest.fixture
def by_country(browser: Browser, pages: Path, renderer: str) -> Browser:
    return _open(browser, pages / f"{renderer}-countries.html")


pytestmark = pytest.mark.browser


def _drawn(browser: Browser, renderer: str, what: str) -> list[list[Any]]:
    return list(browser.run(f"return {DRAWN[renderer][what]}"))


def test_it_loads_without_a_network_and_without_an_error(
    page: Browser, graph: nx.MultiGraph[str], renderer: str
) -> None:
    assert len(_drawn(page, renderer, "dots")) == len(graph)
    assert len(_drawn(page, renderer, "lines")) == graph.number_of_edges()
    assert page.run("return performance.getEntriesByType('resource').length") == 0
    assert page.log() == []


def test_it_opens_settled(page: Browser) -> None:
    places = "return JSON.stringify(scene().dots.map(d => kembar.picture.at(d.x, d.y)))"
    before = page.run(places)
    time.sleep(0.5)
    assert page.run(places) == before


def test_all_of_it_is_in_sight_at_first(page: Browser) -> None:
    outside = page.run(
        "const {left, right, top, bottom} = kembar.picture.window();"
        "return scene().dots.filter(d => d.x < left || d.x > right || d.y < top || d.y > bottom)"
        ".length"
    )
    assert outside == 0


def test_a_larger_network_is_drawn_by_webgl() -> None:
    assert (renderer_for(MOST_FOR_PYVIS), renderer_for(MOST_FOR_PYVIS + 1)) == ("pyvis", "webgl")


def _search(page: Browser, name: str) -> None:
    page.run(
        f"const s = document.getElementById('search'); s.value = {json.dumps(name)};"
        "s.dispatchEvent(new Event('change'));"
    )


def _panel(page: Browser) -> str:
    return str(page.run("return document.getElementById('panel').innerText"))


def test_names_are_offered_to_who_begins_to_search(
    page: Browser, graph: nx.MultiGraph[str]
) -> None:
    offered = "return [...document.getElementById('names').options].map(option => option.value)"
    assert page.run(offered) == []
    page.run("document.getElementById('search').focus()")
    names = page.run(offered)
    assert len(names) == len(graph)
    assert "Bandung, Indonesia" in names


@pytest.mark.parametrize("name", ["bandung", "Bandung, Indonesia", "반둥", "Bandoeng"])
def test_search_finds_and_centres_a_city_by_any_of_its_names(page: Browser, name: str) -> None:
    _search(page, name)
    assert page.run("return cities[+kembar.picture.selected().split(' ')[1]].id") == BANDUNG
    middle, place = page.run(
        "const {left, right, top, bottom} = kembar.picture.window();"
        "return [[(left + right) / 2, (top + bottom) / 2],"
        f"cities.find(c => c.id === '{BANDUNG}').force]"
    )
    assert middle == pytest.approx(place, abs=2)


def test_the_panel_shows_partners_agreements_activities_and_sources(
    page: Browser, graph: nx.MultiGraph[str]
) -> None:
    _search(page, "Bandung")
    panel = _panel(page)
    for _, other, facts in graph.edges(BANDUNG, data=True):
        assert graph.nodes[other]["label"] in panel
        for name in ("agreements", "activities", "sources"):
            for text, *_ in facts[name]:
                assert " ".join(text.split()) in panel


def test_a_search_for_nothing_known_says_so(page: Browser) -> None:
    _search(page, "Atlantis")
    assert page.run("return document.getElementById('count').textContent") == WORDS["en"]["none"]


def _choose(page: Browser, field: str, value: str) -> None:
    page.run(
        f"const f = document.getElementById({json.dumps(field)}); f.value = {json.dumps(value)};"
        "f.dispatchEvent(new Event('input'));"
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [("country", "Germany"), ("kind", "friendship-city"), ("status", "active"), ("from", "2000")],
)
def test_a_filter_leaves_what_fits(
    page: Browser, graph: nx.MultiGraph[str], renderer: str, field: str, value: str
) -> None:
    def fits(one: str, other: str, facts: dict[str, Any]) -> bool:
        if field == "country":
            return value in (graph.nodes[one]["country"], graph.nodes[other]["country"])
        if field == "from":
            return any(date[:4] >= value for date in facts["since"])
        return bool(value in facts["kinds"] if field == "kind" else facts[field] == value)

    expected = sum(fits(*edge) for edge in graph.edges(data=True))
    assert expected > 0
    _choose(page, field, value)
    assert len(_drawn(page, renderer, "lines")) == expected
    page.run("document.getElementById('reset').click()")
    assert len(_drawn(page, renderer, "lines")) == len(graph.edges)
    assert len(_drawn(page, renderer, "dots")) == len(graph)


def _click(page: Browser, place: str) -> None:
    """Click with the mouse where a script finds a place of the layout."""
    x, y = page.run(
        f"const p = {place}, at = kembar.picture.at(p.x, p.y);"
        "const r = document.getElementById('network').getBoundingClientRect();"
        "return [Math.round(r.x + at.x), Math.round(r.y + at.y)]"
    )
    press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
    page.act({"type": "pointerMove", "duration": 0, "x": x - 40, "y": y})
    page.act({"type": "pointerMove", "duration": 50, "x": x, "y": y})
    time.sleep(0.2)
    page.act(*press)
    time.sleep(0.6)


def _heading(page: Browser) -> str:
    return str(page.run("return document.querySelector('#panel h2')?.textContent || ''"))


def _near(page: Browser, place: str) -> None:
    """Come near enough that one dot is not mistaken for another."""
    page.run(f"kembar.picture.focus({place})")
    time.sleep(0.5)


SEOUL = "scene().dots.find(d => d.label === 'Seoul')"


def test_a_click_on_a_city_opens_the_panel(page: Browser) -> None:
    _near(page, f"{SEOUL}.id")
    _click(page, SEOUL)
    assert _heading(page) == "Seoul"


def test_a_partner_in_the_panel_leads_to_that_city(page: Browser) -> None:
    _search(page, "Bandung")
    page.run(
        "[...document.querySelectorAll('#panel button')].find(b => b.textContent.startsWith('Seoul')).click()"
    )
    assert page.run("return document.querySelector('#panel h2').textContent") == "Seoul"


def test_cities_are_coloured_by_country_or_by_kind(page: Browser, renderer: str) -> None:
    assert len({colour for _, colour in _drawn(page, renderer, "dots")}) > 20
    _choose(page, "colour", "kind")
    assert {colour for _, colour in _drawn(page, renderer, "dots")} <= set(KIND_COLOURS.values())
    assert WORDS["en"]["legendKind"] in _panel(page)


def test_lines_have_the_colour_of_their_kind_and_dashes_where_ended(
    browser: Browser, renderer: str, tmp_path: Path
) -> None:
    graph = _cities(a="One", b="Two", c="Three")
    graph.add_edge("a", "b", key="urn:p", **FACTS | {"kinds": ["sister-city"], "status": "ended"})
    graph.add_edge("b", "c", key="urn:q", **FACTS | {"kinds": ["friendship-city"]})
    graph.add_edge("a", "c", key="urn:r", **FACTS)
    _show(browser, graph, tmp_path / "lines.html", renderer)
    assert sorted(map(tuple, _drawn(browser, renderer, "lines"))) == sorted(
        [
            (KIND_COLOURS["sister-city"], True),
            (KIND_COLOURS["friendship-city"], False),
            (KIND_COLOURS[""], False),
        ]
    )


def test_on_the_map_a_city_lies_where_its_coordinates_say(
    mapped: Browser, graph: nx.MultiGraph[str]
) -> None:
    places = {city: tuple(xy) for city, xy in mapped.run("return cities.map(c => [c.id, c.map])")}
    lying = [node for node, facts in graph.nodes(data=True) if facts["place"]]
    for one, other in itertools.pairwise(lying):
        north = graph.nodes[one]["place"][0] - graph.nodes[other]["place"][0]
        assert (places[one][1] - places[other][1]) * north <= 0.1, (one, other)
    south = max(places[node][1] for node in lying)
    lacking = [node for node in graph if node not in lying]
    assert all(places[node][1] > south for node in lacking)
    assert WORDS["en"]["unplaced"].replace("{many}", str(len(lacking))) in _panel(mapped)


def test_the_map_shows_land(browser: Browser, renderer: str, tmp_path: Path) -> None:
    """A pixel in the Sahara is land, one in the Atlantic is not."""
    graph = _cities(a="Libreville", b="Honolulu")
    graph.nodes["a"]["place"], graph.nodes["b"]["place"] = (0.39, 9.45), (21.31, -157.86)
    _show(browser, graph, tmp_path / "map.html", renderer, layout="map")
    _choose(browser, "layout", "map")
    time.sleep(0.5)
    canvas = {
        "pyvis": "document.querySelector('#network canvas')",
        "webgl": "kembar.picture.renderer.getCanvases().under",
    }[renderer]
    desert, sea = browser.run(
        "const box = document.getElementById('network').getBoundingClientRect();"
        f"const canvas = {canvas}, dense = canvas.width / box.width, pen = canvas.getContext('2d');"
        "const unit = cities.find(c => c.label === 'Libreville').map[0] / 9.45;"
        "return [[16, 22.5], [-40, 0]].map(([east, north]) => {"
        "const at = kembar.picture.at(east * unit, -north * unit);"
        "return [...pen.getImageData(at.x * dense, at.y * dense, 1, 1).data].join() })"
    )
    assert desert == "233,237,241,255"
    assert sea != desert


def test_countries_come_first_and_a_click_opens_one(
    by_country: Browser, graph: nx.MultiGraph[str], renderer: str
) -> None:
    countries = {country for _, country in graph.nodes(data="country")}
    assert {label for label, _ in _drawn(by_country, renderer, "dots")} == countries
    koreans = [node for node, country in graph.nodes(data="country") if country == "South Korea"]
    _click(by_country, "scene().dots.find(d => d.label === 'South Korea')")
    assert _heading(by_country) == "South Korea"
    assert f"{WORDS['en']['cities']}: {len(koreans)}" in _panel(by_country)
    drawn = {label for label, _ in _drawn(by_country, renderer, "dots")}
    assert len(_drawn(by_country, renderer, "dots")) == len(countries) - 1 + len(koreans)
    assert {"Seoul", "Indonesia"} <= drawn
    assert by_country.log() == []
    by_country.run("[...document.querySelectorAll('#panel button')][0].click()")
    assert {label for label, _ in _drawn(by_country, renderer, "dots")} == countries


def test_a_line_between_countries_stands_for_all_partnerships(
    by_country: Browser, graph: nx.MultiGraph[str], renderer: str
) -> None:
    between = Counter(
        frozenset((graph.nodes[one]["country"], graph.nodes[other]["country"]))
        for one, other in graph.edges()
    )
    abroad = {pair: many for pair, many in between.items() if len(pair) == 2}
    assert len(_drawn(by_country, renderer, "lines")) == len(abroad)
    told = by_country.run(
        "const name = id => told.countries[+id.split(' ')[1]].label;"
        "return scene().lines.map(l => [name(l.from), name(l.to), l.edges.length])"
    )
    assert {frozenset((one, other)): many for one, other, many in told} == abroad


def test_zooming_in_opens_the_countries_in_sight_and_out_closes_them(
    by_country: Browser, renderer: str
) -> None:
    before = _drawn(by_country, renderer, "dots")
    place = "scene().dots.find(d => d.label === 'South Korea')"
    x, y = by_country.run(
        f"const p = {place}, at = kembar.picture.at(p.x, p.y);"
        "const r = document.getElementById('network').getBoundingClientRect();"
        "return [Math.round(r.x + at.x), Math.round(r.y + at.y)]"
    )
    for turn, there in ((-1200, True), (1200, False)):
        for _ in range(14):
            by_country.wheel(x, y, turn)
        time.sleep(1)
        drawn = _drawn(by_country, renderer, "dots")
        assert ([label for label, _ in drawn if label == "Seoul"] == ["Seoul"]) is there
    assert drawn == before


def test_a_city_that_is_sought_is_shown_though_its_country_was_closed(
    by_country: Browser, renderer: str
) -> None:
    _search(by_country, "반둥")
    assert _heading(by_country) == "Bandung"
    assert "Bandung" in {label for label, _ in _drawn(by_country, renderer, "dots")}


def test_the_layout_is_chosen_in_the_page(page: Browser, renderer: str) -> None:
    before = _drawn(page, renderer, "dots")
    _choose(page, "layout", "countries")
    assert len(_drawn(page, renderer, "dots")) < len(before)
    _choose(page, "layout", "map")
    assert page.run("return scene().land")
    _choose(page, "layout", "force")
    assert _drawn(page, renderer, "dots") == before
    assert page.log() == []


def test_names_appear_as_one_comes_nearer(page: Browser, renderer: str) -> None:
    read = {
        "pyvis": "kembar.picture.nodes.get().filter(n => n.font.size).length",
        "webgl": "kembar.picture.renderer.getNodeDisplayedLabels().size",
    }[renderer]
    first = page.run(f"return {read}")
    dots = page.run("return scene().dots.length")
    assert 0 < first < dots
    _near(page, f"{SEOUL}.id")
    _near(page, f"{SEOUL}.id")
    inside = page.run(
        "const {left, right, top, bottom} = kembar.picture.window(); return scene().dots"
        ".filter(d => d.x > left && d.x < right && d.y > top && d.y < bottom).length"
    )
    assert page.run(f"return {read}") / inside > first / dots


def test_all_dots_are_one_drawing(browser: Browser, pages: Path) -> None:
    # Without a graphics card each instance would be a drawing of its own, and a frame take long.
    page = _open(browser, pages / "webgl-force.html")
    instances, corners = page.run(
        "const to = WebGL2RenderingContext.prototype, told = {drawArrays: [], drawArraysInstanced: []};"
        "for (const name in told) {"
        "  const draw = to[name];"
        "  to[name] = function(...all) { told[name].push(all.at(-1)); draw.apply(this, all); };"
        "}"
        "kembar.picture.renderer.render();"
        "return [told.drawArraysInstanced, told.drawArrays]"
    )
    dots, lines = page.run("return [scene().dots.length, scene().lines.length]")
    assert instances == []
    assert set(corners) == {3 * dots, 6 * lines}


def _while_dragged(page: Browser, steps: int) -> list[Any]:
    """Press on Seoul and drag; at each step: what is pointed at there, and the layers in sight.

    The mouse is let go again. It is done in the page, so that each step is seen while it lasts.
    """
    return list(
        page.run(
            f"const steps = {steps}, {{renderer}} = kembar.picture, told = [];"
            "renderer.setSetting('hideEdgesOnMove', true);"
            "const layer = renderer.getCanvases().mouse, box = layer.getBoundingClientRect();"
            f"const at = () => {{ const p = {SEOUL}; return kembar.picture.at(p.x, p.y); }};"
            "const {x, y} = at();"
            "const to = (kind, by, where = layer) => where.dispatchEvent(new MouseEvent(kind, {"
            "  button: 0, bubbles: true, composed: true, cancelable: true,"
            "  clientX: box.x + x + by, clientY: box.y + y}));"
            "to('mousedown', 0);"
            "for (let step = 1; step <= steps; step++) {"
            "  to('mousemove', step);"
            "  renderer.render();"
            "  const seen = Object.entries(renderer.getCanvases())"
            "    .filter(([_, canvas]) => getComputedStyle(canvas).display !== 'none').map(([name]) => name);"
            "  told.push([renderer.getNodeAtPosition(at()), seen]);"
            "}"
            "to('mouseup', steps, document);"
            "to('click', steps);"
            "return told"
        )
    )


ALL_LAYERS = {"under", "edges", "nodes", "labels", "hovers", "hoverNodes", "mouse"}


def test_while_many_lines_are_dragged_only_what_is_seen_is_drawn(
    browser: Browser, pages: Path
) -> None:
    page = _open(browser, pages / "webgl-force.html")
    _near(page, f"{SEOUL}.id")
    for pointed_at, layers in _while_dragged(page, 5):
        assert pointed_at is None
        assert set(layers) == {"under", "nodes", "labels", "mouse"}
    assert _heading(page) == ""  # who dragged did not mean to click
    time.sleep(0.5)
    assert page.run(
        f"const p = {SEOUL}; return kembar.picture.renderer.getNodeAtPosition(kembar.picture.at(p.x, p.y)) === p.id"
    )
    layers = "Object.entries(kembar.picture.renderer.getCanvases()).filter(([_, c]) => getComputedStyle(c).display !== 'none')"
    assert set(page.run(f"return {layers}.map(([name]) => name)")) == ALL_LAYERS
    _click(page, SEOUL)
    assert _heading(page) == "Seoul"
    assert {layer for _, told in _while_dragged(page, 2) for layer in told} == ALL_LAYERS


def test_a_click_of_a_hand_that_trembles_is_a_click(browser: Browser, pages: Path) -> None:
    page = _open(browser, pages / "webgl-force.html")
    _near(page, f"{SEOUL}.id")
    assert [pointed_at for pointed_at, _ in _while_dragged(page, 1)] == [None]
    assert _heading(page) == "Seoul"


def test_without_webgl_the_page_says_so_and_the_panel_works(
    chromedriver: str, pages: Path, tmp_path: Path
) -> None:
    with browsing(chromedriver, tmp_path / "profile", "--disable-3d-apis") as plain:
        plain.open(pages / "webgl-force.html")
        assert WORDS["en"]["noWebGL"] in plain.run("return document.body.innerText")
        _search(plain, "Bandung")
        assert _heading(plain) == "Bandung"
        assert plain.log() == []


def _cities(**labels: str) -> nx.MultiGraph[str]:
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds={})
    for node, label in labels.items():
        graph.add_node(node, label=label, country="", names=[])
    return graph


def _show(
    browser: Browser, graph: nx.MultiGraph[str], path: Path, renderer: str, layout: str = ""
) -> None:
    _open(browser, network_page(graph, "Small", layout=layout, renderer=renderer).write(path))


def _small(browser: Browser, path: Path, renderer: str, **labels: str) -> None:
    """A network of its own, each city a partner of each other in one partnership."""
    graph = _cities(**labels)
    for one, other in itertools.combinations(labels, 2):
        graph.add_edge(one, other, key="urn:p", **FACTS)
    _show(browser, graph, path, renderer)


def test_a_partnership_of_three_cities_is_one_with_three_lines(
    browser: Browser, renderer: str, tmp_path: Path
) -> None:
    _small(browser, tmp_path / "three.html", renderer, a="One", b="Two", c="Three")
    assert len(_drawn(browser, renderer, "lines")) == 3
    assert browser.run("return document.getElementById('count').textContent") == (
        "cities: 3, partnerships: 1"
    )
    assert browser.log() == []


def test_a_click_on_a_line_opens_the_panel_of_the_partnership(
    browser: Browser, renderer: str, tmp_path: Path
) -> None:
    _small(browser, tmp_path / "two.html", renderer, a="One", b="Two")
    _click(
        browser,
        "(() => { const [a, b] = scene().dots; return {x: (a.x + b.x) / 2, y: (a.y + b.y) / 2} })()",
    )
    assert _heading(browser) == "One – Two"


@pytest.mark.parametrize("cities", [{}, {"a": "Alone"}])
def test_a_network_of_next_to_nothing_opens(
    browser: Browser, renderer: str, tmp_path: Path, cities: dict[str, str]
) -> None:
    _small(browser, tmp_path / "few.html", renderer, **cities)
    for layout in (*LAYOUTS[1:], LAYOUTS[0]):
        _choose(browser, "layout", layout)
    assert len(_drawn(browser, renderer, "dots")) == len(cities)
    assert browser.log() == []


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
    browser.run(
        "const s = document.getElementById('search'); s.value = cities[0].label;"
        "s.dispatchEvent(new Event('change'));"
    )
    assert browser.run("return window.ran") is None
    assert browser.run("return document.querySelectorAll('aside img, header img, a').length") == 0
    assert browser.run("return document.querySelector('h1').textContent") == HOSTILE
    assert HOSTILE in browser.run("return document.getElementById('panel').textContent")
    assert browser.log() == []


def test_the_page_speaks_indonesian(
    browser: Browser, graph: nx.MultiGraph[str], renderer: str, tmp_path: Path
) -> None:
    part = part_of(graph, city=Term("<https://w3id.org/kembar/id/id-bandung>"))
    page = network_page(part, "Kembar", "id", renderer=renderer)
    browser.open(page.write(tmp_path / "jaringan.html"))
    text = browser.run("return document.body.innerText")
    assert all(WORDS["id"][word] in text for word in ("search", "layout", "countries", "legend"))
