"""Results: parsed while they arrive; an incomplete one is an error."""

from __future__ import annotations

import csv
import io

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, Store
from rdflib.query import Result

from kembar.errors import KembarError
from kembar.rdf.results import (
    TABLE_FORMATS,
    parse_tsv,
    read_results,
    read_triples,
    serialize_boolean,
    serialize_table,
    to_value,
)
from kembar.rdf.terms import XSD, Value

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


def _tsv(query: str) -> str:
    tsv = Store().query(query).serialize(format=QueryResultsFormat.TSV)
    assert tsv is not None
    return tsv.decode()


def test_each_term_of_tsv_is_that_of_the_engine() -> None:
    expected = [tuple(map(_cell, solution)) for solution in Store().query(QUERY)]
    assert len(expected) > 10
    assert parse_tsv(_tsv(QUERY), 2) == expected


@pytest.mark.parametrize(
    ("query", "width", "rows"),
    [
        ("SELECT * {}", 0, [()]),
        ("SELECT ?x {}", 1, [(None,)]),
        ("SELECT ?x { FILTER(false) }", 1, []),
        ("SELECT ?x { VALUES ?x { UNDEF <urn:x> } }", 1, [(None,), (Value("urn:x", "iri"),)]),
    ],
)
def test_rows_without_values_are_rows(query: str, width: int, rows: list[object]) -> None:
    assert parse_tsv(_tsv(query), width) == rows


def test_a_blank_node_keeps_its_label() -> None:
    ((value,),) = parse_tsv(_tsv("SELECT (BNODE() AS ?x) {}"), 1)
    assert value
    assert value.kind == "blank"
    assert value.term.startswith("_:")


def test_a_malformed_cell_is_an_error() -> None:
    with pytest.raises(ValueError, match="is not a term"):
        parse_tsv('?x\n"half\n', 1)


JSON = "application/sparql-results+json"
TABLE = b"""{"head": {"vars": ["a", "b"]}, "results": {"bindings": [
  {"a": {"type": "uri", "value": "urn:x"}, "b": {"type": "literal", "value": "Kota", "xml:lang": "id"}},
  {"a": {"type": "typed-literal", "datatype": "%sgYear", "value": "2016"}}]}}""" % XSD.encode()


def test_a_table_has_columns_and_rows() -> None:
    columns, rows = read_results(io.BytesIO(TABLE), JSON)
    assert columns == ("a", "b")
    kota = Value("Kota", "literal", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "id")
    assert list(rows) == [
        (Value("urn:x", "iri"), kota),
        (Value("2016", "literal", f"{XSD}gYear"), None),
    ]


def test_rows_arrive_before_the_end() -> None:
    _, rows = read_results(io.BytesIO(TABLE[:-40]), JSON)
    assert str(next(rows)[0]) == "urn:x"
    with pytest.raises(SyntaxError):
        list(rows)


def test_an_ask_is_a_table_of_one_row() -> None:
    columns, rows = read_results(io.BytesIO(b'{"head": {}, "boolean": false}'), JSON)
    assert columns == ("answer",)
    assert [str(value) for (value,) in rows] == ["false"]


@pytest.mark.parametrize("text", [b"", b"<html></html>", b'{"head": {"vars": []'])
def test_a_malformed_table_is_an_error(text: bytes) -> None:
    with pytest.raises(SyntaxError):
        list(read_results(io.BytesIO(text), JSON)[1])


def test_triples_are_read_in_both_formats() -> None:
    triples = [("<urn:s>", "<urn:p>", '"o"@id')]
    assert (
        list(read_triples(io.BytesIO(b'<urn:s> <urn:p> "o"@id .'), "application/n-triples"))
        == triples
    )
    assert list(read_triples(io.BytesIO(b'<urn:s> <urn:p> "o"@id .'), "text/turtle")) == triples
    with pytest.raises(SyntaxError):
        list(read_triples(io.BytesIO(b'<urn:s> <urn:p> "o'), "text/turtle"))


