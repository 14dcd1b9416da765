"""HTTP client: failures in words, limits of time, logins, proxies, connections that stay open."""

from __future__ import annotations

import base64
import gzip
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kembar.errors import InputError
from kembar.rdf.remote import http_client
from kembar.rdf.remote.http_client import HttpClient
from kembar.rdf.remote.http_response import RequestFailed
from tests.importers.wikidata.server import Response, misbehaving_service
from tests.servers import free_port

BODY = b"query=ASK"


class Handler(BaseHTTPRequestHandler):
    """A server that answers each POST with an empty body."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.reply()

    def reply(self) -> None:
        self.respond(200)

    def respond(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server with a handler, while it runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def failure(reply: Response, client: HttpClient | None = None) -> RequestFailed:
    with misbehaving_service(reply) as (address, _), pytest.raises(RequestFailed) as caught:
        (client or HttpClient()).send(address, BODY).read()
    return caught.value


def client_with(secret: str) -> HttpClient:
    return HttpClient(lambda _: secret)


def test_a_response_is_read_whole_packed_or_not() -> None:
    packed = Response(gzip.compress(b"hello"), headers={"Content-Encoding": "gzip"})
    for reply in (Response(b"hello"), packed):
        with misbehaving_service(reply) as (address, _):
            assert HttpClient().send(address, BODY).read() == b"hello"


def test_a_status_is_reported_with_phrase_and_body() -> None:
    error = failure(Response(b"too hard", status=503))
    assert (error.fault, error.transient) == ("answers 503 Service Unavailable", True)
    assert (error.status, error.body) == (503, "too hard")
    packed = Response(gzip.compress(b"too hard"), 500, headers={"Content-Encoding": "gzip"})
    assert failure(packed).body == "too hard"
    assert len(failure(Response(b"x" * 9_000, status=500)).body) == 2_000
    assert not failure(Response(status=404)).transient
    assert failure(Response(b"cut", status=599, length=9)).fault == "answers 599"


def test_half_a_response_is_none() -> None:
    half = gzip.compress(b"hello" * 999)[:-9]
    for reply in (
        Response(b"hel", length=5),
        Response(half, headers={"Content-Encoding": "gzip"}),
        Response(b"5\r\nhel", headers={"Transfer-Encoding": "chunked"}),
        Response(b"hello", headers={"Content-Encoding": "gzip"}),
    ):
        error = failure(reply)
        assert error.fault == "breaks off its answer"
        assert error.transient


def test_an_unreachable_server_is_reported() -> None:
    with pytest.raises(RequestFailed, match=r"cannot be reached .*refused"):
        HttpClient().send(f"http://127.0.0.1:{free_port()}/", BODY)
    for address in ("ftp://127.0.0.1/", "http://127.0.0.1:port/"):
        with pytest.raises(RequestFailed, match=r"cannot be reached \(.+\); is the address right"):
            HttpClient().send(address, BODY)


def test_a_redirect_is_not_followed() -> None:
    error = failure(Response(status=302, headers={"Location": "http://127.0.0.1/elsewhere"}))
    assert error.fault == "answers 302 Found"
    assert error.headers["location"] == "http://127.0.0.1/elsewhere"


def test_a_failed_request_is_not_repeated() -> None:
    with misbehaving_service(Response(status=503)) as (address, requests):
        with pytest.raises(RequestFailed):
            HttpClient().send(address, BODY)
        assert len(requests) == 1


def test_a_body_is_form_data_unless_a_header_differs() -> None:
    with misbehaving_service(Response()) as (address, requests):
        HttpClient().send(address, BODY).close()
        HttpClient().send(address, BODY, {"Content-Type": "text/plain"}).close()
    types = [request.headers["Content-Type"] for request in requests]
    assert types == ["application/x-www-form-urlencoded", "text/plain"]
    assert requests[0].headers["User-Agent"].startswith("Kembar/")


def test_the_right_login_is_let_in_and_no_other() -> None:
    class Guarded(Handler):
        def reply(self) -> None:
            right = "Basic " + base64.b64encode(b"me:se:cret").decode()
            if self.headers.get("Authorization") in (right, "Bearer token"):
                self.respond(200)
            else:
                self.respond(401, WWW_Authenticate='Basic realm="office"')

    with served(Guarded) as address:
        for secret in ("me:se:cret", "Bearer token"):
            assert client_with(secret).send(address, BODY).read() == b""
        for secret in ("", "me:wrong", "Bearer wrong"):
            with pytest.raises(RequestFailed) as caught:
                client_with(secret).send(address, BODY)
            assert caught.value.status == 401


def test_a_login_stays_with_its_origin() -> None:
    """Neither a redirect nor another port of the host gets what the first was told."""
    received: list[str | None] = []

    class Elsewhere(Handler):
        def reply(self) -> None:
            received.append(self.headers.get("Authorization"))
            self.respond(200)

    with served(Elsewhere) as elsewhere:

        class Redirecting(Handler):
            def reply(self) -> None:
                if self.headers.get("Authorization"):
                    self.respond(307, Location=elsewhere)
                else:
                    self.respond(401, WWW_Authenticate="Basic")

        with served(Redirecting) as address:
            client = HttpClient(lambda target: "me:secret" if target == address else "")
            with pytest.raises(RequestFailed, match="answers 307"):
                client.send(address, BODY)
            client.send(elsewhere, BODY).close()
    assert received == [None]


@pytest.mark.parametrize(
    "challenge",
    ["Basic", 'Digest realm="r", nonce="n"', "Digest " + "a" * 60_000, "Digest " + 'a="' * 20_000],
)
def test_a_server_that_always_asks_is_left(challenge: str) -> None:
    with misbehaving_service(Response(status=401, headers={"WWW-Authenticate": challenge})) as (
        address,
        requests,
    ):
        with pytest.raises(RequestFailed, match="answers 401"):
            client_with("me:secret").send(address, BODY)
        assert len(requests) <= 2


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "localhost", "[::1]"])
def test_this_machine_is_private(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A login goes there over plain HTTP, and so past the proxy of the environment."""
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    monkeypatch.delenv("no_proxy", raising=False)
    assert http_client.is_private(f"http://{host}:7878/query")
    assert http_client._proxy_for(f"http://{host}:7878/query") == ""


