"""Rows as an engine writes them are the terms that it found."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, Store

from kembar.solutions import rows_of
from kembar.terms import XSD, Value

TERMS = """
SELECT * {
  VALUES (?a ?b) {
    (1 "a\\tb\\nc\\\\\\"\\r\\u0001\\u2028") ("01"^^xsd:integer "x"@en) (1.0 1e0) (true "y"^^<urn:t>)
    (UNDEF <urn:x>) ("" UNDEF) (-1 +1.50) ("INF"^^xsd:double "true") ("1"^^xsd:boolean "\\"@en")
    ("abc"^^xsd:integer "2.0"^^xsd:integer) ("-.5"^^xsd:decimal "5."^^xsd:decimal) ("\\\\" "^^<x>")
    ("2015"^^xsd:gYear "2015-02-03"^^xsd:date) ("1"^^xsd:float <urn:%22>)
  }
}
"""
QUERY = f"PREFIX xsd: <{XSD}> {TERMS}"


def _cell(term: object) -> Value | None:
    if isinstance(term, Literal):
        return Value(term.value, "literal", term.datatype.value, term.language or "")
    return Value(term.value, "iri") if isinstance(term, NamedNode) else None


def _written(query: str) -> str:
    told = Store().query(query).serialize(format=QueryResultsFormat.TSV)
    assert told is not None
    return told.decode()


def test_each_term_is_read_as_the_engine_holds_it() -> None:
    expected = [tuple(map(_cell, solution)) for solution in Store().query(QUERY)]
    assert len(expected) > 10
    assert rows_of(_written(QUERY), 2) == expected


@pytest.mark.parametrize(
    ("query", "width", "rows"),
    [
        ("SELECT * {}", 0, [()]),
        ("SELECT ?x {}", 1, [(None,)]),
        ("SELECT ?x { FILTER(false) }", 1, []),
        ("SELECT ?x { VALUES ?x { UNDEF <urn:x> } }", 1, [(None,), (Value("urn:x", "iri"),)]),
    ],
)
def test_rows_of_nothing_are_rows(query: str, width: int, rows: list[object]) -> None:
    assert rows_of(_written(query), width) == rows


def test_a_blank_node_keeps_its_name() -> None:
    ((told,),) = rows_of(_written("SELECT (BNODE() AS ?x) {}"), 1)
    assert told
    assert told.kind == "blank"
    assert told.term.startswith("_:")


def test_a_cell_that_is_no_term_is_an_error() -> None:
    with pytest.raises(ValueError, match="is not a term"):
        rows_of('?x\n"half\n', 1)
