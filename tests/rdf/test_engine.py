"""Whatever an engine is, these hold of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kembar.errors import KembarError
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import retired_graph
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.sparql_client import RemoteEngine
from kembar.rdf.terms import iri, literal
from tests.servers import oxigraph_endpoint

S, P = iri("urn:s"), iri("urn:p")
ONE, TWO = (iri(f"https://w3id.org/kembar/graph/data/{name}") for name in ("one", "two"))
SAID = (S, P, literal("x"))


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteEngine]:
    with oxigraph_endpoint(tmp_path_factory.mktemp("server")) as endpoint:
        yield RemoteEngine(endpoint)


@pytest.fixture(params=["embedded", "remote"])
def engine(request: pytest.FixtureRequest, remote: RemoteEngine) -> Engine:
    """An engine with the same statement in two graphs."""
    made = OxigraphEngine.in_memory() if request.param == "embedded" else remote
    for graph in made.graphs():
        made.patch(graph, list(made.triples(graph)), [])
    made.patch(ONE, [], [SAID])
    made.patch(TWO, [], [SAID, (S, P, literal("y"))])
    return made


def test_a_statement_of_two_graphs_counts_once(engine: Engine) -> None:
    assert len(engine) == 2
    assert len(list(engine.triples(ONE))) == 1
    assert engine.graphs() == [ONE, TWO]


def test_a_statement_stays_until_the_last_graph_that_holds_it_goes(engine: Engine) -> None:
    assert engine.patch(ONE, [SAID], []) == set()
    assert SAID in set(engine.triples())
    assert engine.graphs() == [TWO]
    assert engine.patch(TWO, [SAID], []) == {SAID}
    assert SAID not in set(engine.triples())


def test_what_is_new_enters_and_what_is_known_does_not(engine: Engine) -> None:
    new = (S, P, literal("z"))
    assert engine.patch(ONE, [], [new, (S, P, literal("y"))]) == {new}
    assert {o for _, _, o in engine.triples(ONE)} == {'"x"', '"y"', '"z"'}
    assert len(engine) == 3


def test_what_does_not_count_stands_in_its_graph_alone(engine: Engine) -> None:
    graph, kept = retired_graph(ONE), (S, P, literal("kept"))
    assert engine.patch(graph, [], [kept]) == set()
    assert engine.patch(ONE, [], [kept]) == {kept}
    assert engine.patch(ONE, [kept], []) == {kept}
    assert list(engine.triples(graph)) == [kept]


def test_triples_are_found_by_subject_and_by_value(engine: Engine) -> None:
    assert list(engine.triples(ONE, subject=S)) == [SAID]
    assert list(engine.triples(value=literal("y"))) == [(S, P, literal("y"))]
    assert list(engine.triples(subject=P)) == []
    assert set(engine.triples_about([S, P])) == {SAID, (S, P, literal("y"))}
    assert list(engine.triples_about([S, P], ONE)) == [SAID]
    assert list(engine.triples_about([])) == []


def test_every_term_comes_back_as_it_went(engine: Engine) -> None:
    odd = [
        literal('서울 "quoted" \\ and\nmore\t'),
        literal("", ""),
        literal("Kota", "id"),
        iri("https://example.org/a(b)?c=d&e#f"),
        *(
            f'"{v}"^^<http://www.w3.org/2001/XMLSchema#{t}>'
            for v, t in (
                ("2018", "gYear"),
                ("2018-01", "gYearMonth"),
                ("2018-01-01", "date"),
                ("true", "boolean"),
                ("12.5", "decimal"),
                ("7", "integer"),
            )
        ),
    ]
    said = {(S, P, value) for value in odd} | {(iri("urn:t"), P, "_:n1"), ("_:n1", P, literal("n"))}
    engine.patch(ONE, [SAID], said)
    assert set(engine.triples(ONE)) == said
    engine.patch(ONE, [("_:n1", P, literal("n"))], [])
    assert ("_:n1", P, literal("n")) not in set(engine.triples(ONE))


def test_a_query_gives_a_table_or_triples(engine: Engine) -> None:
    assert str(engine.select("ASK { ?s ?p 'x' }").rows[0][0]) == "true"
    assert engine.query("CONSTRUCT WHERE { ?s ?p 'x' }") == [SAID]
    with pytest.raises(KembarError, match="write SELECT or ASK"):
        engine.select("CONSTRUCT WHERE { ?s ?p ?o }")
    with pytest.raises(KembarError, match="write CONSTRUCT"):
        engine.construct("ASK { ?s ?p ?o }")


@pytest.mark.parametrize("query", ["SELEC * {}", "SELECT * { ?s", "DROP ALL", ""])
def test_what_is_no_query_is_told_in_one_line(engine: Engine, query: str) -> None:
    with pytest.raises(KembarError, match="not a SPARQL query") as told:
        engine.query(query)
    assert "\n" not in str(told.value)


def test_what_a_query_makes_may_be_had_as_a_text(engine: Engine) -> None:
    made = engine.construct_ntriples(f"CONSTRUCT {{ ?s {P} ?o }} {{ GRAPH {TWO} {{ ?s {P} ?o }} }}")
    assert sorted(made.splitlines()) == [b'<urn:s> <urn:p> "x" .', b'<urn:s> <urn:p> "y" .']
    with pytest.raises(KembarError, match="makes no graph"):
        engine.construct_ntriples("SELECT * { ?s ?p ?o }")


def test_what_is_done_at_once_comes_back_in_its_order(engine: Engine) -> None:
    def said(number: int) -> str:
        return str(engine.select(f"SELECT ({number} AS ?n) {{}}").rows[0][0])

    assert engine.map_parallel(said, range(40)) == [str(number) for number in range(40)]
    assert engine.map_parallel(said, []) == []


def test_a_fault_in_what_is_done_at_once_is_raised(engine: Engine) -> None:
    with pytest.raises(KembarError):
        engine.map_parallel(engine.select, ["SELECT ?s { ?s ?p ?o } LIMIT 1", "SELECT"])
