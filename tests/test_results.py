"""Answers over a wire are read as they come; half of one is an error."""

from __future__ import annotations

import io

import pytest

from kembar.results import read_table, read_triples, whole
from kembar.terms import XSD, Value

JSON = "application/sparql-results+json"
TOLD = b"""{"head": {"vars": ["a", "b"]}, "results": {"bindings": [
  {"a": {"type": "uri", "value": "urn:x"}, "b": {"type": "literal", "value": "Kota", "xml:lang": "id"}},
  {"a": {"type": "typed-literal", "datatype": "%sgYear", "value": "2016"}}]}}""" % XSD.encode()


def test_a_table_has_its_columns_and_nothing_where_nothing_is_bound() -> None:
    table = whole(read_table(io.BytesIO(TOLD), JSON))
    assert table.columns == ("a", "b")
    kota = Value("Kota", "literal", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "id")
    assert table.rows == [
        (Value("urn:x", "iri"), kota),
        (Value("2016", "literal", f"{XSD}gYear"), None),
    ]


def test_rows_come_before_the_end() -> None:
    _, rows = read_table(io.BytesIO(TOLD[:-40]), JSON)
    assert str(next(rows)[0]) == "urn:x"
    with pytest.raises(SyntaxError):
        list(rows)


def test_an_ask_is_a_table_of_one_row() -> None:
    told = io.BytesIO(b'{"head": {}, "boolean": false}')
    assert str(whole(read_table(told, JSON)).rows[0][0]) == "false"


@pytest.mark.parametrize("told", [b"", b"<html></html>", b'{"head": {"vars": []'])
def test_what_is_no_table_is_an_error(told: bytes) -> None:
    with pytest.raises(SyntaxError):
        whole(read_table(io.BytesIO(told), JSON))


def test_triples_are_read_in_both_forms() -> None:
    told = [("<urn:s>", "<urn:p>", '"o"@id')]
    assert (
        list(read_triples(io.BytesIO(b'<urn:s> <urn:p> "o"@id .'), "application/n-triples")) == told
    )
    assert list(read_triples(io.BytesIO(b'<urn:s> <urn:p> "o"@id .'), "text/turtle")) == told
    with pytest.raises(SyntaxError):
        list(read_triples(io.BytesIO(b'<urn:s> <urn:p> "o'), "text/turtle"))
