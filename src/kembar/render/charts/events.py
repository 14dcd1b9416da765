"""The rows of an answer as things that begin and end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kembar.queries.answer import Answer
from kembar.rdf.terms import Value
from kembar.render.charts.cell_values import Stretch, stretch
from kembar.render.charts.texts import display_value

START = ("start", "signed", "since")
"""Columns that tell when a thing begins: the first that an answer has."""

END = ("end", "until")
WHAT = ("what", "type")


@dataclass(frozen=True)
class Event:
    """A thing with its beginning or its end or both."""

    label: str
    what: str
    start: Stretch | None
    end: Stretch | None

    @property
    def reach(self) -> tuple[int, int]:
        """The first day and the day after the last that it may touch."""
        stretches = [one for one in (self.start, self.end) if one]
        return min(one.first for one in stretches), max(one.after for one in stretches)


def events_of(answer: Answer) -> list[Event]:
    """One for each row."""

    def of(*names: str) -> Callable[[tuple[Value | None, ...]], Value | None]:
        place = next((answer.columns.index(n) for n in names if n in answer.columns), None)
        return lambda row: None if place is None else row[place]

    label, what, start, end = of("thing", answer.columns[0]), of(*WHAT), of(*START), of(*END)
    return [
        Event(display_value(label(r)), display_value(what(r)), stretch(start(r)), stretch(end(r)))
        for r in answer.rows
    ]
