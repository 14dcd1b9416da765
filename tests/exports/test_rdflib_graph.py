"""rdflib reads and queries the store itself, and cannot write to it."""

from __future__ import annotations

import pytest
from rdflib import RDF, Namespace

from kembar.errors import KembarError
from kembar.exports.rdflib_graph import rdflib_graph
from kembar.rdf.engine import Engine

KB = Namespace("https://w3id.org/kembar/")


def test_rdflib_sees_every_statement(engine: Engine) -> None:
    graph = rdflib_graph(engine)
    assert len(graph) == len(engine)
    partnerships = engine.select("SELECT ?p { ?p a <https://w3id.org/kembar/Partnership> }").rows
    assert len(set(graph.subjects(RDF.type, KB.Partnership))) == len(partnerships) > 200


def test_rdflib_queries_with_our_prefixes(engine: Engine) -> None:
    rows = list(rdflib_graph(engine).query("SELECT ?c { id:id-bandung kb:country ?c }"))
    assert [str(row[0]).rpartition("/")[2] for row in rows] == ["id"]


def test_rdflib_cannot_write(engine: Engine) -> None:
    graph = rdflib_graph(engine)
    with pytest.raises(KembarError, match="the graph follows its files"):
        graph.add((KB.a, KB.b, KB.c))
    with pytest.raises(KembarError, match="the graph follows its files"):
        graph.remove((None, None, None))
