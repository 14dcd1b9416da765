"""Numbered references: the publications of the sources that answers name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kembar.rdf.engine import Engine, batches
from kembar.rdf.namespaces import PREFIXES, local_name
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
    """A source as references cite it; what is not known is "".

    `type` is a notation of the scheme source-type; `date` is as precise as known; a title in
    square brackets is a description.
    """

    key: str
    title: str
    type: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    address: str = ""
    language: str = ""
    note: str = ""
    version: str = ""


@dataclass(frozen=True)
class Reference:
    """The name of a source in answers, and its publications: one, or several of that name."""

    number: int
    name: str
    publications: tuple[Publication, ...]


def references(engine: Engine, names: Iterable[str]) -> list[Reference]:
    """Return the references of sources, numbered in the order of their names from 1.

    Args:
        engine: the graph.
        names: of sources, as answers give them; other names are left out.
    """
    unique = list(dict.fromkeys(names))
    publications: dict[str, list[Publication]] = {}
    for name, row in _named_rows(engine, set(unique)) if unique else ():
        publications.setdefault(name, []).append(_publication(row))
    present = [name for name in unique if name in publications]
    return [
        Reference(number, name, tuple(publications[name]))
        for number, name in enumerate(present, start=1)
    ]


def all_publications(engine: Engine) -> list[Publication]:
    """Return the publications of all sources of a graph, sorted by key."""
    sources = [row_texts(row)[1] for row in engine.select(PREFIXES + _NAMES).rows]
    rows = {tuple(row) for row in _rows_of(engine, sources)}
    return [_publication([*row]) for row in sorted(rows)]


def _rows_of(engine: Engine, sources: Iterable[str]) -> list[list[str]]:
    """Rows of `_PUBLICATIONS`."""
    return [
        row_texts(row)
        for batch in batches(map(iri, dict.fromkeys(sources)))
        for row in engine.select(PREFIXES + _PUBLICATIONS % " ".join(batch)).rows
    ]


def _named_rows(engine: Engine, names: set[str]) -> list[tuple[str, list[str]]]:
    """Rows of `_PUBLICATIONS` with the names of their sources, sorted by name and IRI."""
    names_of: dict[str, set[str]] = {}
    for name, source in map(row_texts, engine.select(PREFIXES + _NAMES).rows):
        if name in names:
            names_of.setdefault(source, set()).add(name)
    return sorted((name, row) for row in _rows_of(engine, names_of) for name in names_of[row[0]])


def _publication(row: list[str]) -> Publication:
    source, title, kind, author, publisher, date, address, language, note = row
    authors = tuple(part.strip() for part in author.split(";") if part.strip())
    key = local_name(source)
    # A page links to it, so that any other scheme, as javascript:, could run code there.
    link = address if address.startswith(("https://", "http://")) else ""
    return Publication(key, title, kind, authors, publisher, date, link, language, note)
