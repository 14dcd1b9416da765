"""Login, logout and trust: a password is never an argument, nor shown."""

from __future__ import annotations

import base64
import sys
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.importers.wikidata.server import Response, misbehaving_service

EMPTY = b'{"head": {"vars": ["s"]}, "results": {"bindings": []}}'
JSON = {"Content-Type": "application/sparql-results+json"}


def test_a_login_is_read_from_standard_input(kembar: Run, config: Path) -> None:
    ran = kembar("login", "https://Example.org/sparql", stdin="me:secret\nmore\n")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "The login of example.org is saved in" in ran.stderr
    listed = kembar("login")
    assert (listed.returncode, listed.stdout) == (0, "example.org\n")
    assert "secret" not in ran.stderr + listed.stdout + listed.stderr
    assert kembar("logout", "example.org").returncode == 0
    assert kembar("login").stdout == ""
    assert kembar("logout", "example.org").returncode == 2
    assert config.is_dir()


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (("login", "me:secret@example.org"), "me:secret"),
        (("login", "example.org", "me:secret"), ""),
        (("login", "example.org"), "secret\n"),
        (("login", "example.org"), ""),
        (("login", "http://example.org/"), "me:secret"),
        (("logout", "example.org"), ""),
    ],
)
def test_a_wrong_login_is_one_line(kembar: Run, arguments: tuple[str, ...], stdin: str) -> None:
    ran = kembar(*arguments, stdin=stdin)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("kembar: ")
    assert ran.stderr.count("\n") == 1


@pytest.mark.integration
@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a terminal of POSIX")
def test_a_typed_login_is_not_shown(tmp_path: Path) -> None:
    import pexpect

    arguments = ["-m", "kembar", "login", "example.org"]
    child = pexpect.spawn(sys.executable, arguments, cwd=str(tmp_path), timeout=60)
    child.expect("Login of example.org")
    child.waitnoecho()
    child.sendline("me:secret")
    child.expect("is saved in")
    child.expect(pexpect.EOF)
    assert b"secret" not in child.before


def test_a_stored_login_reaches_its_server(kembar: Run) -> None:
    refusal = Response(status=401, headers={"WWW-Authenticate": "Basic"})
    answer = Response(EMPTY, headers=JSON)
    with misbehaving_service(answer, refusal, answer) as (address, requests):
        assert kembar("login", address, stdin="me:secret").returncode == 0
        ran = kembar("sparql", "SELECT ?s { ?s ?p ?o }", "--endpoint", address)
    assert ran.returncode == 0, ran.stderr
    sent = [request.headers.get("Authorization") for request in requests]
    login = "Basic " + base64.b64encode(b"me:secret").decode()
    assert sent == [None, None, login]


def test_a_refusal_names_the_command(kembar: Run) -> None:
    with misbehaving_service(Response(status=401)) as (address, _):
        ran = kembar("sparql", "ASK {}", "--endpoint", address)
    host = address.split("/")[2]
    assert f"log in with: kembar login {host}," in ran.stderr


def test_trust_without_an_endpoint_has_nothing_to_ask(kembar: Run, built: Path) -> None:
    ran = kembar("trust", "-w", str(built))
    assert (ran.returncode, ran.stdout) == (0, "This workspace names no SPARQL service.\n")
