"""The page of a question: its answer, in words that are shown as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.queries.answer import Answer
from kembar.queries.catalogue import CatalogueEntry
from kembar.queries.saved import Column, Parameter, Question, Text, Work
from kembar.rdf.terms import Value
from kembar.render.site.about import SiteFacts
from kembar.render.site.question_page import (
    MOST_ROWS,
    AnsweredQuestion,
    question_page,
    questions_page,
)
from tests.render.chromium import Browser

HOSTILE = '<script>window.ran=1</script><img src=x onerror="window.ran=1">'
NUMBER = "http://www.w3.org/2001/XMLSchema#integer"
TEXTS = Text("Who?", "Siapa?")
SITE = SiteFacts("T", "2026-11-30", {})


def answered(
    *rows: tuple[Value | None, ...],
    words: Text = TEXTS,
    works: tuple[Work, ...] = (),
    names: tuple[str, ...] = ("a", "b", "sources"),
) -> AnsweredQuestion:
    """A question with its answer."""
    parameters = (
        Parameter("city", "city", words),
        Parameter("kind", "partnership-kind", Text("any kind")),
        Parameter("lang", "language", words),
    )
    columns = tuple(Column(name, Text(name)) for name in names)
    question = Question("q", "t", "s", words, columns, parameters, "table", words, (), "SELECT")
    answer = Answer(names, list(rows), question, (("city", "Bandung"),))
    return AnsweredQuestion(
        CatalogueEntry(question, Text("Topic"), works, ("kb:City",), ()), answer
    )


def page_of(one: AnsweredQuestion, links: dict[str, str] | None = None) -> str:
    shell = SITE.shell("en", "questions/q.html", "Q")
    return question_page(one, shell, lambda text: (links or {}).get(text, ""))


def test_a_hostile_text_is_shown_as_text() -> None:
    words = Text(HOSTILE, HOSTILE)
    works = (Work(HOSTILE, HOSTILE, "javascript:window.ran=1"),)
    one = answered((Value(HOSTILE), Value(HOSTILE), Value(HOSTILE)), words=words, works=works)
    shell = SITE.shell("en", "questions/index.html", HOSTILE)
    for page in (page_of(one), questions_page([one], [HOSTILE], shell)):
        assert page.count("<script") == page.count("<script src=") == 2
        assert "<img" not in page
        assert 'href="javascript:' not in page


def test_cells_lead_to_pages_and_many_sources_fold() -> None:
    names = "; ".join(f"S{number}" for number in range(5))
    one = answered((Value("Suwon"), Value("7", datatype=NUMBER), Value(names)))
    page = page_of(one, {"Suwon": "../city/kr-suwon.html", "S3": "../sources/s3.html"})
    assert '<a href="../city/kr-suwon.html">Suwon</a>' in page
    assert '<td data-h="b" class="num">7</td>' in page
    assert "<details><summary>5 sources</summary>" in page
    chip = '<a class="src" href="../sources/s3.html" title="S3"><span>S3</span></a>'
    assert chip in page


def test_a_long_answer_is_cut_and_says_so() -> None:
    page = page_of(answered(*[(Value(f"row {n}"), None, None) for n in range(MOST_ROWS + 7)]))
    assert page.count('<th scope="row">row ') == MOST_ROWS
    assert "the first 500 of 507 rows; the CSV file has all" in page


def shown(browser: Browser) -> list[str]:
    """Return the names of the rows that are seen."""
    rows = "[...document.querySelectorAll('tbody tr')].filter(e => e.checkVisibility())"
    names: list[str] = browser.run(f"return {rows}.map(e => e.querySelector('th').textContent)")
    return names


@pytest.mark.browser
@pytest.mark.integration
def test_checked_values_narrow_the_rows(browser: Browser, tmp_path: Path) -> None:
    """Within a facet any value will do, each facet must fit, and reset shows all rows again."""
    cells = ["x", "x; y", "y", "", "z", "x", "y", "z"]
    kinds = ["k", "k", "l", "l", "k", "l", "k", "l"]
    page = facet_page(cells, kinds)
    path = tmp_path / "page.html"
    path.write_text(page, "utf-8")
    browser.open(path)
    for checked in (["x"], ["y"], ["x", "y"], ["x", "l"], ["x", "y", "k"], ["z", "k", "l"], []):
        browser.run("document.querySelector('[type=reset]').click()")
        for text in checked:
            browser.run(
                "[...document.querySelectorAll('.opt')]"
                f".find(e => e.firstElementChild.nextSibling.textContent === '{text}').click()"
            )
        values = set(checked) & {"x", "y", "z"}, set(checked) & {"k", "l"}
        expected = [
            f"r{n}"
            for n, (cell, kind) in enumerate(zip(cells, kinds, strict=True))
            if (not values[0] or values[0] & set(cell.split("; ")))
            and (not values[1] or kind in values[1])
        ]
        assert shown(browser) == expected, checked


def facet_page(cells: list[str], kinds: list[str]) -> str:
    """Return the page of an answer whose rows r0, r1, … have these values in two columns."""
    rows = [
        (Value(f"r{n}"), Value(cell) if cell else None, Value(kind))
        for n, (cell, kind) in enumerate(zip(cells, kinds, strict=True))
    ]
    return page_of(answered(*rows, names=("a", "b", "c")))


def test_values_that_recur_are_counted() -> None:
    page = facet_page(
        ["x", "x; y", "y", "", "z"], ["k", "a sentence too long for a facet " * 3] * 2 + ["k"]
    )
    assert '<span>x</span><span class="num">2</span>' in page
    assert '<span>y</span><span class="num">2</span>' in page
    assert page.count("<fieldset") == 1


@pytest.mark.parametrize(("in_all", "is_told"), [(None, False), (1, False), (71, True)])
def test_the_whole_graph_is_told_where_it_has_more(in_all: int | None, is_told: bool) -> None:
    one = answered((Value("r"), Value("x"), Value("s")))
    page = page_of(AnsweredQuestion(one.entry, one.answer, in_all=in_all))
    assert ("In the whole graph: 71 rows." in page) == is_told


def test_an_empty_answer_and_its_command_are_told() -> None:
    page = page_of(answered())
    assert "No answer: nothing in the graph fits." in page
    assert "kembar query q -p city=Bandung -o answer.csv" in page
    assert "<code>-p kind=…</code> any kind" in page
    assert "-p lang" not in page


@pytest.mark.browser
@pytest.mark.integration
def test_no_script_of_others_runs_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    """Neither a text of the data nor a script that another wrote into the page."""
    words = Text(HOSTILE, HOSTILE)
    one = answered((Value(HOSTILE), Value(HOSTILE), Value(HOSTILE)), words=words)
    text = page_of(one).replace("</body>", "<script>window.ran=1</script></body>")
    page = tmp_path / "en" / "questions" / "q.html"
    page.parent.mkdir(parents=True)
    page.write_text(text, "utf-8")
    browser.log()
    browser.open(page)
    assert browser.run("return document.querySelector('h1').textContent") == HOSTILE
    assert browser.run("return window.ran") is None
    assert browser.run("return document.querySelectorAll('img').length") == 0
    assert "Content Security Policy" in str(browser.log())
