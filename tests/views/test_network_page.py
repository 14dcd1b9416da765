"""The network page in a real headless Chromium."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kembar.network import network, part_of
from kembar.oxigraph import Engine
from kembar.terms import Term
from kembar.views.network_page import KIND_COLOURS, MOST_NAMES, WORDS, network_page

from .chromium import Browser

BANDUNG = "https://w3id.org/kembar/id/id-bandung"
HOSTILE = '<script>window.ran=1</script><img src=x onerror="window.ran=1">'


@pytest.fixture(scope="module")
def graph(engine: Engine) -> nx.MultiGraph[str]:
    return network(engine)


@pytest.fixture
def page(browser: Browser, graph: nx.MultiGraph[str], tmp_path: Path) -> Browser:
    path = tmp_path / "network.html"
    path.write_text(network_page(graph, f"Kembar {HOSTILE}"), "utf-8")
    browser.log()
    browser.open(path)
    return browser


pytestmark = pytest.mark.browser


def test_it_loads_without_a_network_and_without_an_error(page: Browser) -> None:
    assert page.run("return kembar.nodes.length") > 100
    assert page.run("return performance.getEntriesByType('resource').length") == 0
    assert page.log() == []


def test_it_opens_settled(page: Browser) -> None:
    before = page.run("return JSON.stringify(kembar.network.getPositions())")
    time.sleep(0.5)
    assert page.run("return JSON.stringify(kembar.network.getPositions())") == before
    assert page.run("return kembar.network.physics.physicsEnabled") is False


def _search(page: Browser, name: str) -> None:
    page.run(
        f"const s = document.getElementById('search'); s.value = {json.dumps(name)};"
        "s.dispatchEvent(new Event('change'));"
    )


def _panel(page: Browser) -> str:
    return str(page.run("return document.getElementById('panel').innerText"))


@pytest.mark.parametrize("name", ["bandung", "Bandung, Indonesia", "반둥", "Bandoeng"])
def test_search_finds_and_centres_a_city_by_any_of_its_names(page: Browser, name: str) -> None:
    _search(page, name)
    assert page.run("return kembar.network.getSelectedNodes()[0]") == BANDUNG
    centre, place = page.run(
        f"return [kembar.network.getViewPosition(), kembar.network.getPosition('{BANDUNG}')]"
    )
    assert (round(centre["x"]), round(centre["y"])) == (round(place["x"]), round(place["y"]))


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


def _choose(page: Browser, field: str, value: str) -> int:
    """Set a filter, and count the edges that it leaves."""
    page.run(
        f"const f = document.getElementById({json.dumps(field)}); f.value = {json.dumps(value)};"
        "f.dispatchEvent(new Event('input'));"
    )
    return int(page.run("return kembar.edges.get().filter(e => !e.hidden).length"))


@pytest.mark.parametrize(
    ("field", "value"),
    [("country", "Germany"), ("kind", "friendship-city"), ("status", "active"), ("from", "2000")],
)
def test_a_filter_leaves_what_fits(
    page: Browser, graph: nx.MultiGraph[str], field: str, value: str
) -> None:
    def fits(one: str, other: str, facts: dict[str, Any]) -> bool:
        if field == "country":
            return value in (graph.nodes[one]["country"], graph.nodes[other]["country"])
        if field == "from":
            return any(date[:4] >= value for date in facts["since"])
        return bool(value in facts["kinds"] if field == "kind" else facts[field] == value)

    expected = sum(fits(*edge) for edge in graph.edges(data=True))
    assert expected > 0
    assert _choose(page, field, value) == expected
    page.run("document.getElementById('reset').click()")
    assert page.run("return kembar.edges.get().filter(e => !e.hidden).length") == len(graph.edges)


def _click(page: Browser, place: str) -> None:
    """Click with the mouse where a script finds a place of the network."""
    x, y = page.run(
        f"const p = kembar.network.canvasToDOM({place});"
        "const r = document.getElementById('network').getBoundingClientRect();"
        "return [Math.round(r.x + p.x), Math.round(r.y + p.y)]"
    )
    move = {"type": "pointerMove", "duration": 0, "x": x, "y": y}
    press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
    mouse = {"type": "pointer", "id": "mouse", "actions": [move, *press]}
    page._call("POST", "/actions", {"actions": [mouse]})
    time.sleep(0.5)


def test_a_click_on_a_city_opens_the_panel(page: Browser) -> None:
    _click(page, "kembar.network.getPosition(kembar.nodes.get().find(n => n.label === 'Seoul').id)")
    assert page.run("return document.querySelector('#panel h2').textContent") == "Seoul"


def test_a_click_on_a_line_opens_the_panel_of_the_partnership(page: Browser) -> None:
    page.run(f"kembar.network.focus('{BANDUNG}', {{scale: 1.5, animation: false}})")
    _click(
        page,
        f"(() => {{ const e = kembar.edges.get().find(e => e.to === '{BANDUNG}' || e.from === '{BANDUNG}');"
        "const [a, b] = [e.from, e.to].map(id => kembar.network.getPosition(id));"
        f"const far = e.from === '{BANDUNG}' ? b : a, near = e.from === '{BANDUNG}' ? a : b;"
        "const d = Math.hypot(far.x - near.x, far.y - near.y), k = Math.min(0.5, 45 / d);"
        "return {x: near.x + (far.x - near.x) * k, y: near.y + (far.y - near.y) * k} })()",
    )
    heading = page.run("return document.querySelector('#panel h2').textContent")
    assert " – " in heading
    assert "Bandung" in heading


def test_a_partner_in_the_panel_leads_to_that_city(page: Browser) -> None:
    _search(page, "Bandung")
    page.run(
        "[...document.querySelectorAll('#panel button')].find(b => b.textContent.startsWith('Seoul')).click()"
    )
    assert page.run("return document.querySelector('#panel h2').textContent") == "Seoul"


def test_cities_are_coloured_by_country_or_by_kind(page: Browser) -> None:
    def colours() -> dict[str, str]:
        return dict(page.run("return kembar.nodes.get().map(n => [n.id, n.color])"))

    by_country = colours()
    assert len(set(by_country.values())) > 20
    page.run(
        "const c = document.getElementById('colour'); c.value = 'kind';"
        "c.dispatchEvent(new Event('input'));"
    )
    assert set(colours().values()) <= set(KIND_COLOURS.values())
    assert WORDS["en"]["legendKind"] in _panel(page)


def test_a_partnership_of_three_cities_is_one_with_three_lines(
    browser: Browser, tmp_path: Path
) -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds={})
    for node in ("urn:a", "urn:b", "urn:c"):
        graph.add_node(node, label=node, country="", names=[])
    facts = {"since": [], "until": [], "status": "active", "kinds": []}
    lists: dict[str, list[str]] = {"sources": [], "agreements": [], "activities": []}
    for one, other in (("urn:a", "urn:b"), ("urn:a", "urn:c"), ("urn:b", "urn:c")):
        graph.add_edge(one, other, key="urn:p", **facts, **lists)
    path = tmp_path / "three.html"
    path.write_text(network_page(graph, "Three"), "utf-8")
    browser.log()
    browser.open(path)
    assert browser.run("return kembar.edges.length") == 3
    assert browser.run("return document.getElementById('count').textContent") == (
        "cities: 3, partnerships: 1"
    )
    assert browser.log() == []


def test_a_large_network_names_its_hubs_and_what_is_chosen(
    browser: Browser, tmp_path: Path
) -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds={})
    for number in range(MOST_NAMES + 50):
        graph.add_node(f"urn:{number}", label=f"City {number}", country="", names=[])
    facts = {"since": [], "until": [], "status": "active", "kinds": []}
    lists: dict[str, list[str]] = {"sources": [], "agreements": [], "activities": []}
    for number in range(1, MOST_NAMES + 50):
        graph.add_edge("urn:0", f"urn:{number}", key=f"urn:p{number}", **facts, **lists)
    path = tmp_path / "large.html"
    path.write_text(network_page(graph, "Large"), "utf-8")
    browser.open(path)
    unnamed = "return kembar.nodes.get().filter(n => !n.font.size).map(n => n.label)"
    quiet = browser.run(unnamed)
    assert len(quiet) == 50
    _search(browser, quiet[0])
    assert quiet[0] not in browser.run(unnamed)


def test_a_hostile_text_is_shown_as_text(browser: Browser, tmp_path: Path) -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds={})
    for node in ("urn:a", "urn:b"):
        graph.add_node(node, label=HOSTILE + node, country=HOSTILE, names=[HOSTILE])
    facts = {"since": [HOSTILE], "until": [], "status": "active", "kinds": [HOSTILE]}
    texts = [[HOSTILE, "javascript:window.ran=1"], ["</script><script>window.ran=1</script>", ""]]
    facts_of = dict.fromkeys(("sources", "agreements", "activities"), texts)
    graph.add_edge("urn:a", "urn:b", key="urn:e", **facts, **facts_of)
    path = tmp_path / "hostile.html"
    path.write_text(network_page(graph, HOSTILE), "utf-8")
    browser.log()
    browser.open(path)
    browser.run(
        "const s = document.getElementById('search'); s.value = kembar.nodes.get()[0].label;"
        "s.dispatchEvent(new Event('change'));"
    )
    assert browser.run("return window.ran") is None
    assert browser.run("return document.querySelectorAll('aside img, header img, a').length") == 0
    assert browser.run("return document.querySelector('h1').textContent") == HOSTILE
    assert HOSTILE in browser.run("return document.getElementById('panel').textContent")
    assert browser.log() == []


def test_the_page_speaks_indonesian(
    browser: Browser, graph: nx.MultiGraph[str], tmp_path: Path
) -> None:
    path = tmp_path / "jaringan.html"
    part = part_of(graph, city=Term("<https://w3id.org/kembar/id/id-bandung>"))
    path.write_text(network_page(part, "Kembar", "id"), "utf-8")
    browser.open(path)
    assert "Cari kota" in browser.run("return document.body.innerText")
    assert set(WORDS["en"]) == set(WORDS["id"])
