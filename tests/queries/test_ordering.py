"""Rows stand in the order that the last line of a question asks, as an engine would put them."""

from __future__ import annotations

import random

from pyoxigraph import QueryResultsFormat, Store

from kembar.queries.ordering import in_order, without_order
from kembar.queries.saved import find_questions
from kembar.rdf.results import Row, parse_tsv
from kembar.workspace.layout import Workspace

ROWS = """
SELECT ?a ?b {
  VALUES (?a ?b) {
    (11 "b") (9 "b") (1e1 "a") (UNDEF "a") (9.5 UNDEF) ("x" "é") ("x" "z") (<urn:x> "Z") (<urn:w> 1)
    (true 1) (false 1) ("y" "a") ("abc"^^<http://www.w3.org/2001/XMLSchema#integer> "a")
  }
}
"""
ORDERS = ("?a ?b", "DESC(?a) ?b", 'DESC(?a) COALESCE(?b, "")')


def test_rows_stand_as_the_engine_orders_them() -> None:
    comparable = ROWS.replace('("abc"^^<http://www.w3.org/2001/XMLSchema#integer> "a")', "")
    comparable = comparable.replace("(true 1) (false 1)", "")
    for order in ORDERS:
        query = f"{comparable.rstrip()}\nORDER BY {order}\n"
        bare, keys = without_order(query, ("a", "b"))
        rows = _rows(bare)
        random.Random(1).shuffle(rows)
        assert in_order(rows, ("a", "b"), keys) == _rows(query)


def test_each_kind_of_value_has_its_place() -> None:
    rows = _rows(ROWS)
    random.Random(1).shuffle(rows)
    shown = [str(row[0]) for row in in_order(rows, ("a", "b"), (("a", False),))]
    numbers = ["9", "9.5", "10", "11"]
    expected = ["None", "urn:w", "urn:x", *numbers, "false", "true", "abc", "x", "x", "y"]
    assert [place.replace("1e1", "10") for place in shown] == expected


def test_rows_alike_in_all_that_is_asked_stay_as_they_come() -> None:
    rows = _rows(ROWS)
    assert in_order(rows, ("a", "b"), ()) == rows
    texts = [row for row in in_order(rows, ("a", "b"), (("a", True),)) if str(row[0]) == "x"]
    assert texts == [row for row in rows if str(row[0]) == "x"]


def test_an_order_by_anything_else_is_left_to_the_engine() -> None:
    for last in (
        "ORDER BY ?c",
        "ORDER BY STRLEN(?a)",
        "ORDER BY ?a LIMIT 1",
        "ORDER BY RAND()",
        "",
    ):
        query = f"SELECT ?a {{ ?a ?b ?c }}\n{last}"
        assert without_order(query, ("a",)) == (query, ())


OF_ONE_THING = {"city-profile", "findings", "partnership-profile", "study-profile", "thesis-case"}
"""They order by what they do not show, and their rows are few."""


def test_every_saved_question_of_many_things_is_put_in_order_here() -> None:
    left = {
        name
        for name, question in find_questions(Workspace()).items()
        if not without_order(question.sparql, tuple(c.name for c in question.columns))[1]
    }
    assert left == OF_ONE_THING


def _rows(query: str) -> list[Row]:
    written = Store().query(query).serialize(format=QueryResultsFormat.TSV)
    assert written is not None
    return parse_tsv(written.decode(), 2)
