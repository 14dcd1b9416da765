"""RDF 1.2 annotations say who says each statement, and read back to the graphs of the sources."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kembar.exports.formats import Export
from kembar.exports.rdf.description import DESCRIPTION_GRAPH
from kembar.exports.rdf.statements import asserted_graphs, is_stated
from kembar.rdf.namespaces import term
from kembar.rdf.oxigraph import OxigraphEngine

pytestmark = pytest.mark.integration

REIFIES = ox.NamedNode(term("rdf:reifies")[1:-1])


@pytest.fixture(scope="module")
def path(few: OxigraphEngine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Export(few, "annotations").write(tmp_path_factory.mktemp("annotations") / "x.ttl")


def test_they_read_back_to_the_named_graphs(few: OxigraphEngine, path: Path) -> None:
    triples = [quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    annotations = [triple for triple in triples if triple.predicate == REIFIES]
    quads = {(str(one.object.subject), str(one.object.predicate), str(one.object.object),
              str(one.subject)) for one in annotations}  # fmt: skip
    assert quads == {
        (*triple, graph)
        for graph in asserted_graphs(few)
        for triple in few.triples(graph)
        if is_stated(triple)
    }
    about = DESCRIPTION_GRAPH[:-1]
    asserted = {
        triple
        for triple in triples
        if triple.predicate != REIFIES and not str(triple.subject).startswith(about)
    }
    assert asserted == {one.object for one in annotations}


def test_a_query_asks_for_the_source_of_a_statement(path: Path) -> None:
    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    rows = store.query(
        "PREFIX kb: <https://w3id.org/kembar/> PREFIX prov: <http://www.w3.org/ns/prov#> "
        "SELECT ?source { <https://w3id.org/kembar/id/id-bandung--kr-seoul> kb:since ?date "
        "{| prov:hadPrimarySource ?source |} }"
    )
    assert isinstance(rows, ox.QuerySolutions)
    assert len({str(row["source"]) for row in rows}) > 1
