"""Export of the asserted statements as curated tables, CSV or XLSX, that load to the same graph."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from kembar.exports import csv_metadata, partnership_sheet
from kembar.exports.rdf.description import Description
from kembar.exports.rdf.statements import asserted_graphs
from kembar.exports.workbook import Sheet, day, number, workbook
from kembar.model.declaration import record_fields
from kembar.model.formula_escape import escape_formula
from kembar.model.from_rdf import TableRow, table_columns, table_rows
from kembar.model.records import KINDS, UNVERIFIED
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, PREFIXES
from kembar.rdf.terms import Term
from kembar.workspace.output_file import write_bytes

if TYPE_CHECKING:
    import networkx as nx

_PRIMARY_SOURCES = PREFIXES + "SELECT ?graph ?source WHERE { ?graph prov:hadPrimarySource ?source }"
_LABELS = (
    PREFIXES
    + """SELECT ?thing ?label WHERE {
  VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty }
  ?thing a ?kind ; rdfs:label ?label
} ORDER BY ?thing ?label"""
)


def all_rows(engine: Engine) -> dict[str, list[TableRow]]:
    """The rows of every table by its name, each row once, sorted."""
    sources = _sources(engine)
    tables: defaultdict[str, set[tuple[tuple[str, str], ...]]] = defaultdict(set)
    for graph in asserted_graphs(engine):
        source = sources.get(graph, UNVERIFIED)
        for kind, rows in table_rows(engine.triples(graph), source).items():
            tables[kind] |= {tuple(row.items()) for row in rows}
    return {kind: [dict(row) for row in sorted(tables[kind])] for kind in KINDS if tables[kind]}


def as_csv_tables(engine: Engine, description: Description | None = None) -> dict[str, str]:
    """The tables as CSV texts by file name, and where there is a description their metadata."""
    rows = all_rows(engine)
    texts = {f"{kind}.csv": _csv(kind, rows[kind]) for kind in rows}
    if description:
        labels = _labels(engine)
        texts[csv_metadata.FILE] = csv_metadata.csv_metadata(rows, _head(description), labels)
    return texts


def _labels(engine: Engine) -> csv_metadata.Labels:
    """The labels of classes and properties by their IRIs, each by its language."""
    labels: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for thing, label in engine.select(_LABELS).rows:
        if thing and label:
            labels[thing.text][label.language] = label.text
    return labels


def _head(description: Description) -> dict[str, str]:
    """The properties of all tables together, in terms of Dublin Core and DCAT."""
    head = {
        "dc:title": description.title,
        "dc:description": description.contents,
        "dc:issued": description.issued.isoformat(),
        "dc:modified": description.modified,
        "dcat:version": description.version,
        "dc:license": description.licence,
        "dc:rights": description.rights,
    }
    return {name: text for name, text in head.items() if text}


def write_xlsx(
    engine: Engine,
    path: Path,
    network: nx.MultiGraph[str] | None = None,
    language: str = "en",
    *,
    force: bool = False,
) -> Path:
    """Write a workbook with a sheet for each table, and return its path.

    Numbers and whole dates are such; every other cell is text, so that no program evaluates it as a
    formula.

    Args:
        engine: the graph.
        path: the file.
        network: as `kembar.queries.network.network` makes it; of it a sheet of all partnerships,
            a row for each, comes first.
        language: of the labels in that sheet: "en", "id" or "ko".
        force: replace also a file of a workspace.

    Raises:
        InputError: a file of a workspace stands there.
        KembarError: a disk error occurs.
    """
    sheets = []
    if network is not None:
        words = partnership_sheet.status_words(engine, language)
        rows_of_all = partnership_sheet.partnership_rows(network, words)
        sheets.append(
            Sheet(partnership_sheet.sheet_name(), partnership_sheet.headings(), rows_of_all)
        )
    for kind, rows in all_rows(engine).items():
        columns = table_columns(kind, rows)
        fields = [field for field in record_fields(KINDS[kind]) if not field.is_list]
        forms = {field.name: field.form for field in fields}
        cells = [[_value(forms.get(n, ""), row.get(n, "")) for n in columns] for row in rows]
        sheets.append(Sheet(kind, columns, cells))
    return write_bytes(path, workbook(sheets), force=force)


def _value(form: str, cell: str) -> object:
    """A cell as a number or a day where its field is one, and where a spreadsheet can hold it."""
    if form in ("count", "decimal"):
        return number(cell)
    return day(cell) if form == "date" else cell


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
