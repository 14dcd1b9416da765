"""The publications behind the names of sources, as numbered references."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kembar.rdf.engine import Engine, batches
from kembar.rdf.namespaces import PREFIXES
from kembar.rdf.terms import iri, row_texts

_NAMES = "SELECT ?name ?source { ?source a kb:Source ; rdfs:label ?name }"
_PUBLICATIONS = """
SELECT ?source ?title
  (MIN(?kind) AS ?type) (MIN(?who) AS ?author) (MIN(?house) AS ?publisher)
  (MIN(?day) AS ?published) (MIN(?at) AS ?address) (MIN(?tongue) AS ?language)
  (MIN(?remark) AS ?note)
WHERE {
  VALUES ?source { %s }
  ?source dcterms:title ?title .
  OPTIONAL { ?source kb:sourceType/skos:notation ?kind }
  OPTIONAL { ?source kb:author ?who }
  OPTIONAL { ?source kb:publisher ?house }
  OPTIONAL { ?source kb:publishedOn ?date . BIND(STR(?date) AS ?day) }
  OPTIONAL { ?source kb:webAddress ?url . BIND(STR(?url) AS ?at) }
  OPTIONAL { ?source dcterms:language ?tongue }
  OPTIONAL { ?source rdfs:comment ?remark }
} GROUP BY ?source ?title
"""


@dataclass(frozen=True)
class Publication:
    """What can be looked up: who wrote what, where and when; `published` is as precise as known.

    `type` is a notation of the scheme source-type; a title in square brackets is a description.
    """

    key: str
    title: str
    type: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    address: str = ""
    language: str = ""
    note: str = ""


@dataclass(frozen=True)
class Reference:
    """A name as answers tell it, and its publications: one, or several that share the name."""

    number: int
    name: str
    publications: tuple[Publication, ...]


def references(engine: Engine, names: Iterable[str]) -> list[Reference]:
    """The references for the names of sources, numbered in their order; other names have none."""
    wanted = list(dict.fromkeys(names))
    found: dict[str, list[Publication]] = {}
    for name, told in _told(engine, set(wanted)) if wanted else ():
        found.setdefault(name, []).append(_publication(told))
    known = [name for name in wanted if name in found]
    return [
        Reference(number, name, tuple(found[name])) for number, name in enumerate(known, start=1)
    ]


def _told(engine: Engine, wanted: set[str]) -> list[tuple[str, list[str]]]:
    """What is told of each source of some names, by name, and by the source's address."""
    named: dict[str, set[str]] = {}
    for name, source in map(row_texts, engine.select(PREFIXES + _NAMES).rows):
        if name in wanted:
            named.setdefault(source, set()).add(name)
    told = [
        row_texts(row)
        for few in batches(map(iri, named))
        for row in engine.select(PREFIXES + _PUBLICATIONS % " ".join(few)).rows
    ]
    return sorted((name, row) for row in told for name in named[row[0]])


def _publication(told: list[str]) -> Publication:
    source, title, kind, author, publisher, published, address, language, note = told
    authors = tuple(part.strip() for part in author.split(";") if part.strip())
    key = source.rpartition("/")[2]
    # What is no address of the web would be run by the page that links to it.
    link = address if address.startswith(("https://", "http://")) else ""
    return Publication(key, title, kind, authors, publisher, published, link, language, note)
