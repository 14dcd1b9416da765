"""RequestLimits of a request: no server keeps it longer, or fills more memory, than its limits say."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.importers.wikidata.service import WikidataService
from kembar.rdf.remote import deadline
from kembar.rdf.remote.endpoint import Endpoint
from kembar.rdf.remote.http_client import HttpClient
from kembar.rdf.remote.http_response import RequestFailed
from kembar.rdf.remote.request_limits import RequestLimits
from kembar.rdf.remote.sparql_client import RemoteEngine
from kembar.rdf.terms import iri, literal
from tests.servers import socket_server

pytestmark = pytest.mark.integration

BODY = b"query=ASK"
GRAPH = iri("https://w3id.org/kembar/graph/data/x")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
ROW = b'{"s":{"type":"uri","value":"urn:s"},"p":{"type":"uri","value":"urn:p"},'
ROW += b'"o":{"type":"uri","value":"urn:o"}},'
TABLE = b'{"head":{"vars":["s","p","o"]},"results":{"bindings":['

Behaviour = Callable[[socket.socket], None]


def for_ever(connection: socket.socket, part: bytes, pause: float = 0) -> None:
    while True:
        connection.sendall(part)
        time.sleep(pause)


def silent(connection: socket.socket) -> None:
    while connection.recv(1 << 16):
        pass


def deaf(connection: socket.socket) -> None:
    """Read nothing until the client has gone."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    for_ever(connection, b"", 0.01)


def dripping_head(connection: socket.socket) -> None:
    connection.recv(1 << 16)
    for_ever(connection, b"H", 0.02)


def dripping_header(connection: socket.socket) -> None:
    connection.recv(1 << 16)
    connection.sendall(HEAD)
    for_ever(connection, b"X", 0.02)


def continuing(connection: socket.socket) -> None:
    connection.recv(1 << 16)
    for_ever(connection, b"HTTP/1.1 100 Continue\r\n\r\n")


def dripping_body(connection: socket.socket) -> None:
    connection.recv(1 << 16)
    connection.sendall(HEAD + b"\r\n" + TABLE)
    for_ever(connection, b" ", 0.02)


def dripping_refusal(connection: socket.socket) -> None:
    connection.recv(1 << 16)
    connection.sendall(b"HTTP/1.1 500 Oh\r\n\r\n")
    for_ever(connection, b" ", 0.02)


def dripping_trailer(connection: socket.socket) -> None:
    connection.recv(1 << 16)
    connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\n \r\n0\r\n")
    for_ever(connection, b"X: y\r\n")


def empty_members(connection: socket.socket) -> None:
    connection.recv(1 << 16)
    connection.sendall(HEAD + b"Content-Encoding: gzip\r\n\r\n")
    for_ever(connection, gzip.compress(b"") * 100)


def endless_header(connection: socket.socket) -> None:
    connection.recv(1 << 16)
    connection.sendall(HEAD + b"X: ")
    for_ever(connection, b"x" * 1000)


def endless_headers(connection: socket.socket) -> None:
    connection.recv(1 << 16)
    connection.sendall(HEAD)
    for_ever(connection, b"X: y\r\n")


def endless_body(connection: socket.socket) -> None:
    connection.recv(1 << 16)
    connection.sendall(HEAD + b"\r\n" + TABLE)
    for_ever(connection, ROW * 500)


def bomb(connection: socket.socket) -> None:
    """Send a gzip that grows a thousand times, without an end."""
    packer = zlib.compressobj(9, wbits=31)
    connection.recv(1 << 16)
    begin = HEAD + b"Content-Encoding: gzip\r\n\r\n" + packer.compress(TABLE)
    connection.sendall(begin + packer.flush(zlib.Z_SYNC_FLUSH))
    while True:
        connection.sendall(packer.compress(b" " * (1 << 20)))


def nested(connection: socket.socket) -> None:
    connection.recv(1 << 16)
    body = gzip.compress(gzip.compress(b" " * (1 << 20)))
    connection.sendall(HEAD + b"Content-Encoding: gzip, gzip\r\n\r\n" + body)


@pytest.mark.parametrize(
    "behaviour",
    [silent, dripping_head, dripping_header, continuing],
)
def test_an_answer_that_does_not_begin_has_an_end(behaviour: Behaviour) -> None:
    with (
        socket_server(behaviour) as address,
        pytest.raises(RequestFailed, match=r"gives no answer within 0\.3 s") as caught,
    ):
        HttpClient(limits=RequestLimits(0.3)).send(address, BODY)
        assert caught.value.transient


