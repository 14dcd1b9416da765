"""What a service does wrong is told in one line with its address, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kembar.errors import InputError, KembarError
from kembar.rdf.endpoint import Endpoint
from kembar.rdf.sparql_client import RemoteEngine
from kembar.rdf.terms import iri, literal
from tests.importers.wikidata.server import Response, misbehaving_service
from tests.servers import free_port, oxigraph_endpoint

ASK = "SELECT * { ?s ?p ?o }"
JSON = {"Content-Type": "application/sparql-results+json"}
NT = {"Content-Type": "application/n-triples"}
ROW = b'{"s": {"type": "uri", "value": "urn:x"}}'
GRAPH = iri("https://w3id.org/kembar/graph/data/x")


def told(reply: Response, query: str = ASK, timeout: float = 20) -> str:
    with misbehaving_service(reply) as (address, _):
        with pytest.raises(InputError) as bad:
            RemoteEngine(Endpoint(address, engine="standard", timeout=timeout)).query(query)
        said = str(bad.value)
        assert said.startswith(f"{address}: ")
        assert "\n" not in said
        return said.removeprefix(f"{address}: ")


def test_a_service_that_is_not_there_is_told() -> None:
    address = f"http://127.0.0.1:{free_port()}/query"
    with pytest.raises(InputError, match="is the address right, and is there a network"):
        RemoteEngine(Endpoint(address)).query(ASK)


def test_who_is_not_let_in_is_told_how() -> None:
    assert told(Response(status=401)) == (
        "answers 401 Unauthorized; set KEMBAR_AUTH=user:password, or ask whoever runs it"
    )


def test_a_page_for_people_is_no_answer() -> None:
    page = Response(b"<html><body>Welcome</body></html>", headers={"Content-Type": "text/html"})
    assert told(page).startswith("answers text/html, not SPARQL results; give the address")
    assert told(page, "CONSTRUCT WHERE { ?s ?p ?o }").startswith("answers text/html")
    assert "Welcome" not in told(Response(b"<html>Welcome</html>", status=404))


def test_what_a_server_says_of_its_error_is_passed_on_in_one_line() -> None:
    said = told(Response(b"the query is\ntoo hard", status=500))
    assert said == "answers 500 Internal Server Error: the query is too hard"


def test_a_time_limit_is_kept() -> None:
    assert told(Response(delay=30), timeout=0.3) == (
        "says nothing for 0.3 s; ask for less, or give it more time with timeout"
    )


@pytest.mark.parametrize(
    "body",
    [
        b'{"head": {"vars": ["s"]}, "results": {"bindings": [' + ROW,
        b'{"head": {"vars": ["s"]}, "results"',
        b"not JSON",
        b"",
    ],
)
def test_half_an_answer_is_none(body: bytes) -> None:
    assert told(Response(body, headers=JSON)).startswith("answers half of what it should")


def test_an_answer_that_breaks_off_is_none() -> None:
    whole = b'{"head": {"vars": ["s"]}, "results": {"bindings": [' + ROW + b"]}}"
    assert told(Response(whole[:-2], headers=JSON, length=len(whole))).startswith("breaks off")
    lines = b"<urn:s> <urn:p> <urn:o> .\n" * 2
    construct = "CONSTRUCT WHERE { ?s ?p ?o }"
    assert told(Response(lines, headers=NT, length=999), construct).startswith("breaks off")


def test_an_answer_that_is_cut_is_none() -> None:
    body = b'{"head": {"vars": ["s"]}, "results": {"bindings": [%b, %b]}}' % (ROW, ROW)
    cut = {**JSON, "X-SPARQL-MaxRows": "2"}
    assert told(Response(body, headers=cut)).startswith("cuts its answers at 2 rows; raise Result")
    with misbehaving_service(Response(body, headers={**JSON, "X-SPARQL-MaxRows": "3"})) as (
        where,
        _,
    ):
        assert len(RemoteEngine(Endpoint(where, engine="standard")).select(ASK).rows) == 2


def test_a_slip_in_a_query_is_told_before_anything_is_sent() -> None:
    with misbehaving_service(Response()) as (address, asked):
        with pytest.raises(KembarError, match="not a SPARQL query: error at 1:"):
            RemoteEngine(Endpoint(address)).query("SELEC * {}")
        assert asked == []


def test_an_engine_that_nobody_knows_is_told() -> None:
    with pytest.raises(KembarError, match="no engine is called 'jena'"):
        RemoteEngine(Endpoint("http://127.0.0.1:1/", engine="jena")).query(ASK)


def test_a_service_that_is_only_read_is_not_changed() -> None:
    remote = RemoteEngine(Endpoint("http://127.0.0.1:1/query"))
    with pytest.raises(InputError, match=r"is only read: .*update_endpoint"):
        remote.must_take_updates()


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteEngine]:
    with oxigraph_endpoint(tmp_path_factory.mktemp("server")) as endpoint:
        yield RemoteEngine(endpoint)


def test_many_triples_go_in_parts_by_either_protocol(remote: RemoteEngine) -> None:
    many = [(iri("urn:s"), iri("urn:p"), literal(str(n))) for n in range(12_000)]
    remote.put_triples(GRAPH, many)
    assert len(list(remote.triples(GRAPH))) == 12_000
    remote.put_triples(GRAPH, many[:5], rebuild=True)
    assert len(list(remote.triples(GRAPH))) == 5
    told = remote.endpoint
    by_updates = RemoteEngine(Endpoint(told.query, told.update))
    by_updates.put_triples(GRAPH, many, rebuild=True)
    assert len(list(remote.triples(GRAPH))) == 12_000
    remote.drop(GRAPH)
    assert list(remote.triples(GRAPH)) == []
    by_updates.put_triples(None, many[:3])
    assert len(remote) == 3
    remote.drop(None)
    assert len(remote) == 0


def test_graphs_that_are_not_ours_are_not_seen(remote: RemoteEngine) -> None:
    remote.put_triples(iri("urn:somebody-else"), [(iri("urn:s"), iri("urn:p"), literal("x"))])
    assert remote.graphs() == []


def test_subjects_in_any_number_are_asked_for(remote: RemoteEngine) -> None:
    things = [iri(f"urn:s{n}") for n in range(450)]
    remote.put_triples(GRAPH, [(thing, iri("urn:p"), literal("x")) for thing in things])
    assert {s for s, _, _ in remote.triples_about(things, GRAPH)} == set(things)
    remote.drop(GRAPH)
