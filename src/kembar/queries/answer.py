"""Answers to questions: rows of terms, with conversion to a notebook table and to data frames."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from kembar.errors import KembarError
from kembar.language import _, _n, speaking
from kembar.queries.saved import Question
from kembar.rdf.namespaces import prefixed_name
from kembar.rdf.terms import XSD, Value

if TYPE_CHECKING:
    import pandas
    import polars

_NOTEBOOK_ROWS = 60
"""Rows that a notebook shows."""

_INTEGERS = {
    f"{XSD}{name}"
    for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
}
_NUMBERS = {*_INTEGERS, f"{XSD}decimal", f"{XSD}double", f"{XSD}float"}
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_WHOLE_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_PANDAS_TYPES = {
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
    "text": "string",
}


class Answer(NamedTuple):
    """Columns and rows, and the question that they answer (None for a query of the user).

    `parameters` are those of the question with the values that they had, as shown to people;
    headings are in `language`. The answer of an ASK is one row of a truth value.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Value | None, ...]]
    question: Question | None = None
    parameters: tuple[tuple[str, str], ...] = ()
    language: str = "en"
    is_boolean: bool = False

    def heading(self, column: str, language: str = "") -> str:
        """Return the heading of a column, in the answer's own language or in another."""
        columns = self.question.columns if self.question else ()
        texts = (
            c.words.in_language(language or self.language) for c in columns if c.name == column
        )
        return next(texts, column)

    def to_pandas(self) -> pandas.DataFrame:
        """The answer as a data frame of pandas; a column has the type that all its values have.

        Whole numbers are Int64, others Float64, booleans boolean and whole dates datetime64; each
        may have gaps, where a value is unbound or an empty text. All else is text: IRIs, dates of
        which only the year or the month is known, and lists, whose parts stand between "; ".

        Raises:
            KembarError: pandas is not installed.
        """
        library = _library("pandas")
        columns = self._typed_columns()
        return library.DataFrame(
            {
                name: library.Series(values, dtype=_PANDAS_TYPES[kind])
                for name, kind, values in columns
            }
        )

    def to_polars(self) -> polars.DataFrame:
        """The answer as a data frame of polars, with the same types as `to_pandas`.

        Raises:
            KembarError: polars is not installed.
        """
        library = _library("polars")
        types = {
            "integer": library.Int64,
            "number": library.Float64,
            "boolean": library.Boolean,
            "date": library.Date,
            "text": library.String,
        }
        return library.DataFrame(  # type: ignore[no-any-return]  # not installed with all
            [library.Series(name, v, dtype=types[kind]) for name, kind, v in self._typed_columns()]
        )

    def _repr_html_(self) -> str:
        """The answer as a table, for notebooks."""
        numeric = [kind in ("integer", "number") for _, kind, _ in self._typed_columns()]
        headings = "".join(f"<th>{escape(self.heading(name))}</th>" for name in self.columns)
        rows = "".join(_html_row(row, numeric) for row in self.rows[:_NOTEBOOK_ROWS])
        title = self.question.title.in_language(self.language) if self.question else ""
        caption = f"<caption>{escape(title)}</caption>" if title else ""
        more = len(self.rows) - _NOTEBOOK_ROWS
        note = f"<p>{escape(self._note_on_rows(more))}</p>" if more > 0 else ""
        return (
            f"<table>{caption}<thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table>{note}"
        )

    def _note_on_rows(self, count: int) -> str:
        with speaking(self.language):
            return _n(
                "{count} more row; to_pandas() has all rows",
                "{count} more rows; to_pandas() has all rows",
                count,
            )

    def _typed_columns(self) -> Iterator[tuple[str, str, list[object]]]:
        """Each column's name, the type of its values, and these as Python has them."""
        columns = self.question.columns if self.question else ()
        lists = {column.name for column in columns if column.is_list}
        for index, name in enumerate(self.columns):
            values = [row[index] for row in self.rows]
            # A list of one number is a list still: the type hangs on the column, not on its rows.
            yield name, *(_texts(values) if name in lists else _common_type(values))


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise KembarError(
            _("a data frame needs {name}; install it with: pip install {name}", name=name)
        ) from None


def _common_type(values: Sequence[Value | None]) -> tuple[str, list[object]]:
    """The type that all values have, and the values; None where one is unbound or empty."""
    present = [value for value in values if value is not None and value.text]
    for kind, parse in _PARSERS.items() if present else ():
        parsed = {value: parse(value) for value in {*present}}
        if None not in parsed.values():
            return kind, [parsed.get(value) if value else None for value in values]
    return _texts(values)


def _texts(values: Sequence[Value | None]) -> tuple[str, list[object]]:
    return "text", [value.text or None if value else None for value in values]


def _integer(value: Value) -> int | None:
    """A whole number of 64 bits."""
    try:
        number = int(value.text) if value.datatype in _INTEGERS else None
    except ValueError:
        return None
    return number if number is not None and -(2**63) <= number < 2**63 else None


def _number(value: Value) -> float | None:
    try:
        return float(value.text) if value.datatype in _NUMBERS else None
    except ValueError:
        return None


def _boolean(value: Value) -> bool | None:
    return _BOOLEANS.get(value.text) if value.datatype == f"{XSD}boolean" else None


def _date(value: Value) -> datetime.date | None:
    """A whole date; questions give dates as texts, because most may be partial."""
    if value.datatype not in ("", f"{XSD}string", f"{XSD}date") or value.kind != "literal":
        return None
    try:
        matches = _WHOLE_DATE.fullmatch(value.text)
        return datetime.date.fromisoformat(value.text) if matches else None
    except ValueError:
        return None


_PARSERS: dict[str, Callable[[Value], object]] = {
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
}
"""The parser of each type of column; it returns None for a value of another type."""


def _html_row(row: Sequence[Value | None], numeric: Sequence[bool]) -> str:
    cells = zip(map(_cell_text, row), numeric, strict=True)
    return (
        "<tr>"
        + "".join(
            f'<td style="text-align: {"right" if is_number else "left"}">{escape(text)}</td>'
            for text, is_number in cells
        )
        + "</tr>"
    )


def _cell_text(value: Value | None) -> str:
    if value is None:
        return ""
    return prefixed_name(value.text) if value.kind == "iri" else value.text