def test_a_server_that_reads_nothing_is_left() -> None:
    with socket_server(deaf) as address, pytest.raises(RequestFailed, match="no answer within"):
        HttpClient(limits=RequestLimits(0.5)).send(address, b"x" * 50_000_000)


@pytest.mark.parametrize("behaviour", [dripping_body, dripping_trailer, empty_members])
def test_a_dripping_answer_has_an_end(behaviour: Behaviour) -> None:
    with socket_server(behaviour) as address:
        response = HttpClient(limits=RequestLimits(0.5)).send(address, BODY)
        with response, pytest.raises(RequestFailed, match=r"takes longer than 0\.5 s") as caught:
            response.read()
        assert response.failure is caught.value


def test_a_dripping_refusal_has_an_end() -> None:
    with (
        socket_server(dripping_refusal) as address,
        pytest.raises(RequestFailed, match="answers 500"),
    ):
        HttpClient(limits=RequestLimits(0.5)).send(address, BODY)


@pytest.mark.parametrize("behaviour", [endless_header, endless_headers])
def test_an_endless_header_is_refused(behaviour: Behaviour) -> None:
    with (
        socket_server(behaviour) as address,
        pytest.raises(RequestFailed, match="answers something that is not HTTP"),
    ):
        HttpClient().send(address, BODY)


@pytest.mark.parametrize("behaviour", [endless_body, bomb])
def test_an_endless_answer_is_cut(behaviour: Behaviour) -> None:
    with socket_server(behaviour) as address:
        response = HttpClient(limits=RequestLimits(megabytes=3)).send(address, BODY)
        size = 0
        with response, pytest.raises(RequestFailed, match="answers more than 3 MB"):
            while part := response.read(1 << 20):
                size += len(part)
        assert size <= 3_000_000


def test_packing_that_nobody_asked_for_is_refused() -> None:
    with (
        socket_server(nested) as address,
        HttpClient().send(address, BODY) as response,
        pytest.raises(RequestFailed, match="packs its answer as 'gzip, gzip'"),
    ):
        response.read()


def engine_at(address: str, seconds: float = 60, megabytes: float = 250) -> RemoteEngine:
    limits = {"timeout": seconds, "max_megabytes": megabytes}
    return RemoteEngine(Endpoint(address, address, address, engine="standard", **limits))  # type: ignore[arg-type]


