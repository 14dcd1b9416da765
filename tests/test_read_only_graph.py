"""The graph as an object that is asked: questions, SPARQL, rdflib, network, checks, exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.errors import DamagedStore, KembarError
from kembar.rdf.engine import Engine
from kembar.rdf.results import Table
from kembar.read_only_graph import ReadOnlyGraph
from kembar.workspace.layout import Workspace


@pytest.fixture(scope="module")
def graph() -> ReadOnlyGraph:
    return ReadOnlyGraph(Workspace())


def test_a_saved_question_is_answered_in_its_language(graph: ReadOnlyGraph) -> None:
    rows = graph.query("city-partners", city="Bandung").rows
    assert "Seoul" in {str(row[0]) for row in rows}
    indonesian = ReadOnlyGraph(Workspace(), "id").query("obstacles-by-type").rows
    assert "anggaran" in {str(row[0]) for row in indonesian}


def test_the_catalogue_is_whole_or_what_a_search_finds(graph: ReadOnlyGraph) -> None:
    assert {entry.question.name for entry in graph.catalogue()} == set(graph.questions())
    (found,) = graph.catalogue("tingkat berbeda", topic="obstacles")
    assert found.question.name == "tier-gap"
    assert [work.citation for work in found.works] == ["Purbaningrum"]


def test_sparql_makes_a_table_or_a_graph(graph: ReadOnlyGraph) -> None:
    assert isinstance(graph.sparql("SELECT ?s { ?s ?p ?o } LIMIT 1"), Table)
    assert isinstance(graph.sparql("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1"), list)
    with pytest.raises(KembarError, match="not a SPARQL query"):
        graph.sparql("SELEKT")


def test_the_network_is_a_part_or_the_whole(graph: ReadOnlyGraph) -> None:
    whole, near = graph.network(), graph.network(city="Bandung", kind="sister-city")
    assert 2 < len(near) < len(whole)


def test_it_is_written_for_other_programs(graph: ReadOnlyGraph, tmp_path: Path) -> None:
    assert graph.export("geojson", tmp_path / "x.geojson").read_text("utf-8").startswith("{")


def test_a_damaged_store_is_built_again_once(tmp_path: Path, own: Workspace) -> None:
    asked = ReadOnlyGraph(own)
    tries: list[Engine] = []

    def task(engine: Engine) -> int:
        tries.append(engine)
        if len(tries) == 1:
            raise DamagedStore("torn")
        return len(engine)

    assert asked.asking(task) > 30_000
    assert tries[0] is not tries[1]
    assert tmp_path.exists()
