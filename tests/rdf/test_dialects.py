"""What an engine gets wrong is mended in what is sent to it, and nothing else is touched."""

from __future__ import annotations

import pytest

from kembar.errors import KembarError
from kembar.rdf.dialects import DIALECTS, STANDARD, VIRTUOSO, dialect_named, dialect_of_server
from kembar.rdf.terms import XSD, Value, typed_literal


def test_an_engine_is_known_by_what_it_calls_itself_or_is_told() -> None:
    assert dialect_of_server("Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu") is VIRTUOSO
    assert dialect_of_server("oxigraph/0.5.13") is dialect_of_server("") is STANDARD
    for name, dialect in DIALECTS.items():
        assert dialect_named(name) is dialect
    with pytest.raises(KembarError, match="no engine is called 'jena'; known are standard"):
        dialect_named("jena")


def test_the_standard_is_left_as_it_is() -> None:
    query = 'SELECT ?x { VALUES ?x { UNDEF } MINUS { ?x a ?y } } # "서울"'
    assert STANDARD.asked(query) == query


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ('{ VALUES ?lang { "en" } ?s ?p ?o FILTER(LANG(?o) = ?lang) }', '{  ?s ?p ?o FILTER(LANG(?o) = "en") }'),
        ("{ VALUES ?c { UNDEF } ?s ?p ?c }", "{  ?s ?p ?c }"),
        ('SELECT ?x { VALUES ?x { "a" } }', 'SELECT ?x { VALUES ?x { "a" } }'),
        ('{ VALUES ?x { "a" } VALUES ?x { "b" } ?s ?p ?x }', '{ VALUES ?x { "a" } VALUES ?x { "b" } ?s ?p ?x }'),
        ('{ VALUES ?x { "a" "b" } ?s ?p ?x }', '{ VALUES ?x { "a" "b" } ?s ?p ?x }'),
        ('{ VALUES ?x { "a" } ?s ?p "?x # no comment" }', '{  ?s ?p "?x # no comment" }'),
        ('{ ?s ?p "서울" }', '{ ?s ?p "\\uC11C\\uC6B8" }'),
        ('(CONCAT(?a, " – ", STR(?b)) AS ?c)', '(CONCAT(?a, STR(" \\u2013 "@en), STR(?b)) AS ?c)'),
        ('(?a IN ("x (y)", "서", "z"))', '(?a IN ("x (y)", STR("\\uC11C"@en), "z"))'),
        ("(MIN(?a) AS ?b)", "(MIN(IF(isNumeric(?a), ?a, STR(?a))) AS ?b)"),
        ("IF(?raw = true, 1, 2)", 'IF(STR(?raw) = "true", 1, 2)'),
        ("(BOUND(?a) AS ?b)", '(IF(BOUND(?a), "true", "false") AS ?b)'),
        ("{ GRAPH ?g { ?s ?p ?o } }", "{ FILTER(?g != <https://w3id.org/kembar/graph/everything>) GRAPH ?g { ?s ?p ?o } }"),
        ("{ ?s ?p ?o MINUS { ?s a ?c } }", "{ ?s ?p ?o OPTIONAL { { ?s a ?c } BIND(1 AS ?minus11) } FILTER(!BOUND(?minus11)) }"),
    ],
)  # fmt: skip
def test_virtuoso_is_asked_in_its_own_way(written: str, asked: str) -> None:
    assert VIRTUOSO.asked(written) == asked


def test_virtuoso_keeps_a_year_apart_from_its_first_day() -> None:
    for name, said in (("gYear", "2018"), ("gYearMonth", "2018-01")):
        sent = VIRTUOSO.sent(typed_literal(said, name))
        assert sent == f'"{said}"^^<urn:kembar:{name}>'
        back = VIRTUOSO.value(Value(said, "literal", f"urn:kembar:{name}"))
        assert back == Value(said, "literal", XSD + name)
    day = typed_literal("2018-01-01", "date")
    assert VIRTUOSO.sent(day) == day


def test_virtuoso_says_what_is_true_as_a_number() -> None:
    told = Value("1", "literal", f"{XSD}boolean")
    assert VIRTUOSO.value(told).text == "true"
    one = Value("1", "literal", f"{XSD}integer")
    assert VIRTUOSO.value(one) == one
