"""Pages as people with all eyes, hands and screens meet them: axe-core finds nothing.

axe-core tests the criteria of WCAG 2.2 AA that a program can test, and its own good practices.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import kembar
from kembar.language import LANGUAGES, speaking
from kembar.model.ontology import model
from kembar.profiles.facts import GraphFacts
from kembar.profiles.measures import Measures
from kembar.rdf.engine import Engine
from kembar.render.pages.things import (
    PAGES,
    Setting,
    cities_page,
    model_page,
    sources_page,
    studies_page,
)
from tests.render.chromium import Browser

pytestmark = pytest.mark.integration

RENDER = Path(kembar.__file__).parent / "render"
ASSETS = [
    *RENDER.glob("design/*.css"),
    RENDER / "design/theme.js",
    RENDER / "site/search.js",
]
AXE = (Path(__file__).parents[3] / "vendored/axe.min.js").read_text("utf-8")
SHORTEN = """for (const one of document.querySelectorAll("details.more")) one.open = true;
for (const list of document.querySelectorAll("ul, ol, dl, tbody"))
  for (const one of [...list.children].slice(30)) one.remove()"""
"""Opens what a reader would open, and leaves thirty of many alike, so that axe is soon done."""

RUN = """return axe.run(document, {%s resultTypes: ["violations"], preload: false}).then(({violations}) =>
  violations.map(({id, nodes}) => id + ": " + nodes[0].html.slice(0, 200)))"""

RULES = {"light": "", "dark": "runOnly: ['color-contrast'],"}
"""A theme changes nothing but colours, so that all other rules are tried once."""

SEOUL = "id-bandung--kr-seoul"
THINGS = {
    "city": "id-bandung",
    "country": "de",
    "partnership": SEOUL,
    "agreement": f"{SEOUL}--2015-loi",
    "study": "purbaningrum",
    "source": "haninpost-2015-05-26-loi",
}
LISTS: dict[str, Callable[[Setting], str]] = {
    "cities": cities_page,
    "studies": studies_page,
    "sources": sources_page,
}
NAMES = (*THINGS, *LISTS, "model", "empty")
WIDE, NARROW, NARROWEST = 1400, 390, 320
BETWEEN = (760, 1000, 1100)
"""Widths at which a bar of entries could be wider than the window."""


def page_of(name: str, setting: Setting, engine: Engine) -> str:
    if name in THINGS:
        return PAGES[name](setting, THINGS[name])
    if name == "model":
        return model_page(setting, model(engine))
    if name == "empty":
        facts = GraphFacts("", "2026-11-30", {}, {}, {}, {}, {}, {}, {})
        return cities_page(Setting(Measures(facts), setting.language))
    return LISTS[name](setting)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, measures: Measures, engine: Engine) -> Path:
    """A folder with a page of each kind in each language, each deep enough for its assets."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "assets").mkdir()
    for asset in ASSETS:
        shutil.copy(asset, folder / "assets")
    for language in LANGUAGES:
        (folder / language / "x").mkdir(parents=True)
        with speaking(language):
            setting = Setting(measures, language)
            for name in NAMES:
                depth = "" if name == "model" else "x/"
                text = page_of(name, setting, engine)
                (folder / language / f"{depth}{name}.html").write_text(text, "utf-8")
    return folder


def see(browser: Browser, width: int, theme: str) -> None:
    feature = {"name": "prefers-color-scheme", "value": theme}
    browser.devtools("Emulation.setEmulatedMedia", features=[feature])
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.devtools("Emulation.setDeviceMetricsOverride", **size)


@pytest.fixture
def any_window(browser: Browser) -> Iterator[Browser]:
    """The browser, whose window is as before after the test."""
    yield browser
    browser.devtools("Emulation.setEmulatedMedia", features=[])
    browser.devtools("Emulation.clearDeviceMetricsOverride")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(name: str, language: str, any_window: Browser, site: Path) -> None:
    depth = "" if name == "model" else "x/"
    any_window.open(site / language / f"{depth}{name}.html")
    assert [message["message"] for message in any_window.log()] == []
    any_window.run(AXE)
    any_window.run(SHORTEN)
    findings: dict[str, Any] = {}
    for width in (WIDE, NARROW):
        for theme, rules in RULES.items():
            see(any_window, width, theme)
            if found_here := any_window.run(RUN % rules):
                findings[f"{width} {theme}"] = found_here
    assert findings == {}
    for width in (NARROWEST, *BETWEEN):
        see(any_window, width, "light")
        assert any_window.run("return document.documentElement.scrollWidth") <= width
