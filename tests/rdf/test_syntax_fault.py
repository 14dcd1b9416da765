"""Reasons of the engine for a wrong query, by line and column of the text that the person wrote."""

from __future__ import annotations

import pytest

from kembar.errors import KembarError
from kembar.rdf.namespaces import NAMESPACES
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.sparql_text import with_prefixes

FAULTS = [
    ("SELECT * {\n ?s nix:x kb:City }", "line 2, column 5: the prefix nix: is not declared; write"),
    ("SELECT * { ?s kbb:x ?o }", "line 1, column 15: the prefix kbb: is not declared; did you mean"),
    ("SELECT ?s {\n ?s rdfs:label ?l\n FITLER(?l)\n}", "line 3, column 2: 'FITLER(?l)' is not"),
    ("SELCT ?s { ?s ?p ?o }", "line 1, column 1: 'SELCT ?s { ?s ?p ?o }' is not understood; did "
     "you mean SELECT?"),
    ("select ?s whre { ?s ?p ?o }", "line 1, column 11: 'whre { ?s ?p ?o }' is not understood; did "
     "you mean WHERE?"),
    ("SELECT ?s {\n ?s a kb:City\n ?c a kb:City }", "line 3, column 2: '?c a kb:City }' is not"),
    ("SELECT ?s { ?s ?p ?o ", "it ends too early: a closing brace is missing"),
    ('ASK { ?s ?p "서울 }', "it ends too early: a quotation mark is missing"),
    ("DESCRIBE", "it ends too early"),
    ("", "it is empty"),
    ("SELECT ?x { ?x <nope> ?y }", "'<nope>' is not an absolute IRI"),
    ("ASK { ?s <http://x/a b> ?o }", "line 1, column 10: '<http://x/a b>' is not an absolute IRI"),
    ("PREFIX kb: http://x SELECT * {}", "line 1, column 12: 'http://x SELECT * {}' is not "
     "understood; expected <"),
    ("SELECT ?s { ?s a ?x } GROUP BY ?x", "the SELECT contains a variable that is unbound"),
    ("SELECT * { ?s ?p ?o } GROUP BY ?s", "SELECT * is not authorized with GROUP BY"),
    ("SELECT (1 AS ?x) { ?x ?p ?o }", "the SELECT overrides an existing variable"),
    ("SELECT ?x { BIND(1 AS ?x) BIND(2 AS ?x) }", "look for a variable that is bound twice"),
    ("INSERT DATA { kb:a kb:b kb:c }", "a query changes nothing"),
]  # fmt: skip


@pytest.fixture(scope="module")
def store() -> OxigraphEngine:
    return OxigraphEngine.in_memory()


@pytest.mark.parametrize(("query", "fault"), FAULTS)
def test_place_and_reason_are_told(store: OxigraphEngine, query: str, fault: str) -> None:
    with pytest.raises(KembarError) as caught:
        store.query(with_prefixes(query, NAMESPACES))
    text = str(caught.value)
    assert text.startswith("not a SPARQL query: ")
    assert fault in text
    assert "\n" not in text


def test_the_line_of_prefixes_moves_no_place(store: OxigraphEngine) -> None:
    query = "SELECT * {\n ?s a kb:City ?x ! }"
    texts = set()
    for text in (with_prefixes(query, NAMESPACES), f"PREFIX kb: <urn:x> {query}"):
        with pytest.raises(KembarError) as caught:
            store.query(text)
        texts.add(str(caught.value))
    assert len(texts) == 1
    assert "line 2" in texts.pop()


def test_a_saved_question_learns_the_namespace(store: OxigraphEngine) -> None:
    with pytest.raises(KembarError, match=r"write PREFIX kb: <https://w3id\.org/kembar/>"):
        store.query("SELECT * { ?s a kb:City }")
