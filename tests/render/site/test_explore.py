"""The site has a page for each thing and each question in three languages, and all links lead."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from kembar.language import LANGUAGES
from kembar.queries.saved import find_questions
from kembar.read_only_graph import ReadOnlyGraph
from kembar.render.site.explore import Site
from kembar.workspace.config import write_city
from kembar.workspace.layout import Workspace, open_workspace
from tests.render.axe import any_window, findings, too_wide
from tests.render.chromium import Browser
from tests.workspaces import copy_workspace, remove_workspace

pytestmark = pytest.mark.integration

ADDRESS = "https://example.org/kembar/"
SEOUL = "id-bandung--kr-seoul"
KINDS = (
    "index",
    "city/id-bandung",
    "country/de",
    f"partnership/{SEOUL}",
    f"agreement/{SEOUL}--2015-loi",
    "study/purbaningrum",
    "sources/haninpost-2015-05-26-loi",
    "cities/index",
    "studies/index",
    "sources/index",
    "questions/index",
    "questions/partners-map",
    "questions/country-pairs",
    "questions/timeline",
    "questions/city-partners",
    "network",
    "model",
    "data",
    "search",
)
"""A page of each kind, and of each kind of drawing that an answer has."""

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def office(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace over the shipped data with a city of its own."""
    root = copy_workspace(built, tmp_path_factory.mktemp("site") / "office")
    write_city(root, "id-bandung")
    yield open_workspace(root)
    remove_workspace(root)


def publish(office: Workspace) -> subprocess.CompletedProcess[str]:
    """Write the site by the real command."""
    command = [sys.executable, "-m", "kembar", "publish", "out", "--address", ADDRESS.rstrip("/")]
    return subprocess.run(command, cwd=office.root, capture_output=True, text=True)


@pytest.fixture(scope="module")
def published(office: Workspace) -> subprocess.CompletedProcess[str]:
    return publish(office)


@pytest.fixture(scope="module")
def site(office: Workspace, published: subprocess.CompletedProcess[str]) -> Site:
    assert office.root
    assert published.returncode == 0, published.stderr
    return ReadOnlyGraph(office).explore(office.root / "out", [], address=ADDRESS)


