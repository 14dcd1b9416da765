"""Results of SPARQL queries: tables, and their formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, cast

import pyoxigraph as ox

from kembar.inputs.nesting import ShallowJson, ShallowTurtle
from kembar.inputs.xml_guard import GuardedXml
from kembar.rdf.syntax import as_xml_text, to_triple
from kembar.rdf.terms import LANG_STRING, XSD, Term, Triple, Value, boolean, parse_term

Row = tuple[Value | None, ...]


@dataclass(frozen=True)
class Table:
    """The variables of a SELECT query, and a row for each solution.

    That of an ASK query is `is_boolean`: one row of one value.
    """

    columns: tuple[str, ...]
    rows: list[Row]
    is_boolean: bool = False


_STRING = f"{XSD}string"


def parse_tsv(tsv: str, width: int) -> list[Row]:
    """Return the rows of SPARQL TSV.

    Args:
        tsv: lines, each ended; the first names the variables.
        width: the number of variables.

    Raises:
        ValueError: a cell is no term.
    """
    lines = tsv.split("\n")[1:-1]
    if not width:
        return [()] * len(lines)
    value = _Cells().__getitem__
    return [tuple(map(value, line.split("\t"))) for line in lines]


class _Cells(dict[str, Value | None]):
    """Cache of parsed cells."""

    def __missing__(self, cell: str) -> Value | None:
        value = self[cell] = _value(cell) if cell else None
        return value


def _value(cell: str) -> Value:
    if cell[0] == cell[-1] == '"' and "\\" not in cell:
        return Value(cell[1:-1], "literal", _STRING)
    if cell.startswith("<<"):
        return Value(cell, "triple")
    if cell[0] not in '"<_':
        return Value(cell, "literal", XSD + _datatype(cell))
    value = parse_term(Term(cell))
    if value.kind == "literal" and not value.datatype:
        return value._replace(datatype=LANG_STRING if value.language else _STRING)
    return value


def _datatype(bare: str) -> str:
    """Return the datatype of a literal without quotes, as in Turtle."""
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
"""Formats of tables by media type."""

GRAPH_MEDIA_TYPES = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
}
"""Formats of triples by media type."""

TABLE_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
"""Formats of tables by name: https://www.w3.org/TR/sparql11-overview/#sparql11-results."""


def read_results(stream: IO[bytes], media: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Return the columns of a table, and its rows as they arrive; one row for ASK.

    Args:
        stream: the table.
        media: one of `TABLE_MEDIA_TYPES`.

    Raises:
        SyntaxError: the table is malformed; also while the rows are read.
    """
    is_xml = media.endswith("xml")
    # Others' text could fill the memory of the parser, or overflow its stack.
    guarded = cast(IO[bytes], GuardedXml(stream) if is_xml else ShallowJson(stream))
    results = ox.parse_query_results(guarded, format=TABLE_MEDIA_TYPES[media])
    if isinstance(results, ox.QueryBoolean):
        return ("answer",), iter([(boolean(bool(results)),)])
    columns = tuple(variable.value for variable in results.variables)
    return columns, (tuple(map(to_value, solution)) for solution in results)


def read_triples(stream: IO[bytes], media: str) -> Iterator[Triple]:
    """Return triples as they arrive.

    Args:
        stream: the triples.
        media: one of `GRAPH_MEDIA_TYPES`.

    Raises:
        SyntaxError: the text is malformed; also while the triples are read.
    """
    guarded = cast(IO[bytes], ShallowTurtle(stream))
    return map(to_triple, ox.parse(guarded, format=GRAPH_MEDIA_TYPES[media]))


def serialize_table(columns: Sequence[str], rows: Iterable[Row], form: str) -> str:
    """Return a table in one of `TABLE_FORMATS`, terms with their datatypes and languages.

    Raises:
        KembarError: a text holds a character that XML cannot hold.
    """
    lines = ["\t".join(f"?{name}" for name in columns)]
    lines += ["\t".join(value.term if value else "" for value in row) for row in rows]
    tsv = "".join(f"{line}\n" for line in lines)
    return _serialize(tsv, ox.QueryResultsFormat.TSV, form)


def serialize_boolean(truth: bool, form: str) -> str:
    """Return the answer of ASK in one of `TABLE_FORMATS`; in CSV and TSV the word alone."""
    text = f'{{"head": {{}}, "boolean": {str(truth).lower()}}}'
    return _serialize(text, ox.QueryResultsFormat.JSON, form)


def _serialize(text: str, given_format: ox.QueryResultsFormat, form: str) -> str:
    results = ox.parse_query_results(text.encode(), format=given_format)
    serialized = (results.serialize(format=TABLE_FORMATS[form]) or b"").decode()
    if form == "xml":
        serialized = as_xml_text(serialized)
    return serialized if serialized.endswith("\n") else f"{serialized}\n"


def to_value(node: object) -> Value | None:
    """Return a term of pyoxigraph as a value; None for an unbound variable."""
    if node is None:
        return None
    if isinstance(node, ox.NamedNode):
        return Value(node.value, "iri")
    if isinstance(node, ox.Literal):
        return Value(node.value, "literal", node.datatype.value, node.language or "")
    if isinstance(node, ox.BlankNode):
        return Value(node.value, "blank")
    return Value(f"<<( {node} )>>", "triple")
