"""Dialects: deviations of an engine are corrected in queries and terms, and nothing else."""

from __future__ import annotations

import pytest

from kembar.errors import KembarError
from kembar.rdf.remote.dialects import (
    DIALECTS,
    STANDARD,
    VIRTUOSO,
    dialect_by_name,
    dialect_of_server,
)
from kembar.rdf.terms import XSD, Value, typed_literal


def test_a_dialect_follows_from_server_header_or_name() -> None:
    assert dialect_of_server("Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu") is VIRTUOSO
    assert dialect_of_server("oxigraph/0.5.13") is dialect_of_server("") is STANDARD
    for name, dialect in DIALECTS.items():
        assert dialect_by_name(name) is dialect
    with pytest.raises(KembarError, match=r"no engine is called 'jena'\. Did you mean standard"):
        dialect_by_name("jena")


def test_the_standard_dialect_changes_nothing() -> None:
    query = 'SELECT ?x { VALUES ?x { UNDEF } MINUS { ?x a ?y } } # "서울"'
    assert STANDARD.rewrite_query(query) == query


@pytest.mark.parametrize(
    ("query", "rewritten"),
    [
        ('{ VALUES ?lang { "en" } ?s ?p ?o FILTER(LANG(?o) = ?lang) }', '{  ?s ?p ?o FILTER(LANG(?o) = "en") }'),
        ("{ VALUES ?c { UNDEF } ?s ?p ?c }", "{  ?s ?p ?c }"),
        ('SELECT ?x { VALUES ?x { "a" } }', 'SELECT ?x { VALUES ?x { "a" } }'),
        ('{ VALUES ?x { "a" } VALUES ?x { "b" } ?s ?p ?x }', '{ VALUES ?x { "a" } VALUES ?x { "b" } ?s ?p ?x }'),
        ('{ VALUES ?x { "a" "b" } ?s ?p ?x }', '{ VALUES ?x { "a" "b" } ?s ?p ?x }'),
        ('{ VALUES ?x { "a" } ?s ?p "?x # no comment" }', '{  ?s ?p "?x # no comment" }'),
        ('{ ?s ?p "서울" }', '{ ?s ?p "\\uC11C\\uC6B8" }'),
        ('(CONCAT(?a, " – ", STR(?b)) AS ?c)', '(CONCAT(?a, STR(" \\u2013 "@en), STR(?b)) AS ?c)'),
        ('(MAX(IF(?a, "예", "no")) AS ?b)', '(MAX(IF(?a, STR("\\uC608"@en), "no")) AS ?b)'),
        ('(?a IN ("x (y)", "서", "z"))', '(?a IN ("x (y)", STR("\\uC11C"@en), "z"))'),
        ("(MIN(?a) AS ?b)", "(MIN(IF(isNumeric(?a), ?a, STR(?a))) AS ?b)"),
        ("IF(?raw = true, 1, 2)", 'IF(STR(?raw) = "true", 1, 2)'),
        ("(BOUND(?a) AS ?b)", '(IF(BOUND(?a), "true", "false") AS ?b)'),
        ("BIND(!BOUND(?a) AS ?b)", 'BIND(IF(!BOUND(?a), "true", "false") AS ?b)'),
        ("{ GRAPH ?g { ?s ?p ?o } }", "{ FILTER(?g != <https://w3id.org/kembar/graph/everything>) GRAPH ?g { ?s ?p ?o } }"),
        ("{ ?s ?p ?o MINUS { ?s a ?c } }", "{ ?s ?p ?o OPTIONAL { { ?s a ?c } BIND(1 AS ?minus11) } FILTER(!BOUND(?minus11)) }"),
    ],
)  # fmt: skip
def test_queries_are_rewritten_for_virtuoso(query: str, rewritten: str) -> None:
    assert VIRTUOSO.rewrite_query(query) == rewritten


def test_virtuoso_tells_a_year_from_its_first_day() -> None:
    for name, text in (("gYear", "2018"), ("gYearMonth", "2018-01")):
        encoded = VIRTUOSO.encode_term(typed_literal(text, name))
        assert encoded == f'"{text}"^^<urn:kembar:{name}>'
        decoded = VIRTUOSO.decode_value(Value(text, "literal", f"urn:kembar:{name}"))
        assert decoded == Value(text, "literal", XSD + name)
    day = typed_literal("2018-01-01", "date")
    assert VIRTUOSO.encode_term(day) == day


def test_virtuosos_numbers_for_booleans_are_decoded() -> None:
    boolean = Value("1", "literal", f"{XSD}boolean")
    assert VIRTUOSO.decode_value(boolean).text == "true"
    integer = Value("1", "literal", f"{XSD}integer")
    assert VIRTUOSO.decode_value(integer) == integer
