"""Warnings about a change: likely duplicates, and values that are likely mistyped."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Iterator

from kembar.editing.describe import RecordDescriber
from kembar.editing.duplicates import DUPLICATES
from kembar.editing.slips import SLIPS
from kembar.editing.warning_context import Check, WarningContext
from kembar.model.records import Record
from kembar.model.to_rdf import record_iri
from kembar.rdf.engine import Engine
from kembar.rdf.terms import Term


def plausibility_warnings(
    engine: Engine,
    records: Iterable[Record],
    language: str = "en",
    today: datetime.date | None = None,
    replaced_things: Container[Term] = (),
) -> list[str]:
    """Return the warnings about records, a sentence each.

    Args:
        engine: the graph before the change.
        records: to be added.
        language: of the sentences, "en" or "id".
        today: the day after which a date is in the future.
        replaced_things: things whose earlier statements the records replace.
    """
    records = list(records)
    describer = RecordDescriber(engine, language, records)
    context = WarningContext(engine, describer, language, today or datetime.date.today())
    sentences = [
        sentence
        for record in records
        for check in _checks(record, replaced_things)
        for sentence in check(record, context)
    ]
    return list(dict.fromkeys(sentences))


def _checks(record: Record, replaced_things: Container[Term]) -> Iterator[Check]:
    """Yield the checks of a record."""
    yield from SLIPS.get(type(record), ())
    if record_iri(record) not in replaced_things and type(record) in DUPLICATES:
        yield DUPLICATES[type(record)]
