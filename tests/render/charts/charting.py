"""Small answers for the tests of charts, and what their HTML holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kembar.queries.answer import Answer
from kembar.queries.saved import Column, Question, Text
from kembar.rdf.terms import Value

INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def answer(
    view: str,
    columns: str,
    *rows: tuple[str | int | None, ...],
    name: str = "made",
    chart: str = "",
) -> Answer:
    """Whole numbers are numbers, all else is text; a column `x` is headed "the x" and "si x"."""
    names = tuple(columns.split())
    headings = tuple(Column(column, Text(f"the {column}", f"si {column}")) for column in names)
    question = Question(
        name, "t", "s", Text("What?", "Apa?"), headings, (), view, Text("", ""), (), "", chart=chart
    )
    return Answer(names, [tuple(_value(cell) for cell in row) for row in rows], question)


def _value(cell: str | int | None) -> Value | None:
    if cell is None:
        return None
    return Value(str(cell), datatype=INTEGER if isinstance(cell, int) else "")


@dataclass
class Element:
    """An element of HTML: its name, its classes, its place and its width in per cent, its text."""

    name: str
    classes: set[str] = field(default_factory=set)
    left: float = 0.0
    width: float = 0.0
    text: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.all: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        style = dict(re.findall(r"(left|width):([\d.]+)%", values.get("style", "")))
        one = Element(
            tag,
            {*values.get("class", "").split()},
            float(style.get("left", 0)),
            float(style.get("width", 0)),
        )
        self.all.append(one)
        self.open.append(one)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1].text += data


def elements(html: str) -> list[Element]:
    """The elements of a chart in their order; each must be closed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader.all