@pytest.mark.parametrize(
    ("media", "content", "fault"),
    [
        ("application/sparql-results+xml", b"<!DOCTYPE s [<!ENTITY b 'c'>]><s/>", "an entity"),
        (
            "application/sparql-results+json",
            b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":'
            + b'{"type":"triple","value":{"object":' * 100_000,
            "nests more than 100",
        ),
    ],
)
def test_results_that_would_harm_are_refused(media: str, content: bytes, fault: str) -> None:
    with pytest.raises(SyntaxError, match=fault):
        list(read_results(io.BytesIO(content), media)[1])
    with pytest.raises(SyntaxError, match="triples as terms"):
        list(
            read_triples(
                io.BytesIO(b"<urn:a> <urn:b> " + b"<<( <urn:a> <urn:b> " * 30_000), "text/turtle"
            )
        )


REFEREES = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
STANDARD = f"""PREFIX xsd: <{XSD}> SELECT ?a ?b {{ VALUES (?a ?b) {{
  (<urn:x> "=1+2") ("a\\tb\\nc" "x"@en) (1 "1997"^^xsd:gYear) (UNDEF "a,b\\"c") (UNDEF UNDEF)
  (1.5 true) ("" <urn:%22>) ("서울"@ko "y"^^<urn:t>) ("\\r" " x ")
}} }}"""


@pytest.mark.parametrize("form", sorted(TABLE_FORMATS))
@pytest.mark.parametrize("query", [STANDARD, QUERY, "SELECT * {}", "SELECT ?x { FILTER(false) }"])
def test_a_table_is_written_as_the_engine_writes_it(form: str, query: str) -> None:
    if form == "xml" and query == QUERY:
        query = query.replace("\\u0001", "")
    columns = tuple(variable.value for variable in Store().query(query).variables)
    text = serialize_table(columns, parse_tsv(_tsv(query), len(columns)), form)
    expected = (Store().query(query).serialize(format=REFEREES[form]) or b"").decode()
    if form == "xml":
        expected = expected.replace("\r", "&#xD;")
    assert text.removesuffix("\n") == expected.removesuffix("\n")


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_rdflib_reads_the_same_terms(form: str) -> None:
    text = serialize_table(("a", "b"), parse_tsv(_tsv(STANDARD), 2), form)
    rows = Result.parse(io.BytesIO(text.encode()), format=form).bindings
    expected = [
        {
            str(name): rdflib.util.from_n3(str(term))
            for name, term in zip("ab", solution, strict=True)
            if term is not None
        }
        for solution in Store().query(STANDARD)
    ]
    assert [{str(k): v for k, v in row.items() if v is not None} for row in rows] == expected


def test_csv_is_plain_with_crlf() -> None:
    text = serialize_table(("a", "b"), parse_tsv(_tsv(STANDARD), 2), "csv")
    assert text.startswith('a,b\r\nurn:x,=1+2\r\n"a\tb\nc",x\r\n')
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert [row[1] for row in rows[1:4]] == ["=1+2", "x", "1997"]


def test_xml_says_what_it_cannot_hold() -> None:
    with pytest.raises(KembarError, match=r"XML cannot hold the character <U\+0001>"):
        serialize_table(("a",), [(Value("\x01"),)], "xml")


@pytest.mark.parametrize("form", sorted(TABLE_FORMATS))
def test_a_truth_value_is_no_table(form: str) -> None:
    for query, truth in (("ASK {}", True), ("ASK { FILTER(false) }", False)):
        expected = (Store().query(query).serialize(format=REFEREES[form]) or b"").decode()
        assert serialize_boolean(truth, form) == f"{expected}\n"
    if form in ("json", "xml"):
        text = serialize_boolean(False, form)
        assert Result.parse(io.BytesIO(text.encode()), format=form).askAnswer is False


def test_a_triple_as_a_term_stays_one() -> None:
    query = 'SELECT (TRIPLE(<urn:a>, <urn:b>, "c") AS ?t) {}'
    text = serialize_table(("t",), parse_tsv(_tsv(query), 1), "tsv")
    assert text == '?t\n<<( <urn:a> <urn:b> "c" )>>\n'
    (solution,) = Store().query(query)
    assert to_value(solution[0]) == Value('<<( <urn:a> <urn:b> "c" )>>', "triple")
