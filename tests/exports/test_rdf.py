"""Asserted statements are exported as RDF and parse back to the same triples."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
import rdflib

from kembar.exports.rdf import as_json_ld, as_n_quads, as_trig, as_turtle, asserted_graphs
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES

pytestmark = pytest.mark.integration


def asserted_triples(engine: Engine) -> set[tuple[str, str, str]]:
    return {triple for graph in asserted_graphs(engine) for triple in engine.triples(graph)}


def without_blank_nodes(triples: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """The triples without blank nodes, whose labels differ from one parse to the next."""
    return {t for t in triples if not any(part.startswith("_:") for part in t)}


@pytest.mark.parametrize(
    ("write", "form"),
    [
        (as_turtle, ox.RdfFormat.TURTLE),
        (as_trig, ox.RdfFormat.TRIG),
        (as_n_quads, ox.RdfFormat.N_QUADS),
        (as_json_ld, ox.RdfFormat.JSON_LD),
    ],
)
def test_every_syntax_parses_to_the_same_triples(
    engine: Engine, write: object, form: ox.RdfFormat
) -> None:
    assert callable(write)
    quads = list(ox.parse(write(engine).encode(), format=form))
    triples = {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}
    assert without_blank_nodes(triples) == without_blank_nodes(asserted_triples(engine))
    graphs = {str(q.graph_name) for q in quads}
    expected = {"DEFAULT"} if form == ox.RdfFormat.TURTLE else set(asserted_graphs(engine))
    assert graphs == expected


def test_no_ontology_or_inferred_triple_is_exported(engine: Engine) -> None:
    text = as_n_quads(engine)
    assert "/graph/derived>" not in text
    assert "/graph/ontology/" not in text
    assert "twinnedWith" not in text


# rdflib warns of its own deprecated calls.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_reads_the_json_ld_with_its_context(engine: Engine) -> None:
    document = json.loads(as_json_ld(engine))
    assert document["@context"] == NAMESPACES
    small = {"@context": document["@context"], "@graph": document["@graph"][:3]}
    graph = rdflib.Dataset().parse(data=json.dumps(small), format="json-ld")
    assert any(str(p).startswith("https://w3id.org/kembar/") for _, p, _, _ in graph.quads())
