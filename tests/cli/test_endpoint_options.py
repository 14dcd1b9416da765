"""--endpoint comes before a command or behind it; a wrong address is the first error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kembar.rdf.remote.endpoint import Endpoint
from tests.conftest import Run
from tests.servers import free_port, oxigraph_endpoint
from tests.workspaces import copy_workspace


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
    assert "graphs sent" in sent.stdout
    here = kembar("query", "tier-gap", "--format", "csv", cwd=office)
    query = ("query", "tier-gap", "--format", "csv")
    for arguments in (
        ("--endpoint", endpoint.query, *query),
        (*query, "--endpoint", endpoint.query),
    ):
        there = kembar(*arguments, cwd=office)
        assert (there.returncode, there.stdout) == (0, here.stdout), there.stderr
    answer = kembar("sparql", "ASK { ?s ?p ?o }", "--endpoint", endpoint.query)
    assert "true" in answer.stdout
    read = kembar("undo", "--endpoint", endpoint.query, cwd=office)
    assert read.returncode == 2


def test_an_empty_endpoint_is_the_local_store(kembar: Run, office: Path) -> None:
    with (office / "kembar.toml").open("a") as file:
        file.write(f'[store]\nendpoint = "http://127.0.0.1:{free_port()}/query"\n')
    gone = kembar("query", "tier-gap", cwd=office)
    assert (gone.returncode, gone.stdout) == (2, "")
    assert "cannot be reached" in gone.stderr
    assert kembar("query", "tier-gap", "--endpoint", "", cwd=office).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("--endpoint", "localhost:7878"), "is no web address"),
        (("--timeout", "5"), "needs an endpoint too"),
        (("--endpoint", "http://127.0.0.1:1/", "--timeout", "-1"), "must be a number of seconds"),
        (("--endpoint", "http://127.0.0.1:1/", "--auth", "NOBODY_SET"), "holds no login"),
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
    assert "kembar.toml [store] [endpoints]: is unknown" in ran.stderr


def test_export_keeps_its_own_endpoint(kembar: Run, office: Path) -> None:
    ran = kembar("export", "grlc", "--endpoint", "http://x.org/sparql", "-o", "made", cwd=office)
    assert ran.returncode == 0, ran.stderr
