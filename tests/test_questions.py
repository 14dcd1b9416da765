"""Every saved question answers as the reviewed files in tests/answers say, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.errors import InputError, UnknownName
from kembar.oxigraph import Engine
from kembar.questions import ask, find_question, find_questions, find_topics, find_works
from kembar.views.tables import as_csv
from kembar.workspace import Workspace

ANSWERS = Path(__file__).parent / "answers"
QUESTIONS = find_questions(Workspace())
ON_A_DAY = {"asOf": "2026-11-24"}


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_answers_row_by_row(
    engine: Engine, name: str, request: pytest.FixtureRequest
) -> None:
    question = QUESTIONS[name]
    given = {k: v for k, v in ON_A_DAY.items() if k in {p.name for p in question.parameters}}
    told = as_csv(ask(engine, question, given))
    if request.config.getoption("--accept"):
        (ANSWERS / f"{name}.csv").write_text(told, "utf-8")
    assert told.splitlines() == (ANSWERS / f"{name}.csv").read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_head_explains_each_column_and_parameter(engine: Engine, name: str) -> None:
    question = QUESTIONS[name]
    assert ask(engine, question).columns == tuple(column.name for column in question.columns)
    for parameter in question.parameters:
        assert f"VALUES ?{parameter.name} {{" in question.sparql
    assert question.words.en.endswith("?")
    assert question.words.id.endswith("?")


def test_there_are_questions_on_every_topic_and_each_says_which_research_it_serves() -> None:
    assert len(QUESTIONS) >= 36
    assert {question.topic for question in QUESTIONS.values()} == set(find_topics(Workspace()))
    works = find_works(Workspace())
    for question in QUESTIONS.values():
        assert question.serves.en, question.name
        assert question.serves.id, question.name
        assert question.cites, question.name
        assert set(question.cites) <= set(works), question.name
    cited = {key for question in QUESTIONS.values() for key in question.cites}
    assert set(works) - cited == set()


def test_a_file_of_topics_or_works_that_cannot_be_read_is_told_in_one_line(own: Workspace) -> None:
    assert own.root
    for stem, find in (("topics", find_topics), ("research", find_works)):
        path = own.root / "queries" / f"{stem}.yaml"
        for text in ("a: b: c", "- x", "mine: {en: x}", "mine: 7"):
            path.write_text(text)
            with pytest.raises(InputError, match=f"{stem}.yaml: must hold lines like"):
                find(own)
        path.unlink()


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_answers_in_indonesian_with_as_many_rows(engine: Engine, name: str) -> None:
    question = QUESTIONS[name]
    if any(parameter.name == "lang" for parameter in question.parameters):
        english = ask(engine, question, {"lang": "en"})
        assert len(ask(engine, question, {"lang": "id"}).rows) == len(english.rows)


def test_agreements_ending_finds_what_lapses_and_nothing_that_lapsed(engine: Engine) -> None:
    question = QUESTIONS["agreements-ending"]
    soon = ask(engine, question, {"asOf": "2004-10-01", "months": "24"})
    assert [str(row[0]) for row in soon.rows] == ["Jakarta – Rotterdam", "Brisbane – Semarang"]
    assert ask(engine, question, {"asOf": "2006-01-01", "months": "24"}).rows == []


HOSTILE = 'x" } ?s ?p ?o . VALUES ?x { "'
BY_TEXT = """#+ summary: Hostile
#+ tags: [mine]
#+ question: {en: "Is it?", id: "Apakah?"}
#+ columns: {told: {en: told, id: nyata}}
#+ parameters: {told: {kind: text, en: text, id: teks}, more: {kind: text, en: text, id: teks}}
SELECT ?told WHERE { VALUES ?told { "x" } VALUES ?more { "y" } FILTER(?more = "z") }
"""


def test_a_hostile_value_stays_a_value(engine: Engine, own: Workspace) -> None:
    assert own.root
    (own.root / "queries" / "by-text.rq").write_text(BY_TEXT)
    for value in (HOSTILE, "VALUES ?more { 1 }", "\\"):
        answer = ask(engine, find_question(own, "by-text"), {"told": value, "more": "z"})
        assert [[str(cell) for cell in row] for row in answer.rows] == [[value]]
        assert answer.asked == (("told", value), ("more", "z"))
    with pytest.raises(UnknownName, match="no event is called"):
        ask(engine, QUESTIONS["covid-overlap"], {"event": HOSTILE})


def test_a_wrong_name_answers_with_the_nearest(engine: Engine) -> None:
    with pytest.raises(UnknownName, match="Did you mean city-partners"):
        find_question(Workspace(), "city-partner")
    with pytest.raises(UnknownName, match="Did you mean city"):
        ask(engine, QUESTIONS["city-partners"], {"cty": "Bandung"})
    with pytest.raises(UnknownName, match="Bandung"):
        ask(engine, QUESTIONS["city-partners"], {"city": "Bandng"})


@pytest.mark.parametrize("value", ["24-05-2015", "2015-02-30", "soon"])
def test_a_wrong_date_says_how_to_write_it(engine: Engine, value: str) -> None:
    with pytest.raises(InputError, match="asOf"):
        ask(engine, QUESTIONS["agreements-in-force"], {"asOf": value})


@pytest.mark.parametrize(
    "name", ["Bandung", "bandung", "Bandoeng", "반둥", "https://w3id.org/kembar/id/id-bandung"]
)
def test_a_city_is_found_by_any_of_its_names(engine: Engine, name: str) -> None:
    partners = ask(engine, QUESTIONS["city-partners"], {"city": name})
    assert "Seoul" in [str(row[0]) for row in partners.rows]


def test_a_question_without_a_head_is_told_in_one_line(own: Workspace) -> None:
    assert own.root
    (own.root / "queries" / "mine.rq").write_text("SELECT * { ?s ?p ?o }")
    with pytest.raises(InputError, match=r"mine\.rq: its head"):
        find_questions(own)
