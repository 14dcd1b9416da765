"""What a server does wrong is told in words; who logs in is known to it, and to no other."""

from __future__ import annotations

import base64
import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kembar.rdf.http_client import HttpClient, RequestFailed
from tests.importers.wikidata.server import Response, misbehaving_service
from tests.servers import free_port

BODY = b"query=ASK"


@contextmanager
def served(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def told(reply: Response, client: HttpClient | None = None) -> RequestFailed:
    with misbehaving_service(reply) as (address, _), pytest.raises(RequestFailed) as bad:
        (client or HttpClient()).send(address, BODY).read()
    return bad.value


def test_an_answer_is_read_whole_packed_or_not() -> None:
    packed = Response(gzip.compress(b"hello"), headers={"Content-Encoding": "gzip"})
    for reply in (Response(b"hello"), packed):
        with misbehaving_service(reply) as (address, _):
            assert HttpClient().send(address, BODY).read() == b"hello"


def test_a_code_is_told_with_its_meaning_and_what_the_server_says() -> None:
    bad = told(Response(b"too hard", status=503))
    assert (bad.fault, bad.passing, bad.code) == ("answers 503 Service Unavailable", True, 503)
    assert bad.body == "too hard"
    assert not told(Response(status=404)).passing


def test_half_an_answer_is_none() -> None:
    half = gzip.compress(b"hello" * 999)[:-9]
    for reply in (
        Response(b"hel", length=5),
        Response(half, headers={"Content-Encoding": "gzip"}),
    ):
        assert told(reply).fault == "breaks off its answer"


def test_silence_has_an_end() -> None:
    assert told(Response(delay=30), HttpClient(timeout=0.2)).fault == "says nothing for 0.2 s"


def test_an_answer_that_drips_has_an_end() -> None:
    class Dripping(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            try:
                for _ in range(1000):
                    self.wfile.write(b".")
                    self.wfile.flush()
                    time.sleep(0.02)
            except OSError:
                pass  # the client has gone

        def log_message(self, *_: object) -> None:
            pass

    with served(Dripping) as address:
        reply = HttpClient().send(address, BODY, limit=0.3)
        with pytest.raises(RequestFailed, match=r"takes longer than 0\.3 s"):
            while reply.read(1):
                pass
        reply.close()


def test_nobody_there_is_told() -> None:
    with pytest.raises(RequestFailed, match=r"cannot be reached .*refused"):
        HttpClient().send(f"http://127.0.0.1:{free_port()}/", BODY)


def test_a_question_is_not_sent_on() -> None:
    bad = told(Response(status=302, headers={"Location": "http://127.0.0.1/elsewhere"}))
    assert bad.fault == "answers 302 Found"
    assert bad.headers["Location"] == "http://127.0.0.1/elsewhere"


def test_who_logs_in_is_let_in_and_who_does_not_is_not() -> None:
    class Guarded(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            right = "Basic " + base64.b64encode(b"me:se:cret").decode()
            known = self.headers.get("Authorization") in (right, "Bearer token")
            self.send_response(200 if known else 401)
            if not known:
                self.send_header("WWW-Authenticate", 'Basic realm="office"')
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with served(Guarded) as address:
        for secret in ("me:se:cret", "Bearer token"):
            assert HttpClient(secret).send(address, BODY).read() == b""
        for secret in ("", "me:wrong", "Bearer wrong"):
            with pytest.raises(RequestFailed) as bad:
                HttpClient(secret).send(address, BODY)
            assert bad.value.code == 401
