"""Engines, embedded or remote, behave alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kembar.errors import KembarError
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAME_KEYS, retired_graph
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.remote.sparql_client import RemoteEngine
from kembar.rdf.results import Table
from kembar.rdf.terms import Term, iri, literal
from tests.servers import oxigraph_endpoint

S, P = iri("urn:s"), iri("urn:p")
ONE, TWO = (iri(f"https://w3id.org/kembar/graph/data/{name}") for name in ("one", "two"))
TRIPLE = (S, P, literal("x"))


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteEngine]:
    with oxigraph_endpoint(tmp_path_factory.mktemp("server")) as endpoint:
        yield RemoteEngine(endpoint)


@pytest.fixture(params=["embedded", "remote"])
def engine(request: pytest.FixtureRequest, remote: RemoteEngine) -> Engine:
    """An engine with the same triple in two graphs."""
    engine = OxigraphEngine.in_memory() if request.param == "embedded" else remote
    for graph in [*engine.graphs(), NAME_KEYS]:
        engine.patch(graph, list(engine.triples(graph)), [])
    engine.patch(ONE, [], [TRIPLE])
    engine.patch(TWO, [], [TRIPLE, (S, P, literal("y"))])
    return engine


def test_a_triple_of_two_graphs_counts_once(engine: Engine) -> None:
    assert len(engine) == 2
    assert len(list(engine.triples(ONE))) == 1
    assert engine.graphs() == [ONE, TWO]


def test_a_triple_stays_until_its_last_graph_loses_it(engine: Engine) -> None:
    assert engine.patch(ONE, [TRIPLE], []) == set()
    assert TRIPLE in set(engine.triples())
    assert engine.graphs() == [TWO]
    assert engine.patch(TWO, [TRIPLE], []) == {TRIPLE}
    assert TRIPLE not in set(engine.triples())


def test_only_a_new_triple_enters_the_default_graph(engine: Engine) -> None:
    new = (S, P, literal("z"))
    assert engine.patch(ONE, [], [new, (S, P, literal("y"))]) == {new}
    assert {o for _, _, o in engine.triples(ONE)} == {'"x"', '"y"', '"z"'}
    assert len(engine) == 3


@pytest.mark.parametrize("graph", [retired_graph(ONE), NAME_KEYS])
def test_some_graphs_are_not_in_the_default_graph(engine: Engine, graph: Term) -> None:
    triple = (S, P, literal("retired"))
    assert engine.patch(graph, [], [triple]) == set()
    assert engine.patch(ONE, [], [triple]) == {triple}
    assert engine.patch(ONE, [triple], []) == {triple}
    assert list(engine.triples(graph)) == [triple]


def test_triples_are_found_by_subject_and_by_value(engine: Engine) -> None:
    assert list(engine.triples(ONE, subject=S)) == [TRIPLE]
    assert list(engine.triples(value=literal("y"))) == [(S, P, literal("y"))]
    assert list(engine.triples(subject=P)) == []
    assert set(engine.triples_about([S, P])) == {TRIPLE, (S, P, literal("y"))}
    assert list(engine.triples_about([S, P], ONE)) == [TRIPLE]
    assert list(engine.triples_about([])) == []


def test_every_term_survives_a_round_trip(engine: Engine) -> None:
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
    triples = {(S, P, value) for value in odd} | {
        (iri("urn:t"), P, "_:n1"),
        ("_:n1", P, literal("n")),
    }
    engine.patch(ONE, [TRIPLE], triples)
    assert set(engine.triples(ONE)) == triples
    engine.patch(ONE, [("_:n1", P, literal("n"))], [])
    assert ("_:n1", P, literal("n")) not in set(engine.triples(ONE))


def test_a_query_returns_a_table_or_triples(engine: Engine) -> None:
    table = engine.query("ASK { ?s ?p 'x' }")
    assert isinstance(table, Table)
    assert (table.columns, str(table.rows[0][0])) == (("answer",), "true")
    assert engine.select("ASK { ?s ?p 'x' }") == table
    assert engine.query("CONSTRUCT WHERE { ?s ?p 'x' }") == [TRIPLE]
    with pytest.raises(KembarError, match="write SELECT or ASK"):
        engine.select("CONSTRUCT WHERE { ?s ?p ?o }")
    with pytest.raises(KembarError, match="write CONSTRUCT"):
        engine.construct("ASK { ?s ?p ?o }")


@pytest.mark.parametrize("query", ["SELEC * {}", "SELECT * { ?s", "DROP ALL", ""])
def test_a_malformed_query_is_reported_in_one_line(engine: Engine, query: str) -> None:
    with pytest.raises(KembarError, match="not a SPARQL query") as caught:
        engine.query(query)
    assert "\n" not in str(caught.value)


def test_a_constructed_graph_is_serialised(engine: Engine) -> None:
    text = engine.construct_ntriples(f"CONSTRUCT {{ ?s {P} ?o }} {{ GRAPH {TWO} {{ ?s {P} ?o }} }}")
    assert sorted(text.splitlines()) == [b'<urn:s> <urn:p> "x" .', b'<urn:s> <urn:p> "y" .']
    with pytest.raises(KembarError, match="makes no graph"):
        engine.construct_ntriples("SELECT * { ?s ?p ?o }")


def test_parallel_results_keep_their_order(engine: Engine) -> None:
    def answer(number: int) -> str:
        return str(engine.select(f"SELECT ({number} AS ?n) {{}}").rows[0][0])

    assert engine.map_parallel(answer, range(40)) == [str(number) for number in range(40)]
    assert engine.map_parallel(answer, []) == []


def test_an_error_of_a_parallel_task_is_raised(engine: Engine) -> None:
    with pytest.raises(KembarError):
        engine.map_parallel(engine.select, ["SELECT ?s { ?s ?p ?o } LIMIT 1", "SELECT"])
