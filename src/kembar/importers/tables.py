"""Tables in which a row is a link of two places (CSV, TSV, XLSX) -> links, as they are written."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kembar.errors import InputError
from kembar.importers import columns as link_columns
from kembar.importers import delimited, xlsx
from kembar.importers.cells import CITY, PARTNER, read_link, read_mention
from kembar.importers.columns import ColumnMapping
from kembar.importers.links import Link, Mention, Rejected
from kembar.model.formula_escape import unescape_formula

LONGEST_NAME = 200
"""Characters; a longer one is no name of a city but what a stray quote swallowed."""

_ROWS_BEFORE_HEADER = 20
_NOTHING: Mapping[str, str] = MappingProxyType({})

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class _Table:
    """A header, the line on which it stands, and the rows below it."""

    columns: ColumnMapping
    line: int
    rows: Iterator[Row]
    is_text: bool


def read_table_links(
    path: Path, *, columns: Mapping[str, str] = _NOTHING, sheet: str = ""
) -> Iterator[Link | Rejected]:
    """Read a table of links row by row, in little memory.

    Encoding and separator are told from the file. The header is the first of the leading rows that
    names a city and a partner, in English or Indonesian; titles above it are passed over. What a
    cell tells and cannot be read (a date "c. 1997", a position, a source without an address) does
    not cost the link: the cell is kept in its note as it stands.

    Args:
        path: a CSV, TSV or other text table, or an XLSX.
        columns: what columns progress, where their names do not: a key of `link_columns.COLUMNS` ->
            the column's name, as {"partner": "Mitra kita"}.
        sheet: the sheet of an XLSX; where empty, the only one that has such a header.

    Yields:
        A link for each row, or why it tells none: cells that lack or are too many, no city, no
        partner, a city with itself. Rows without any text are left out.

    Raises:
        InputError: with file, line and column: a header that cannot be understood, an encoding
            that cannot be told, a stray quote, a NUL character, a cell that is too long, merged
            cells in a header, a damaged file. Rows before the fault have been given by then.
    """
    with _opened(path, columns, sheet) as table:
        for line, row in table.rows:
            if any(map(str.strip, row)):
                yield _link(row, line, table)


def read_columns(
    path: Path, *, columns: Mapping[str, str] = _NOTHING, sheet: str = ""
) -> ColumnMapping:
    """Tell which column of a table `read_links` reads for what, and which ones it does not read.

    Raises:
        InputError: as `read_links` does of a header.
    """
    with _opened(path, columns, sheet) as table:
        return table.columns


@contextmanager
def _opened(path: Path, named: Mapping[str, str], sheet: str) -> Iterator[_Table]:
    if xlsx.is_spreadsheet(path):
        with xlsx.open_sheets(path) as sheets:
            yield _sheet_table(path, named, _chosen(sheets, named, sheet, path))
    elif sheet:
        raise InputError("has no sheets, it is a text; leave the sheet out", file=path)
    else:
        rows = delimited.read_rows(path, lambda row: link_columns.is_header(row, named))
        yield _table(rows, named, path, is_text=True)


def _chosen(
    sheets: Sequence[xlsx.Sheet], named: Mapping[str, str], wanted: str, path: Path
) -> xlsx.Sheet:
    split_list = ", ".join(sheet.name for sheet in sheets)
    if wanted:
        for sheet in sheets:
            if sheet.name == wanted:
                return sheet
        raise InputError(f"has no sheet {wanted!r}; its sheets are {split_list}", file=path)
    filled = [(sheet, lead) for sheet in sheets if (lead := _leading_rows(sheet.rows()))]
    if not filled:
        raise InputError("is empty; a row must name the columns", file=path)
    fit = [s for s, lead in filled if any(link_columns.is_header(row, named) for _, row in lead)]
    if len(fit) > 1:
        names = ", ".join(sheet.name for sheet in fit)
        raise InputError(f"has links on several sheets: {names}; say which: --sheet", file=path)
    return fit[0] if fit else filled[0][0]


def _sheet_table(path: Path, named: Mapping[str, str], sheet: xlsx.Sheet) -> _Table:
    try:
        table = _table(sheet.rows(), named, path, is_text=False)
    except InputError as bad:
        across = [block for block in sheet.merged if block.first_row == bad.line]
        if not across:
            raise
        raise InputError(f"{_split(across[0])}; {bad.fault}", file=path, line=bad.line) from None
    for block in sheet.merged:
        in_header = block.first_row <= table.line <= block.last_row
        if in_header and (block.last_column > block.first_column or block.last_row > table.line):
            raise InputError(_split(block), file=path, line=table.line, column=block.name)
    return table


def _split(block: xlsx.Merged) -> str:
    return f"cells {block.name} are merged in the header; split them and give each column a name"


def _table(rows: Iterator[Row], named: Mapping[str, str], path: Path, *, is_text: bool) -> _Table:
    """Find the header: the first of the leading rows that names the two cities."""
    lead = _leading_rows(rows)
    if not lead:
        raise InputError("is empty; its first line must name the columns", file=path)
    found = next((i for i, (_, r) in enumerate(lead) if link_columns.is_header(r, named)), None)
    if found is None:
        # None will do; told are the columns of the one that comes nearest to a header.
        found = max(range(len(lead)), key=lambda i: _likeness(lead[i][1]))
    line, header = lead[found]
    columns = link_columns.map_columns(header, named, file=path, line=line)
    return _Table(columns, line, itertools.chain(lead[found + 1 :], rows), is_text)


def _likeness(row: Sequence[str]) -> tuple[int, int]:
    """How much a row looks like a header: the names that are known, then its filled cells."""
    return sum(1 for cell in row if link_columns.meaning_of(cell)), sum(1 for cell in row if cell)


def _leading_rows(rows: Iterator[Row]) -> list[Row]:
    filled = (row for row in rows if any(map(str.strip, row[1])))
    return list(itertools.islice(filled, _ROWS_BEFORE_HEADER))


def _link(row: list[str], line: int, table: _Table) -> Link | Rejected:
    header = table.columns.header
    surplus = len(row) - len(header)
    if surplus < 0 and not table.is_text:
        # A sheet does not store what is empty at the end of a row.
        row = row + [""] * -surplus
    elif surplus < 0 or (surplus and any(map(str.strip, row[len(header) :]))):
        reason = f"has {len(row)} cells where the header names {len(header)}"
        return Rejected(f"{reason}; look for a missing or a surplus separator", line)
    cells = {
        meaning: unescape_formula(" ".join(row[places[0]].split()))
        if len(places) == 1
        else "; ".join(" ".join(row[place].split()) for place in places if row[place])
        for meaning, places in table.columns.places.items()
    }
    for meaning in ("city", "partner"):
        name = cells[meaning]
        if not name or len(name) > LONGEST_NAME:
            fault = "is too long for a name; look for a stray quote" if name else "is empty"
            return Rejected(fault, line, header[table.columns.places[meaning][0]])
    if all(cells[told] == header[table.columns.places[told][0]] for told in ("city", "partner")):
        return Rejected("repeats the header", line)
    notes: list[str] = []
    one, other = read_mention(cells, CITY, notes), read_mention(cells, PARTNER, notes)
    if _same(one, other):
        fault = f"links {one.name} with itself; if these are two cities, give both their countries"
        return Rejected(fault, line)
    return read_link(one, other, cells, notes, line=line)


def _same(one: Mention, other: Mention) -> bool:
    """Whether two mentions must be one city: nothing that is told of them tells them apart."""
    if one.wikidata and other.wikidata:
        return one.wikidata == other.wikidata
    if one.name.casefold() != other.name.casefold():
        return False
    return not (one.country and other.country) or one.country.casefold() == other.country.casefold()
