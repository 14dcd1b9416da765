"""The remote engine: the requests that it sends."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from kembar.errors import InputError, KembarError
from kembar.rdf.remote.endpoint import Endpoint
from kembar.rdf.remote.sparql_client import RemoteEngine
from kembar.rdf.terms import iri, literal
from kembar.store.push import ledger_steps
from tests.importers.wikidata.server import Response, misbehaving_service
from tests.servers import oxigraph_endpoint

QUERY = "SELECT * { ?s ?p ?o }"
GRAPH = iri("https://w3id.org/kembar/graph/data/x")


def test_a_malformed_query_is_not_sent() -> None:
    with misbehaving_service(Response()) as (address, requests):
        with pytest.raises(KembarError, match="not a SPARQL query: "):
            RemoteEngine(Endpoint(address)).query("SELEC * {}")
        assert requests == []


def test_an_unknown_dialect_is_reported() -> None:
    with pytest.raises(KembarError, match="no engine is called 'jena'"):
        RemoteEngine(Endpoint("http://127.0.0.1:1/", engine="jena")).query(QUERY)


def test_a_read_only_service_is_not_changed() -> None:
    remote = RemoteEngine(Endpoint("http://127.0.0.1:1/query"))
    with pytest.raises(InputError, match=r"is read-only: .*update_endpoint"):
        remote.require_updates()


IRI, LITERAL = '{"type": "uri", "value": "urn:x"}', '{"type": "literal", "value": "x"}'
STATEMENT = {"s": IRI, "p": IRI, "o": LITERAL}
OTHER_COLUMNS = {
    "other": {"x": IRI, "y": IRI, "z": IRI},
    "fewer": {"p": IRI},
    "more": {**STATEMENT, "g": IRI, "h": IRI},
    "none": {},
}
OTHER_CELLS = {
    "unbound subject": {"s": "", "p": IRI, "o": IRI},
    "unbound value": {"s": IRI, "p": IRI, "o": ""},
    "literal as subject": {"s": LITERAL, "p": IRI, "o": IRI},
    "literal as property": {"s": IRI, "p": LITERAL, "o": IRI},
}


def answer(cells: dict[str, str], columns: tuple[str, ...] = ()) -> Response:
    row = ", ".join(f'"{name}": {cell}' for name, cell in cells.items() if cell)
    names = json.dumps(columns or list(cells))
    body = f'{{"head": {{"vars": {names}}}, "results": {{"bindings": [{{{row}}}]}}}}'
    return Response(body.encode(), headers={"Content-Type": "application/sparql-results+json"})


READS: dict[str, Callable[[RemoteEngine], object]] = {
    "query": lambda engine: engine.query("SELECT ?s ?p ?o { ?s ?p ?o }"),
    "query *": lambda engine: engine.query(QUERY),
    "ask": lambda engine: engine.query("ASK {}"),
    "len": len,
    "graphs": lambda engine: engine.graphs(),
    "triples": lambda engine: list(engine.triples(GRAPH)),
    "triples of a subject": lambda engine: list(engine.triples(subject=iri("urn:x"))),
    "triples with a value": lambda engine: list(engine.triples(value=literal("x"))),
    "triples_about": lambda engine: list(engine.triples_about([iri("urn:x")])),
    "patch": lambda engine: engine.patch(GRAPH, {(GRAPH, GRAPH, GRAPH)}, set()),
    "elsewhere": lambda engine: engine._elsewhere({GRAPH}, GRAPH),
}


@pytest.mark.parametrize("method", READS)
@pytest.mark.parametrize("columns", OTHER_COLUMNS)
def test_other_columns_are_refused(method: str, columns: str) -> None:
    with misbehaving_service(answer(OTHER_COLUMNS[columns])) as (address, _):
        engine = RemoteEngine(Endpoint(address, address, engine="standard"))
        with pytest.raises(InputError, match="answers columns that the query does not name;"):
            READS[method](engine)


@pytest.mark.parametrize("method", ["triples", "triples_about", "patch"])
@pytest.mark.parametrize("cells", OTHER_CELLS)
def test_cells_of_no_triple_are_refused(method: str, cells: str) -> None:
    reply = answer(OTHER_CELLS[cells], ("s", "p", "o"))
    with misbehaving_service(reply) as (address, _):
        engine = RemoteEngine(Endpoint(address, address, engine="standard"))
        with pytest.raises(InputError, match="answers cells that cannot be part of a triple;"):
            READS[method](engine)


def test_columns_in_another_order_are_the_same_answer() -> None:
    reply = answer(STATEMENT, ("o", "p", "s"))
    with misbehaving_service(reply) as (address, _):
        engine = RemoteEngine(Endpoint(address, engine="standard"))
        table = engine.select("SELECT ?s ?p ?o { ?s ?p ?o }")
    assert table.columns == ("s", "p", "o")
    assert [str(cell) for cell in table.rows[0]] == ["urn:x", "urn:x", "x"]


def test_a_ledger_without_a_fingerprint_is_reported() -> None:
    reply = answer({"version": LITERAL})
    with misbehaving_service(reply) as (address, _):
        engine = RemoteEngine(Endpoint(address, address, engine="standard"))
        with pytest.raises(InputError, match=r"holds no fingerprint of .*kembar push --thorough"):
            ledger_steps(engine, GRAPH, set(), set())


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteEngine]:
    with oxigraph_endpoint(tmp_path_factory.mktemp("server")) as endpoint:
        yield RemoteEngine(endpoint)


def test_many_triples_are_sent_in_parts(remote: RemoteEngine) -> None:
    many = [(iri("urn:s"), iri("urn:p"), literal(str(n))) for n in range(12_000)]
    remote.put_triples(GRAPH, many)
    assert len(list(remote.triples(GRAPH))) == 12_000
    remote.put_triples(GRAPH, many[:5], rebuild=True)
    assert len(list(remote.triples(GRAPH))) == 5
    endpoint = remote.endpoint
    by_updates = RemoteEngine(Endpoint(endpoint.query, endpoint.update))
    by_updates.put_triples(GRAPH, many, rebuild=True)
    assert len(list(remote.triples(GRAPH))) == 12_000
    remote.drop(GRAPH)
    assert list(remote.triples(GRAPH)) == []
    by_updates.put_triples(None, many[:3])
    assert len(remote) == 3
    remote.drop(None)
    assert len(remote) == 0


def test_graphs_of_others_are_hidden(remote: RemoteEngine) -> None:
    remote.put_triples(iri("urn:somebody-else"), [(iri("urn:s"), iri("urn:p"), literal("x"))])
    assert remote.graphs() == []


def test_any_number_of_subjects_is_queried(remote: RemoteEngine) -> None:
    subjects = [iri(f"urn:s{n}") for n in range(450)]
    remote.put_triples(GRAPH, [(subject, iri("urn:p"), literal("x")) for subject in subjects])
    assert {s for s, _, _ in remote.triples_about(subjects, GRAPH)} == set(subjects)
    remote.drop(GRAPH)
