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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from kembar.errors import InputError, system_reason
from kembar.inputs.files import require_regular
from kembar.inputs.limits import LARGEST_CELL
from kembar.inputs.workbook import MergedCells, Part, check_archive, check_cells
from kembar.language import _, numeral

_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_LITERAL_OR_MODIFIER = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


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
    require_regular(path)
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as bad:
        raise InputError(
            _("cannot be read: {reason}", reason=system_reason(bad)), file=path
        ) from None
    if head == _OLE_MAGIC:
        fault = _("is an old or locked Excel file; save it as XLSX without a password")
        raise InputError(fault, file=path)
    return head == b"PK\x03\x04"


@contextmanager
def open_sheets(path: Path) -> Iterator[list[Sheet]]:
    """The visible sheets of a spreadsheet, in their order, while it is open.

    Raises:
        InputError: the file is damaged, no XLSX, or holds more than `inputs.limits` allow. The
            rows raise it too, with line and column.
        OSError: the file cannot be opened (`is_spreadsheet` raises an InputError for that).
    """
    # openpyxl does not close a file that it cannot read.
    with path.open("rb") as file:
        yield _convert_errors(path, lambda: _open(path, file))


def _open(path: Path, file: BinaryIO) -> list[Sheet]:
    import openpyxl

    parts = check_archive(file, path)
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    # openpyxl has no public way to the part of a sheet; several sheets may have one.
    own_parts = [parts[cast(Any, sheet)._worksheet_path] for sheet in sheets]
    check_cells(sum(part.cells for part in own_parts), path)
    return [_sheet(sheet, part, path) for sheet, part in zip(sheets, own_parts, strict=True)]


def _sheet(sheet: Any, part: Part, path: Path) -> Sheet:
    return Sheet(sheet.title, part.merged, lambda: _rows(sheet, part.merged, path))


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
        fault = _(
            "is damaged or not XLSX ({reason}); open it in a spreadsheet and save it again",
            reason=reason,
        )
        raise InputError(fault, file=path, line=line) from None


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
            fault = _(
                "is longer than {most} characters, too long for a cell of a table",
                most=numeral(LARGEST_CELL),
            )
            raise InputError(
                fault, file=path, line=line, column=_("column {number}", number=number)
            )
        if "\0" in cell:
            fault = _("holds a NUL character; type the cell again")
            raise InputError(
                fault, file=path, line=line, column=_("column {number}", number=number)
            )


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
