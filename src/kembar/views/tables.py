"""An answer as a table: for a terminal, as CSV, JSON, Markdown, or Turtle."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable
from typing import IO

from kembar.questions import Answer
from kembar.rdf_text import turtle
from kembar.spreadsheets import harmless
from kembar.terms import Term, Triple, Value, text
from kembar.vocabulary import NAMESPACES, short, term

_RESULT_SET = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def as_csv(answer: Answer, language: str = "en") -> str:
    """RFC 4180 with LF; the header has the columns' names. What a spreadsheet would run is text."""
    del language  # names of columns are the same in every language, so that programs can read them
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_in_csv(_cell(value)) for value in row] for row in answer.rows)
    return out.getvalue()


def as_json(answer: Answer, language: str = "en") -> str:
    """A list of objects, one for each row; unknown is null, numbers are numbers."""
    del language
    rows = [
        {name: _plain(value) for name, value in zip(answer.columns, row, strict=True)}
        for row in answer.rows
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_markdown(answer: Answer, language: str = "en") -> str:
    """A table of Markdown."""
    head = [in_markdown(answer.heading(name, language)) for name in answer.columns]
    lines = [head, ["---"] * len(head)]
    lines += [[in_markdown(shown(value, language)) for value in row] for row in answer.rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def as_turtle(answer: Answer, language: str = "en") -> str:
    """The answer as RDF, in the result-set vocabulary of the W3C."""
    del language

    def rs(name: str) -> Term:
        return Term(f"<{_RESULT_SET}{name}>")

    whole = Term("_:answer")
    triples: list[Triple] = [(whole, term("rdf:type"), rs("ResultSet"))]
    triples += [(whole, rs("resultVariable"), text(name)) for name in answer.columns]
    for number, row in enumerate(answer.rows):
        solution = Term(f"_:row{number}")
        triples.append((whole, rs("solution"), solution))
        for name, value in zip(answer.columns, row, strict=True):
            if value is not None:
                binding = Term(f"_:row{number}{name}")
                triples.append((solution, rs("binding"), binding))
                triples.append((binding, rs("variable"), text(name)))
                triples.append((binding, rs("value"), value.term))
    return turtle(triples, NAMESPACES | {"rs": _RESULT_SET})


_BOOLEANS = {"en": ("no", "yes"), "id": ("tidak", "ya")}

FORMATS: dict[str, Callable[[Answer, str], str]] = {
    "csv": as_csv,
    "json": as_json,
    "markdown": as_markdown,
    "turtle": as_turtle,
}


def print_table(answer: Answer, language: str, file: IO[str]) -> None:
    """Print a table for a person, coloured on a terminal only (https://no-color.org is heard)."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(
        file=file,
        highlight=False,
        width=None if file.isatty() else 160,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
    )
    table = Table(header_style="bold", pad_edge=False)
    for name in answer.columns:
        table.add_column(Text(answer.heading(name, language)), overflow="fold")
    for row in answer.rows:
        table.add_row(*(Text(shown(value, language)) for value in row))
    console.print(table)
    if answer.asked:
        console.print(
            Text(", ".join(f"{name}: {value}" for name, value in answer.asked)), style="dim"
        )


def is_number(value: Value | None) -> bool:
    """Whether a value is a number and not a text of digits."""
    return not isinstance(_plain(value), str | None)


def shown(value: Value | None, language: str = "en") -> str:
    """A value for people: a prefixed name, a number with its thousands apart, yes, or its text."""
    if value is not None and value.datatype.endswith("#boolean"):
        return _BOOLEANS[language][value.text in ("true", "1")]
    number = _plain(value)
    if value is None or isinstance(number, str) or number is None:
        return _cell(value)
    grouped = f"{number:,}"
    return grouped.translate(str.maketrans(",.", ".,")) if language == "id" else grouped


def in_markdown(cell: str) -> str:
    """A text as a cell of Markdown: nothing in it makes a column, a link, a style or HTML."""
    return re.sub(r"([\\|`*\[\]])", r"\\\1", cell).replace("<", "&lt;").replace("\n", " ")


def _cell(value: Value | None) -> str:
    if value is None:
        return ""
    return short(value.text) if value.kind == "iri" else value.text


def _plain(value: Value | None) -> str | int | float | None:
    if value is None:
        return None
    number = value.datatype.rpartition("#")[2]
    if number in ("integer", "nonNegativeInteger", "int", "long"):
        return int(value.text)
    if number in ("decimal", "double", "float"):
        exact = float(value.text)
        return int(exact) if exact.is_integer() else exact
    return value.text


def _in_csv(cell: str) -> str:
    """A cell that no spreadsheet runs; a lone carriage return would stand unquoted and break it."""
    return harmless(cell).replace("\r\n", "\n").replace("\r", "\n")
