"""Workbooks (XLSX), whose bytes depend on their cells alone."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import chain, islice
from typing import Any, NamedTuple

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML, and so a workbook, cannot hold."""

_NUMBER = re.compile(r"-?\d{1,15}|-?(?=[\d.]{1,16}$)\d+\.\d+")
"""Numbers that a spreadsheet keeps: it has 15 digits."""

_UNNAMEABLE = re.compile(r"[\\/*?:\[\]]")
_LONGEST_NAME = 31
"""Characters of the name of a sheet."""

_DAY_LENGTH = len("2015-05-24")
_LONGEST = 32_767
"""Characters that a cell can hold."""

_START = datetime.datetime(2000, 1, 1)
"""The day that every workbook bears as that of its making."""

_NARROWEST, _WIDEST = 8, 48
_SAMPLE = 50
"""Rows whose cells say how wide a column is."""


class Sheet(NamedTuple):
    """A sheet: its name, the headings of its columns, and its rows of texts, numbers and days."""

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[object]]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook; texts are such, so that no program evaluates one as a formula."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for sheet in sheets:
        _write(book.create_sheet(_UNNAMEABLE.sub("-", sheet.name)[:_LONGEST_NAME]), sheet)
    book.properties.created = book.properties.modified = _START
    out = io.BytesIO()
    book.save(out)
    return _undated(out.getvalue())


def number(text: str) -> object:
    """Return a number where a spreadsheet keeps all its digits, else the text."""
    if not _NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)


def day(text: str) -> object:
    """Return a day where the text is one, else the text: a year or month is no day."""
    if len(text) == _DAY_LENGTH:
        with suppress(ValueError):
            return datetime.date.fromisoformat(text)
    return text


def _write(page: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    rows = iter(sheet.rows)
    first = list(islice(rows, _SAMPLE))
    page.freeze_panes = "A2"
    for column, name in enumerate(sheet.head):
        longest = max(len(str(cell)) for cell in (name, *(row[column] for row in first)))
        width = min(max(longest + 2, _NARROWEST), _WIDEST)
        page.column_dimensions[get_column_letter(column + 1)].width = width
    for row in chain([sheet.head], first, rows):
        page.append([_text(page, cell) if isinstance(cell, str) else cell for cell in row])


def _text(page: Any, value: str) -> Any:
    """A cell of text; by default openpyxl makes a formula of a value that begins with "="."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(page, value=_UNPRINTABLE.sub(" ", value)[:_LONGEST])
    cell.data_type = "s"
    return cell


def _undated(data: bytes) -> bytes:
    """Return a ZIP archive whose members all bear one day."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _START.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()
