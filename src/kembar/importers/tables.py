"""Tables with a link of two places in each row (CSV, TSV, XLSX) -> links."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from kembar.errors import InputError, quoted
from kembar.importers import delimited, xlsx
from kembar.importers.cells import CITY, PARTNER, read_link, read_mention
from kembar.importers.columns import ColumnMapping, is_header, map_columns, meaning_of
from kembar.importers.links import Link, Mention, Rejected
from kembar.inputs.workbook import MergedCells
from kembar.language import N_, _, numeral
from kembar.model.dates import AmbiguousDay, deciding_order, in_words, order_of_reader, read_date
from kembar.model.formula_escape import unescape_formula

LONGEST_NAME = 200
"""Characters; a longer text is no name of a city but the effect of a stray quote."""

_ROWS_BEFORE_HEADER = 20
_PLACES = ("city", "partner")
_AS_CHOSEN = N_("column {name}: 3/2/2012 is read as {date}, as you chose")
_AS_OTHER_ROWS = N_("column {name}: 3/2/2012 is read as {date}, as other rows of the column show")
_AS_IN_COUNTRY = N_("column {name}: 3/2/2012 is read as {date}, as in your country")
_NO_MAPPING: Mapping[str, str] = MappingProxyType({})

NumberedRow = tuple[int, list[str]]
"""A line of a file or a row of a sheet, from 1, and its cells."""


@dataclass(frozen=True)
class _Table:
    """A header with its line, and the rows below it; `is_text` is false for a sheet."""

    columns: ColumnMapping
    line: int
    rows: Iterator[NumberedRow]
    is_text: bool

    def title(self, meaning: str) -> str:
        """Return the heading of the column with a meaning."""
        return self.columns.header[self.columns.positions[meaning][0]]


class DayOrders:
    """The order of day and month in dates such as 3/2/2012, column by column of one table.

    The other rows of a column decide where they can (13/2/2012), else the person who imports it.

    Attributes:
        notes: how such dates were read, a sentence for each column.
    """

    def __init__(
        self, path: Path, columns: Mapping[str, str] = _NO_MAPPING, sheet: str = "", first: str = ""
    ) -> None:
        """Bind the orders to a table.

        Args:
            path: of the table.
            columns: as `read_table_links` takes them.
            sheet: as `read_table_links` takes it.
            first: "day" or "month", where the person says which stands first.
        """
        self.notes: list[str] = []
        self._open = partial(_open_table, path, columns, sheet)
        self._first = first
        self._orders: dict[str, str] = {}

    def __call__(self, meaning: str) -> str:
        """Return the order in the column with a meaning: "day", "month", or "" where unknown."""
        if meaning not in self._orders:
            self._orders[meaning] = self._find(meaning)
        return self._orders[meaning]

    def _find(self, meaning: str) -> str:
        with self._open() as table:
            places = table.columns.positions[meaning]
            cells = (row[at] for _, row in table.rows for at in places if at < len(row))
            orders = {order for cell in cells if (order := deciding_order(cell))}
            title = table.title(meaning)
        order, note = self._first, _AS_CHOSEN
        if not order and len(orders) == 1:
            (order,), note = orders, _AS_OTHER_ROWS
        elif not order and (order := order_of_reader()):
            note = _AS_IN_COUNTRY
        if order:
            example = in_words(read_date("3/2/2012", order))
            self.notes.append(_(note, name=quoted(title), date=example))
        return order


def read_table_links(
    path: Path,
    *,
    columns: Mapping[str, str] = _NO_MAPPING,
    sheet: str = "",
    day_orders: DayOrders | None = None,
) -> Iterator[Link | Rejected]:
    """Read a table of links row by row, in little memory.

    Encoding and separator are detected. The header is the first of the leading rows that names a
    city and a partner, in English or Indonesian; titles above it are skipped. A cell that cannot be
    parsed (a date "long ago", a position, a source without an address) does not reject the link: it
    is added unchanged to the link's note.

    Args:
        path: a CSV, TSV or other text table, or an XLSX.
        columns: names of columns by their meaning, where they are unusual: {"partner": "Mitra
            kita"}; the meanings are the keys of `columns.COLUMN_NAMES`.
        sheet: the sheet of an XLSX; by default the only one that has such a header.
        day_orders: of this table; by default its rows decide, then the person's country.

    Yields:
        A link for each row, or the reason why it is none: too few or too many cells, no city, no
        partner, a city with itself. Rows without any text are left out.

    Raises:
        InputError: with file, line and column: a header without the two places, an unknown
            encoding, a stray quote, a NUL character, a cell that is too long, merged cells in a
            header, a damaged file, a date such as 3/2/2012 whose order nothing decides.
            Links before the fault are yielded first.
    """
    orders = day_orders or DayOrders(path, columns, sheet)
    with _open_table(path, columns, sheet) as table:
        for line, row in table.rows:
            if any(map(str.strip, row)):
                try:
                    yield _link(row, line, table, orders)
                except AmbiguousDay as bad:
                    fault = _(
                        "{fault}, and no other row decides; say which stands first: "
                        "--day-order day or --day-order month",
                        fault=bad.fault,
                    )
                    raise InputError(fault, file=path, line=line) from None


def read_columns(
    path: Path, *, columns: Mapping[str, str] = _NO_MAPPING, sheet: str = ""
) -> ColumnMapping:
    """The meanings of the columns of a table, for the arguments of `read_table_links`.

    Raises:
        InputError: as `read_table_links` raises it for a header.
    """
    with _open_table(path, columns, sheet) as table:
        return table.columns


@contextmanager
def _open_table(path: Path, mapping: Mapping[str, str], sheet: str) -> Iterator[_Table]:
    if xlsx.is_spreadsheet(path):
        with xlsx.open_sheets(path) as sheets:
            yield _sheet_table(path, mapping, _choose_sheet(sheets, mapping, sheet, path))
    elif sheet:
        raise InputError(_("is a text without sheets; leave out --sheet"), file=path)
    else:
        rows = delimited.read_rows(path, lambda row: is_header(row, mapping))
        yield _table(rows, mapping, path, is_text=True)


def _choose_sheet(
    sheets: Sequence[xlsx.Sheet], mapping: Mapping[str, str], name: str, path: Path
) -> xlsx.Sheet:
    """The sheet of that name; without a name the one that has a header, else the first."""
    if name:
        by_name = {sheet.name: sheet for sheet in sheets}
        if name not in by_name:
            fault = _(
                "has no sheet {name}; its sheets are {sheets}",
                name=quoted(name),
                sheets=", ".join(by_name),
            )
            raise InputError(fault, file=path)
        return by_name[name]
    filled_sheets = [(sheet, lead) for sheet in sheets if (lead := _leading_rows(sheet.rows()))]
    if not filled_sheets:
        raise InputError(_("is empty; a row must name the columns"), file=path)
    candidates = [s for s, lead in filled_sheets if any(is_header(row, mapping) for _, row in lead)]
    if len(candidates) > 1:
        names = ", ".join(sheet.name for sheet in candidates)
        raise InputError(
            _("has links on several sheets: {names}; say which: --sheet", names=names), file=path
        )
    return candidates[0] if candidates else filled_sheets[0][0]


def _sheet_table(path: Path, mapping: Mapping[str, str], sheet: xlsx.Sheet) -> _Table:
    try:
        table = _table(sheet.rows(), mapping, path, is_text=False)
    except InputError as bad:
        across = [block for block in sheet.merged if block.first_row == bad.line]
        if not across:
            raise
        fault = f"{_merged_header(across[0])}; {bad.fault}"
        raise InputError(fault, file=path, line=bad.line) from None
    for block in sheet.merged:
        in_header = block.first_row <= table.line <= block.last_row
        if in_header and (block.last_column > block.first_column or block.last_row > table.line):
            raise InputError(_merged_header(block), file=path, line=table.line, column=block.name)
    return table


def _merged_header(block: MergedCells) -> str:
    return _(
        "cells {cells} are merged in the header; split them and give each column a name",
        cells=block.name,
    )


def _table(
    rows: Iterator[NumberedRow], mapping: Mapping[str, str], path: Path, *, is_text: bool
) -> _Table:
    """The table below its header, the first of the leading rows that names the two places."""
    lead = _leading_rows(rows)
    if not lead:
        raise InputError(_("is empty; its first line must name the columns"), file=path)
    index = next((i for i, (_, row) in enumerate(lead) if is_header(row, mapping)), None)
    if index is None:
        # Mapping the row that is most like a header raises an error that lists its columns.
        index = max(range(len(lead)), key=lambda i: _header_score(lead[i][1]))
    line, header = lead[index]
    columns = map_columns(header, mapping, file=path, line=line)
    return _Table(columns, line, itertools.chain(lead[index + 1 :], rows), is_text)


def _header_score(row: Sequence[str]) -> tuple[int, int]:
    """The similarity of a row to a header: its usual names of columns, then its filled cells."""
    return sum(1 for cell in row if meaning_of(cell)), sum(1 for cell in row if cell)


def _leading_rows(rows: Iterator[NumberedRow]) -> list[NumberedRow]:
    filled_rows = (row for row in rows if any(map(str.strip, row[1])))
    return list(itertools.islice(filled_rows, _ROWS_BEFORE_HEADER))


def _link(row: list[str], line: int, table: _Table, orders: DayOrders) -> Link | Rejected:
    header = table.columns.header
    surplus = len(row) - len(header)
    if surplus < 0 and not table.is_text:
        # A sheet does not store the empty cells at the end of a row.
        row = row + [""] * -surplus
    elif surplus < 0 or (surplus and any(map(str.strip, row[len(header) :]))):
        reason = _(
            "has {cells} cells, but the header names {columns} columns; "
            "look for a missing or an extra separator",
            cells=numeral(len(row)),
            columns=numeral(len(header)),
        )
        return Rejected(reason, line)
    cells = _cells(row, table.columns)
    titles = {meaning: header[table.columns.positions[meaning][0]] for meaning in _PLACES}
    for meaning, title in titles.items():
        name = cells[meaning]
        if not name or len(name) > LONGEST_NAME:
            fault = _("is too long for a name; look for a stray quote") if name else _("is empty")
            return Rejected(fault, line, title)
    if all(cells[meaning] == title for meaning, title in titles.items()):
        return Rejected(_("repeats the header"), line)
    notes: list[str] = []
    one, other = read_mention(cells, CITY, notes), read_mention(cells, PARTNER, notes)
    if _same_city(one, other):
        fault = _(
            "links {name} with itself; if these are two cities, give both their countries",
            name=one.name,
        )
        return Rejected(fault, line)
    return read_link(one, other, cells, notes, line=line, day_order=orders)


def _cells(row: Sequence[str], columns: ColumnMapping) -> dict[str, str]:
    """The cells of a row by their meaning; those of several columns are joined."""
    return {
        meaning: unescape_formula(" ".join(row[positions[0]].split()))
        if len(positions) == 1
        else "; ".join(" ".join(row[i].split()) for i in positions if row[i])
        for meaning, positions in columns.positions.items()
    }


def _same_city(one: Mention, other: Mention) -> bool:
    """True if neither an identifier nor a country distinguishes two mentions of one name."""
    if one.wikidata and other.wikidata:
        return one.wikidata == other.wikidata
    if one.name.casefold() != other.name.casefold():
        return False
    return not (one.country and other.country) or one.country.casefold() == other.country.casefold()
