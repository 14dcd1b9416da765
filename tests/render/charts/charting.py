"""Small answers for the tests of charts."""

from __future__ import annotations

from kembar.queries.answer import Answer
from kembar.queries.saved import Column, Question, Text
from kembar.rdf.terms import Value

INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def answer(
    view: str, columns: str, *rows: tuple[str | int | None, ...], name: str = "made"
) -> Answer:
    """Whole numbers are numbers, all else is text; a column `x` is headed "the x" and "si x"."""
    names = tuple(columns.split())
    headings = tuple(Column(column, Text(f"the {column}", f"si {column}")) for column in names)
    question = Question(
        name, "t", "s", Text("What?", "Apa?"), headings, (), view, Text("", ""), (), ""
    )
    return Answer(names, [tuple(_value(cell) for cell in row) for row in rows], question)


def _value(cell: str | int | None) -> Value | None:
    if cell is None:
        return None
    return Value(str(cell), datatype=INTEGER if isinstance(cell, int) else "")
