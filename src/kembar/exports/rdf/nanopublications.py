"""Nanopublications of what one source says in one file, in TriG: unsigned, ready to be signed.

The graphs are those of https://nanopub.net/guidelines/working_draft/: the head, the assertion (the
statements of the source), its provenance (the source, described), and who publishes it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from kembar.exports.rdf.description import Description
from kembar.exports.rdf.statements import asserted_graphs, graph_triples
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, PREFIXES, term
from kembar.rdf.syntax import QuadTerms, serialized_parts
from kembar.rdf.terms import Term, Triple, iri, typed_literal

_NP = "http://www.nanopub.org/nschema#"
_PARTS = {
    "assertion": "hasAssertion",
    "provenance": "hasProvenance",
    "pubinfo": "hasPublicationInfo",
}
"""The graphs beside the head, by fragment, and the properties that lead to them."""

_NAMESPACES = NAMESPACES | {"np": _NP, "nanopub": NAMESPACES["kb"] + "nanopub/"}
_LICENCES = (
    PREFIXES
    + """SELECT ?graph ?licence {
  ?graph a kb:SourceGraph ; kb:inCollection/dcterms:license ?licence
}"""
)


def nanopublication_parts(
    engine: Engine, description: Description, now: datetime.datetime
) -> Iterator[str]:
    """Yield TriG with a nanopublication for the statements of each source in each file.

    Args:
        engine: the graph.
        description: of the file; its comment begins it. A nanopublication stands by itself, so
            that there is no statement outside of one.
        now: when they are made.
    """
    yield description.comment
    yield from serialized_parts(_quads(engine, now), "trig", _NAMESPACES)


def _quads(engine: Engine, now: datetime.datetime) -> Iterator[QuadTerms]:
    rows = engine.select(_LICENCES).rows
    licences = {graph.term: licence.term for graph, licence in rows if graph and licence}
    for graph in asserted_graphs(engine):
        facts = list(engine.triples(None, subject=graph))
        if any(value == term("kb:SourceGraph") for _, _, value in facts):
            yield from _nanopublication(engine, graph, facts, licences.get(graph), now)


def _nanopublication(
    engine: Engine, graph: Term, facts: list[Triple], licence: Term | None, now: datetime.datetime
) -> Iterator[QuadTerms]:
    address = NAMESPACES["kb"] + "nanopub/" + graph[1:-1].removeprefix(NAMESPACES["graph"])
    address = address.replace("#", "/")
    me, head = iri(address), iri(f"{address}#Head")
    parts = {name: iri(f"{address}#{name}") for name in _PARTS}
    yield me, term("rdf:type"), iri(_NP + "Nanopublication"), head
    for name, part in parts.items():
        yield me, iri(_NP + _PARTS[name]), part, head
    for subject, predicate, value in graph_triples(engine, graph):
        yield _named(subject, address), predicate, _named(value, address), parts["assertion"]
    for triple in _provenance(engine, parts["assertion"], graph, facts):
        yield *triple, parts["provenance"]
    for predicate, value in _publication(facts, licence, now):
        yield me, predicate, value, parts["pubinfo"]


def _provenance(
    engine: Engine, assertion: Term, graph: Term, facts: list[Triple]
) -> Iterator[Triple]:
    """Where the assertion is from: its source, with what is known of that, and its graph."""
    yield assertion, term("prov:wasDerivedFrom"), graph
    names = [term(name) for name in ("prov:hadPrimarySource", "kb:verification")]
    for _, predicate, value in sorted(facts):
        if predicate in names:
            yield assertion, predicate, value
        if predicate == names[0]:
            for triple in sorted(engine.triples(None, subject=value)):
                if triple[1] != term("kb:toldBy"):
                    yield triple


def _publication(
    facts: list[Triple], licence: Term | None, now: datetime.datetime
) -> Iterator[tuple[Term, Term]]:
    """When, under which licence and from which collection or change the nanopublication is made."""
    yield term("dcterms:created"), typed_literal(f"{now:%Y-%m-%dT%H:%M:%SZ}", "dateTime")
    if licence:
        yield term("dcterms:license"), licence
    for _, predicate, value in sorted(facts):
        if predicate == term("kb:inCollection"):
            yield term("dcterms:isPartOf"), value
        if predicate == term("prov:wasGeneratedBy"):
            yield predicate, value


def _named(node: Term, address: str) -> Term:
    """A blank node as an IRI of the nanopublication, which may have none."""
    return iri(f"{address}#{node[2:]}") if node.startswith("_:") else node
