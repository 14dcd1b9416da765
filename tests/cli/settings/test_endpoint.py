"""--endpoint comes before a command or behind it; a wrong address is the first error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kembar.rdf.remote.endpoint import Endpoint
from tests.conftest import Run
from tests.importers.wikidata.server import Response, misbehaving_service
from tests.servers import free_port, oxigraph_endpoint
from tests.workspaces import copy_workspace, name_endpoint


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    with oxigraph_endpoint(tmp_path_factory.mktemp("server")) as service:
        yield service


@pytest.fixture
def office(built: Path, tmp_path: Path) -> Path:
    return copy_workspace(built, tmp_path / "office")


def test_endpoint_options_come_before_or_behind(
    kembar: Run, endpoint: Endpoint, office: Path
) -> None:
    where = ("--endpoint", endpoint.query, "--update-endpoint", endpoint.update)
    sent = kembar("push", *where, "--graph-store", endpoint.graph_store, cwd=office)
    assert sent.returncode == 0, sent.stderr
    assert "Sent: " in sent.stdout
    here = kembar("query", "tier-gap", "--format", "csv", cwd=office)
    query = ("query", "tier-gap", "--format", "csv")
    for arguments in (
        ("--endpoint", endpoint.query, *query),
        (*query, "--endpoint", endpoint.query),
    ):
        there = kembar(*arguments, cwd=office)
        assert (there.returncode, there.stdout) == (0, here.stdout), there.stderr
    answer = kembar("sparql", "ASK { ?s ?p ?o }", "--endpoint", endpoint.query)
    assert answer.stdout == "true\n"
    read = kembar("undo", "--endpoint", endpoint.query, cwd=office)
    assert read.returncode == 2


def test_an_empty_endpoint_is_the_local_store(kembar: Run, office: Path) -> None:
    name_endpoint(office, endpoint=f"http://127.0.0.1:{free_port()}/query")
    gone = kembar("query", "tier-gap", cwd=office)
    assert (gone.returncode, gone.stdout) == (2, "")
    assert "cannot be reached" in gone.stderr
    assert kembar("query", "tier-gap", "--endpoint", "", cwd=office).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("--endpoint", "localhost:7878"), "is not a web address"),
        (("--timeout", "5"), "needs an endpoint too"),
        (("--endpoint", "http://127.0.0.1:1/", "--timeout", "-1"), "must be a number of seconds"),
        (("--endpoint", "http://127.0.0.1:1/", "--auth", "KEMBAR_AUTH_X"), "holds no login"),
        (("--endpoint", "http://127.0.0.1:1/", "--auth", "HOME"), "must be KEMBAR_AUTH, or"),
        (("--endpoint", "http://127.0.0.1:1/", "--max-megabytes", "0"), "a number of megabytes"),
        (("--endpoint", "http://me:pw@127.0.0.1:1/"), "holds a login"),
    ],
)
def test_a_mistake_is_one_line(kembar: Run, arguments: tuple[str, ...], fault: str) -> None:
    ran = kembar("query", "tier-gap", *arguments)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert fault in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_a_wrong_store_table_is_named_with_its_place(kembar: Run, office: Path) -> None:
    with (office / "kembar.toml").open("a") as file:
        file.write('[store]\nendpoints = "http://127.0.0.1/"\n')
    ran = kembar("queries", cwd=office)
    assert ran.returncode == 2
    assert "kembar.toml [store] [endpoints]: is not a setting" in ran.stderr


def test_export_keeps_its_own_endpoint(kembar: Run, office: Path) -> None:
    ran = kembar("export", "grlc", "--endpoint", "http://x.org/sparql", "-o", "made", cwd=office)
    assert ran.returncode == 0, ran.stderr


def test_nothing_is_sent_before_the_person_agrees(kembar: Run, office: Path) -> None:
    """Neither to the endpoint that a stranger's folder names, nor to others on top of it."""
    with misbehaving_service(Response(status=500)) as (address, requests):
        name_endpoint(office, confirmed=False, endpoint=address, update_endpoint=address)
        for arguments in (
            ("query", "tier-gap"),
            ("push",),
            ("sparql", "ASK {}"),
            ("push", "--update-endpoint", address),
            ("query", "tier-gap", "--timeout", "9"),
        ):
            ran = kembar(*arguments, "-w", str(office))
            assert (ran.returncode, ran.stdout) == (2, "")
            assert ran.stderr.count("\n") == 1
            assert f"nothing is sent there before you agree: kembar trust -w {office}" in ran.stderr
        assert requests == []
        assert kembar("log", cwd=office).returncode == 0, "it sends nothing"
        shown = kembar("trust", cwd=office)
        assert shown.returncode == 2
        assert f"update_endpoint: {address}, without a login" in shown.stderr
        assert kembar("query", "tier-gap", cwd=office).returncode == 2
        assert requests == []
        assert kembar("trust", "--yes", cwd=office).returncode == 0
        assert "answers 500" in kembar("query", "tier-gap", cwd=office).stderr
        assert requests
        assert "answers 500" in kembar("query", "tier-gap", "--timeout", "9", cwd=office).stderr


def test_an_endpoint_of_an_option_is_agreed_to(kembar: Run, office: Path) -> None:
    with misbehaving_service(Response(status=500)) as (address, requests):
        name_endpoint(office, confirmed=False, endpoint="http://127.0.0.1:1/")
        ran = kembar("query", "tier-gap", "--endpoint", address, cwd=office)
        assert "answers 500" in ran.stderr
        assert requests


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a terminal of POSIX")
@pytest.mark.parametrize("agrees", [True, False])
def test_a_person_on_a_terminal_is_asked_once(office: Path, agrees: bool) -> None:
    import pexpect

    with misbehaving_service(Response(status=500)) as (address, requests):
        name_endpoint(office, confirmed=False, endpoint=address)
        arguments = ["-m", "kembar", "query", "tier-gap"]
        child = pexpect.spawn(sys.executable, arguments, cwd=str(office), timeout=60)
        child.expect("names a SPARQL service. Questions and changes will go there")
        child.expect(f"endpoint: {address}, without a login")
        child.expect("Is that right")
        assert requests == []
        child.sendline("y" if agrees else "n")
        child.expect("answers 500" if agrees else "nothing is sent there before you agree")
        child.expect(pexpect.EOF)
        assert bool(requests) == agrees
        if agrees:
            again = pexpect.spawn(sys.executable, arguments, cwd=str(office), timeout=60)
            again.expect(pexpect.EOF)
            assert b"Is that right" not in again.before
            assert b"answers 500" in again.before
