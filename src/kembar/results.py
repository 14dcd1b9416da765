"""Answers of engines as text over a wire, read as a stream: tables and triples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import pyoxigraph as ox

from kembar.engine import Table
from kembar.rdf_text import as_triple
from kembar.solutions import Row
from kembar.terms import Triple, Value

TABLES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}
"""Formats of tables by their media types."""

GRAPHS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
}
"""Formats of triples by their media types."""


def read_table(stream: IO[bytes], media: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    """The columns of a table, and its rows as they come; an ASK answers in one row.

    Args:
        stream: of the text.
        media: one of `TABLES`.

    Raises:
        SyntaxError: the text is none; also while reading rows.
    """
    found = ox.parse_query_results(stream, format=TABLES[media])
    if isinstance(found, ox.QueryBoolean):
        return ("answer",), iter([(Value("true" if found else "false"),)])
    columns = tuple(variable.value for variable in found.variables)
    return columns, (tuple(map(as_value, solution)) for solution in found)


def read_triples(stream: IO[bytes], media: str) -> Iterator[Triple]:
    """The triples of a text as they come.

    Args:
        stream: of the text.
        media: one of `GRAPHS`.

    Raises:
        SyntaxError: the text is none.
    """
    return map(as_triple, ox.parse(stream, format=GRAPHS[media]))


def whole(told: tuple[tuple[str, ...], Iterator[Row]]) -> Table:
    """A table with all of its rows."""
    columns, rows = told
    return Table(columns, list(rows))


def as_value(node: object) -> Value | None:
    """A term of the engine's as a value of an answer; None where there is none."""
    if node is None:
        return None
    if isinstance(node, ox.NamedNode):
        return Value(node.value, "iri")
    if isinstance(node, ox.Literal):
        return Value(node.value, "literal", node.datatype.value, node.language or "")
    if isinstance(node, ox.BlankNode):
        return Value(node.value, "blank")
    return Value(str(node))
