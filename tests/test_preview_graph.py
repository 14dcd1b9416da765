"""Imports by the Python API: previewed, committed, undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar import InputError, KembarError, KnowledgeGraph, ShapeViolation, UnknownName, entry
from kembar.workspace.layout import Workspace
from tests.importers.wikidata.server import Response, misbehaving_service


@pytest.fixture
def graph(own: Workspace) -> KnowledgeGraph:
    return KnowledgeGraph(own)


def test_a_table_is_imported_reviewed_and_undone(graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Kota;Mitra;Tahun;Warna\nBandung;Breda;1997;x\nBandung;Springfield;1999;y\n")
    steps: list[str] = []
    preview = graph.import_table(path, title="Our list", author="Ani", progress=steps.append)
    assert (preview.summary.links, preview.summary.partnerships) == (2, 1)
    assert preview.summary.unread_columns == ["Warna"]
    assert "Springfield" in preview.review
    record = graph.commit(preview)
    assert record == graph.log()[-1]
    assert record
    assert (record.action, record.author) == ("import", "Ani")
    assert graph.commit(graph.import_table(path, title="Our list", author="Ani")) is None
    (row,) = graph.query("city-partners", city="Breda").rows
    assert (str(row[0]), str(row[4])) == ("Bandung", "1997")
    number = preview.review.split("ambiguous,,")[1].split(" =")[0].strip('"')
    review = tmp_path / "review.csv"
    review.write_text(preview.review.replace(",ambiguous,,", f",ambiguous,{number},"))
    again = graph.import_table(path, title="Our list", author="Ani", review=review)
    assert (again.summary.partnerships, again.review) == (2, "")
    graph.undo()
    assert "breda" not in str(graph.query("city-partners", city="Bandung").rows).casefold()


def test_columns_of_a_table_may_be_named(graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("hier,dort\nBandung,Utrecht\n")
    preview = graph.import_table(path, columns={"city": "hier", "partner": "dort"})
    assert preview.summary.partnerships == 1


def test_networks_and_rdf_are_imported(graph: KnowledgeGraph, tmp_path: Path) -> None:
    gexf = graph.export("gexf", tmp_path / "n.gexf")
    preview = graph.import_network(gexf, key="mine")
    assert preview.summary.partnerships > 100
    assert preview.origin.key == "mine"
    turtle = tmp_path / "x.ttl"
    turtle.write_text("<https://w3id.org/kembar/id/x> a <https://w3id.org/kembar/Event> .\n")
    with pytest.raises(ShapeViolation):
        graph.commit(graph.import_rdf(turtle))


def test_wikidata_is_imported_from_results(graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    path.write_text("item,itemLabel,partner,partnerLabel\nwd:Q10389,Bandung,wd:Q803,Utrecht\n")
    preview = graph.import_wikidata(path, title="Mine")
    assert (preview.origin.title, preview.origin.publisher) == ("Mine", "Wikidata")
    assert preview.summary.links == 1


def test_a_misspelt_option_of_an_import_is_refused(graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Kota,Mitra\nBandung,Utrecht\n")
    with pytest.raises(UnknownName, match="'titel'"):
        graph.import_table(str(path), titel="Our list")  # type: ignore[call-arg]


def test_a_partnership_needs_two_cities(graph: KnowledgeGraph) -> None:
    with pytest.raises(InputError, match="needs at least 2 values"):
        graph.preview([entry("partnership", cities=["Bandung"])])
    with pytest.raises(KembarError, match="two different partners"):
        graph.preview([entry("partnership", cities=["Bandung", "Kota Bandung"])])


def test_nothing_is_no_change(graph: KnowledgeGraph) -> None:
    with pytest.raises(KembarError, match="there is no record"):
        graph.add([])


def test_an_import_with_a_blank_node_is_undone(graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "blank.ttl"
    path.write_text("<http://a.org/a> <http://a.org/b> [ <http://a.org/c> 'x' ] .")
    graph.commit(graph.import_rdf(path, title="Blank"))
    graph.undo()
    assert graph.log() == []


def test_a_fetch_from_wikidata_ends_and_sends_no_login(
    graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kembar.importers.wikidata.service.PAUSES", ())
    monkeypatch.setenv("KEMBAR_AUTH", "Bearer token")
    refusal = Response(status=401, headers={"WWW-Authenticate": "Basic"})
    with misbehaving_service(refusal, Response(delay=60)) as (address, requests):
        with pytest.raises(InputError, match="answers 401"):
            graph.import_wikidata(endpoint=address)
        with pytest.raises(InputError, match=r"gives no answer within 0\.2 s"):
            graph.import_wikidata(endpoint=address, timeout=0.2)
        sent = [request.headers.get("Authorization") for request in requests]
    assert sent == [None, None]
