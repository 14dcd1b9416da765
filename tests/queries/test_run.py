"""Parameters as people write them become terms, and a question is answered with them."""

from __future__ import annotations

import pytest

from kembar.errors import InputError, UnknownName
from kembar.queries.run import answer_question
from kembar.queries.saved import find_question, find_questions
from kembar.rdf.engine import Engine
from kembar.workspace.layout import Workspace

QUESTIONS = find_questions(Workspace())
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
        answer = answer_question(
            engine, find_question(own, "by-text"), {"told": value, "more": "z"}
        )
        assert [[str(cell) for cell in row] for row in answer.rows] == [[value]]
        assert answer.parameters == (("told", value), ("more", "z"))
    with pytest.raises(UnknownName, match="no event is called"):
        answer_question(engine, QUESTIONS["covid-overlap"], {"event": HOSTILE})


def test_a_wrong_name_names_the_nearest(engine: Engine) -> None:
    with pytest.raises(UnknownName, match="Did you mean city-partners"):
        find_question(Workspace(), "city-partner")
    with pytest.raises(UnknownName, match="Did you mean city"):
        answer_question(engine, QUESTIONS["city-partners"], {"cty": "Bandung"})
    with pytest.raises(UnknownName, match="Bandung"):
        answer_question(engine, QUESTIONS["city-partners"], {"city": "Bandng"})


@pytest.mark.parametrize("value", ["3/2/2012", "c. 2015", "2015-02-30", "soon"])
def test_a_wrong_date_says_how_to_write_it(engine: Engine, value: str) -> None:
    with pytest.raises(InputError, match="asOf"):
        answer_question(engine, QUESTIONS["agreements-in-force"], {"asOf": value})


@pytest.mark.parametrize(
    "name", ["Bandung", "bandung", "Bandoeng", "반둥", "https://w3id.org/kembar/id/id-bandung"]
)
def test_a_city_is_found_by_any_of_its_names(engine: Engine, name: str) -> None:
    partners = answer_question(engine, QUESTIONS["city-partners"], {"city": name})
    assert "Seoul" in [str(row[0]) for row in partners.rows]
