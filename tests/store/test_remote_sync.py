"""Additions are sent to the endpoint; if that fails, there is an error before or right after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kembar.editing.entry import entry
from kembar.errors import KembarError
from kembar.knowledge_graph import KnowledgeGraph
from kembar.rdf.remote.endpoint import Endpoint
from kembar.rdf.remote.sparql_client import RemoteEngine
from kembar.store.push import ledger_of
from kembar.store.remote_sync import push_workspace
from kembar.workspace.layout import Workspace
from tests.servers import oxigraph_endpoint


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[Endpoint]:
    with oxigraph_endpoint(tmp_path) as opened:
        yield opened


@pytest.fixture
def office(empty: Workspace, endpoint: Endpoint) -> Workspace:
    """A small workspace at an empty endpoint."""
    return replace(empty, endpoint=endpoint)


def study(title: str) -> list[object]:
    return [entry("study", {"title": title, "author": "A. Author"})]


def changes(workspace: Workspace) -> list[Path]:
    assert workspace.root
    return list((workspace.root / "data").rglob("*.trig"))


def test_a_workspace_without_an_endpoint_is_an_error(empty: Workspace) -> None:
    with pytest.raises(
        KembarError, match="there is no endpoint to push to: name one with --endpoint"
    ):
        push_workspace(empty)


def test_an_add_before_the_first_push_writes_nothing(office: Workspace) -> None:
    with pytest.raises(KembarError, match="nothing was pushed to it yet; run `kembar push`"):
        KnowledgeGraph(office).add(study("One"), ignore_warnings=True)
    assert changes(office) == []


def test_an_add_at_a_read_only_service_writes_nothing(office: Workspace) -> None:
    assert office.endpoint
    read = replace(office, endpoint=Endpoint(office.endpoint.query))
    for task in (
        lambda: KnowledgeGraph(read).add(study("One"), ignore_warnings=True),
        lambda: KnowledgeGraph(read).push(),
    ):
        with pytest.raises(KembarError, match="is read-only"):
            task()
    assert changes(office) == []


def test_an_add_after_unpushed_edits_writes_nothing(office: Workspace) -> None:
    graph = KnowledgeGraph(office)
    graph.push()
    assert office.root
    (office.root / "data" / "note.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    with pytest.raises(KembarError, match=r"1 file differs from what was pushed: .*note\.ttl"):
        graph.add(study("One"), ignore_warnings=True)
    assert graph.push(full=True).graphs > 0
    graph.add(study("One"), ignore_warnings=True)
    assert graph.push(full=True).graphs == 0


def test_changes_and_their_undo_follow(office: Workspace) -> None:
    graph = KnowledgeGraph(office)
    graph.push()
    assert office.endpoint
    remote = RemoteEngine(office.endpoint)
    before = len(remote)
    graph.add(study("One"), ignore_warnings=True)
    graph.add(study("Two"), ignore_warnings=True)
    here = KnowledgeGraph(replace(office, endpoint=None))
    assert set(remote.triples()) == set(here.engine.triples())
    assert len(remote) > before
    graph.undo()
    graph.undo()
    assert len(remote) == before
    assert graph.push(full=True).graphs == 0


def test_a_write_stays_where_the_service_fails(office: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "another"
    folder.mkdir()
    with oxigraph_endpoint(folder) as endpoint:
        graph = KnowledgeGraph(replace(office, endpoint=endpoint))
        graph.push()
        addition = graph.preview(study("One"))
        # The service no longer accepts updates, and refuses only when it gets one.
        gone = replace(office, endpoint=replace(endpoint, update=f"{endpoint.query}/gone"))
        with pytest.raises(KembarError, match="it is written, but not yet at the endpoint"):
            KnowledgeGraph(gone).commit(addition, ignore_warnings=True)
        assert len(changes(office)) == 1
        assert graph.push(full=True).graphs > 0
        assert not ledger_of(RemoteEngine(endpoint)).unfinished
