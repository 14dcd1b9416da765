"""The first page is the catalogue of all questions with their answers, and texts are escaped."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kembar.language import translated
from kembar.queries.answer import Answer
from kembar.queries.catalogue import CatalogueEntry, searchable_text
from kembar.queries.saved import Parameter, Question, Text, Work
from kembar.rdf.terms import Value
from kembar.read_only_graph import ReadOnlyGraph
from kembar.render.pages.index_page import MOST_ROWS, WORDS, index_page
from kembar.workspace.layout import Workspace
from tests.render.chromium import Browser

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("index-page")]

HOSTILE = '<script>window.ran=1</script><img src=x onerror="window.ran=1">'
NUMBER = "http://www.w3.org/2001/XMLSchema#integer"
TEXTS = Text("Who?", "Siapa?")


def catalogue_of(
    view: str, *rows: tuple[Value | None, ...], words: Text = TEXTS, works: tuple[Work, ...] = ()
) -> tuple[list[CatalogueEntry], dict[str, Answer]]:
    """A catalogue of one question, and its answer."""
    parameters = (
        Parameter("city", "city", words),
        Parameter("least", "number", words),
        Parameter("kind", "partnership-kind", Text("any kind", "jenis apa pun")),
        Parameter("lang", "language", words),
    )
    question = Question("q", "t", "s", words, (), parameters, view, words, (), "SELECT")
    values = (("city", HOSTILE), ("least", "7"))
    answer = Answer(("a", "n"), list(rows), question, values)
    entry = CatalogueEntry(question, Text("Topic", "Pokok"), works, ("kb:City",), ("kb:since",))
    return [entry], {"q": answer}


def hostile_page() -> str:
    words = Text(HOSTILE, HOSTILE)
    works = (Work(HOSTILE, HOSTILE, "javascript:window.ran=1"), Work("B", "b", HOSTILE))
    bars = ((Value(HOSTILE), Value("1", datatype=NUMBER)),)
    return index_page(HOSTILE, *catalogue_of("bar", *bars, words=words, works=works), [HOSTILE])


def test_a_hostile_text_is_shown_as_text() -> None:
    page = hostile_page()
    assert page.count("<script") == 1
    assert page.count("&lt;script&gt;") >= 12
    assert "<img" not in page
    assert 'href="javascript:' not in page


def test_an_answer_has_the_chart_of_its_view() -> None:
    """Its caption is the text alternative."""
    rows = [(Value("x"), Value("4", datatype=NUMBER)), (Value("y"), Value("1", datatype=NUMBER))]
    page = index_page("T", *catalogue_of("bar", *rows))
    assert page.count("<svg ") == 1
    (caption,) = re.findall(r"<figcaption[^>]*>([^<]+)</figcaption>", page)
    assert caption.startswith("Bars: ")
    assert "<svg" not in index_page("T", *catalogue_of("table", *rows))


def test_a_long_answer_is_cut_and_says_so() -> None:
    rows = [(Value(f"row {number}"), None) for number in range(MOST_ROWS + 7)]
    page = index_page("T", *catalogue_of("table", *rows))
    assert page.count("<tr><td>row ") == MOST_ROWS
    assert f"{translated(WORDS, 'en')['more']}: 7" in page


def test_listed_dates_are_each_on_a_line() -> None:
    page = index_page(
        "T", *catalogue_of("table", (Value("2015; or 2016-05"), Value("2015; 2015-05-20")))
    )
    assert "<td>2015; or 2016-05</td>" in page
    assert '<td class="dates">2015;\n20 May 2015</td>' in page


def test_a_question_is_titled_in_both_languages() -> None:
    """Topics and texts are in the language of the page."""
    page = index_page("T", *catalogue_of("table"), language="id")
    assert '<h2 id="topic:t">Pokok</h2>' in page
    assert '<p class="other" lang="en">Who?</p>' in page
    assert "Siapa?" in page
    assert "<code>kembar query q --lang id</code>" in page
    assert translated(WORDS, "id")["none"] in page


def test_parameters_are_listed_with_their_values() -> None:
    page = index_page("T", *catalogue_of("table"))
    assert "<code>-p least=7</code> Who?" in page
    assert "<code>-p kind=…</code> any kind" in page
    assert "-p lang" not in page
    assert " · rows: 0" in page
    assert "7 · rows" not in page


@pytest.mark.parametrize("language", ["en", "id"])
def test_listed_values_give_the_same_answer(language: str) -> None:
    graph = ReadOnlyGraph(Workspace(), language)
    for name in graph.questions():
        answer = graph.query(name)
        again = graph.query(name, **dict(answer.parameters))
        assert (again.rows, again.parameters) == (answer.rows, answer.parameters), name


def test_a_question_links_its_terms_and_works() -> None:
    page = index_page(
        "T", *catalogue_of("table", works=(Work("A 2001", "A. 2001. B", "https://x.org"),))
    )
    assert '<a href="ontology.html#kb:since">kb:since</a>' in page
    assert '<a href="#work-a-2001" title="A. 2001. B">A 2001</a>' in page
    assert '<li id="work-a-2001">A. 2001. B <a href="https://x.org"' in page


@pytest.fixture(scope="module", params=["en", "id"])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A language, its catalogue, and the folder of its pages."""
    folder = tmp_path_factory.mktemp(f"pages-{request.param}")
    graph = ReadOnlyGraph(Workspace(), request.param)
    graph.explore(folder)
    return request.param, graph.catalogue(), folder


