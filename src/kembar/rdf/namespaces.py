"""Namespaces, prefixes, and the IRIs of terms and named graphs; ontology/ defines the terms."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote

from kembar.rdf.terms import Term, iri

BASE = "https://w3id.org/kembar/"

NAMESPACES = {
    "kb": BASE,
    "id": BASE + "id/",
    "concept": BASE + "concept/",
    "dc": "http://purl.org/dc/elements/1.1/",
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
"""The prologue of a query with prefixed names."""


@cache
def term(name: str) -> Term:
    """Return the IRI of a prefixed name, as of `kb:hasPartner`."""
    prefix, _, local = name.partition(":")
    return iri(NAMESPACES[prefix] + local)


def prefixed_name(address: str) -> str:
    """Return an IRI as a prefixed name, or unchanged where no namespace contains it."""
    matches = [(ns, prefix) for prefix, ns in NAMESPACES.items() if address.startswith(ns)]
    if not matches:
        return address
    namespace, prefix = max(matches, key=lambda pair: len(pair[0]))
    return f"{prefix}:{address[len(namespace) :]}"


def local_name(address: str) -> str:
    """Return the part of an IRI after its last slash, a key or a notation.

    Args:
        address: an IRI, with or without angle brackets.

    >>> local_name("<https://w3id.org/kembar/id/id-bandung>")
    'id-bandung'
    """
    return address.strip("<>").rpartition("/")[2]


@cache
def concept(scheme: str, notation: str) -> Term:
    """Return the concept of a scheme with a notation."""
    return iri(f"{BASE}concept/{scheme}/{notation}")


_OUTSIDE_PATHS = re.compile(
    r'[\x00-\x20"#%<>?\\^`{|}\[\]\x7f-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff]'
)
"""Characters of file names that the path of an IRI cannot have; other letters stay readable."""


def graph_address(file: str, source: str = "") -> str:
    """Return the IRI of the named graph of one source's statements in one file.

    >>> graph_address("workspace/data/my list.ttl")
    'https://w3id.org/kembar/graph/workspace/data/my%20list.ttl'
    """
    return f"{BASE}graph/{_path(file)}" + (f"#{source}" if source else "")


def _path(name: str) -> str:
    """Return a file's name as part of an IRI; bytes that are no UTF-8 are percent-encoded too."""
    return _OUTSIDE_PATHS.sub(lambda sign: quote(sign[0], "", errors="surrogateescape"), name)


_GRAPHS = NAMESPACES["graph"]
_DERIVED = f"<{_GRAPHS}derived/"
_RETIRED = f"<{_GRAPHS}retired/"
_MODEL = f"<{_GRAPHS}ontology/"


def derived_graph(rule: str) -> Term:
    """Return the named graph of the triples that one rule computes."""
    return iri(f"{_GRAPHS}derived/{_path(rule)}")


def retired_graph(graph: Term) -> Term:
    """Return the named graph of the retracted statements of a named graph."""
    return iri(f"{_GRAPHS}retired/{graph[1:-1].removeprefix(_GRAPHS)}")


def original_graph(graph: Term) -> Term:
    """Return the named graph that the statements of a retired one came from; else the graph."""
    return Term(graph.replace(_RETIRED, f"<{_GRAPHS}", 1))


NAME_KEYS = derived_graph("name-keys")
"""The index of names; only the package `names` reads it."""

PUSH_LEDGER = derived_graph("books")
"""The push ledger: fingerprints of the graphs and hashes of the files that a service holds."""


def in_default_graph(graph: Term) -> bool:
    """Return whether the triples of a named graph are also in the default graph."""
    return graph not in (NAME_KEYS, PUSH_LEDGER) and not graph.startswith(_RETIRED)


def is_asserted(graph: Term) -> bool:
    """Return whether sources assert a named graph: no model, not computed, not retired."""
    return not graph.startswith((_DERIVED, _RETIRED, _MODEL))
