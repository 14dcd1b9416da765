"""The remote engine: the requests that it sends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kembar.errors import InputError, KembarError
from kembar.rdf.remote.endpoint import Endpoint
from kembar.rdf.remote.sparql_client import RemoteEngine
from kembar.rdf.terms import iri, literal
from tests.importers.wikidata.server import Response, misbehaving_service
from tests.servers import oxigraph_endpoint

QUERY = "SELECT * { ?s ?p ?o }"
GRAPH = iri("https://w3id.org/kembar/graph/data/x")


def test_a_malformed_query_is_not_sent() -> None:
    with misbehaving_service(Response()) as (address, requests):
        with pytest.raises(KembarError, match="not a SPARQL query: error at 1:"):
            RemoteEngine(Endpoint(address)).query("SELEC * {}")
        assert requests == []


def test_an_unknown_dialect_is_reported() -> None:
    with pytest.raises(KembarError, match="no engine is called 'jena'"):
        RemoteEngine(Endpoint("http://127.0.0.1:1/", engine="jena")).query(QUERY)


def test_a_read_only_service_is_not_changed() -> None:
    remote = RemoteEngine(Endpoint("http://127.0.0.1:1/query"))
    with pytest.raises(InputError, match=r"is only read: .*update_endpoint"):
        remote.require_updates()


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
