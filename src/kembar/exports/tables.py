"""Export of the asserted statements as curated tables, CSV or XLSX, that load to the same graph."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kembar.exports.rdf import asserted_graphs
from kembar.model.formula_escape import escape_formula
from kembar.model.from_rdf import TableRow, table_columns, table_rows
from kembar.model.records import KINDS, UNVERIFIED
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, PREFIXES
from kembar.rdf.terms import Term
from kembar.workspace.output_file import write_bytes

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML, and so a workbook, cannot hold."""
_PRIMARY_SOURCES = PREFIXES + "SELECT ?graph ?source WHERE { ?graph prov:hadPrimarySource ?source }"


def all_rows(engine: Engine) -> dict[str, list[TableRow]]:
    """The rows of every table by its name, each row once, sorted."""
    sources = _sources(engine)
    tables: defaultdict[str, set[tuple[tuple[str, str], ...]]] = defaultdict(set)
    for graph in asserted_graphs(engine):
        source = sources.get(graph, UNVERIFIED)
        for kind, rows in table_rows(engine.triples(graph), source).items():
            tables[kind] |= {tuple(row.items()) for row in rows}
    return {kind: [dict(row) for row in sorted(tables[kind])] for kind in KINDS if tables[kind]}


def as_csv_tables(engine: Engine) -> dict[str, str]:
    """The tables as CSV texts by file name."""
    return {f"{kind}.csv": _csv(kind, rows) for kind, rows in all_rows(engine).items()}


def write_xlsx(engine: Engine, path: Path, *, force: bool = False) -> Path:
    """Write a workbook with a sheet for each table, and return its path.

    Every cell is text, so that no program evaluates it as a formula.

    Args:
        engine: the graph.
        path: the file.
        force: replace also a file of a workspace.

    Raises:
        InputError: a file of a workspace stands there.
        KembarError: a disk error occurs.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for kind, rows in all_rows(engine).items():
        sheet = book.create_sheet(kind)
        columns = table_columns(kind, rows)
        sheet.append(columns)
        for row in rows:
            sheet.append([_text(sheet, row.get(name, "")) for name in columns])
    out = io.BytesIO()
    book.save(out)
    return write_bytes(path, out.getvalue(), force=force)


def _sources(engine: Engine) -> dict[Term, str]:
    """The key of the primary source of each named graph."""
    rows = engine.select(_PRIMARY_SOURCES).rows
    return {
        graph.term: source.text.removeprefix(NAMESPACES["id"] + "source/")
        for graph, source in rows
        if graph and source
    }


def _csv(kind: str, rows: list[TableRow]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = table_columns(kind, rows)
    writer.writerow(columns)
    writer.writerows([escape_formula(row.get(name, "")) for name in columns] for row in rows)
    return out.getvalue()


def _text(sheet: WriteOnlyWorksheet, value: str) -> Any:
    """A cell of text; by default openpyxl makes a formula of a value that begins with "="."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=_UNPRINTABLE.sub(" ", value))
    cell.data_type = "s"
    return cell
