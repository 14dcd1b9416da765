"""The first page shows every answer, and text as text."""

from __future__ import annotations

from kembar.questions import Answer, Question, Words
from kembar.terms import Value
from kembar.views.index_page import MOST_ROWS, WORDS, index_page

HOSTILE = "<script>alert(1)</script>"
NUMBER = "http://www.w3.org/2001/XMLSchema#integer"


def answer(view: str, *rows: tuple[Value | None, ...]) -> Answer:
    question = Question(
        "q", "t", "s", Words("Who?", "Siapa?"), (), (), view, Words(HOSTILE, HOSTILE), (), "SELECT"
    )
    return Answer(("a", "n"), list(rows), question, (("city", HOSTILE),))


def test_a_hostile_text_is_shown_as_text() -> None:
    page = index_page(HOSTILE, [answer("table", (Value(HOSTILE), None))], {}, [HOSTILE])
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 5


def test_numbers_are_drawn_as_bars_where_the_question_asks_for_it() -> None:
    rows = [
        (Value("x"), Value("4", datatype=NUMBER)),
        (Value("y"), Value("1", datatype=NUMBER)),
    ]
    page = index_page("T", [answer("bar", *rows)], {})
    assert 'style="width: 12.00rem"' in page
    assert 'style="width: 3.00rem"' in page
    assert "style=" not in index_page("T", [answer("table", *rows)], {})


def test_a_long_answer_is_cut_and_says_so() -> None:
    rows = [(Value(f"row {number}"), None) for number in range(MOST_ROWS + 7)]
    page = index_page("T", [answer("table", *rows)], {})
    assert page.count("<tr><td>row ") == MOST_ROWS
    assert f"{WORDS['en']['more']}: 7" in page


def test_topics_and_words_are_in_the_language_of_the_reader() -> None:
    page = index_page("T", [answer("table")], {"t": Words("Topic", "Pokok")}, language="id")
    assert "<h2>Pokok</h2>" in page
    assert "Siapa?" in page
    assert WORDS["id"]["none"] in page
    assert set(WORDS["en"]) == set(WORDS["id"])
