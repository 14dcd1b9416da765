"""Rows are sorted as the head of a question declares, and as a SPARQL engine would sort them."""

from __future__ import annotations

import random
from itertools import takewhile

import pytest
from pyoxigraph import QueryResultsFormat, Store

from kembar.errors import InputError, UnknownName
from kembar.queries.ordering import OrderKey, order_clause, parse_order, sort_rows
from kembar.queries.run import answer_question, select
from kembar.queries.saved import Question, find_question, find_questions
from kembar.rdf.engine import Engine
from kembar.rdf.results import Row, parse_tsv
from kembar.rdf.terms import Value
from kembar.workspace.layout import Workspace

QUESTIONS = find_questions(Workspace())
SORTED_BY_HIDDEN_VARIABLES = {
    "city-profile",
    "findings",
    "partnership-profile",
    "study-elements",
    "study-profile",
    "thesis-case",
}
"""Questions whose rows are few and sorted by variables that are no columns."""

COLUMNS = ("a", "b")
QUERY = """
SELECT ?a ?b {
  VALUES (?a ?b) {
    (11 "b") (9 "b") (1e1 "a") (UNDEF "a") (9.5 UNDEF) ("x" "é") ("x" "z") (<urn:x> "Z") (<urn:w> 1)
    (true 1) (false 1) ("y" "a") ("abc"^^<http://www.w3.org/2001/XMLSchema#integer> "a")
  }
}
"""
HEAD = """#+ summary: Mine
#+ tags: [mine]
#+ question: {en: "?", id: "?"}
#+ columns: {a: {en: a, id: a}, b: {en: b, id: b}}
"""


def test_rows_are_sorted_as_the_engine_sorts_them() -> None:
    comparable = QUERY.replace('("abc"^^<http://www.w3.org/2001/XMLSchema#integer> "a")', "")
    comparable = comparable.replace("(true 1) (false 1)", "")
    for order in (["a", "b"], ["-a", "b"], ["-a", "-b"]):
        keys = parse_order(order, COLUMNS)
        rows = _rows(comparable)
        random.Random(1).shuffle(rows)
        expected = _rows(f"{comparable}{order_clause(keys)}")
        assert sort_rows(rows, COLUMNS, keys) == expected


def test_each_kind_of_value_has_its_place() -> None:
    rows = _rows(QUERY)
    random.Random(1).shuffle(rows)
    texts = [str(row[0]) for row in sort_rows(rows, COLUMNS, [OrderKey("a")])]
    numbers = ["9", "9.5", "10", "11"]
    expected = ["None", "urn:w", "urn:x", *numbers, "false", "true", "abc", "x", "x", "y"]
    assert [text.replace("1e1", "10") for text in texts] == expected


def test_rows_alike_in_all_keys_stay_as_they_come() -> None:
    rows = _rows(QUERY)
    assert sort_rows(rows, COLUMNS, ()) == rows
    descending = sort_rows(rows, COLUMNS, [OrderKey("a", descending=True)])
    texts = [row for row in descending if str(row[0]) == "x"]
    assert texts == [row for row in rows if str(row[0]) == "x"]


def test_a_head_without_order_leaves_it_to_the_engine(engine: Engine, own: Workspace) -> None:
    for last in ("ORDER BY DESC(?b) ?a", "ORDER BY STR(?a)", "ORDER BY ?a LIMIT 1"):
        question = _save(own, f"{HEAD}{QUERY}{last}")
        assert question.order == ()
        assert answer_question(engine, question).rows == engine.select(f"{QUERY}{last}").rows
        assert question.body == f"{QUERY.strip()}\n{last}\n"


def test_the_head_sorts_the_rows(engine: Engine, own: Workspace) -> None:
    question = _save(own, f"{HEAD}#+ order: [-b, a]\n{QUERY}")
    assert question.order == (OrderKey("b", descending=True), OrderKey("a"))
    rows = engine.select(f"{QUERY}ORDER BY DESC(?b) ?a").rows
    assert answer_question(engine, question).rows == rows
    assert question.body == f"{QUERY.strip()}\nORDER BY DESC(?b) ?a\n"


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ("[a, c]", "its order names 'c', which is none of its columns"),
        ("[--a]", "its order names '-a'"),
        ("a", "its order must be a list of columns"),
        ("{a: b}", "its order must be a list of columns"),
        ("[1]", "its order names '1'"),
    ],
)
def test_a_wrong_order_is_an_error_with_its_line(own: Workspace, order: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as error:
        _save(own, f"{HEAD}#+ order: {order}\n{QUERY}")
    assert (error.value.file.endswith("mine.rq"), error.value.line) == (True, 5)


@pytest.mark.parametrize("last", ["ORDER BY ?a", "limit 1", "GROUP BY ?a ?b\norder\n by ?b"])
def test_an_order_in_head_and_query_is_an_error(own: Workspace, last: str) -> None:
    with pytest.raises(InputError, match=r"mine\.rq:5: its order stands in its head"):
        _save(own, f"{HEAD}#+ order: [a]\n{QUERY}{last}")


def test_an_order_by_what_the_query_lacks_is_an_error(engine: Engine, own: Workspace) -> None:
    question = _save(own, f"{HEAD}#+ order: [b]\n{QUERY.replace('?a ?b {', '?a {', 1)}")
    with pytest.raises(UnknownName, match="no column of the question mine is called 'b'"):
        answer_question(engine, question)


def test_the_shipped_questions_declare_their_order() -> None:
    undeclared = {name for name, question in QUESTIONS.items() if not question.order}
    assert undeclared == SORTED_BY_HIDDEN_VARIABLES


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_query_that_is_run_elsewhere_is_ordered_too(engine: Engine, name: str) -> None:
    """Lists are left out: an engine may join a group in any order."""
    question = QUESTIONS[name]
    lists = {column.name for column in question.columns if column.is_list}
    keys = [*takewhile(lambda name: name not in lists, (key.column for key in question.order))]
    body, answer = engine.select(question.body), select(engine, question, {})
    indexes = [answer.columns.index(key) for key in keys]
    assert [[row[i] for i in indexes] for row in body.rows] == [
        [row[i] for i in indexes] for row in answer.rows
    ]
    assert "ORDER BY" in question.body


def _save(own: Workspace, text: str) -> Question:
    assert own.root
    (own.root / "queries" / "mine.rq").write_text(text)
    return find_question(own, "mine")


def _rows(query: str) -> list[Row]:
    tsv = Store().query(query).serialize(format=QueryResultsFormat.TSV)
    assert tsv is not None
    return parse_tsv(tsv.decode(), 2)


def test_uncertain_dates_are_ordered_by_the_first_day() -> None:
    dates = ["2000", "1997~", "199X; 2001", "../1980", "1996-05", "1995-21", "1995-02", "50%"]
    rows = [(Value(date),) for date in dates]
    ordered = sort_rows(rows, ["since"], [OrderKey("since")])
    assert [str(value) for (value,) in ordered] == [
        "../1980", "199X; 2001", "1995-02", "1995-21", "1997~", "1996-05", "2000", "50%",
    ]  # fmt: skip
