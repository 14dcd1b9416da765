"""Namespaces and the names of terms. What a term means stands in ontology/, not here."""

from __future__ import annotations

from functools import cache

from kembar.rdf.terms import Term, iri

BASE = "https://w3id.org/kembar/"

NAMESPACES = {
    "kb": BASE,
    "id": BASE + "id/",
    "concept": BASE + "concept/",
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "graph": BASE + "graph/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

PREFIXES = "".join(f"PREFIX {name}: <{address}>\n" for name, address in NAMESPACES.items())
"""What a query begins with, so that it can use prefixed names."""

LANGUAGES = ("en", "id")
"""Of messages, headings and labels."""


@cache
def term(name: str) -> Term:
    """The term that a prefixed name stands for: term("kb:hasPartner")."""
    prefix, _, local = name.partition(":")
    return iri(NAMESPACES[prefix] + local)


def prefixed_name(address: str) -> str:
    """An IRI as a prefixed name where a namespace holds it, for people to read."""
    holding = [(ns, prefix) for prefix, ns in NAMESPACES.items() if address.startswith(ns)]
    if not holding:
        return address
    namespace, prefix = max(holding, key=lambda pair: len(pair[0]))
    return f"{prefix}:{address[len(namespace) :]}"


@cache
def concept(scheme: str, notation: str) -> Term:
    """The concept of a scheme with that notation."""
    return iri(f"{BASE}concept/{scheme}/{notation}")


def graph_address(file: str, source: str = "") -> str:
    """The IRI of the named graph that holds what one source says in one file."""
    return f"{BASE}graph/{file}" + (f"#{source}" if source else "")


_GRAPHS = NAMESPACES["graph"]
_DERIVED = f"<{_GRAPHS}derived/"
_RETIRED = f"<{_GRAPHS}retired/"
_MODEL = f"<{_GRAPHS}ontology/"


def derived_graph(rule: str) -> Term:
    """The graph of what one rule computes; never mixed with what people said."""
    return iri(f"{_GRAPHS}derived/{rule}")


def retired_graph(graph: Term) -> Term:
    """The graph that keeps what a graph says and nobody holds any longer."""
    return iri(f"{_GRAPHS}retired/{graph[1:-1].removeprefix(_GRAPHS)}")


def graph_of_retired(graph: Term) -> Term:
    """The graph that a retired graph keeps statements of; another graph is itself."""
    return Term(graph.replace(_RETIRED, f"<{_GRAPHS}", 1))


NAME_KEYS = derived_graph("name-keys")
"""The index by which names are looked up; `names` alone reads it."""


PUSH_LEDGER = derived_graph("books")
"""What a service was sent: the fingerprint of each graph, the hash of each file."""


def in_default_graph(graph: Term) -> bool:
    """Whether what a graph says stands in the default graph, which questions read."""
    return graph not in (NAME_KEYS, PUSH_LEDGER) and not graph.startswith(_RETIRED)


def is_asserted(graph: Term) -> bool:
    """Whether people say it and hold it: neither the model, nor computed, nor retired."""
    return not graph.startswith((_DERIVED, _RETIRED, _MODEL))
