"""The graph is exported as RDF and parses back to the same statements."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kembar.exports.formats import Export
from kembar.exports.rdf.description import DESCRIPTION_GRAPH
from kembar.exports.rdf.statements import asserted_graphs
from kembar.rdf.namespaces import NAMESPACES, in_default_graph
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.syntax import RDF_FORMATS
from tests.exports.conftest import Files

pytestmark = pytest.mark.integration

DEFAULT = "DEFAULT"


def quads(path: Path) -> set[ox.Quad]:
    """The quads of a file, without those that describe it."""
    parsed = ox.parse(path=str(path), format=RDF_FORMATS[path.suffix])
    about = DESCRIPTION_GRAPH[1:-1]
    return {quad for quad in parsed if not str(quad.subject).strip("<>").startswith(about)}


def stated(quads: set[ox.Quad]) -> set[ox.Quad]:
    """The quads without the days of dates, which are computed."""
    return {
        quad for quad in quads if not str(quad.subject).startswith("<https://w3id.org/kembar/date/")
    }


def in_graphs(engine: OxigraphEngine, graphs: list[str]) -> set[ox.Quad]:
    return {quad for quad in engine.native if str(quad.graph_name) in graphs}


@pytest.mark.parametrize("form", ["trig", "nquads", "jsonld"])
def test_a_plain_file_has_each_source_in_its_graph(
    few: OxigraphEngine, files: Files, form: str
) -> None:
    found_quads = quads(files(form, False))
    assert found_quads == stated(in_graphs(few, [*asserted_graphs(few)]))
    assert len(found_quads) > 10_000


@pytest.mark.parametrize("form", ["trig", "nquads", "jsonld"])
def test_a_complete_file_has_the_default_graph_too(
    few: OxigraphEngine, files: Files, form: str
) -> None:
    graphs = [graph for graph in few.graphs() if in_default_graph(graph)]
    found_quads = quads(files(form, True))
    assert found_quads == in_graphs(few, [DEFAULT, *graphs])
    assert not [quad for quad in found_quads if "name-keys" in str(quad.graph_name)]


def test_the_graphs_together_are_the_default_graph(files: Files) -> None:
    """So that an engine whose default graph is their union answers alike."""
    found_quads = quads(files("nquads", True))
    default = {quad.triple for quad in found_quads if quad.graph_name == ox.DefaultGraph()}
    assert default == {q.triple for q in found_quads if q.graph_name != ox.DefaultGraph()}


def test_turtle_has_each_statement_once(few: OxigraphEngine, files: Files) -> None:
    plain = {str(quad) for quad in quads(files("turtle", False))}
    sources = {str(quad.triple) for quad in stated(in_graphs(few, [*asserted_graphs(few)]))}
    assert plain == sources
    complete = {str(quad) for quad in quads(files("turtle", True))}
    assert complete == {str(quad.triple) for quad in in_graphs(few, [DEFAULT])}
    assert "twinnedWith" in "".join(complete - plain)


def test_the_order_of_statements_is_stable(
    few: OxigraphEngine, files: Files, tmp_path: Path
) -> None:
    again = Export(few, "nquads", complete=True).write(tmp_path / "x.nq")
    assert again.read_bytes() == files("nquads", True).read_bytes()


# rdflib warns of its own deprecated calls.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_reads_the_json_ld_with_its_context(files: Files) -> None:
    document = json.loads(files("jsonld", False).read_text("utf-8"))
    assert document["@context"] == NAMESPACES
    small = {"@context": document["@context"], "@graph": document["@graph"][:3]}
    graph = rdflib.Dataset().parse(data=json.dumps(small), format="json-ld")
    assert any(str(p).startswith("https://w3id.org/kembar/") for _, p, _, _ in graph.quads())
