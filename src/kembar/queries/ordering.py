"""The order of an answer's rows, as the head of its question declares it.

Rows are sorted here and not by the engine: Oxigraph reads a text from the store anew at each
comparison, so that 9 thousand rows took it 1.2 s, and take 20 ms here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from kembar.errors import quoted
from kembar.language import _
from kembar.model.dates import PartialDate
from kembar.rdf.results import Row
from kembar.rdf.terms import XSD, Value

_UNCERTAIN = re.compile(r"(?=.*[X/~?%]|[0-9]{4}-2)[0-9./X?~%-]{4,}", re.ASCII)
"""Texts that may be dates of EDTF and would not sort by their letters."""


class OrderKey(NamedTuple):
    """A column that rows are sorted by, ascending or descending."""

    column: str
    descending: bool = False


def parse_order(keys: object, columns: Collection[str]) -> tuple[OrderKey, ...]:
    """Return the keys that a head declares, as `[-partnerships, country]`; "-" is descending.

    Raises:
        ValueError: no list of texts, or a key that is none of the columns.
    """
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise ValueError(_("its order must be a list of columns, like [-partnerships, country]"))
    order = tuple(OrderKey(key.removeprefix("-"), key.startswith("-")) for key in keys)
    unknown = [key.column for key in order if key.column not in columns]
    if unknown:
        name = quoted(unknown[0])
        raise ValueError(_("its order names {name}, which is none of its columns", name=name))
    return order


def order_clause(order: Sequence[OrderKey]) -> str:
    """The order in SPARQL, for a query that is run elsewhere; "" without keys.

    >>> order_clause([OrderKey("partnerships", True), OrderKey("country")])
    'ORDER BY DESC(?partnerships) ?country'
    """
    keys = " ".join(f"DESC(?{name})" if descending else f"?{name}" for name, descending in order)
    return f"ORDER BY {keys}" if keys else ""


def sort_rows(rows: list[Row], columns: Sequence[str], order: Sequence[OrderKey]) -> list[Row]:
    """The rows by the first key, ties by the second, and so on; the remaining ties stay."""
    for name, descending in reversed(order) if len(rows) > 1 else ():
        rows = _sorted(rows, columns.index(name), descending)
    return rows


def _sorted(rows: list[Row], index: int, descending: bool) -> list[Row]:
    return sorted(rows, key=lambda row: _sort_key(row[index]), reverse=descending)


def _sort_key(value: Value | None) -> tuple[object, ...]:
    """Unbound comes first, then blank nodes, IRIs, numbers, false and true, and texts."""
    if value is None:
        return (0,)
    if value.kind != "literal":
        return (1 if value.kind == "blank" else 2, value.text)
    number = _NUMBERS.get(value.datatype)
    if number:
        try:
            return (3, number(value.text))
        except (ValueError, ArithmeticError):
            pass
    if value.datatype == f"{XSD}boolean":
        return (4, value.text in ("true", "1"))
    return (5, _day_or_text(value.text), value.text, value.language)


def _day_or_text(text: str) -> str:
    """Return the first day that an uncertain date may be, else the text; an open start is first."""
    date, _, _ = text.partition(";")
    if not _UNCERTAIN.fullmatch(date):
        return text
    try:
        earliest = PartialDate(date).earliest
    except ValueError:
        return text
    return earliest.isoformat() if earliest else ""


def _decimal(text: str) -> object:
    from decimal import Decimal

    return Decimal(text)


_NUMBERS: dict[str, Callable[[str], object]] = {
    f"{XSD}integer": int,
    f"{XSD}decimal": _decimal,
    f"{XSD}double": float,
}
