"""A service comes to hold what the store holds; cut off at any moment, it goes on from there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kembar.errors import KembarError
from kembar.rdf.endpoint import Endpoint
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAME_KEYS
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.sparql_client import RemoteEngine
from kembar.rdf.terms import Triple, iri, literal
from kembar.store.push import PushSummary, ledger_of, push
from kembar.workspace.layout import CONFIG_FILE
from tests.servers import oxigraph_endpoint
from tests.workspaces import copy_workspace

P = iri("urn:p")
FILES = {"data/one.csv": "1"}
ONE, TWO, THREE = (iri(f"https://w3id.org/kembar/graph/data/{n}") for n in ("one", "two", "three"))


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[Endpoint]:
    with oxigraph_endpoint(tmp_path) as told:
        yield told


@pytest.fixture
def remote(endpoint: Endpoint) -> RemoteEngine:
    return RemoteEngine(endpoint)


def pushed(
    local: Engine,
    files: dict[str, str],
    remote: RemoteEngine,
    progress: Callable[[str], None] = lambda _: None,
) -> PushSummary:
    return push(local, files, remote, progress, full=True)


def test_files_that_were_sent_are_not_read_again(remote: RemoteEngine) -> None:
    push(store(one=said(1)), FILES, remote)
    other = store(two=said(2))
    assert push(other, FILES, remote) == PushSummary(0, 0, 0, 1)
    assert push(other, FILES, remote, full=True).graphs == 1


def said(*numbers: int) -> list[Triple]:
    return [(iri(f"urn:s{n}"), P, literal(str(n))) for n in numbers]


def store(**graphs: list[Triple]) -> OxigraphEngine:
    made = OxigraphEngine.in_memory()
    for name, triples in graphs.items():
        made.patch(iri(f"https://w3id.org/kembar/graph/data/{name}"), [], triples)
    return made


def holds(remote: RemoteEngine, local: Engine) -> bool:
    return (
        remote.graphs() == local.graphs()
        and set(remote.triples()) == set(local.triples())
        and all(set(remote.triples(g)) == set(local.triples(g)) for g in local.graphs())
    )


def test_all_is_sent_once_and_nothing_twice(remote: RemoteEngine) -> None:
    local = store(one=said(1, 2), two=said(2, 3))
    local.patch(NAME_KEYS, [], said(9))
    assert pushed(local, FILES, remote) == PushSummary(3, 0, 5, 3)
    assert holds(remote, local)
    assert pushed(local, FILES, remote) == PushSummary(0, 0, 0, 3)


def test_only_what_differs_is_sent_and_what_others_say_stays(remote: RemoteEngine) -> None:
    pushed(store(one=said(1, 2), two=said(2, 3), three=said(4)), FILES, remote)
    local = store(one=said(1, 5), two=said(2, 3))
    assert pushed(local, FILES, remote) == PushSummary(1, 1, 1, 2)
    assert holds(remote, local)
    assert set(said(2)) <= set(remote.triples()), "said by two"
    assert not set(said(4)) & set(remote.triples()), "said by nobody"


def test_large_graphs_go_in_parts(remote: RemoteEngine) -> None:
    local = store(one=said(*range(7_000)), two=said(1))
    told: list[str] = []
    assert pushed(local, FILES, remote, told.append).triples == 7_001
    assert holds(remote, local)
    assert told[-1] == "graph 2 of 2: 7001 statements"
    smaller = store(one=said(*range(3, 7_100)), two=said(1))
    assert pushed(smaller, FILES, remote).triples == 100
    assert holds(remote, smaller)


def test_it_goes_by_updates_alone_where_no_graph_store_is_known(endpoint: Endpoint) -> None:
    remote = RemoteEngine(replace(endpoint, graph_store=""))
    local = store(one=said(*range(7_000)))
    pushed(local, FILES, remote)
    assert holds(remote, local)


def test_what_somebody_else_keeps_there_stays(remote: RemoteEngine) -> None:
    other = iri("urn:somebody-else")
    remote.put_triples(other, said(1))
    pushed(store(one=said(2)), FILES, remote)
    pushed(store(two=said(3)), FILES, remote)
    assert list(remote.triples(other)) == said(1)


def test_a_graph_that_was_not_recorded_is_compared_and_not_trusted(remote: RemoteEngine) -> None:
    remote.put_triples(ONE, said(1, 7))
    local = store(one=said(1, 2))
    pushed(local, FILES, remote)
    assert holds(remote, local)


def test_after_a_cut_the_default_graph_is_right_too(remote: RemoteEngine) -> None:
    """Cut off when a graph is there and its share of the default graph is not; then files change."""
    local = store(**{f"n{n}": said(*range(n * 400, n * 400 + 400)) for n in range(40)})

    class Cut(Exception):
        pass

    def cut(told: str) -> None:
        if told.startswith("graph 30 "):
            raise Cut

    with pytest.raises(Cut):
        pushed(local, FILES, remote, cut)
    books = ledger_of(remote)
    assert books.unfinished
    assert 0 < len(books.fingerprints) < 40
    later = store(**{f"n{n}": said(*range(n * 400 + 1, n * 400 + 400)) for n in range(40)})
    pushed(later, FILES, remote)
    assert holds(remote, later)
    assert not ledger_of(remote).unfinished


def test_a_killed_push_goes_on_where_it_was(
    endpoint: Endpoint, built: Path, tmp_path: Path, engine: Engine
) -> None:
    office = copy_workspace(built, tmp_path / "office")
    with (office / CONFIG_FILE).open("a") as file:
        file.write(
            f'\n[store]\nendpoint = "{endpoint.query}"\nupdate_endpoint = "{endpoint.update}"\n'
        )
    command = [sys.executable, "-m", "kembar", "push"]
    remote = RemoteEngine(endpoint)
    with subprocess.Popen(command, cwd=office, stdout=subprocess.DEVNULL) as pushing:
        for _ in range(6_000):
            if pushing.poll() is not None or len(ledger_of(remote).fingerprints) > 200:
                break
            time.sleep(0.01)
        os.kill(pushing.pid, signal.SIGKILL)
    before = ledger_of(remote)
    assert before.unfinished
    assert 200 < len(before.fingerprints) < len(engine.graphs())
    again = subprocess.run(command, cwd=office, capture_output=True, text=True, timeout=120)
    assert again.returncode == 0, again.stderr
    sent = len(engine.graphs()) - len(ledger_of(remote).fingerprints) + int(again.stdout.split()[0])
    assert sent <= len(engine.graphs()) - len(before.fingerprints)
    assert holds_counts(remote, engine)
    once_more = subprocess.run(command, cwd=office, capture_output=True, text=True, timeout=120)
    assert once_more.stdout.endswith("nothing to send\n")


def holds_counts(remote: RemoteEngine, local: Engine) -> bool:
    return remote.graphs() == local.graphs() and set(remote.triples()) == set(local.triples())


def test_a_service_that_takes_no_updates_is_told(endpoint: Endpoint) -> None:
    with pytest.raises(KembarError, match="is only read"):
        pushed(store(one=said(1)), FILES, RemoteEngine(Endpoint(endpoint.query)))
