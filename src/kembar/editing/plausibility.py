"""Warnings about a change: likely duplicates, and values that are likely mistyped."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from kembar.editing.describe import RecordDescriber
from kembar.editing.duplicates import DUPLICATES
from kembar.editing.slips import SLIPS
from kembar.editing.warning_context import Check, WarningContext
from kembar.errors import InputError
from kembar.language import _
from kembar.model.from_rdf import table_rows
from kembar.model.records import Agency, City, Partnership, Record, Study
from kembar.model.tables import record_from
from kembar.model.to_rdf import record_iri
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import local_name
from kembar.rdf.terms import Term, Triple
from kembar.workspace.change_files import source_fragment

_SOURCE = f"#{source_fragment('')}"

_WITH_WARNING_OF_KEY = (Agency, City, Partnership, Study)
"""The records of which `DUPLICATES` says that their key is in the graph."""


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
        language: of names of the graph.
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


def records_of(triples: Sequence[Triple], source: str) -> list[Record]:
    """Return the records that triples make; subjects that make no whole record are left out."""
    records = []
    for kind, rows in table_rows(triples, source).items():
        for row in rows:
            with suppress(InputError):
                records.append(record_from(kind, row))
    return records


def warnings_of_return(
    engine: Engine,
    added: Mapping[Term, Sequence[Triple]],
    removed: Mapping[Term, Sequence[Triple]],
    language: str = "en",
) -> list[str]:
    """Return the warnings about an undone change that comes back, a sentence each.

    Args:
        engine: the graph before.
        added: the triples of the change, by named graph.
        removed: the triples that it retires.
        language: of names of the graph.
    """
    records = [
        record
        for graph, triples in added.items()
        if _SOURCE in graph
        for record in records_of(triples, graph[1:-1].rpartition(_SOURCE)[2])
    ]
    replaced = {thing for triples in removed.values() for thing, _, _ in triples}
    warnings = plausibility_warnings(engine, records, language, replaced_things=replaced)
    present = [
        record_iri(record)
        for record in records
        if type(record) not in _WITH_WARNING_OF_KEY
        and record_iri(record) not in replaced
        and any(engine.triples_about([record_iri(record)]))
    ]
    return warnings + [
        _(
            "{key} is in the graph already. The statement that comes back will stand beside it",
            key=local_name(thing),
        )
        for thing in sorted(set(present))
    ]


def _checks(record: Record, replaced_things: Container[Term]) -> Iterator[Check]:
    """Yield the checks of a record."""
    yield from SLIPS.get(type(record), ())
    if record_iri(record) not in replaced_things and type(record) in DUPLICATES:
        yield DUPLICATES[type(record)]
