"""Context of plausibility checks: the graph, the language of names, and today."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kembar.editing.describe import RecordDescriber
from kembar.model.dates import PartialDate, in_words
from kembar.model.records import Record
from kembar.model.to_rdf import record_iri
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES
from kembar.rdf.terms import Value


@dataclass(frozen=True)
class WarningContext:
    """The context of the checks of a record.

    Attributes:
        engine: the graph before the change.
        describer: names things of the graph and of the change.
        language: of names of the graph.
        today: the day after which a date is in the future.
    """

    engine: Engine
    describer: RecordDescriber
    language: str
    today: datetime.date

    def date(self, date: PartialDate) -> str:
        """Return a date in words."""
        return in_words(date, self.language)

    def others(self, query: str, record: Record) -> list[tuple[Value, ...]]:
        """Return the rows of a query whose first value is not the thing of the record."""
        own = record_iri(record)[1:-1]
        rows = self.engine.select(PREFIXES + query).rows
        bound = [tuple(value for value in row if value) for row in rows]
        return [row for row in bound if row and row[0].text != own]


Check = Callable[[Any, WarningContext], Iterator[str]]
"""Yields the warnings about a record, a sentence each."""


def first_day(date: PartialDate) -> datetime.date:
    """Return the first day that a date may be; of an open beginning, the first of the calendar."""
    return date.earliest or datetime.date.min
