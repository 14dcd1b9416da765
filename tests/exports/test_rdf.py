"""What people said leaves as RDF and is the same when read again."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
import rdflib

from kembar.exports.rdf import as_json_ld, as_n_quads, as_trig, as_turtle, asserted_graphs
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES


def said(engine: Engine) -> set[tuple[str, str, str]]:
    return {triple for graph in asserted_graphs(engine) for triple in engine.triples(graph)}


def named(triples: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Without what hangs on a blank node, whose name differs from one reading to the next."""
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
def test_what_is_written_reads_as_the_same_statements(
    engine: Engine, write: object, form: ox.RdfFormat
) -> None:
    assert callable(write)
    quads = list(ox.parse(write(engine).encode(), format=form))
    read = {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}
    assert named(read) == named(said(engine))
    graphs = {str(q.graph_name) for q in quads}
    expected = {"DEFAULT"} if form == ox.RdfFormat.TURTLE else set(asserted_graphs(engine))
    assert graphs == expected


def test_neither_the_model_nor_what_rules_compute_leaves(engine: Engine) -> None:
    told = as_n_quads(engine)
    assert "/graph/derived>" not in told
    assert "/graph/ontology/" not in told
    assert "twinnedWith" not in told


# rdflib warns of its own ways within.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_json_ld_has_a_context_that_another_reader_understands(engine: Engine) -> None:
    told = json.loads(as_json_ld(engine))
    assert told["@context"] == NAMESPACES
    small = {"@context": told["@context"], "@graph": told["@graph"][:3]}
    graph = rdflib.Dataset().parse(data=json.dumps(small), format="json-ld")
    assert any(str(p).startswith("https://w3id.org/kembar/") for _, p, _, _ in graph.quads())
