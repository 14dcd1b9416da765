"""The graph as an object to query: questions, SPARQL, rdflib, network, validation, exports."""

from __future__ import annotations

import datetime
from pathlib import Path

import networkx
import pytest

from kembar.errors import DamagedStore, InputError, KembarError, UnknownName
from kembar.queries.answer import Answer
from kembar.rdf.engine import Engine
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


def test_the_catalogue_is_whole_or_searched(graph: ReadOnlyGraph) -> None:
    assert {entry.question.name for entry in graph.catalogue()} == set(graph.questions())
    (entry,) = graph.catalogue("tingkat berbeda", topic="obstacles")
    assert entry.question.name == "tier-gap"
    assert [work.citation for work in entry.works] == ["Purbaningrum"]
    assert "tier-gap" in {entry.question.name for entry in graph.similar_questions("tears")}


def test_sparql_returns_rows_or_triples(graph: ReadOnlyGraph) -> None:
    answer = graph.sparql("SELECT ?s { ?s ?p ?o } LIMIT 1")
    assert isinstance(answer, Answer)
    assert (answer.columns, len(answer.rows)) == (("s",), 1)
    country = "PREFIX kb: <https://w3id.org/kembar/> CONSTRUCT WHERE { ?s kb:isoCode 'ID' }"
    triples = graph.sparql(country)
    assert isinstance(triples, list)
    assert 'kb:isoCode "ID"' in graph.to_turtle(triples)
    with pytest.raises(KembarError, match="not a SPARQL query"):
        graph.sparql("SELEKT")


def test_facts_are_read_once_for_a_state(graph: ReadOnlyGraph) -> None:
    facts = graph.facts()
    assert facts.cities["kr-seoul"].name.ko == "서울"
    assert facts.partnerships["id-bandung--kr-seoul"].since[0].sources
    assert graph.facts() is facts
    then = graph.facts(datetime.date(2005, 6, 1))
    assert then.as_of == "2005-06-01"
    with pytest.raises(InputError, match="as_of"):
        graph.facts("yesterday")


def test_a_network_is_whole_or_a_part(graph: ReadOnlyGraph, tmp_path: Path) -> None:
    whole, part = graph.to_networkx(), graph.to_networkx(city="Bandung", kind="sister-city")
    assert 2 < len(part) < len(whole)
    networkx.write_gexf(part, tmp_path / "n.gexf")
    networkx.write_graphml(part, tmp_path / "n.graphml")
    page = graph.network_page(city="Bandung", kind="sister-city", layout="map")
    assert page.cities == len(part)
    assert page.partnerships == len({key for *_, key in part.edges(data="partnership")})
    assert page.write(tmp_path / "n.html").read_text("utf-8") == page.html
    with pytest.raises(UnknownName, match="force"):
        graph.network_page(layout="circle")


def test_the_whole_graph_is_an_rdflib_graph(graph: ReadOnlyGraph) -> None:
    assert len(graph.to_rdflib()) > 30_000


def test_a_report_writes_itself(graph: ReadOnlyGraph, tmp_path: Path) -> None:
    report = graph.report("city", "Bandung")
    assert report.write(tmp_path / "r.md").read_text("utf-8").lstrip().startswith("# Bandung")
    assert "<iframe" in report._repr_html_()


def test_catalogue_and_model_are_written(graph: ReadOnlyGraph, tmp_path: Path) -> None:
    few = graph.write_catalogue(tmp_path / "few.md", topic="network").read_text("utf-8")
    assert "Terms that no question names" not in few
    assert "Terms that no question names" in graph.write_catalogue(tmp_path / "q.md").read_text()
    assert "<html" in graph.write_model(tmp_path / "m.html").read_text("utf-8")
    assert graph.write_model(tmp_path / "m.md").read_text("utf-8").startswith("# ")


def test_it_is_exported_for_other_programs(graph: ReadOnlyGraph, tmp_path: Path) -> None:
    assert graph.export("geojson", tmp_path / "x.geojson").read_text("utf-8").startswith("{")
    with pytest.raises(UnknownName, match="turtle"):
        graph.export("turtel")


def test_the_status_tells_size_and_how_it_was_opened(own: Workspace) -> None:
    graph = ReadOnlyGraph(own)
    assert graph.status.statements == len(graph.engine) > 30_000
    assert graph.status.store == "opened"
    graph.refresh(rebuild=True)
    assert graph.status.store == "built"


def test_a_damaged_store_is_rebuilt_once(own: Workspace) -> None:
    graph = ReadOnlyGraph(own)
    engines: list[Engine] = []

    def task(engine: Engine) -> int:
        engines.append(engine)
        if len(engines) == 1:
            raise DamagedStore("torn")
        return len(engine)

    assert graph._with_engine(task) > 30_000
    assert engines[0] is not engines[1]


@pytest.mark.parametrize("setting", [{"language": "fr"}, {"backend": "columns"}])
def test_an_unknown_setting_is_refused_at_once(setting: dict[str, str]) -> None:
    with pytest.raises(UnknownName):
        ReadOnlyGraph(Workspace(), **setting)


def test_a_misspelt_option_is_refused(graph: ReadOnlyGraph) -> None:
    with pytest.raises(UnknownName, match="'contry'"):
        graph.network_page(contry="Indonesia")  # type: ignore[call-arg]
    with pytest.raises(UnknownName, match="'town'"):
        graph.to_networkx(town="Bandung")  # type: ignore[call-arg]


def test_a_parameter_of_none_is_not_given(graph: ReadOnlyGraph) -> None:
    assert graph.query("tier-gap", city=None).rows == graph.query("tier-gap").rows


def test_files_may_be_named_by_text(graph: ReadOnlyGraph, tmp_path: Path) -> None:
    paths = [
        graph.write_model(f"{tmp_path}/model.md"),
        graph.write_catalogue(f"{tmp_path}/questions.md"),
        graph.export("gexf", f"{tmp_path}/network.gexf"),
        graph.network_page(city="Bandung").write(f"{tmp_path}/network.html"),
        graph.report("city", "Bandung", as_of=datetime.date(2026, 1, 1)).write(
            f"{tmp_path}/city.md"
        ),
    ]
    assert all(path.stat().st_size for path in paths)
