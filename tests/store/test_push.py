"""A push makes a service equal to the store; cut off at any moment, it resumes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kembar.errors import KembarError
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAME_KEYS
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.remote.endpoint import Endpoint
from kembar.rdf.remote.sparql_client import RemoteEngine
from kembar.rdf.terms import Triple, iri, literal
from kembar.store.push import PushSummary, ledger_of, push
from tests.servers import oxigraph_endpoint
from tests.workspaces import copy_workspace, name_endpoint

P = iri("urn:p")
FILES = {"data/one.csv": "1"}
ONE, TWO, THREE = (iri(f"https://w3id.org/kembar/graph/data/{n}") for n in ("one", "two", "three"))


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[Endpoint]:
    with oxigraph_endpoint(tmp_path) as opened:
        yield opened


@pytest.fixture
def remote(endpoint: Endpoint) -> RemoteEngine:
    return RemoteEngine(endpoint)


def push_full(
    local: Engine,
    files: dict[str, str],
    remote: RemoteEngine,
    progress: Callable[[str], None] = lambda _: None,
) -> PushSummary:
    return push(local, files, remote, progress, full=True)


def test_an_up_to_date_service_is_not_compared(remote: RemoteEngine) -> None:
    push(store(one=triples_of(1)), FILES, remote)
    other = store(two=triples_of(2))
    assert push(other, FILES, remote) == PushSummary(0, 0, 0, 1)
    assert push(other, FILES, remote, full=True).graphs == 1


def triples_of(*numbers: int) -> list[Triple]:
    return [(iri(f"urn:s{n}"), P, literal(str(n))) for n in numbers]


def store(**graphs: list[Triple]) -> OxigraphEngine:
    engine = OxigraphEngine.in_memory()
    for name, triples in graphs.items():
        engine.patch(iri(f"https://w3id.org/kembar/graph/data/{name}"), [], triples)
    return engine


def holds(remote: RemoteEngine, local: Engine) -> bool:
    return (
        remote.graphs() == local.graphs()
        and set(remote.triples()) == set(local.triples())
        and all(set(remote.triples(g)) == set(local.triples(g)) for g in local.graphs())
    )


def test_a_second_push_sends_nothing(remote: RemoteEngine) -> None:
    local = store(one=triples_of(1, 2), two=triples_of(2, 3))
    local.patch(NAME_KEYS, [], triples_of(9))
    assert push_full(local, FILES, remote) == PushSummary(3, 0, 5, 3)
    assert holds(remote, local)
    assert push_full(local, FILES, remote) == PushSummary(0, 0, 0, 3)


def test_only_differing_graphs_are_sent(remote: RemoteEngine) -> None:
    push_full(store(one=triples_of(1, 2), two=triples_of(2, 3), three=triples_of(4)), FILES, remote)
    local = store(one=triples_of(1, 5), two=triples_of(2, 3))
    assert push_full(local, FILES, remote) == PushSummary(1, 1, 1, 2)
    assert holds(remote, local)
    assert set(triples_of(2)) <= set(remote.triples()), "stated by two"
    assert not set(triples_of(4)) & set(remote.triples()), "stated by no graph"


def test_large_graphs_are_sent_in_parts(remote: RemoteEngine) -> None:
    local = store(one=triples_of(*range(7_000)), two=triples_of(1))
    messages: list[str] = []
    assert push_full(local, FILES, remote, messages.append).triples == 7_001
    assert holds(remote, local)
    assert messages[-1] == "graph 2 of 2: 7,001 statements"
    smaller = store(one=triples_of(*range(3, 7_100)), two=triples_of(1))
    assert push_full(smaller, FILES, remote).triples == 100
    assert holds(remote, smaller)


def test_without_a_graph_store_updates_are_sent(endpoint: Endpoint) -> None:
    remote = RemoteEngine(replace(endpoint, graph_store=""))
    local = store(one=triples_of(*range(7_000)))
    push_full(local, FILES, remote)
    assert holds(remote, local)


def test_graphs_of_others_are_left_alone(remote: RemoteEngine) -> None:
    other = iri("urn:somebody-else")
    remote.put_triples(other, triples_of(1))
    push_full(store(one=triples_of(2)), FILES, remote)
    push_full(store(two=triples_of(3)), FILES, remote)
    assert list(remote.triples(other)) == triples_of(1)


def test_a_graph_missing_in_the_ledger_is_compared(remote: RemoteEngine) -> None:
    remote.put_triples(ONE, triples_of(1, 7))
    local = store(one=triples_of(1, 2))
    push_full(local, FILES, remote)
    assert holds(remote, local)


def test_after_a_cut_the_default_graph_is_repaired(remote: RemoteEngine) -> None:
    """The cut comes when a graph is sent and its triples in the default graph are not."""
    local = store(**{f"n{n}": triples_of(*range(n * 400, n * 400 + 400)) for n in range(40)})

    class Cut(Exception):
        pass

    def cut(message: str) -> None:
        if message.startswith("graph 30 "):
            raise Cut

    with pytest.raises(Cut):
        push_full(local, FILES, remote, cut)
    ledger = ledger_of(remote)
    assert ledger.unfinished
    assert 0 < len(ledger.fingerprints) < 40
    later = store(**{f"n{n}": triples_of(*range(n * 400 + 1, n * 400 + 400)) for n in range(40)})
    push_full(later, FILES, remote)
    assert holds(remote, later)
    assert not ledger_of(remote).unfinished


def _first_number(text: str) -> int:
    return int(re.findall(r"\d+", text.replace(",", ""))[0])


def test_a_killed_push_resumes(
    endpoint: Endpoint, built: Path, tmp_path: Path, engine: Engine
) -> None:
    office = copy_workspace(built, tmp_path / "office")
    name_endpoint(office, endpoint=endpoint.query, update_endpoint=endpoint.update)
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
    sent = len(engine.graphs()) - len(ledger_of(remote).fingerprints) + _first_number(again.stdout)
    assert sent <= len(engine.graphs()) - len(before.fingerprints)
    assert holds_counts(remote, engine)
    once_more = subprocess.run(command, cwd=office, capture_output=True, text=True, timeout=120)
    assert once_more.stdout.endswith("nothing to send\n")


def holds_counts(remote: RemoteEngine, local: Engine) -> bool:
    return remote.graphs() == local.graphs() and set(remote.triples()) == set(local.triples())


def test_a_read_only_service_is_an_error(endpoint: Endpoint) -> None:
    with pytest.raises(KembarError, match="is read-only"):
        push_full(store(one=triples_of(1)), FILES, RemoteEngine(Endpoint(endpoint.query)))
