"""The results of queries, as engines write them: tables of terms, and what comes over a wire."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import pyoxigraph as ox

from kembar.rdf.syntax import to_triple
from kembar.rdf.terms import XSD, Term, Triple, Value, parse_term

Row = tuple[Value | None, ...]


@dataclass(frozen=True)
class Table:
    """The solutions of a SELECT: its variables and a row for each solution."""

    columns: tuple[str, ...]
    rows: list[Row]


_TEXT = f"{XSD}string"
_TEXT_OF_A_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def parse_tsv(written: str, width: int) -> list[Row]:
    """The rows of a table of terms.

    Args:
        written: the table, with the line of its variables, each line ended.
        width: how many variables it has.

    Raises:
        ValueError: a cell that holds no term.
    """
    lines = written.split("\n")[1:-1]
    if not width:
        return [()] * len(lines)
    value = _Cells().__getitem__
    return [tuple(map(value, line.split("\t"))) for line in lines]


class _Cells(dict[str, Value | None]):
    """What each cell means, by how it is written."""

    def __missing__(self, cell: str) -> Value | None:
        value = self[cell] = _value(cell) if cell else None
        return value


def _value(cell: str) -> Value:
    if cell[0] == cell[-1] == '"' and "\\" not in cell:
        return Value(cell[1:-1], "literal", _TEXT)
    if cell.startswith("<<"):
        return Value(cell)
    if cell[0] not in '"<_':
        return Value(cell, "literal", XSD + _datatype(cell))
    value = parse_term(Term(cell))
    if value.kind == "literal" and not value.datatype:
        return value._replace(datatype=_TEXT_OF_A_LANGUAGE if value.language else _TEXT)
    return value


def _datatype(bare: str) -> str:
    """What stands without quotes is of one of four types, as in Turtle."""
    if bare in ("true", "false"):
        return "boolean"
    if "e" in bare or "E" in bare:
        return "double"
    return "decimal" if "." in bare else "integer"


TABLE_MEDIA_TYPES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}
"""Formats of tables by their media types."""

GRAPH_MEDIA_TYPES = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
}
"""Formats of triples by their media types."""


def read_results(stream: IO[bytes], media: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    """The columns of a table, and its rows as they come; an ASK answers in one row.

    Args:
        stream: of the text.
        media: one of `TABLES`.

    Raises:
        SyntaxError: the text is none; also while reading rows.
    """
    found = ox.parse_query_results(stream, format=TABLE_MEDIA_TYPES[media])
    if isinstance(found, ox.QueryBoolean):
        return ("answer",), iter([(Value("true" if found else "false"),)])
    columns = tuple(variable.value for variable in found.variables)
    return columns, (tuple(map(to_value, solution)) for solution in found)


def read_triples(stream: IO[bytes], media: str) -> Iterator[Triple]:
    """The triples of a text as they come.

    Args:
        stream: of the text.
        media: one of `GRAPHS`.

    Raises:
        SyntaxError: the text is none.
    """
    return map(to_triple, ox.parse(stream, format=GRAPH_MEDIA_TYPES[media]))


def to_table(told: tuple[tuple[str, ...], Iterator[Row]]) -> Table:
    """A table with all of its rows."""
    columns, rows = told
    return Table(columns, list(rows))


def to_value(node: object) -> Value | None:
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
