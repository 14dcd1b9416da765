"""Spreadsheets (XLSX) -> rows of cells as text, in little memory; the only place that opens them.

A cell is what it shows: a date as ISO 8601 with the precision of its format ("Aug 1997" is
1997-08, though the file stores the first of August), a whole number without ".0", a formula as the
value that was last computed for it. A cell merged downwards holds for all of its rows.
"""

from __future__ import annotations

import datetime
import itertools
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from xml.parsers import expat

from kembar.errors import InputError
from kembar.model.tables import LARGEST_CELL

LARGEST_BOOK = 4_000_000_000
"""Bytes that a file may unpack to."""

_LAST_ROW = 1_048_576
_OLD = b"\xd0\xcf\x11\xe0"
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


@dataclass(frozen=True)
class Merged:
    """Cells that are shown as one: its name ("A1:B1"), its first and last rows and columns."""

    name: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """A sheet with its merged cells; each call of `rows` reads it from its beginning."""

    name: str
    merged: tuple[Merged, ...]
    rows: Callable[[], Iterator[tuple[int, list[str]]]]


def is_spreadsheet(path: Path) -> bool:
    """Whether a file is an XLSX by its first bytes.

    Raises:
        InputError: it is a spreadsheet of another kind, or cannot be opened.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as bad:
        raise InputError(f"cannot be read: {bad.strerror}", file=path) from None
    if head == _OLD:
        fault = "is an old or locked Excel file; save it as XLSX without a password"
        raise InputError(fault, file=path)
    return head == b"PK\x03\x04"


@contextmanager
def open_sheets(path: Path) -> Iterator[list[Sheet]]:
    """The visible sheets of a spreadsheet, in their order, while it is open.

    Raises:
        InputError: the file is damaged, no XLSX, or unpacks to more than `LARGEST_BOOK`. The rows
            raise it too, with line and column.
        OSError: it cannot be opened (`is_spreadsheet` tells that in one line).
    """
    # The library leaves a file open that it cannot read, so it is opened and closed here.
    with path.open("rb") as file:
        book = _guarded(path, lambda: _open(path, file))
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        yield [_sheet(sheet, path) for sheet in shown]


def _sheet(sheet: Any, path: Path) -> Sheet:
    merged = _guarded(path, lambda: _merged(sheet))
    return Sheet(sheet.title, merged, lambda: _rows(sheet, merged, path))


def _open(path: Path, file: BinaryIO) -> Any:
    import openpyxl

    with zipfile.ZipFile(file) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_BOOK:
            fault = "unpacks to more than four gigabytes; save its sheet as CSV UTF-8"
            raise InputError(fault, file=path)
    return openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)


def _guarded(path: Path, read: Callable[[], Any], line: int | None = None) -> Any:
    """What a reading step gives; whatever it raises on a damaged file becomes one line."""
    try:
        with warnings.catch_warnings():
            # The library warns of ornaments that it does not read (styles, validation lists).
            warnings.simplefilter("ignore")
            return read()
    except InputError:
        raise
    except Exception as bad:  # the library raises many kinds, by which part of a file is damaged
        told = " ".join(str(bad).split())[:100] or type(bad).__name__
        fault = f"is damaged or no XLSX ({told}); open it in a spreadsheet and save it again"
        raise InputError(fault, file=path, line=line) from None


def _merged(sheet: Any) -> tuple[Merged, ...]:
    """The merged cells, which stand after the rows: a pass over the sheet of its own."""
    found: list[Merged] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "mergeCell":
            corners = _RANGE.fullmatch(attributes.get("ref", ""))
            if corners:
                left, top, right, bottom = corners.groups()
                rows, columns = (int(top), int(bottom)), (_column(left), _column(right))
                found.append(Merged(corners[0], *rows, *columns))

    def refuse(*_: object) -> None:
        raise ValueError("it holds a document type, which no spreadsheet needs")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    with sheet._get_source() as file:  # the library offers no other way to a sheet's own part
        parser.ParseFile(file)
    return tuple(sorted(found, key=lambda merged: merged.first_row))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _rows(sheet: Any, merged: tuple[Merged, ...], path: Path) -> Iterator[tuple[int, list[str]]]:
    # The size that a file tells of its sheet is often wrong.
    sheet.reset_dimensions()
    given = iter(sheet.iter_rows())
    down = [block for block in reversed(merged) if block.last_row > block.first_row]
    held: list[tuple[Merged, str]] = []
    for number in itertools.count(1):
        row = _guarded(path, lambda: next(given, None), number)
        if row is None:
            return
        if number > _LAST_ROW:
            raise InputError("has more rows than a sheet can have", file=path, line=number)
        cells = [_text(cell) for cell in row]
        _check_size(cells, path, number)
        if not any(cells):
            continue
        if down or held:
            held = [(block, text) for block, text in held if block.last_row >= number]
            _fill(cells, held)
            while down and down[-1].first_row <= number:
                block = down.pop()
                if block.first_row == number and block.first_column <= len(cells):
                    held.append((block, cells[block.first_column - 1]))
        yield number, cells


def _fill(cells: list[str], held: list[tuple[Merged, str]]) -> None:
    """Give a row what was merged down to it."""
    for block, text in held:
        cells += [""] * (block.first_column - len(cells))
        cells[block.first_column - 1] = text


def _check_size(cells: list[str], path: Path, line: int) -> None:
    for number, cell in enumerate(cells, 1):
        if len(cell) > LARGEST_CELL:
            fault = f"is longer than {LARGEST_CELL:,} characters, which no cell of a table is"
            raise InputError(fault, file=path, line=line, column=f"column {number}")
        if "\0" in cell:
            fault = "holds a NUL character; type the cell anew"
            raise InputError(fault, file=path, line=line, column=f"column {number}")


def _text(cell: Any) -> str:
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[: _shown(cell.number_format)]
    return str(value)


def _shown(number_format: str) -> int:
    """How much of an ISO date a format shows, in characters."""
    letters = _NOT_SHOWN.sub("", number_format.casefold())
    if "d" in letters or "y" not in letters:
        return len("1997-08-25")
    return len("1997-08") if "m" in letters else len("1997")
