"""The statements about a thing, source by source, as their graphs hold them."""

from __future__ import annotations

from dataclasses import dataclass

from kembar.model.records import UNVERIFIED
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES, local_name
from kembar.rdf.terms import Term, Triple

_GRAPHS = """SELECT DISTINCT ?graph ?source ?how {
  GRAPH ?graph { %s ?p ?o } ?graph kb:verification ?how
  OPTIONAL { ?graph prov:hadPrimarySource ?source }
} ORDER BY ?graph"""
_TRIPLES = """CONSTRUCT { ?s ?p ?o } WHERE {
  GRAPH %s { ?s ?p ?o FILTER(?s = %s || STRSTARTS(STR(?s), "%s/")) }
}"""


@dataclass(frozen=True)
class SourceStatements:
    """The triples of one source about one thing in one graph; `source` is its key."""

    graph: Term
    source: str
    triples: tuple[Triple, ...]


def statements(engine: Engine, thing: Term) -> list[SourceStatements]:
    """Return the statements about a thing, graph by graph, without retired ones."""
    result = []
    for graph, source, _ in engine.select(PREFIXES + _GRAPHS % thing).rows:
        if graph is not None:
            triples = engine.construct(_TRIPLES % (graph.term, thing, thing[1:-1]))
            key = local_name(source.text) if source else UNVERIFIED
            result.append(SourceStatements(graph.term, key, tuple(triples)))
    return result
