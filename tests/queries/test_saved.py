"""Every saved question answers as the reviewed files in tests/answers, row by row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.queries.run import answer_question, select
from kembar.queries.saved import (
    find_question,
    find_questions,
    find_topics,
    find_works,
    question_faults,
)
from kembar.rdf.engine import Engine
from kembar.rdf.terms import literal
from kembar.render.answers import as_csv
from kembar.workspace.layout import Workspace

ANSWERS = Path(__file__).parents[1] / "answers"
QUESTIONS = find_questions(Workspace())
ON_A_DAY = {"asOf": "2026-11-24"}
TONGUES = ("en", "id", "ko")


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_answers_row_by_row(
    engine: Engine, name: str, request: pytest.FixtureRequest
) -> None:
    question = QUESTIONS[name]
    parameters = {k: v for k, v in ON_A_DAY.items() if k in {p.name for p in question.parameters}}
    csv = as_csv(answer_question(engine, question, parameters))
    if request.config.getoption("--accept"):
        (ANSWERS / f"{name}.csv").write_text(csv, "utf-8")
    assert csv.splitlines() == (ANSWERS / f"{name}.csv").read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_head_explains_each_column_and_parameter(engine: Engine, name: str) -> None:
    question = QUESTIONS[name]
    assert answer_question(engine, question).columns == tuple(
        column.name for column in question.columns
    )
    for parameter in question.parameters:
        assert f"VALUES ?{parameter.name} {{" in question.sparql
    assert all(text.endswith("?") for text in question.title)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_shipped_question_has_its_texts_in_all_languages(name: str) -> None:
    question = QUESTIONS[name]
    named = (*question.columns, *question.parameters)
    for text in (question.title, question.serves, *(each.words for each in named)):
        assert all(text), text
        assert re.search("[가-힣]", text.ko), text
        assert not re.search("[가-힣]", text.en + text.id), text
    assert not re.search(
        r'IF\(\?lang = "id", ("[^"]*"|\?\w+), (?!IF\(\?lang = "ko")', question.body
    )


def test_topics_are_in_all_languages() -> None:
    assert all(all(text) for text in find_topics(Workspace()).values())


def test_every_topic_has_questions_that_cite_research() -> None:
    assert len(QUESTIONS) >= 36
    assert {question.topic for question in QUESTIONS.values()} == set(find_topics(Workspace()))
    works = find_works(Workspace())
    for question in QUESTIONS.values():
        assert question.cites, question.name
        assert set(question.cites) <= set(works), question.name
    keys = {key for question in QUESTIONS.values() for key in question.cites}
    assert set(works) - keys == set()


def test_malformed_topics_or_works_leave_the_others(own: Workspace) -> None:
    assert own.root
    for stem, find in (("topics", find_topics), ("research", find_works)):
        path = own.root / "queries" / f"{stem}.yaml"
        whole = find(own)
        for text in ("a: b: c", "- x", "mine: {id: x}", "mine: 7"):
            path.write_text(text)
            (fault,) = question_faults(own)
            assert f"{stem}.yaml" in str(fault)
            assert find(own) == whole
        path.unlink()


HEAD = """#+ summary: {}
#+ tags: [mine]
#+ question: {{en: "Mine?", id: yes}}
#+ columns:
#+   s: {{en: 1.0, id: s, list: false}}
SELECT * {{ ?s ?p ?o }}
"""


def test_words_of_a_head_are_texts(own: Workspace) -> None:
    assert own.root
    (own.root / "queries" / "mine.rq").write_text(HEAD.format("2020-13-45"))
    question = find_questions(own)["mine"]
    assert (question.summary, question.title.id) == ("2020-13-45", "yes")
    assert question.columns == (("s", ("1.0", "s", ""), False),)
    assert question_faults(own) == []


def test_a_text_of_a_head_falls_back_to_english(own: Workspace) -> None:
    assert own.root
    head = HEAD.format("Mine").replace(", id: yes", "").replace("id: s", "ko: 에스")
    (own.root / "queries" / "mine.rq").write_text(head, "utf-8")
    (own.root / "queries" / "topics.yaml").write_text("mine: {en: Mine}")
    question = find_question(own, "mine")
    (column,) = question.columns
    in_each = [(question.title.in_language(x), column.words.in_language(x)) for x in TONGUES]
    assert in_each == [("Mine?", "1.0"), ("Mine?", "1.0"), ("Mine?", "에스")]
    assert find_topics(own)["mine"].in_language("ko") == "Mine"


@pytest.mark.parametrize(
    "summary", ['"\\UFFFFFFFF"', '"\\ud800"', "*a", "[" * 100_000, "[a]", "&a [*a]"]
)
def test_one_bad_head_leaves_the_other_questions(own: Workspace, summary: str) -> None:
    assert own.root
    (own.root / "queries" / "holdings.rq").write_text("\n" + HEAD.format(summary))
    (own.root / "queries" / "mine.rq").write_text(HEAD.format("Mine"))
    assert set(find_questions(own)) == {*QUESTIONS, "mine"} - {"holdings"}
    (fault,) = question_faults(own)
    assert fault.file.endswith("holdings.rq")
    assert fault.line in (2, 3, None)
    with pytest.raises(InputError, match=r"holdings\.rq.*: its head"):
        find_question(own, "holdings")


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_an_answer_is_as_full_in_each_language(engine: Engine, name: str) -> None:
    question = QUESTIONS[name]
    if question.in_language("ko"):
        tables = [select(engine, question, {"lang": literal(tongue)}) for tongue in TONGUES]
        counts = {
            (len(table.rows), sum(not (cell and cell.text) for row in table.rows for cell in row))
            for table in tables
        }
        assert len(counts) == 1


def test_agreements_ending_excludes_ended_agreements(engine: Engine) -> None:
    question = QUESTIONS["agreements-ending"]
    soon = answer_question(engine, question, {"asOf": "2004-10-01", "months": "24"})
    assert [str(row[0]) for row in soon.rows] == ["Jakarta – Rotterdam", "Brisbane – Semarang"]
    assert answer_question(engine, question, {"asOf": "2006-01-01", "months": "24"}).rows == []


def test_a_question_without_a_head_is_an_error(own: Workspace) -> None:
    assert own.root
    (own.root / "queries" / "mine.rq").write_text("SELECT * { ?s ?p ?o }")
    with pytest.raises(InputError, match=r"mine\.rq: its head"):
        find_question(own, "mine")


def test_a_work_that_nobody_lists_is_a_fault(own: Workspace) -> None:
    assert own.root
    cites = "#+ serves: {en: x, id: x, cites: [grindle-1979]}\n"
    (own.root / "queries" / "mine.rq").write_text(cites + HEAD.format("Mine"))
    (fault,) = question_faults(own)
    assert "Did you mean grindle-1997" in str(fault)
