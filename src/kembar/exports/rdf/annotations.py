"""RDF 1.2 annotations of each statement with the source that says it: Turtle with triple terms.

Each statement of a source stands once, and each graph that has it reifies it
(https://www.w3.org/TR/rdf12-concepts/#dfn-reifying-triple): `?graph rdf:reifies <<( s p o )>>`.
The graph's own statements name its source, as in TriG. Tools that read no named graphs but RDF 1.2
ask `?graph rdf:reifies <<( ?s ?p ?o )>> ; prov:hadPrimarySource ?source`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kembar.exports.rdf.description import FILE_NAMESPACES, Description
from kembar.exports.rdf.statements import statements
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import term
from kembar.rdf.syntax import QuadTerms, serialized_parts
from kembar.rdf.terms import Term


def annotation_parts(engine: Engine, description: Description) -> Iterator[str]:
    """Yield Turtle 1.2 of the statements of the sources, each with the graphs that state it.

    Args:
        engine: the graph.
        description: of the file, which begins with it.
    """
    yield description.comment
    yield from serialized_parts(_statements(engine, description), "turtle", FILE_NAMESPACES)


def _statements(engine: Engine, description: Description) -> Iterator[QuadTerms]:
    for triple in description.triples():
        yield *triple, None
    for triple, graphs in statements(engine):
        yield *triple, None
        reified = Term("<<( {} {} {} )>>".format(*triple))
        for graph in graphs:
            yield graph, term("rdf:reifies"), reified, None
