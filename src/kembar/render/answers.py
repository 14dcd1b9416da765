"""An answer as a table: for a terminal, as CSV, JSON, Markdown, or Turtle."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from typing import TextIO

from kembar.model.formula_escape import escape_formula
from kembar.queries.answer import Answer
from kembar.rdf.namespaces import NAMESPACES, prefixed_name, term
from kembar.rdf.syntax import to_turtle
from kembar.rdf.terms import Term, Triple, Value, literal
from kembar.render import terminal_table

_PIPED, _UNTOLD = 160, 80
"""Cells that a line may take where there is no terminal, and where a terminal does not tell."""

_RESULT_SET = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def as_csv(answer: Answer, language: str = "en") -> str:
    """RFC 4180 with LF; the header has the columns' names. What a spreadsheet would run is text."""
    import csv
    import io

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
    lines += [[in_markdown(display_text(value, language)) for value in row] for row in answer.rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def as_turtle(answer: Answer, language: str = "en") -> str:
    """The answer as RDF, in the result-set vocabulary of the W3C."""
    del language

    def rs(name: str) -> Term:
        return Term(f"<{_RESULT_SET}{name}>")

    whole = Term("_:answer")
    triples: list[Triple] = [(whole, term("rdf:type"), rs("ResultSet"))]
    triples += [(whole, rs("resultVariable"), literal(name)) for name in answer.columns]
    for number, row in enumerate(answer.rows):
        solution = Term(f"_:row{number}")
        triples.append((whole, rs("solution"), solution))
        for name, value in zip(answer.columns, row, strict=True):
            if value is not None:
                binding = Term(f"_:row{number}{name}")
                triples.append((solution, rs("binding"), binding))
                triples.append((binding, rs("variable"), literal(name)))
                triples.append((binding, rs("value"), value.term))
    return to_turtle(triples, NAMESPACES | {"rs": _RESULT_SET})


_BOOLEANS = {"en": ("no", "yes"), "id": ("tidak", "ya")}

FORMATS: dict[str, Callable[[Answer, str], str]] = {
    "csv": as_csv,
    "json": as_json,
    "markdown": as_markdown,
    "turtle": as_turtle,
}


def print_table(answer: Answer, language: str, file: TextIO) -> None:
    """Print a table for a person, styled on a terminal only (https://no-color.org is heard)."""
    on_terminal = file.isatty()
    styled = _is_styled(on_terminal)
    plain = not file.encoding.lower().startswith("utf")
    width = _terminal_width(file) if on_terminal else _PIPED
    head = [answer.heading(name, language) for name in answer.columns]
    rows = [[display_text(value, language) for value in row] for row in answer.rows]
    file.writelines(
        f"{line}\n"
        for line in terminal_table.draw_table(head, rows, width, plain=plain, styled=styled)
    )
    asked = ", ".join(f"{name}: {value}" for name, value in answer.parameters)
    for line in terminal_table.wrapped(asked, width) if asked else ():
        file.write(f"{terminal_table.style(line, terminal_table.DIM) if styled else line}\n")


def _is_styled(on_terminal: bool) -> bool:
    """Whether letters may be bold; https://force-color.org is heard too."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") in ("dumb", "unknown"):
        return False
    return on_terminal or bool(os.environ.get("FORCE_COLOR"))


def _terminal_width(file: TextIO) -> int:
    told = os.environ.get("COLUMNS", "")
    if told.isdigit():
        return int(told)
    try:
        return os.get_terminal_size(file.fileno()).columns or _UNTOLD
    except OSError:
        return _UNTOLD


def is_number(value: Value | None) -> bool:
    """Whether a value is a number and not a text of digits."""
    return not isinstance(_plain(value), str | None)


def display_text(value: Value | None, language: str = "en") -> str:
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
    return prefixed_name(value.text) if value.kind == "iri" else value.text


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
    return escape_formula(cell).replace("\r\n", "\n").replace("\r", "\n")