@pytest.fixture(scope="module")
def bare_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a workspace without any data."""
    root = tmp_path_factory.mktemp("bare")
    (root / "kembar.toml").write_text('title = "empty"\nshipped = false\nformat = 2\n')
    command = [sys.executable, "-m", "kembar", "explore", "--no-open"]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return root / "out"


def test_the_command_writes_a_site_and_keeps_it(
    office: Workspace, published: subprocess.CompletedProcess[str], site: Site
) -> None:
    assert published.stderr == ""
    assert len(published.stdout.splitlines()) < 25
    assert "No problems found." in published.stdout
    for code in LANGUAGES:
        assert "Seoul" in (site.folder / code / "network.html").read_text("utf-8")
        page = site.folder / code / "questions" / "city-partners.html"
        assert '<table class="cards">' in page.read_text("utf-8")
        assert (site.folder / "data" / code / "network.csv").stat().st_size > 1_000
    assert 'url=en/index.html"' in site.start.read_text("utf-8")
    assert " 0 files new or changed" in publish(office).stdout
    assert site.written == ()


def test_each_thing_and_question_has_its_page(site: Site) -> None:
    """And is in the index of the search, and in the site map, in each language."""
    index = json.loads((site.folder / "data" / "search.json").read_text("utf-8"))
    site_map = (site.folder / "sitemap.xml").read_text("utf-8")
    files = {f"{index['folders'][kind]}/{file}.html" for kind, file, *_ in index["pages"]}
    assert {"city/id-bandung.html", "questions/tier-gap.html"} <= files
    assert len(files) > 1_000
    for code in LANGUAGES:
        folder = site.folder / code
        pages = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
        assert files <= pages
        assert f"<loc>{ADDRESS}{code}/city/id-bandung.html</loc>" in site_map
        table = site.folder / "data" / code / "city-partners.csv"
        assert "Braunschweig" in table.read_text("utf-8")
    assert site_map.count("<loc>") == len(LANGUAGES) * len(pages)
    assert site.pages == len(LANGUAGES) * len(pages) + 1
    assert set(site.answered) == set(find_questions(Workspace()))


def test_every_link_leads_to_a_page(site: Site) -> None:
    """Of all pages in one language, and of the first page of each."""
    pages = [*(site.folder / "ko").rglob("*.html"), *site.folder.glob("*/index.html"), site.start]
    targets: dict[Path, set[Path]] = {}
    for page in pages:
        if page.name == "network.html":
            continue
        for link in set(re.findall(r'(?:href|src)="([^"#][^"]*)"', page.read_text("utf-8"))):
            if not link.startswith(("http://", "https://")):
                target = (page.parent / unquote(link.partition("#")[0])).resolve()
                targets.setdefault(target, set()).add(page)
    missing = {str(target): min(pages) for target, pages in targets.items() if not target.exists()}
    assert missing == {}
    assert len(targets) > 1_000


def test_the_first_page_is_the_desk_of_the_city(site: Site) -> None:
    titles = []
    for code in LANGUAGES:
        page = (site.folder / code / "index.html").read_text("utf-8")
        titles += re.findall(r"<h1>(\w+)", page)
        assert "city/id-bandung.html" in page
    assert titles == ["Bandung", "Bandung", "반둥"]
    question = (site.folder / "en" / "questions" / "studies.html").read_text("utf-8")
    assert "kembar query studies -p city=Bandung -o answer.csv" in question


def test_the_feed_has_entries_of_whole_days(site: Site) -> None:
    for code in LANGUAGES:
        feed = ElementTree.parse(site.folder / code / "feed.xml").getroot()
        assert feed.findtext(f"{ATOM}id") == f"{ADDRESS}{code}/"
        entries = feed.findall(f"{ATOM}entry")
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(ids) == len(set(ids)) > 10
        days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
        assert days == sorted(days, reverse=True)
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", day) for day in days)
        for entry in entries:
            link = entry.find(f"{ATOM}link")
            assert link is not None
            address = link.get("href", "").removeprefix(f"{ADDRESS}{code}/")
            assert (site.folder / code / unquote(address)).exists()


def test_the_data_are_described_and_there(site: Site) -> None:
    described = json.loads((site.folder / "data" / "dcat.jsonld").read_text("utf-8"))
    files = [each["dcat:downloadURL"]["@id"] for each in described["dcat:distribution"]]
    assert f"{ADDRESS}data/kembar.trig" in files
    for file in files:
        assert (site.folder / file.removeprefix(ADDRESS)).stat().st_size > 100
    assert f"{ADDRESS}data/sources.bib" in files
    parts = {each["@id"].partition("#")[2]: each for each in described["dcterms:hasPart"]}
    assert parts.keys() == set(site.answered)
    answers = [file["dcat:downloadURL"]["@id"] for file in parts["studies"]["dcat:distribution"]]
    assert len(answers) == len(LANGUAGES) * 3
    for file in answers:
        assert (site.folder / file.removeprefix(ADDRESS)).stat().st_size > 100
    page = (site.folder / "id" / "data.html").read_text("utf-8")
    assert "../data/tables/partnerships.csv" in page
    assert "../data/id/studies.xlsx" in page


def test_an_answer_is_the_same_in_each_form(site: Site) -> None:
    """As CSV, as a workbook with numbers, and as the JSON of SPARQL."""
    folder = site.folder / "data" / "ko"
    name = "countries-by-partnerships"
    table = list(csv.reader((folder / f"{name}.csv").read_text("utf-8").splitlines()))
    sheet = load_workbook(folder / f"{name}.xlsx").active
    assert sheet is not None
    rows = [["" if cell is None else cell for cell in row] for row in sheet.values]
    assert [list(map(str, row)) for row in rows[1:]] == table[1:]
    assert any(isinstance(cell, int) for cell in rows[1])
    bindings = json.loads((folder / f"{name}.json").read_text("utf-8"))["results"]["bindings"]
    assert [row["country"]["value"] for row in bindings] == [row[0] for row in table[1:]]


def shown(browser: Browser) -> list[str]:
    """Return the addresses of what the field in the bar offers."""
    script = "return [...document.querySelectorAll('#found a')].map(a => a.getAttribute('href'))"
    return list(browser.run(script))


def type_words(browser: Browser, words: str) -> None:
    browser.run(
        "const f = document.getElementById('find'); f.focus();"
        f"f.value = {json.dumps(words)}; f.dispatchEvent(new Event('input'));"
    )
    browser.frames(6)


@pytest.mark.browser
def test_names_in_any_language_find_a_page(browser: Browser, site: Site) -> None:
    """From the disk, without a server; the arrows and Enter lead there."""
    browser.log()
    browser.open(site.folder / "en" / "questions" / "studies.html")
    type_words(browser, "반둥")
    browser.wait("document.querySelectorAll('#found a').length > 0")
    assert shown(browser)[0] == "../city/id-bandung.html"
    type_words(browser, "BANDÚNG seo")
    assert any("partnership/id-bandung--kr-seoul" in link for link in shown(browser))
    type_words(browser, "qqqq")
    assert shown(browser) == []
    assert browser.run("return document.getElementById('found').hidden")
    type_words(browser, "Braunschweig")
    assert browser.run("return document.getElementById('find').ariaExpanded") == "true"
    browser.run(
        "const f = document.getElementById('find');"
        "f.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown', bubbles: true}));"
    )
    chosen = "return document.querySelector('[aria-selected=true] a').getAttribute('href')"
    assert browser.run(chosen) == "../city/de-braunschweig.html"
    browser.run("document.querySelector('form.find').requestSubmit()")
    browser.wait("document.querySelector('h1').textContent.startsWith('Braunschweig')")
    assert browser.log() == []


@pytest.mark.browser
def test_the_page_of_the_search_lists_what_it_finds(browser: Browser, site: Site) -> None:
    browser.open(site.folder / "id" / "search.html", "kawasaki")
    browser.wait("document.querySelectorAll('#results a').length > 1")
    assert browser.run("return document.getElementById('all').hidden")
    first = browser.run("return document.querySelector('#results a').getAttribute('href')")
    assert first == "city/jp-kawasaki.html"
    browser.open(site.folder / "id" / "questions" / "index.html")
    browser.run(
        "const f = document.getElementById('words'); f.value = 'tingkat berbeda';"
        "f.dispatchEvent(new Event('input'));"
    )
    seen = browser.run(
        "return [...document.querySelectorAll('[data-text]')]"
        ".filter(e => e.checkVisibility()).map(e => e.querySelector('a').getAttribute('href'))"
    )
    assert seen == ["../questions/tier-gap.html"]
    assert browser.log() == []


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", KINDS)
def test_axe_finds_nothing(name: str, language: str, browser: Browser, site: Site) -> None:
    """By the criteria of WCAG 2.2 AA that a program can test; and no page is wider than its window."""
    browser.log()
    browser.open(site.folder / language / f"{name}.html")
    assert browser.log() == []
    with any_window(browser):
        assert findings(browser) == {}
        assert too_wide(browser) == []


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index", "cities/index", "network", "questions/city-partners"])
def test_axe_finds_nothing_where_nothing_is(name: str, browser: Browser, bare_site: Path) -> None:
    browser.open(bare_site / "ko" / f"{name}.html")
    with any_window(browser):
        assert findings(browser) == {}
        assert too_wide(browser) == []
