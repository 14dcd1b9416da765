"""The description of exported tables: CSV on the Web, csv-metadata.json.

https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kembar.model.dates import EDTF
from kembar.model.declaration import RECORD_TYPES, RecordField, record_fields
from kembar.model.from_rdf import TableRow, table_columns
from kembar.model.records import KINDS
from kembar.rdf.namespaces import NAMESPACES

FILE = "csv-metadata.json"
_TYPES: dict[str, Any] = {
    "count": "nonNegativeInteger",
    "decimal": "decimal",
    # A year, a month or a day is a date of EDTF too.
    "date": {"@id": EDTF, "base": "string"},
    "web": "anyURI",
}

Tables = Mapping[str, list[TableRow]]
"""The rows of each table by its name."""

Labels = Mapping[str, Mapping[str, str]]
"""The labels of classes and properties by their IRIs, each by its language."""


def csv_metadata(tables: Tables, head: Mapping[str, Any], labels: Labels | None = None) -> str:
    """Return the metadata of tables that are written as CSV, as JSON.

    Args:
        tables: the rows of each table.
        head: properties of all tables together, as "dc:title" and "dc:license".
        labels: of the classes of tables and the properties of columns.
    """
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        **head,
        "tables": [_table(kind, tables, labels or {}) for kind in tables],
    }
    return json.dumps(group, ensure_ascii=False, indent=1) + "\n"


def _table(kind: str, tables: Tables, labels: Labels) -> dict[str, Any]:
    present = table_columns(kind, tables[kind])
    fields = [field for field in record_fields(KINDS[kind]) if field.name in present]
    schema: dict[str, Any] = {"columns": [_column(field, labels) for field in fields]}
    if foreign_keys := list(_foreign_keys(kind, fields, tables)):
        schema["foreignKeys"] = foreign_keys
    if _is_unique(kind, tables):
        schema["primaryKey"] = fields[0].name
    title = _texts(labels, RECORD_TYPES[KINDS[kind]].rdf_class)
    return {"url": f"{kind}.csv", **({"dc:title": title} if title else {}), "tableSchema": schema}


def _texts(labels: Labels, name: str) -> list[dict[str, str]]:
    """The labels of a class or a property with a prefixed name, as JSON-LD has texts."""
    prefix, __, local = name.partition(":")
    texts = labels.get(NAMESPACES[prefix] + local, {})
    return [{"@value": texts[code], "@language": code} for code in sorted(texts)]


def _column(field: RecordField, labels: Labels) -> dict[str, Any]:
    column: dict[str, Any] = {"name": field.name, "titles": field.name}
    if field.required:
        column["required"] = True
    if field.is_list:
        column["separator"] = "; "
    declaration = field.declaration
    column["datatype"] = _TYPES.get(field.form if declaration else "", "string")
    if declaration and declaration.language:
        column["lang"] = declaration.language
    if declaration and not declaration.node:
        prefix, _, local = declaration.property.partition(":")
        column["propertyUrl"] = NAMESPACES[prefix] + local
        if texts := _texts(labels, declaration.property):
            column["rdfs:label"] = texts
    return column


def _foreign_keys(kind: str, fields: list[RecordField], tables: Tables) -> Iterator[dict[str, Any]]:
    """The columns whose every cell is the key of one row of another table.

    Most tables have a row for each source of a thing, so that their keys are not unique.
    """
    for field in fields[1:]:
        kinds = {field.name, *(field.declaration.kinds if field.declaration else ())}
        for other in tables:
            key = record_fields(KINDS[other])[0].name
            if other == kind or field.is_list or key not in kinds or not _is_unique(other, tables):
                continue
            cells = {row[field.name] for row in tables[kind] if field.name in row}
            if cells <= {row[key] for row in tables[other]}:
                reference = {"resource": f"{other}.csv", "columnReference": key}
                yield {"columnReference": field.name, "reference": reference}


def _is_unique(kind: str, tables: Tables) -> bool:
    key = record_fields(KINDS[kind])[0].name
    keys = [row.get(key, "") for row in tables[kind]]
    return len(set(keys)) == len(keys)
