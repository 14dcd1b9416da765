"""Protocol: failures of a service in one line, with its address and what to do."""

from __future__ import annotations

import re

import pytest

from kembar.errors import InputError
from kembar.rdf.remote.endpoint import Endpoint
from kembar.rdf.remote.sparql_client import RemoteEngine
from tests.importers.wikidata.server import Response, misbehaving_service
from tests.servers import free_port

QUERY = "SELECT ?s { ?s ?p ?o }"
JSON = {"Content-Type": "application/sparql-results+json"}
NT = {"Content-Type": "application/n-triples"}
ROW = b'{"s": {"type": "uri", "value": "urn:x"}}'


def failure(reply: Response, query: str = QUERY, timeout: float = 20) -> str:
    """The message for a query that gets a reply, without the address."""
    with misbehaving_service(reply) as (address, _):
        with pytest.raises(InputError) as caught:
            RemoteEngine(Endpoint(address, engine="standard", timeout=timeout)).query(query)
        message = str(caught.value)
        assert message.startswith(f"{address}: ")
        assert "\n" not in message
        return message.removeprefix(f"{address}: ")


def test_an_unreachable_service_is_reported() -> None:
    address = f"http://127.0.0.1:{free_port()}/query"
    with pytest.raises(InputError, match="is the address right, and is there a network"):
        RemoteEngine(Endpoint(address)).query(QUERY)


def test_a_missing_login_is_reported_with_a_remedy() -> None:
    message = re.sub(r"127.0.0.1:\d+", "127.0.0.1", failure(Response(status=401)))
    assert message == (
        "answers 401 Unauthorized; log in with: kembar login 127.0.0.1, or ask the operator of the service"
    )


def test_a_page_for_people_is_refused() -> None:
    page = Response(b"<html><body>Welcome</body></html>", headers={"Content-Type": "text/html"})
    assert failure(page).startswith("answers text/html, not SPARQL results; give the address")
    assert failure(page, "CONSTRUCT WHERE { ?s ?p ?o }").startswith("answers text/html")
    assert "Welcome" not in failure(Response(b"<html>Welcome</html>", status=404))


def test_a_servers_message_is_passed_on_in_one_line() -> None:
    message = failure(Response(b"the query is\ntoo hard", status=500))
    assert message == "answers 500 Internal Server Error: the query is too hard"


def test_a_servers_texts_are_cut() -> None:
    long = "x" * 9_000
    away = Response(status=302, headers={"Location": f"http://{long}"})
    page = Response(b"", headers={"Content-Type": long})
    for reply in (
        Response(long.encode(), status=500),
        away,
        page,
        Response(long.encode(), headers=JSON),
    ):
        assert len(failure(reply)) < 400


def test_a_timeout_ends_a_query() -> None:
    assert failure(Response(delay=30), timeout=0.3) == (
        "gives no answer within 0.3 s; ask for less, or allow more with timeout"
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
def test_a_malformed_result_is_refused(body: bytes) -> None:
    assert failure(Response(body, headers=JSON)).startswith("answers incompletely")


def test_a_truncated_response_is_refused() -> None:
    whole = b'{"head": {"vars": ["s"]}, "results": {"bindings": [' + ROW + b"]}}"
    assert failure(Response(whole[:-2], headers=JSON, length=len(whole))).startswith("breaks off")
    lines = b"<urn:s> <urn:p> <urn:o> .\n" * 2
    construct = "CONSTRUCT WHERE { ?s ?p ?o }"
    assert failure(Response(lines, headers=NT, length=999), construct).startswith("breaks off")


def test_a_result_with_cut_rows_is_refused() -> None:
    body = b'{"head": {"vars": ["s"]}, "results": {"bindings": [%b, %b]}}' % (ROW, ROW)
    cut = {**JSON, "X-SPARQL-MaxRows": "2"}
    assert failure(Response(body, headers=cut)).startswith(
        "cuts its answers at 2 rows; raise Result"
    )
    uncut = Response(body, headers={**JSON, "X-SPARQL-MaxRows": "3"})
    with misbehaving_service(uncut) as (address, _):
        assert len(RemoteEngine(Endpoint(address, engine="standard")).select(QUERY).rows) == 2
