"""The engine keeps named graphs and, in the default graph, every statement once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.errors import KembarError
from kembar.oxigraph import Engine, Table, turtle
from kembar.terms import iri, text
from kembar.vocabulary import NAMESPACES

S, P, ONE, TWO = iri("urn:s"), iri("urn:p"), iri("urn:one"), iri("urn:two")
SAID = (S, P, text("x"))


@pytest.fixture
def two() -> Engine:
    """The same statement in two graphs."""
    engine = Engine.in_memory()
    engine.load([(ONE, [SAID]), (TWO, [SAID, (S, P, text("y"))])])
    return engine


def test_a_statement_of_two_graphs_counts_once(two: Engine) -> None:
    assert len(two) == 2
    assert len(list(two.triples(ONE))) == 1


def test_a_statement_stays_until_the_last_graph_that_holds_it_goes(two: Engine) -> None:
    two.drop(ONE)
    assert SAID in set(two.triples())
    two.drop(TWO)
    assert len(two) == 0


def test_put_replaces_a_graph(two: Engine) -> None:
    two.put(TWO, [(S, P, text("z"))])
    assert {o for _, _, o in two.triples()} == {'"x"', '"z"'}


def test_a_query_gives_a_table_or_triples(two: Engine) -> None:
    assert two.ask("ASK { ?s ?p 'x' }") == Table(("answer",), two.select("ASK {?s ?p 'x'}").rows)
    assert two.ask("CONSTRUCT WHERE { ?s ?p 'x' }") == [SAID]
    with pytest.raises(KembarError, match="write SELECT or ASK"):
        two.select("CONSTRUCT WHERE { ?s ?p ?o }")
    with pytest.raises(KembarError, match="write CONSTRUCT"):
        two.construct("ASK { ?s ?p ?o }")


@pytest.mark.parametrize("query", ["SELEC * {}", "SELECT * { ?s", "DROP ALL", ""])
def test_what_is_no_query_is_told_in_one_line(two: Engine, query: str) -> None:
    with pytest.raises(KembarError, match="not a SPARQL query") as told:
        two.ask(query)
    assert "\n" not in str(told.value)


def test_a_store_is_read_while_another_is_made_of_it(tmp_path: Path) -> None:
    first = Engine.at(tmp_path / "first")
    first.load([(ONE, [SAID])])
    first.flush()
    del first
    reader = Engine.reading(tmp_path / "first")
    reader.copy_to(tmp_path / "second")
    assert list(Engine.reading(tmp_path / "second").triples()) == list(reader.triples()) == [SAID]


def test_no_store_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        Engine.reading(tmp_path / "nowhere")


def test_turtle_names_the_prefixes_that_it_uses_and_no_other() -> None:
    made = turtle([(S, iri("https://w3id.org/kembar/since"), text("x"))], NAMESPACES)
    assert made.splitlines()[0] == "@prefix kb: <https://w3id.org/kembar/> ."
    assert made.count("@prefix") == 1
