"""Text tables (CSV, TSV and the like) -> rows of cells, in any usual encoding and separator."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from kembar.errors import InputError, system_reason
from kembar.importers.encodings import encoding_of
from kembar.inputs.limits import LARGEST_CELL, LONGEST_RECORD, MOST_COLUMNS
from kembar.language import _, numeral

SEPARATORS = (",", ";", "\t", "|")
"""The separators of cells that are tried."""

_SAMPLE_LINES = 200
_SAMPLE_CHARACTERS = 256_000
_DECLARED = re.compile(r"sep=([,;\t|:^~])\r?\n?", re.IGNORECASE)


def read_rows(
    path: Path, is_header: Callable[[list[str]], bool] = bool
) -> Iterator[tuple[int, list[str]]]:
    """Read a text table row by row, in little memory.

    Args:
        path: the file.
        is_header: true for the row that names the columns; it decides between two separators
            that both make regular rows.

    Yields:
        The line on which a row begins, and its cells; empty lines are left out.

    Raises:
        InputError: with line and column: an unknown encoding, a stray quote, a cell or a line that
            is too long, a NUL character.
    """
    codec = encoding_of(path)
    try:
        with path.open(encoding=codec, newline="") as file:
            sample = list(itertools.islice(_short_lines(file), _SAMPLE_LINES))
            separator = separator_of(sample, is_header)
            file.seek(0)
            yield from _records(file, separator, path)
    except OSError as bad:
        raise InputError(
            _("cannot be read: {reason}", reason=system_reason(bad)), file=path
        ) from None


def separator_of(lines: list[str], is_header: Callable[[list[str]], bool] = bool) -> str:
    """The separator that divides the first lines of a table into the most regular rows.

    A separator with which a row is the header ranks first; then the one with which the most rows
    have the same number of cells; then the one with the most cells. A first line "sep=;" decides,
    as in Excel.
    """
    declared = _DECLARED.fullmatch(lines[0]) if lines else None
    if declared:
        return declared[1]
    best: tuple[tuple[bool, float, int], str] = ((False, 0.0, 0), ",")
    for separator in SEPARATORS:
        rows = _loose_rows(lines, separator)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        width, count = widths.most_common(1)[0]
        score = (any(is_header(row) for row in rows), count / len(rows), width)
        if score > best[0]:
            best = (score, separator)
    return best[1]


def _short_lines(file: io.TextIOBase) -> Iterator[str]:
    """The first lines of a file, cut to the length of the sample."""
    left = _SAMPLE_CHARACTERS
    while left > 0 and (line := file.readline(left)):
        left -= len(line)
        yield line


def _loose_rows(lines: list[str], separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    # The rows before a fault suffice; the fault is reported when its row is read.
    with contextlib.suppress(csv.Error):
        rows.extend(row for row in reader if row)
    return rows


def _records(file: io.TextIOBase, separator: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    cell = _cell_form(separator)
    whole = re.compile(f"(?:{cell.pattern})*+")
    record: list[str] = []
    length = 0

    def lines() -> Iterator[str]:
        nonlocal length
        while line := file.readline(LONGEST_RECORD):
            record.append(line)
            length += len(line)
            # A row may go over several lines, and is kept until it ends.
            if length >= LONGEST_RECORD:
                raise csv.Error("row too long")
            yield line

    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(lines(), delimiter=separator, strict=True, skipinitialspace=True)
    while True:
        first_line = reader.line_num + 1
        record.clear()
        length = 0
        try:
            row = next(reader, None)
        except csv.Error:
            raise _fault(record, cell, first_line, path) from None
        if row is None:
            return
        if (len(record) > 1 or '"' in record[0]) and not whole.fullmatch("".join(record)):
            raise _fault(record, cell, first_line, path)
        if len(row) > MOST_COLUMNS:
            fault = _(
                "has more than {most} cells, too many for a row of a list",
                most=numeral(MOST_COLUMNS),
            )
            raise InputError(fault, file=path, line=first_line)
        if row:
            yield first_line, row


def _cell_form(separator: str) -> re.Pattern[str]:
    """A cell with its separator or line end; quotes enclose all of it, or come in pairs."""
    mark = re.escape(separator)
    plain = rf'[^"{mark}\r\n]*+'
    quoted_cell = ' *+"[^"]*+(?:""[^"]*+)*+"'
    bare = rf'(?! *"){plain}(?:"{plain}"{plain})*+'
    return re.compile(rf"(?:{quoted_cell}|{bare})(?:{mark}|\r\n|\r|\n|\Z)")


def _fault(record: list[str], cell: re.Pattern[str], line: int, path: Path) -> InputError:
    """The error in the lines of a record, with its column."""
    text, position, number = "".join(record), 0, 1
    while position < len(text):
        match = cell.match(text, position)
        column = _("column {number}", number=number)
        if not match:
            fault = _("has a stray quote; double it within a cell in quotes")
            return InputError(fault, file=path, line=line, column=column)
        if match.end() - position > LARGEST_CELL:
            fault = _(
                "is longer than {most} characters; look for a stray quote",
                most=numeral(LARGEST_CELL),
            )
            return InputError(fault, file=path, line=line, column=column)
        position, number = match.end(), number + 1
    fault = _(
        "is longer than {most} characters, too long for a row of a table",
        most=numeral(LONGEST_RECORD),
    )
    return InputError(fault, file=path, line=line)
