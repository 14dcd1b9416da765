"""Rendering of an answer: a table for a terminal, CSV, JSON, Markdown, Turtle, SPARQL results."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from typing import TextIO

from kembar.language import _p, speaking
from kembar.model.dates import PartialDate, in_words
from kembar.model.formula_escape import escape_formula
from kembar.queries.answer import Answer
from kembar.rdf.namespaces import NAMESPACES, prefixed_name, term
from kembar.rdf.results import serialize_boolean, serialize_table
from kembar.rdf.syntax import to_turtle
from kembar.rdf.terms import Term, Triple, Value, boolean, literal
from kembar.render import terminal_table

_PIPED, _UNKNOWN = 160, 80
"""Width of a line without a terminal, and on a terminal of unknown width."""

_LOCAL_NAME = re.compile(r"\w(?:[\w.-]*[\w-])?")
"""The part of a prefixed name after its colon, as queries may have it."""

_RESULT_SET = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def chart_picture(answer: Answer, form: str, language: str = "en") -> bytes | None:
    """Return the chart of an answer as "svg" or "png"; None where it has none.

    Raises:
        InputError: a specification of one's own that cannot be drawn.
        KembarError: the library that draws is not installed.
    """
    from kembar.render.charts.picture import picture

    return picture(answer, form, language)


def as_csv(answer: Answer, language: str = "en") -> str:
    """Return CSV by RFC 4180 with LF and the names of columns; formulas are escaped as text."""
    import csv
    import io

    del language  # names of columns are the same in every language, so that programs can read them
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_in_csv(value.text if value else "") for value in row] for row in answer.rows)
    return out.getvalue()


def as_json(answer: Answer, language: str = "en") -> str:
    """Return a list of objects, one for each row; unbound is null, numbers are numbers."""
    del language
    rows = [
        {name: _plain(value) for name, value in zip(answer.columns, row, strict=True)}
        for row in answer.rows
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_markdown(answer: Answer, language: str = "en") -> str:
    """Return a table of Markdown."""
    head = [in_markdown(answer.heading(name, language)) for name in answer.columns]
    lines = [head, ["---"] * len(head)]
    lines += [[in_markdown(display_text(value, language)) for value in row] for row in answer.rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def as_turtle(answer: Answer, language: str = "en") -> str:
    """Return the answer as Turtle, in the result-set vocabulary of the W3C."""
    del language

    def rs(name: str) -> Term:
        return Term(f"<{_RESULT_SET}{name}>")

    whole = Term("_:answer")
    triples: list[Triple] = [(whole, term("rdf:type"), rs("ResultSet"))]
    if answer.is_boolean:
        truth = boolean(is_true(answer)).term
        return to_turtle(
            [*triples, (whole, rs("boolean"), truth)], NAMESPACES | {"rs": _RESULT_SET}
        )
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


def as_workbook(answer: Answer, language: str = "en") -> bytes:
    """Return the answer as a workbook (XLSX): numbers and whole days are such, all else is text."""
    from kembar.exports.workbook import Sheet, day, workbook

    head = [answer.heading(column, language) for column in answer.columns]
    rows = [
        [_plain(v) if is_number(v) else day(v.text if v else "") for v in r] for r in answer.rows
    ]
    return workbook([Sheet(answer.question.name if answer.question else "answer", head, rows)])


def as_sparql_results(answer: Answer, form: str) -> str:
    """Return SPARQL 1.1 results: IRIs whole, and all terms with datatypes and languages.

    Args:
        answer: a table, or the truth value of ASK.
        form: "json", "xml", "csv" or "tsv", each as its recommendation of the W3C says.

    Raises:
        KembarError: XML cannot hold a character.
    """
    if answer.is_boolean:
        return serialize_boolean(is_true(answer), form)
    return serialize_table(answer.columns, answer.rows, form)


def is_true(answer: Answer) -> bool:
    """Return the truth value that answers an ASK."""
    return [[value and value.text for value in row] for row in answer.rows] == [["true"]]


def as_table(answer: Answer, language: str = "en") -> str:
    """Return a table drawn with lines, as wide as it is in a pipe."""
    return "".join(f"{line}\n" for line in _table_lines(answer, language, _PIPED))


ANSWER_WRITERS: dict[str, Callable[[Answer, str], str]] = {
    "table": as_table,
    "csv": as_csv,
    "json": as_json,
    "markdown": as_markdown,
    "turtle": as_turtle,
}


def print_table(answer: Answer, language: str, file: TextIO) -> None:
    """Print a table, styled on a terminal only (https://no-color.org)."""
    on_terminal = file.isatty()
    styled = _is_styled(on_terminal)
    plain = not file.encoding.lower().startswith("utf")
    width = _terminal_width(file) if on_terminal else _PIPED
    lines = _table_lines(answer, language, width, plain=plain, styled=styled)
    file.writelines(f"{line}\n" for line in lines)


def _table_lines(
    answer: Answer, language: str, width: int, *, plain: bool = False, styled: bool = False
) -> Iterator[str]:
    """Yield the lines of a table, and below it the parameters of the question."""
    head = [answer.heading(name, language) for name in answer.columns]
    rows = [[display_text(value, language) for value in row] for row in answer.rows]
    yield from terminal_table.draw_table(head, rows, width, plain=plain, styled=styled)
    parameters = ", ".join(f"{name}: {value}" for name, value in answer.parameters)
    for line in terminal_table.wrap_text(parameters, width) if parameters else ():
        yield terminal_table.style(line, terminal_table.DIM) if styled else line


def _is_styled(on_terminal: bool) -> bool:
    """Return True if letters may be bold (https://no-color.org, https://force-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") in ("dumb", "unknown"):
        return False
    return on_terminal or bool(os.environ.get("FORCE_COLOR"))


def _terminal_width(file: TextIO) -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit():
        return int(columns)
    try:
        return os.get_terminal_size(file.fileno()).columns or _UNKNOWN
    except OSError:
        return _UNKNOWN


def is_number(value: Value | None) -> bool:
    """Return True if a value is a number and not a text of digits."""
    return not isinstance(_plain(value), str | None)


def display_text(value: Value | None, language: str = "en") -> str:
    """Return a value for people, as a language writes it.

    An IRI is a prefixed name, a number has separators, a date its month in words; a year alone
    stays as it is, as it may be any number.
    """
    if value is None:
        return ""
    if value.datatype.endswith("#boolean"):
        with speaking(language):
            return _p("an answer", "yes") if value.text in ("true", "1") else _p("an answer", "no")
    number = _plain(value)
    if isinstance(number, int | float):
        grouped = f"{number:,}"
        return grouped.translate(_SWAPPED) if language == "id" else grouped
    return _short_name(value.text) if value.kind == "iri" else _with_dates(value.text, language)


_SWAPPED = str.maketrans(",.", ".,")
_DATES = re.compile(r"(?=.*[-X/~?%])[0-9][0-9X./~?%; -]{4,}|(?:\.\.)?/[0-9X~?%-]{4,}", re.ASCII)
"""Texts that may be dates, or a list of dates, with more than years alone."""


def _with_dates(text: str, language: str) -> str:
    """Return a text, or the words of the dates that it is: "2015-05; 2016" has two."""
    if not _DATES.fullmatch(text):
        return text
    try:
        dates = [PartialDate(part) for part in text.split("; ")]
    except ValueError:
        return text
    return "; ".join(in_words(date, language) for date in dates)


def in_markdown(cell: str) -> str:
    """Return a text as a cell of Markdown, escaped so that it makes no column, link or HTML."""
    return re.sub(r"([\\|`*\[\]])", r"\\\1", cell).replace("<", "&lt;").replace("\n", " ")


def _short_name(address: str) -> str:
    """Return an IRI as a prefixed name if a query may name it so, else whole."""
    name = prefixed_name(address)
    return name if _LOCAL_NAME.fullmatch(name.partition(":")[2]) else address


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
    """Return a cell that is no formula; the csv module does not quote a lone carriage return."""
    return escape_formula(cell).replace("\r\n", "\n").replace("\r", "\n")
