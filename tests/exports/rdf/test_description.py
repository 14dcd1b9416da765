"""Each file of RDF describes itself: its contents, licence, dates, numbers and prefixes."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from rdflib import DCAT, DCTERMS, RDF, SH, VOID, XSD, Graph, Literal, URIRef

from kembar.exports.formats import Export
from kembar.language import LANGUAGES
from kembar.rdf.namespaces import NAMESPACES
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.store.open_store import open_store
from kembar.workspace.layout import Workspace

pytestmark = pytest.mark.integration

ME = URIRef("https://w3id.org/kembar/graph/description#dataset")
CC_BY = URIRef("https://creativecommons.org/licenses/by/4.0/")


@pytest.fixture(scope="module")
def graph(few: OxigraphEngine, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = tmp_path_factory.mktemp("description") / "x.ttl"
    workspace = Workspace(title="An office\nwith a title")
    Export(few, "turtle", workspace=workspace, version="0a1b", complete=True).write(path)
    assert path.read_text("utf-8").startswith("# An office with a title; Kembar ")
    return Graph().parse(path)


def value(graph: Graph, name: URIRef) -> object:
    (one,) = graph.objects(ME, name)
    return one


def test_it_names_the_graph_its_version_and_dates(graph: Graph) -> None:
    assert {DCAT.Dataset, VOID.Dataset} == set(graph.objects(ME, RDF.type))
    assert value(graph, DCTERMS.title) == Literal("An office\nwith a title")
    assert value(graph, URIRef(f"{DCAT}version")) == Literal("0a1b")
    assert value(graph, DCTERMS.issued) == Literal(datetime.date.today())
    assert isinstance(value(graph, DCTERMS.modified), Literal)
    assert {text.language for text in graph.objects(ME, DCTERMS.description)} == set(LANGUAGES)


def test_the_numbers_are_those_of_the_file(graph: Graph) -> None:
    own = str(ME).partition("#")[0]
    rest = [triple for triple in graph if not str(triple[0]).startswith(own)]
    assert value(graph, VOID.triples) == Literal(len(rest))
    assert value(graph, VOID.distinctSubjects) == Literal(len({s for s, _, _ in rest}))
    counts = {
        (graph.value(part, VOID["class"]), graph.value(part, VOID.entities))
        for part in graph.objects(ME, VOID.classPartition)
    }
    classes = {c for _, p, c in rest if p == RDF.type}
    expected = {(c, Literal(len(list(graph.subjects(RDF.type, c))))) for c in classes}
    assert counts == expected
    properties = {
        (graph.value(part, VOID.property), graph.value(part, VOID.triples))
        for part in graph.objects(ME, VOID.propertyPartition)
    }
    names = {p for _, p, _ in rest}
    assert properties == {(p, Literal(sum(q == p for _, q, _ in rest))) for p in names}


def test_it_declares_the_prefixes_and_the_forms(graph: Graph) -> None:
    declared = {
        str(graph.value(part, SH.prefix)): graph.value(part, SH.namespace)
        for part in graph.objects(ME, SH.declare)
    }
    assert declared == {
        prefix: Literal(namespace, datatype=XSD.anyURI) for prefix, namespace in NAMESPACES.items()
    }
    media = {graph.value(part, DCAT.mediaType) for part in graph.objects(ME, DCAT.distribution)}
    assert URIRef("https://www.iana.org/assignments/media-types/application/n-quads") in media


def test_shipped_data_have_one_licence(graph: Graph) -> None:
    assert value(graph, DCTERMS.license) == CC_BY
    assert all("GeoNames" in text for text in graph.objects(ME, DCTERMS.rights))


def test_data_of_an_office_have_no_licence_of_others(empty: Workspace, tmp_path: Path) -> None:
    assert empty.root
    (empty.root / "data" / "partnerships.csv").write_text(
        "partnership,cities,source\nid-bandung--id-medan,id-bandung; id-medan,unverified\n"
    )
    engine = open_store(empty).engine
    graph = Graph().parse(Export(engine, "turtle", workspace=empty).write(tmp_path / "x.ttl"))
    assert list(graph.objects(ME, DCTERMS.license)) == []
    assert "that its owner gives" in " ".join(graph.objects(ME, DCTERMS.rights))
