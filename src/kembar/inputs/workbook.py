"""The limits of a workbook: of its parts before they are unpacked, of its cells before kept."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kembar.errors import InputError, quoted
from kembar.inputs.limits import (
    LARGEST_BOOK,
    LARGEST_PART,
    LARGEST_RATIO,
    LARGEST_SHARED_STRINGS,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_PARTS,
    MOST_SHARED_STRINGS,
    RATIO_FREE,
)
from kembar.inputs.xml_guard import XmlFault, XmlGuard
from kembar.language import _, numeral

_BLOCK = 1 << 16
_LAST_ROW = 1_048_576
_CELL = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class MergedCells:
    """A range of merged cells: its name ("A1:B1"), its first and last rows and columns, from 1."""

    name: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class Part:
    """The content of a part of a workbook: the number of its cells, and its merged ones by row."""

    cells: int
    merged: tuple[MergedCells, ...]


def check_archive(file: BinaryIO, path: Path) -> dict[str, Part]:
    """Read a workbook once, before memory is spent on it; its names are paths of nothing.

    Returns:
        The parts that are XML, by their names.

    Raises:
        InputError: it holds more than the limits allow.
        ValueError, zipfile.BadZipFile: it is damaged, or a part holds a document type.
    """
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_PARTS:
            fault = _(
                "has more than {count} parts; save its sheet as CSV UTF-8",
                count=numeral(MOST_PARTS),
            )
            raise InputError(fault, file=path)
        if sum(entry.file_size for entry in entries) > LARGEST_BOOK:
            fault = _(
                "unpacks to more than {gigabytes} GB; save its sheet as CSV UTF-8",
                gigabytes=numeral(LARGEST_BOOK / 1e9),
            )
            raise InputError(fault, file=path)
        names = [entry.filename for entry in entries if _is_xml(entry, path)]
        return {name: _PartReader(path).read(archive, name) for name in names}


def check_cells(count: int, path: Path) -> None:
    """Refuse a number of cells that takes too long.

    Raises:
        InputError: they are too many.
    """
    if count > MOST_CELLS:
        fault = _(
            "holds more than {count} cells, with the empty ones; save its sheet as CSV UTF-8",
            count=numeral(MOST_CELLS),
        )
        raise InputError(fault, file=path)


def _is_xml(entry: zipfile.ZipInfo, path: Path) -> bool:
    """True for a part that is read; one that is too large is refused."""
    name = entry.filename.casefold()
    if not name.endswith((".xml", ".rels", ".vml")):
        return False
    if entry.file_size > max(RATIO_FREE, LARGEST_RATIO * entry.compress_size):
        fault = _(
            "unpacks to more than {count} times its size, which no list does; "
            "save its sheet as CSV UTF-8",
            count=numeral(LARGEST_RATIO),
        )
        raise InputError(fault, file=path)
    most = LARGEST_PART
    if name.endswith("sharedstrings.xml"):
        most = LARGEST_SHARED_STRINGS
    elif "sheet" in name and "style" not in name:
        most = LARGEST_BOOK
    if entry.file_size > most:
        fault = _(
            "holds a part ({part}) of more than {megabytes} MB; save its sheet as CSV UTF-8",
            part=entry.filename[:60],
            megabytes=numeral(round(most / 1e6)),
        )
        raise InputError(fault, file=path)
    return True


class _PartReader:
    """Counts the cells of one part, those too that stand empty left of a filled one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = XmlGuard(doctype=False)
        self._guard.parser.StartElementHandler = self._start
        self._row = self._column = self._in_row = self._total = self._strings = 0
        self._merged: list[MergedCells] = []

    def read(self, archive: zipfile.ZipFile, name: str) -> Part:
        try:
            with archive.open(name) as file:
                while block := file.read(_BLOCK):
                    self._guard.feed(block)
            self._guard.feed(b"", final=True)
        except XmlFault as bad:
            raise ValueError(f"{name[:60]}: {bad.fault}") from None
        self._end_row()
        merged = sorted(self._merged, key=lambda block: block.first_row)
        return Part(self._total, tuple(merged))

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._guard.start(tag, attributes)
        if tag.endswith(" c"):
            self._start_cell(attributes.get("r", ""))
        elif tag.endswith(" row"):
            self._start_row(attributes.get("r", ""))
        elif tag.endswith(" si"):
            self._strings += 1
            if self._strings > MOST_SHARED_STRINGS:
                fault = _(
                    "holds more than {count} different texts; save its sheet as CSV UTF-8",
                    count=numeral(MOST_SHARED_STRINGS),
                )
                raise InputError(fault, file=self._path)
        elif tag.endswith(" mergeCell"):
            self._merge(attributes.get("ref", ""))

    def _start_cell(self, place: str) -> None:
        self._in_row += 1
        self._column += 1
        if place:
            match = _CELL.fullmatch(place)
            if not match:
                raise ValueError(_("a cell has the place {place}", place=quoted(place[:20])))
            self._column = max(self._column - 1, _number(match[1]))
        if max(self._column, self._in_row) > MOST_COLUMNS:
            where = f" ({place})" if place else ""
            fault = _(
                "has a cell right of column {count}{place}; delete the columns right of the list",
                count=numeral(MOST_COLUMNS),
                place=where,
            )
            raise InputError(fault, file=self._path, line=self._row)

    def _start_row(self, number: str) -> None:
        self._end_row()
        row = int(number) if number.isascii() and number.isdecimal() else self._row + 1
        if row > _LAST_ROW:
            fault = _("has more rows than a sheet can have")
            raise InputError(fault, file=self._path, line=self._row + 1)
        # Rows that the file leaves out are read as empty ones.
        self._count(max(row - self._row, 1))
        self._row = row

    def _end_row(self) -> None:
        self._count(self._column)
        self._column = self._in_row = 0

    def _merge(self, name: str) -> None:
        corners = _RANGE.fullmatch(name)
        if corners:
            left, top, right, bottom = corners.groups()
            self._count(max(int(bottom) - int(top), 0) + 1)
            rows, columns = (int(top), int(bottom)), (_number(left), _number(right))
            self._merged.append(MergedCells(name, *rows, *columns))

    def _count(self, cells: int) -> None:
        self._total += cells
        check_cells(self._total, self._path)


def _number(letters: str) -> int:
    """The number of a column, from 1: 28 of "AB"."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