METHODS: dict[str, Callable[[RemoteEngine], object]] = {
    "select": lambda engine: engine.select("SELECT * { ?s ?p ?o }"),
    "ask": lambda engine: engine.select("ASK { ?s ?p ?o }"),
    "construct": lambda engine: engine.construct("CONSTRUCT WHERE { ?s ?p ?o }"),
    "graphs": lambda engine: engine.graphs(),
    "triples": lambda engine: sum(1 for _ in engine.triples(GRAPH)),
    "triples_about": lambda engine: sum(1 for _ in engine.triples_about([GRAPH])),
    "update": lambda engine: engine.update([("INSERT", GRAPH, [(GRAPH, GRAPH, literal("x"))])]),
    "put": lambda engine: engine.put_triples(GRAPH, [(GRAPH, GRAPH, literal("x"))]),
    "drop": lambda engine: engine.drop(GRAPH),
    "dialect": lambda engine: (
        RemoteEngine(Endpoint(engine.endpoint.query, timeout=engine.endpoint.timeout)).dialect
    ),
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("behaviour", [dripping_header, dripping_body])
def test_every_method_has_an_end(method: str, behaviour: Behaviour) -> None:
    with (
        socket_server(behaviour) as address,
        pytest.raises(InputError, match=r"with timeout$|answers .*") as caught,
    ):
        METHODS[method](engine_at(address, 0.1))
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("method", ["select", "triples", "triples_about", "update", "drop", "put"])
def test_every_method_has_a_size(method: str) -> None:
    with (
        socket_server(endless_body) as address,
        pytest.raises(InputError, match=r"more than .* MB; .* with max_megabytes$"),
    ):
        METHODS[method](engine_at(address, megabytes=0.2))


def test_a_page_of_wikidata_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket_server(dripping_body) as address:
        service = WikidataService(address, timeout=0.1, sleep=lambda _: None)
        with pytest.raises(InputError, match=r"takes longer than 0\.1 s, 6 times; .*smaller pages"):
            service.select("SELECT * {}")
    monkeypatch.setattr(
        "kembar.importers.wikidata.service.RequestLimits", lambda s: RequestLimits(s, 1)
    )
    with (
        socket_server(endless_body) as address,
        pytest.raises(InputError, match="more than 1 MB; ask for smaller pages"),
    ):
        WikidataService(address).select("SELECT * {}")


def answering(connection: socket.socket) -> None:
    """Answer each request of a connection, the second after a while."""
    number = 0
    while connection.recv(1 << 16):
        number += 1
        time.sleep(0.01)
        connection.sendall(HEAD + b"Content-Length: 2\r\n\r\n{}")


def test_each_request_on_a_connection_has_its_own_end() -> None:
    """A connection that is used again does not end with the request before."""
    with socket_server(answering) as address:
        client = HttpClient(limits=RequestLimits(30))
        assert client.send(address, BODY, limits=RequestLimits(2)).read() == b"{}"
        time.sleep(2)
        assert client.send(address, BODY).read() == b"{}"
        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(lambda _: client.send(address, BODY).read(), range(20))) == {b"{}"}
            with pytest.raises(RequestFailed, match="no answer within"):
                client.send(address, BODY, limits=RequestLimits(0.005))


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ssl.SSLContext]:
    folder = tmp_path_factory.mktemp("tls")
    pem = folder / "server.pem"
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    request += ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = [*request, "-keyout", str(folder / "key.pem"), "-out", str(pem)]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("openssl makes no certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, folder / "key.pem")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(pem))
        yield context


@pytest.mark.parametrize("behaviour", [silent, dripping_header, dripping_body, endless_body])
def test_the_limits_hold_over_tls(tls: ssl.SSLContext, behaviour: Behaviour) -> None:
    def encrypted(connection: socket.socket) -> None:
        with tls.wrap_socket(connection, server_side=True) as secure:
            behaviour(secure)

    with socket_server(encrypted) as address:
        engine = engine_at(address.replace("http:", "https:"), 1, 3)
        with pytest.raises(InputError, match=r"within 1 s|longer than 1 s|more than 3 MB"):
            engine.select("SELECT * { ?s ?p ?o }")


def test_a_handshake_has_an_end() -> None:
    with socket_server(silent) as address, pytest.raises(RequestFailed, match="no answer within"):
        HttpClient(limits=RequestLimits(0.3)).send(address.replace("http:", "https:"), BODY)


def test_a_strangers_certificate_is_refused(tls: ssl.SSLContext) -> None:
    def encrypted(connection: socket.socket) -> None:
        with tls.wrap_socket(connection, server_side=True) as secure:
            answering(secure)

    with socket_server(encrypted) as address, pytest.MonkeyPatch.context() as patch:
        address = address.replace("http:", "https:")
        assert HttpClient().send(address, BODY).read() == b"{}"
        with pytest.raises(RequestFailed, match="cannot be reached"):
            HttpClient().send(address.replace("127.0.0.1", "localhost"), BODY)
        patch.setenv("SSL_CERT_FILE", str(Path(__file__)))
        with pytest.raises(RequestFailed, match="cannot be reached"):
            HttpClient().send(address, BODY)


def test_a_tunnel_of_a_proxy_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket_server(dripping_head) as proxy:
        monkeypatch.setenv("https_proxy", proxy)
        with pytest.raises(RequestFailed, match=r"gives no answer within 0\.3 s"):
            HttpClient(limits=RequestLimits(0.3)).send("https://example.invalid/sparql", BODY)


def test_each_address_of_a_host_has_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host whose first address is silent is reached by its second, in time."""
    shares: list[float | None] = []

    class Noting(deadline._PlainSocket):
        def connect(self, _: object) -> None:
            shares.append(self.gettimeout())
            raise TimeoutError

    monkeypatch.setattr(deadline, "_PlainSocket", Noting)
    found_addresses = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", 1))] * 4
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found_addresses)
    with pytest.raises(RequestFailed, match="no answer within 80 s"):
        HttpClient(limits=RequestLimits(80)).send("http://example.invalid/", BODY)
    assert [round(share or 0) for share in shares] == [20, 27, 40, 80]
