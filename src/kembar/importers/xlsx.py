"""Spreadsheets (XLSX) -> rows of cells as text, in little memory; only this module opens them.

The text of a cell is what the spreadsheet shows: a date in ISO 8601 with the precision of its
format ("Aug 1997" is 1997-08, though the file stores the first of August), a whole number without
".0", the last computed value of a formula. A cell merged downwards counts for all of its rows.
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
"""Limit of the unpacked size of a file, in bytes."""

_LAST_ROW = 1_048_576
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_LITERAL_OR_MODIFIER = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


@dataclass(frozen=True)
class MergedCells:
    """A range of merged cells: its name ("A1:B1"), its first and last rows and columns, from 1."""

    name: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """A sheet with its merged cells; each call of `rows` reads it from the start."""

    name: str
    merged: tuple[MergedCells, ...]
    rows: Callable[[], Iterator[tuple[int, list[str]]]]


def is_spreadsheet(path: Path) -> bool:
    """True if a file is an XLSX, by its first bytes.

    Raises:
        InputError: the file is a spreadsheet of another format, or cannot be opened.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as bad:
        raise InputError(f"cannot be read: {bad.strerror}", file=path) from None
    if head == _OLE_MAGIC:
        fault = "is an old or locked Excel file; save it as XLSX without a password"
        raise InputError(fault, file=path)
    return head == b"PK\x03\x04"


@contextmanager
def open_sheets(path: Path) -> Iterator[list[Sheet]]:
    """The visible sheets of a spreadsheet, in their order, while it is open.

    Raises:
        InputError: the file is damaged, no XLSX, or unpacks to more than `LARGEST_BOOK`. The rows
            raise it too, with line and column.
        OSError: the file cannot be opened (`is_spreadsheet` raises an InputError for that).
    """
    # openpyxl does not close a file that it cannot read.
    with path.open("rb") as file:
        book = _convert_errors(path, lambda: _open(path, file))
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        yield [_sheet(sheet, path) for sheet in visible]


def _sheet(sheet: Any, path: Path) -> Sheet:
    merged = _convert_errors(path, lambda: _merged(sheet))
    return Sheet(sheet.title, merged, lambda: _rows(sheet, merged, path))


def _open(path: Path, file: BinaryIO) -> Any:
    import openpyxl

    with zipfile.ZipFile(file) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_BOOK:
            fault = "unpacks to more than four gigabytes; save its sheet as CSV UTF-8"
            raise InputError(fault, file=path)
    return openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)


def _convert_errors(path: Path, step: Callable[[], Any], line: int | None = None) -> Any:
    """The result of `step`; any exception on a damaged file becomes an InputError of one line."""
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it does not read, such as styles and validation lists.
            warnings.simplefilter("ignore")
            return step()
    except InputError:
        raise
    except Exception as bad:  # openpyxl raises many types, by the part that is damaged
        reason = " ".join(str(bad).split())[:100] or type(bad).__name__
        fault = f"is damaged or no XLSX ({reason}); open it in a spreadsheet and save it again"
        raise InputError(fault, file=path, line=line) from None


def _merged(sheet: Any) -> tuple[MergedCells, ...]:
    """The merged cells, by a separate pass, since they follow the rows in the file."""
    blocks: list[MergedCells] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "mergeCell":
            corners = _RANGE.fullmatch(attributes.get("ref", ""))
            if corners:
                left, top, right, bottom = corners.groups()
                rows, columns = (int(top), int(bottom)), (_column(left), _column(right))
                blocks.append(MergedCells(corners[0], *rows, *columns))

    def refuse(*_: object) -> None:
        raise ValueError("it holds a document type, which no spreadsheet needs")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    with sheet._get_source() as file:  # openpyxl has no public way to the part of a sheet
        parser.ParseFile(file)
    return tuple(sorted(blocks, key=lambda block: block.first_row))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _rows(
    sheet: Any, merged: tuple[MergedCells, ...], path: Path
) -> Iterator[tuple[int, list[str]]]:
    # The dimensions that a file declares for its sheet are often wrong.
    sheet.reset_dimensions()
    rows = iter(sheet.iter_rows())
    down = [block for block in reversed(merged) if block.last_row > block.first_row]
    above: list[tuple[MergedCells, str]] = []
    for number in itertools.count(1):
        row = _convert_errors(path, lambda: next(rows, None), number)
        if row is None:
            return
        if number > _LAST_ROW:
            raise InputError("has more rows than a sheet can have", file=path, line=number)
        cells = [_text(cell) for cell in row]
        _check_size(cells, path, number)
        if not any(cells):
            continue
        if down or above:
            above = [(block, text) for block, text in above if block.last_row >= number]
            _fill(cells, above)
            while down and down[-1].first_row <= number:
                block = down.pop()
                if block.first_row == number and block.first_column <= len(cells):
                    above.append((block, cells[block.first_column - 1]))
        yield number, cells


def _fill(cells: list[str], above: list[tuple[MergedCells, str]]) -> None:
    """Put the texts of cells that are merged downwards into a row below."""
    for block, text in above:
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
        return value.isoformat()[: _date_length(cell.number_format)]
    return str(value)


def _date_length(number_format: str) -> int:
    """The number of characters of an ISO date that a format shows."""
    letters = _LITERAL_OR_MODIFIER.sub("", number_format.casefold())
    if "d" in letters or "y" not in letters:
        return len("1997-08-25")
    return len("1997-08") if "m" in letters else len("1997")
