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
) -> AnsweredQuestion:
    """A question with its answer."""
    parameters = (
        Parameter("city", "city", words),
        Parameter("kind", "partnership-kind", Text("any kind")),
        Parameter("lang", "language", words),
    )
    columns = tuple(Column(name, Text(name)) for name in ("a", "b", "sources"))
    question = Question("q", "t", "s", words, columns, parameters, "table", words, (), "SELECT")
    answer = Answer(("a", "b", "sources"), list(rows), question, (("city", "Bandung"),))
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
    assert '<a href="../sources/s3.html">S3</a>' in page


def test_a_long_answer_is_cut_and_says_so() -> None:
    page = page_of(answered(*[(Value(f"row {n}"), None, None) for n in range(MOST_ROWS + 7)]))
    assert page.count('<th scope="row">row ') == MOST_ROWS
    assert "the first 500 of 507 rows; the CSV file has all" in page


def test_values_that_recur_are_counted() -> None:
    rows = [(Value(f"r{n}"), Value("x" if n % 3 else "y; x"), Value("s")) for n in range(6)]
    page = page_of(answered(*rows))
    assert '<li><span>x</span><span class="num">6</span></li>' in page
    assert '<li><span>y</span><span class="num">2</span></li>' in page


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