@pytest.mark.parametrize("host", ["example.org", "10.0.0.1", "localhost.example.org", "0x7f.1"])
def test_a_login_over_plain_http_is_refused(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    requests: list[str | None] = []

    class Proxy(Handler):
        def reply(self) -> None:
            requests.append(self.headers.get("Authorization"))
            self.respond(401, WWW_Authenticate="Basic")

    with served(Proxy) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        for secret in ("me:secret", "Bearer token"):
            with pytest.raises(InputError, match=r"gets no login.*; give its https address"):
                client_with(secret).send(f"http://{host}/sparql", BODY)
    assert set(requests) == {None}


def test_threads_share_connections_and_idle_ones_close(monkeypatch: pytest.MonkeyPatch) -> None:
    connections: set[object] = set()

    class Noting(Handler):
        def reply(self) -> None:
            connections.add(self.client_address)
            self.respond(200, b"hello")

    with served(Noting) as address:
        client = HttpClient()
        for _ in range(5):
            assert client.send(address, BODY).read() == b"hello"
        assert len(connections) == 1
        with ThreadPoolExecutor(4) as pool:
            replies = pool.map(lambda _: client.send(address, BODY).read(), range(40))
            assert set(replies) == {b"hello"}
        assert len(connections) <= 5
        before = len(connections)
        monkeypatch.setattr(http_client, "_IDLE", -1.0)
        assert client.send(address, BODY).read() == b"hello"
        assert len(connections) == before + 1


def test_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    requests: list[tuple[str, str | None]] = []

    class Proxy(Handler):
        def reply(self) -> None:
            requests.append((self.path, self.headers.get("Proxy-Authorization")))
            self.respond(200, b"by proxy")

    with served(Proxy) as address:
        proxy = address.rstrip("/").replace("http://", "http://me:se%20cret@")
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        assert HttpClient().send("http://example.invalid/sparql", BODY).read() == b"by proxy"
        login = "Basic " + base64.b64encode(b"me:se cret").decode()
        assert requests == [("http://example.invalid/sparql", login)]
        assert HttpClient().send(address, BODY).read() == b"by proxy"
        assert requests[-1] == ("/", None)


def test_urllib3_is_imported_for_requests_alone() -> None:
    code = (
        "import sys, kembar.rdf.remote.sparql_client, kembar.store.remote_sync;"
        "print(sorted({'urllib3', 'http.client', 'urllib.request'} & sys.modules.keys()))"
    )
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert process.stdout.strip() == b"[]"
