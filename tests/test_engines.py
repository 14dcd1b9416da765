"""Two engines that are not ours, each a real server, hold and answer what the embedded one does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kembar.editing.entry import entry
from kembar.errors import KembarError
from kembar.knowledge_graph import KnowledgeGraph
from kembar.queries.saved import find_questions
from kembar.rdf.endpoint import Endpoint
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES
from kembar.rdf.sparql_client import RemoteEngine
from kembar.store.push import ledger_of
from kembar.workspace.layout import Workspace, open_workspace
from tests.rows import comparable
from tests.servers import VIRTUOSO_LOGIN, oxigraph_endpoint, virtuoso_endpoint
from tests.workspaces import copy_workspace

QUESTIONS = find_questions(Workspace())
SERVERS = {"oxigraph": oxigraph_endpoint, "virtuoso": virtuoso_endpoint}


@pytest.fixture(scope="module", params=SERVERS)
def office(
    request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    """A workspace whose graph was pushed to a server, which holds nothing else."""
    os.environ[VIRTUOSO_LOGIN] = "dba:dba"
    folder = tmp_path_factory.mktemp(request.param)
    with SERVERS[request.param](folder) as endpoint:
        root = copy_workspace(built, folder / "office")
        yield _pushed(replace(open_workspace(root), endpoint=endpoint))


def _pushed(workspace: Workspace) -> Workspace:
    KnowledgeGraph(workspace).push()
    return workspace


@pytest.fixture(scope="module")
def remote(office: Workspace) -> RemoteEngine:
    assert office.endpoint
    return RemoteEngine(office.endpoint)


def test_a_server_holds_every_graph_and_every_statement(
    remote: RemoteEngine, engine: Engine
) -> None:
    assert remote.graphs() == engine.graphs()
    assert len(remote) == len(engine)
    assert set(remote.triples()) == set(engine.triples())
    for graph in engine.graphs()[::50]:
        assert set(remote.triples(graph)) == set(engine.triples(graph)), graph


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_answers_alike(remote: RemoteEngine, engine: Engine, name: str) -> None:
    question = QUESTIONS[name]
    expected, told = engine.select(question.sparql), remote.select(question.sparql)
    assert told.columns == expected.columns
    assert comparable(question, told.rows) == comparable(question, expected.rows)


def test_names_in_any_script_are_understood(office: Workspace) -> None:
    here = KnowledgeGraph(replace(office, endpoint=None))
    there = KnowledgeGraph(office)
    for name in ("반둥", "Bandung", "seoul"):
        expected = here.query("city-partners", city=name)
        assert expected.rows
        told = there.query("city-partners", city=name)
        assert told.parameters == expected.parameters
        question = QUESTIONS["city-partners"]
        assert comparable(question, told.rows) == comparable(question, expected.rows)
    with pytest.raises(KembarError, match="Did you mean Bandung"):
        there.query("city-partners", city="Bandungg")


def test_network_report_and_model_are_alike(office: Workspace) -> None:
    here = KnowledgeGraph(replace(office, endpoint=None))
    there = KnowledgeGraph(office)
    expected, told = here.network(country="ID"), there.network(country="ID")
    assert set(told.nodes) == set(expected.nodes)
    ends, others = ([sorted(edge) for edge in g.edges(keys=False)] for g in (told, expected))
    assert sorted(ends) == sorted(others)
    one, other = (g.report("partnership", "Bandung", "Seoul") for g in (here, there))
    assert other.title == one.title
    assert [s.heading for s in other.sections] == [s.heading for s in one.sections]
    assert there.model() == here.model()


def test_sparql_of_ones_own_gives_triples_too(office: Workspace) -> None:
    query = PREFIXES + "CONSTRUCT { ?p kb:hasPartner ?c } WHERE { ?p kb:hasPartner ?c }"
    here, there = KnowledgeGraph(replace(office, endpoint=None)), KnowledgeGraph(office)
    found = there.sparql(query)
    assert isinstance(found, list)
    assert sorted(found) == sorted(here.sparql(query))


def test_what_is_added_and_undone_is_there_at_once_and_nothing_is_left_to_push(
    office: Workspace,
) -> None:
    graph = KnowledgeGraph(office)
    before = ledger_of(RemoteEngine(_endpoint(office)))
    told = {"partnerships": "Bandung – Seoul", "title": "Kursus pajak 서울", "kind": "workshop"}
    graph.add([entry("activity", {**told, "start": "2017-05"})], ignore_warnings=True)
    assert "Kursus pajak 서울" in {str(row[0]) for row in graph.query("timeline").rows}
    assert graph.push(full=True).graphs == 0
    graph.undo()
    assert "Kursus pajak 서울" not in {str(row[0]) for row in graph.query("timeline").rows}
    assert ledger_of(RemoteEngine(_endpoint(office))).fingerprints == before.fingerprints
    assert graph.push(full=True).graphs == 0


def _endpoint(workspace: Workspace) -> Endpoint:
    assert workspace.endpoint
    return workspace.endpoint