def test_every_link_within_the_pages_leads_somewhere(pages: Any) -> None:
    *_, folder = pages
    index, model = ((folder / f"{name}.html").read_text("utf-8") for name in ("index", "ontology"))
    places = re.findall(r'\bid="([^"]+)"', index)
    assert len(places) == len(set(places))
    for link in set(re.findall(r'href="([^"]+)"', index)):
        page, _, place = link.partition("#")
        if page == "ontology.html" and place:
            assert f'id="{place}"' in model, link
        elif page and not page.startswith("http"):
            assert (folder / page).exists(), link
        elif not page:
            assert place in places, link


def search(browser: Browser, words: str) -> list[str]:
    """Type into the search field; return the names of the visible questions."""
    browser.run(
        f"const f = document.querySelector('input'); f.value = {json.dumps(words)};"
        "f.dispatchEvent(new Event('input'));"
    )
    return list(
        browser.run(
            "return [...document.querySelectorAll('section details')]"
            ".filter(d => d.checkVisibility()).map(d => d.id)"
        )
    )


def shown(browser: Browser, selector: str) -> list[str]:
    return list(
        browser.run(
            f"return [...document.querySelectorAll({selector!r})]"
            ".filter(e => e.checkVisibility()).map(e => e.textContent)"
        )
    )


@pytest.mark.browser
def test_search_matches_titles_in_both_languages(browser: Browser, pages: Any) -> None:
    language, entries, folder = pages
    words = translated(WORDS, language)
    browser.log()
    browser.open(folder / "index.html")
    assert len(search(browser, "")) == len(entries)
    assert shown(browser, "[role=status]") == [words["all"].format(all=len(entries))]
    for typed in ("tiers", "Berbeda TINGKAT", "covid-19", "tíngkat"):
        folded = typed.casefold().replace("-", " ").replace("í", "i").split()
        wanted = [e.question.name for e in entries if all(w in searchable_text(e) for w in folded)]
        assert 0 < len(wanted) < len(entries)
        assert sorted(search(browser, typed)) == sorted(wanted)
        topics = {e.topic.in_language(language) for e in entries if e.question.name in wanted}
        assert set(shown(browser, "section h2")) == topics
        assert set(shown(browser, "nav li:not(.apart) a")) == topics
        status = words["some"].format(some=len(wanted), all=len(entries))
        assert shown(browser, "[role=status]") == [status]
    assert shown(browser, ".no-match") == []
    assert search(browser, "qqqq") == []
    assert shown(browser, ".no-match") == [words["no match"]]
    assert browser.run("return performance.getEntriesByType('resource').length") == 0
    assert browser.log() == []


@pytest.mark.browser
def test_the_url_fragment_opens_a_hidden_question(browser: Browser, pages: Any) -> None:
    *_, folder = pages
    browser.log()
    browser.open(folder / "index.html", "partners-map")
    opened = "return [...document.querySelectorAll('section details[open]')].map(d => d.id)"
    assert browser.run(opened) == ["partners-map"]
    assert browser.run("return document.querySelector('#partners-map svg').checkVisibility()")
    search(browser, "tiers")
    browser.run("location.hash = 'timeline'")
    browser.wait("document.getElementById('timeline').open")
    assert sorted(browser.run(opened)) == ["partners-map", "timeline"]
    assert browser.run("return document.querySelector('input').value") == ""
    browser.run("document.querySelector('#tier-gap summary').click()")
    assert browser.run("return location.hash") == "#tier-gap"
    browser.open(folder / "index.html", "%")
    browser.frames()
    assert browser.log() == []


@pytest.mark.browser
def test_a_hostile_text_does_nothing_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(hostile_page(), "utf-8")
    browser.log()
    browser.open(path)
    browser.run("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert browser.run("return window.ran") is None
    assert browser.run("return document.querySelectorAll('img, [href^=javascript]').length") == 0
    assert browser.run("return document.querySelector('h1').textContent") == HOSTILE
    assert search(browser, "script") == ["q"]
    assert browser.log() == []


@pytest.mark.browser
def test_a_foreign_script_is_not_run(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "foreign.html"
    page = index_page("T", *catalogue_of("table"))
    path.write_text(page.replace("</body>", "<script>window.ran=1</script></body>"), "utf-8")
    browser.open(path)
    assert browser.run("return window.ran") is None
    assert "Content Security Policy" in str(browser.log())


@pytest.mark.browser
def test_without_scripts_all_questions_are_visible(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "plain.html"
    path.write_text(
        index_page("T", *catalogue_of("table")).replace("sha256-", "sha256-no"), "utf-8"
    )
    browser.open(path)
    browser.log()
    assert shown(browser, "form, .no-match") == []
    assert len(shown(browser, "section details")) == 1
    assert shown(browser, "[role=status]") == [translated(WORDS, "en")["all"].format(all=1)]
