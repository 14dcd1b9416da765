"""Oxigraph and Virtuoso as servers give the same triples and answers as the embedded engine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest

from kembar.editing.entry import entry
from kembar.errors import KembarError
from kembar.knowledge_graph import KnowledgeGraph
from kembar.profiles.facts import GraphFacts
from kembar.profiles.reading import read_graph_facts
from kembar.queries.saved import find_questions
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES
from kembar.rdf.remote.endpoint import Endpoint
from kembar.rdf.remote.sparql_client import RemoteEngine
from kembar.store.push import ledger_of
from kembar.workspace.layout import Workspace, open_workspace
from tests.rows import comparable
from tests.servers import VIRTUOSO_LOGIN, oxigraph_endpoint, virtuoso_endpoint
from tests.workspaces import copy_workspace

pytestmark = pytest.mark.integration

QUESTIONS = find_questions(Workspace())
SERVERS = {"oxigraph": oxigraph_endpoint, "virtuoso": virtuoso_endpoint}


@pytest.fixture(scope="module", params=SERVERS)
def office(
    request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    """A workspace whose graph is on a server of its own."""
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


def test_a_server_has_every_graph_and_triple(remote: RemoteEngine, engine: Engine) -> None:
    assert remote.graphs() == engine.graphs()
    assert len(remote) == len(engine)
    assert set(remote.triples()) == set(engine.triples())
    for graph in engine.graphs()[::50]:
        assert set(remote.triples(graph)) == set(engine.triples(graph)), graph


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_has_the_same_answer(remote: RemoteEngine, engine: Engine, name: str) -> None:
    question = QUESTIONS[name]
    expected, table = engine.select(question.sparql), remote.select(question.sparql)
    assert table.columns == expected.columns
    assert comparable(question, table.rows) == comparable(question, expected.rows)


def test_names_in_any_script_are_found(office: Workspace) -> None:
    here = KnowledgeGraph(replace(office, endpoint=None))
    there = KnowledgeGraph(office)
    for name in ("반둥", "Bandung", "seoul"):
        expected = here.query("city-partners", city=name)
        assert expected.rows
        answer = there.query("city-partners", city=name)
        assert answer.parameters == expected.parameters
        question = QUESTIONS["city-partners"]
        assert comparable(question, answer.rows) == comparable(question, expected.rows)
    with pytest.raises(KembarError, match="Did you mean Bandung"):
        there.query("city-partners", city="Bandungg")


def test_network_report_and_model_are_the_same(office: Workspace) -> None:
    here = KnowledgeGraph(replace(office, endpoint=None))
    there = KnowledgeGraph(office)
    expected, network = here.to_networkx(country="ID"), there.to_networkx(country="ID")
    assert set(network.nodes) == set(expected.nodes)
    ends, others = ([sorted(edge) for edge in g.edges(keys=False)] for g in (network, expected))
    assert sorted(ends) == sorted(others)
    one, other = (g.report("partnership", "Bandung", "Seoul") for g in (here, there))
    assert other.title == one.title
    assert [s.heading for s in other.sections] == [s.heading for s in one.sections]
    assert there.model() == here.model()


def test_facts_are_the_same(remote: RemoteEngine, engine: Engine) -> None:
    one, other = (read_graph_facts(each, "Office") for each in (engine, remote))
    for kind in fields(GraphFacts):
        assert getattr(other, kind.name) == getattr(one, kind.name), kind.name


def test_own_sparql_may_return_triples(office: Workspace) -> None:
    query = PREFIXES + "CONSTRUCT { ?p kb:hasPartner ?c } WHERE { ?p kb:hasPartner ?c }"
    here, there = KnowledgeGraph(replace(office, endpoint=None)), KnowledgeGraph(office)
    triples = there.sparql(query)
    assert isinstance(triples, list)
    assert sorted(triples) == sorted(here.sparql(query))


def test_changes_reach_the_server_and_leave_nothing_to_push(office: Workspace) -> None:
    graph = KnowledgeGraph(office)
    before = ledger_of(RemoteEngine(_endpoint(office)))
    fields = {"partnerships": "Bandung – Seoul", "title": "Kursus pajak 서울", "kind": "workshop"}
    graph.add([entry("activity", {**fields, "start": "2017-05"})], ignore_warnings=True)
    assert "Kursus pajak 서울" in {str(row[0]) for row in graph.query("timeline").rows}
    assert graph.push(full=True).graphs == 0
    graph.undo()
    assert "Kursus pajak 서울" not in {str(row[0]) for row in graph.query("timeline").rows}
    assert ledger_of(RemoteEngine(_endpoint(office))).fingerprints == before.fingerprints
    assert graph.push(full=True).graphs == 0


def _endpoint(workspace: Workspace) -> Endpoint:
    assert workspace.endpoint
    return workspace.endpoint
