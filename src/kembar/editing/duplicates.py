"""Checks for things of the graph that a new record may be the same as."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kembar.editing.warning_context import Check, WarningContext, first_day
from kembar.language import N_, _, listing, numeral
from kembar.model.dates import PartialDate
from kembar.model.records import (
    Activity,
    Agency,
    Agreement,
    City,
    Obstacle,
    Partnership,
    Record,
    Study,
)
from kembar.model.to_rdf import entity_iri, record_iri
from kembar.rdf.namespaces import PREFIXES, concept, local_name
from kembar.rdf.terms import Value, literal

MONTH = 31
"""Days within which two agreements of the same partners are likely one."""

OWN_STEPS = ("council-approval", "implementing-arrangement", "minutes", "plan-of-action")
"""Types of document that no source takes for another: each is a step of its own.

The others (letters of intent, memoranda, agreements, charters) found or announce a partnership, and
sources often call one of them by the name of another. The steps are those of Permendagri 25/2020.
"""

_MAX_SOURCES = 3
"""Sources that a warning names; the rest is counted."""

_SAME_AGREEMENT = N_(
    "the graph has an agreement of the same partners, signed {date}: {name} ({key}). "
    "If it is the same, give --key {key}"
)
_SAME_ACTIVITY = N_(
    "the graph has an activity of the same kind, begun {date}: {name} ({key}). "
    "If it is the same, give --key {key}"
)

_KIND_OF = """SELECT DISTINCT ?kind ?who {
  VALUES ?thing { %s } ?thing a kb:Partnership ; kb:toldBy ?teller .
  OPTIONAL { ?thing kb:partnershipKind/skos:prefLabel ?kind FILTER(LANG(?kind) = %s) }
  ?teller rdfs:label|skos:prefLabel ?who FILTER(LANG(?who) IN ("", %s))
} ORDER BY ?kind ?who"""
_AGREEMENTS = """SELECT DISTINCT ?other ?date ?type {
  ?other kb:underPartnership %s ; a kb:Agreement ; kb:signedOn ?date
  OPTIONAL { ?other kb:agreementType ?type }
} ORDER BY ?date ?other ?type"""
_ACTIVITIES = """SELECT DISTINCT ?other ?date {
  ?other kb:underPartnership %s ; kb:activityKind %s ; kb:startDate ?date
} ORDER BY ?date ?other"""
_OBSTACLES = """SELECT DISTINCT ?other {
  ?other kb:reportedBy %s ; kb:obstacleType %s ; a kb:Obstacle
} ORDER BY ?other"""


def _same_partners(record: Partnership, context: WarningContext) -> Iterator[str]:
    own, language = record_iri(record), literal(context.language)
    rows = context.engine.select(PREFIXES + _KIND_OF % (own, language, language)).rows
    if rows:
        kinds = sorted({str(kind) for kind, _ in rows if kind})
        sources = sorted({str(source) for _, source in rows})
        more = [f"+{numeral(len(sources) - _MAX_SOURCES)}"] if len(sources) > _MAX_SOURCES else []
        yield _(
            "{name} is in the graph already as {kind}, according to {sources}. "
            "Your statement will stand beside it, with your source",
            name=context.describer.name(own),
            kind=" / ".join(kinds) or "?",
            sources=listing([*sources[:_MAX_SOURCES], *more]),
        )


def _near_agreement(record: Agreement, context: WarningContext) -> Iterator[str]:
    if record.signed_on:
        rows = context.others(_AGREEMENTS % entity_iri(record.partnership), record)
        alike = [row[:2] for row in rows if _may_be_same(record.type, row[2:])]
        yield from _near(_SAME_AGREEMENT, record.signed_on, alike, context)


def _may_be_same(own: str | None, types: Sequence[Value]) -> bool:
    """Return whether a document of one type may be one of others, which nobody may have told."""
    names = {local_name(one.text) for one in types}
    return not own or not names or own in names or not {own, *names} & set(OWN_STEPS)


def _near_activity(record: Activity, context: WarningContext) -> Iterator[str]:
    if not record.start or not record.kind:
        return
    kind = concept("activity-kind", record.kind)
    for partnership in record.partnerships:
        rows = context.others(_ACTIVITIES % (entity_iri(partnership), kind), record)
        yield from _near(_SAME_ACTIVITY, record.start, rows, context)


def _near(
    message: str, date: PartialDate, rows: Iterable[tuple[Value, ...]], context: WarningContext
) -> Iterator[str]:
    """Yield a sentence for each thing of some rows whose date is within a month of another."""
    keys: set[str] = set()
    for thing, when in rows:
        try:
            other = PartialDate(when.text)
        except ValueError:
            continue  # a file may state any text
        if local_name(thing.text) not in keys and _days_between(date, other) <= MONTH:
            keys.add(local_name(thing.text))
            name = context.describer.name(thing.term)
            yield _(message, date=context.date(other), name=name, key=local_name(thing.text))


def _same_obstacle(record: Obstacle, context: WarningContext) -> Iterator[str]:
    if record.type:
        kind = concept("obstacle-type", record.type)
        for (other,) in context.others(_OBSTACLES % (entity_iri(record.study), kind), record):
            name = context.describer.name(other.term)
            yield _(
                "the study names an obstacle of this type already: {name} ({key}). "
                "If it is the same, give --key {key}",
                name=name,
                key=local_name(other.text),
            )


def _same_key(record: Record, context: WarningContext) -> Iterator[str]:
    own = record_iri(record)
    rows = context.engine.select(PREFIXES + f"ASK {{ {own} kb:key ?any }}").rows
    if str(rows[0][0]) == "true":
        yield _(
            "{name} is in the graph already ({key}). "
            "Your statement will stand beside it, with your source",
            name=context.describer.name(own),
            key=local_name(own),
        )


DUPLICATES: Mapping[type[Record], Check] = {
    Partnership: _same_partners,
    Agreement: _near_agreement,
    Activity: _near_activity,
    Obstacle: _same_obstacle,
    Study: _same_key,
    City: _same_key,
    Agency: _same_key,
}
"""The check of each kind of record; other kinds have none."""


def _days_between(one: PartialDate, other: PartialDate) -> int:
    """Return the days that surely lie between two dates; a coarse one may be any of its days."""
    if _last_day(one) < first_day(other):
        return (first_day(other) - _last_day(one)).days
    if _last_day(other) < first_day(one):
        return (first_day(one) - _last_day(other)).days
    return 0


def _last_day(date: PartialDate) -> datetime.date:
    """Return the last day that a date may be; of an open end, the last of the calendar."""
    return date.latest or datetime.date.max
