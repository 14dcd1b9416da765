"""Read records from curated CSV tables: the header names the fields, whose types read the cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from kembar.errors import InputError, quoted
from kembar.inputs.files import read_bytes
from kembar.inputs.limits import LARGEST_CELL, LARGEST_FILE
from kembar.language import _, numeral
from kembar.model.dates import PartialDate, read_date
from kembar.model.declaration import RecordField, record_fields
from kembar.model.formula_escape import unescape_formula
from kembar.model.limits import (
    LONGEST_KEY,
    MOST_COUNT_DIGITS,
    check_number,
    check_text,
    check_values,
    not_a_number,
)
from kembar.model.records import KINDS, Concept, Key, Record, SignedBy, WebAddress
from kembar.rdf.terms import iri

_CACHED_CELLS = 65_536
"""Distinct cells whose values are cached: tables repeat the same names."""

_KEY = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_COUNT = re.compile(rf"\d{{1,{MOST_COUNT_DIGITS}}}", re.ASCII)
_WIKIDATA = re.compile(r"Q[1-9]\d{0,11}", re.ASCII)
_GEONAMES = re.compile(r"[1-9]\d{0,11}", re.ASCII)


class RecordRow(NamedTuple):
    """A record and the line of the file on which its row ends."""

    record: Record
    line: int


class RowKey(NamedTuple):
    """The key of a row, and the line of the file on which the row ends."""

    key: str
    line: int


class _Column(NamedTuple):
    """A column of a table: the function that reads its cells, and whether each must be filled."""

    name: str
    read: Callable[[str], Any]
    required: bool


def read_table(path: Path, name: str | None = None) -> list[RecordRow]:
    """Return the records of a curated table; the file's stem names their kind.

    Args:
        path: a CSV file, UTF-8, comma separated, named as a kind ("cities.csv").
        name: of the file in messages; its path where None.

    Raises:
        InputError: wrong encoding, header or cell, with file, line and column.
    """
    file = name or str(path)
    kind = path.stem
    if kind not in KINDS:
        names = ", ".join(f"{stem}.csv" for stem in KINDS)
        raise InputError(
            _("a table has the name of its kind of record: use one of {names}", names=names),
            file=file,
        )
    try:
        text = read_bytes(path, LARGEST_FILE, name=file).decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = bad.object[: bad.start].count(b"\n") + 1
        raise InputError(_("is not UTF-8; save it as CSV UTF-8"), file=file, line=line) from None
    return [
        RecordRow(record_from(kind, cells, file=file, line=line), line)
        for line, cells in _rows(text, kind, file)
    ]


def read_keys(path: Path, name: str) -> list[RowKey]:
    """Return the keys of a table that `read_table` has read; the other cells are not looked at.

    Args:
        path: of the table.
        name: of the file, for messages.

    Raises:
        InputError: the file cannot be read.
    """
    text = read_bytes(path, LARGEST_FILE, name=name).decode("utf-8-sig", errors="replace")
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""))
    key = KINDS[path.stem].__name__.lower()
    header = next(reader, [])
    place = header.index(key) if key in header else 0
    return [RowKey(row[place].strip(), reader.line_num) for row in reader if len(row) > place]


def record_from(
    kind: str, cells: Mapping[str, str], *, file: object = "", line: int | None = None
) -> Record:
    """Return the record of a table's row or a form.

    Args:
        kind: a key of `KINDS`, as "partnerships".
        cells: text by field; an absent field counts as empty.
        file: of the texts, for messages.
        line: of the texts in the file.

    Raises:
        InputError: a cell cannot be read, or a required one is empty.
    """
    values = {}
    for name, read, required in _columns(kind):
        cell = cells.get(name)
        if cell and (cell := cell.strip()):
            try:
                values[name] = read(cell)
            except ValueError as bad:
                raise InputError(str(bad), file=file, line=line, column=name) from None
        elif required:
            raise InputError(_("needs a value"), file=file, line=line, column=name)
    return KINDS[kind](**values)


def read_cell(kind: str, name: str, cell: str) -> Any:
    """Return the value of one cell of a table.

    Args:
        kind: a key of `KINDS`.
        name: of the field.
        cell: its text.

    Raises:
        ValueError: the text cannot be read.
    """
    return next(column.read for column in _columns(kind) if column.name == name)(cell)


def check_record(record: Record) -> None:
    """Check the values of a record that a program made, as those of a table's cells are.

    Raises:
        InputError: a value has the wrong type, cannot be read, or passes a limit.
    """
    for field in record_fields(type(record)):
        value = getattr(record, field.name)
        values = value if field.is_list else () if value is None or value == "" else (value,)
        try:
            if not isinstance(values, tuple):
                raise ValueError(_("must be a tuple, not {value}", value=quoted(value)))
            if field.required and not values:
                raise ValueError(_("needs a value"))
            check_values(values)
            for one in values:
                _check_value(field, one)
        except ValueError as bad:
            raise InputError(str(bad), column=field.name) from None


def _check_value(field: RecordField, value: object) -> None:
    python_type = getattr(field.type, "__supertype__", field.type)
    if not isinstance(value, python_type) or isinstance(value, bool):
        name = python_type.__name__
        raise ValueError(_("must be {type}, not {value}", type=name, value=quoted(value)))
    if isinstance(value, SignedBy):
        check_text(" | ".join([value.name, value.office, value.on_behalf_of or ""]))
    elif isinstance(value, str):
        check_text(value)
    if not isinstance(value, SignedBy):
        _value_reader(field)(f"{value:f}" if isinstance(value, Decimal) else str(value))


def _rows(text: str, kind: str, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise InputError(_("holds a NUL byte; save it again as CSV UTF-8"), file=file, line=line)
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, None)
        if header is None:
            raise InputError(_("is empty; its first line must name the columns"), file=file)
        _check_header(header, kind, file)
        has_escapes = "'" in text
        for row in reader:
            if not any(map(str.strip, row)):
                continue
            if len(row) != len(header):
                fault = _(
                    "has {cells} cells, but the header names {columns} columns",
                    cells=numeral(len(row)),
                    columns=numeral(len(header)),
                )
                raise InputError(fault, file=file, line=reader.line_num)
            cells = map(unescape_formula, row) if has_escapes else row
            yield reader.line_num, dict(zip(header, cells, strict=True))
    except csv.Error as bad:
        fault = _("is not well-formed CSV ({fault}); look for a stray quote", fault=bad)
        raise InputError(fault, file=file, line=reader.line_num) from None


def _check_header(header: list[str], kind: str, file: str) -> None:
    allowed = [column.name for column in _columns(kind)]
    if len(header) == 1 and re.search(r"[;\t]", header[0]):
        raise InputError(_("separate its cells by commas"), file=file, line=1)
    for name in header:
        if name not in allowed:
            fault = _(
                "this table has no such column; its columns are {columns}",
                columns=", ".join(allowed),
            )
            raise InputError(fault, file=file, line=1, column=name)
        if header.count(name) > 1:
            raise InputError(_("this column is named twice"), file=file, line=1, column=name)
    for column in _columns(kind):
        if column.required and column.name not in header:
            raise InputError(_("this column is missing"), file=file, line=1, column=column.name)


@lru_cache(maxsize=_CACHED_CELLS)
def _read_key(cell: str) -> Key:
    if not _KEY.fullmatch(cell):
        raise ValueError(
            _(
                "{value} is not a key: use lower-case letters, digits and hyphens",
                value=quoted(cell),
            )
        )
    if len(cell) > LONGEST_KEY:
        raise ValueError(
            _(
                "{value} is too long for a key: use at most {most} characters",
                value=quoted(cell),
                most=numeral(LONGEST_KEY),
            )
        )
    return Key(cell)


def _read_web_address(cell: str) -> WebAddress:
    with suppress(ValueError):
        parts = urlsplit(iri(cell)[1:-1])
        # A port that is none raises an error too.
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0:
            return WebAddress(cell)
    raise ValueError(
        _(
            "{value} is not a web address: begin it with http:// or https:// and a host, "
            "and write %20 for a space, %25 for %",
            value=quoted(cell),
        )
    )


def _read_number(cell: str) -> Decimal:
    if not _NUMBER.fullmatch(cell):
        raise ValueError(not_a_number(cell))
    return check_number(Decimal(cell))


def _read_count(cell: str) -> int:
    if not _COUNT.fullmatch(cell):
        raise ValueError(
            _(
                "{value} is not a count: write a whole number of at most {most} digits",
                value=quoted(cell),
                most=MOST_COUNT_DIGITS,
            )
        )
    return int(cell)


def _read_wikidata(cell: str) -> str:
    if not _WIKIDATA.fullmatch(cell):
        fault = _("{value} is not a Wikidata number: write it like Q10389", value=quoted(cell))
        raise ValueError(fault)
    return cell


def _read_geonames(cell: str) -> str:
    if not _GEONAMES.fullmatch(cell):
        fault = _("{value} is not a GeoNames number: write it like 1650357", value=quoted(cell))
        raise ValueError(fault)
    return cell


@lru_cache(maxsize=_CACHED_CELLS)
def _read_date(cell: str) -> PartialDate:
    """Return the date of a cell: as the tables of the program write it, or as people do."""
    try:
        return PartialDate(cell)
    except ValueError:
        return read_date(cell)


def _read_signature(cell: str) -> SignedBy:
    name, office, on_behalf_of = ([part.strip() for part in cell.split("|")] + ["", ""])[:3]
    if not name or cell.count("|") > 2:
        fault = _(
            "{value} is not a signature: write name, or name | office | city", value=quoted(cell)
        )
        raise ValueError(fault)
    return SignedBy(name, office, _read_key(on_behalf_of) if on_behalf_of else None)


_READ: dict[Any, Callable[[str], Any]] = {
    str: str,
    int: _read_count,
    Decimal: _read_number,
    PartialDate: _read_date,
    Key: _read_key,
    Concept: _read_key,
    WebAddress: _read_web_address,
    SignedBy: _read_signature,
}
_READ_FORMS = {"wikidata": _read_wikidata, "geonames": _read_geonames}
"""In place of the reader of the field's type."""


@cache
def _columns(kind: str) -> tuple[_Column, ...]:
    return tuple(
        _Column(field.name, _reader(field), field.required) for field in record_fields(KINDS[kind])
    )


def _value_reader(field: RecordField) -> Callable[[str], Any]:
    return _READ_FORMS.get(field.form if field.declaration else "", _READ[field.type])


def _reader(field: RecordField) -> Callable[[str], Any]:
    """Return the function that reads a cell; the parts of a list stand between semicolons."""
    read = _value_reader(field)
    if not field.is_list:
        return read

    @lru_cache(maxsize=_CACHED_CELLS)
    def read_list(cell: str) -> tuple[Any, ...]:
        parts = [part for part in map(str.strip, cell.split(";")) if part]
        check_values(parts)
        return tuple([read(part) for part in parts])

    return read_list
