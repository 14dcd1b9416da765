"""Entries of a time line: who held office, documents, what was done, what was only planned."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kembar.language import language
from kembar.profiles.days import DAYS_OF_A_YEAR, middle, span
from kembar.profiles.differing import differing_dates, fullest_date
from kembar.profiles.facts import Activity, Agreement, Partnership, Stated, Tenure
from kembar.profiles.measures import DONE, Measures, has_status

HOLE = 3
"""Years of silence from which a hole is drawn."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An entry of a time line.

    Attributes:
        lane: "office:KEY" (of that unit), "document", "done", "planned" or "named".
        key: of the agreement or activity; "" of an office.
        title: in the language spoken; the person of an office.
        office: as sources name it; "" of all else.
        dates: EDTF, as sources state them, the fullest first; empty where no date is known.
        start, end: first and last day as drawn (a year alone stands at its middle, where both are
            the same day); None where no date is known, or an office goes on.
        certain: False where it may not have been (planned), or the date is imprecise.
        disputed: whether sources differ on the date.
        sources: keys of its sources.
    """

    lane: str
    key: str
    title: str
    dates: tuple[str, ...]
    start: datetime.date | None
    end: datetime.date | None
    office: str = ""
    certain: bool = True
    disputed: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hole:
    """A silence of over three years: no activity and no document bears a date in it."""

    start: datetime.date
    end: datetime.date
    years: int


def timeline(measures: Measures, partnership: str) -> list[TimelineEntry]:
    """Return the entries of a partnership by date, undated ones last.

    Offices that ended before the first document or activity are left out.
    """
    figures = measures.figures(partnership)
    cities = measures.facts.partnerships[partnership].partners
    return _entries(measures, cities, figures.documents, figures.activities)


def city_timeline(measures: Measures, city: str) -> list[TimelineEntry]:
    """Return the entries of a city with all its partnerships by date, undated ones last."""
    return _of_partnerships(measures, [city], measures.partnerships_of.get(city, ()))


def country_timeline(measures: Measures, country: str) -> list[TimelineEntry]:
    """Return the entries of the partnerships of a country by date, undated ones last."""
    return _of_partnerships(measures, [], measures.partnerships_of_country(country))


def _of_partnerships(
    measures: Measures, cities: Iterable[str], partnerships: Iterable[Partnership]
) -> list[TimelineEntry]:
    figures = [measures.figures(one.key) for one in partnerships]
    documents = [one for each in figures for one in each.documents]
    activities = {one.key: one for each in figures for one in each.activities}
    return _entries(measures, cities, documents, activities.values())


def _entries(
    measures: Measures,
    cities: Iterable[str],
    documents: Iterable[Agreement],
    activities: Iterable[Activity],
) -> list[TimelineEntry]:
    entries = [_of_document(one) for one in documents]
    entries += [_of_activity(one) for one in activities]
    first = min((one.start for one in entries if one.start), default=measures.today)
    tenures = [
        _of_tenure(city, one) for city in cities for one in measures.facts.cities[city].tenures
    ]
    entries += [one for one in tenures if not one.end or one.end >= first]
    return sorted(entries, key=lambda one: (one.start or one.end or datetime.date.max, one.key))


def _of_document(one: Agreement) -> TimelineEntry:
    title = one.title.in_language(language())
    return _at("document", one.key, title, one.signed, (), one.sources)


def _of_activity(one: Activity) -> TimelineEntry:
    statuses = {status.value.notation for status in one.status}
    lane = "done" if has_status(one, DONE) else "planned" if "planned" in statuses else "named"
    return _at(lane, one.key, one.title.in_language(language()), one.start, one.end, one.sources)


def _at(
    lane: str,
    key: str,
    title: str,
    starts: Sequence[Stated[str]],
    ends: Sequence[Stated[str]],
    sources: tuple[str, ...],
) -> TimelineEntry:
    start, end = fullest_date(starts), fullest_date(ends)
    opened, closed = start or end, end or start
    return TimelineEntry(
        lane=lane,
        key=key,
        title=title,
        dates=_in_order([*starts, *ends]),
        start=middle(opened.value) if opened else None,
        end=middle(closed.value) if closed else None,
        certain=lane in ("document", "done") and opened is not None and is_exact(opened.value),
        disputed=bool(differing_dates(starts) or differing_dates(ends)),
        sources=sources,
    )


def _of_tenure(city: str, one: Tenure) -> TimelineEntry:
    start, end = fullest_date(one.start), fullest_date(one.end)
    return TimelineEntry(
        lane=f"office:{city}",
        key="",
        title=one.person,
        dates=_in_order([*one.start, *one.end]),
        start=middle(start.value) if start else None,
        end=middle(end.value) if end else None,
        office=one.office,
        certain=bool(start),
        disputed=bool(differing_dates(one.start) or differing_dates(one.end)),
        sources=one.sources,
    )


def is_exact(text: str) -> bool:
    """Tell whether a date is one day."""
    first, last = span(text)
    return first is not None and first == last


def _in_order(dates: Iterable[Stated[str]]) -> tuple[str, ...]:
    ordered = sorted(dates, key=lambda one: (-len(one.value), -len(one.sources)))
    return tuple(dict.fromkeys(one.value for one in ordered))


def holes(measures: Measures, partnership: str) -> list[Hole]:
    """Return the silences of a partnership, the last of them until today.

    Nothing that has ended is silent after its end, and nothing is before its first sign.
    """
    figures, one = measures.figures(partnership), measures.facts.partnerships[partnership]
    dates = [each for done in figures.done for each in (*done.start, *done.end)]
    dates += [each for document in figures.documents for each in document.signed]
    signs = sorted(
        (first, last)
        for each in dates
        for first, last in [_known_span(each.value)]
        if first and last
    )
    if one.present == "active":
        signs.append((measures.today, measures.today))
    gaps = []
    reached = signs[0][1] if signs else measures.today
    for first, last in signs[1:]:
        years = (first - reached).days / DAYS_OF_A_YEAR
        if years > HOLE:
            gaps.append(Hole(reached, first, round(years)))
        reached = max(reached, last)
    return gaps


def _known_span(text: str) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the middle of a date that lies in one year, else its first and last day."""
    first, last = span(text)
    if first and last and first.year == last.year:
        return middle(text), middle(text)
    return first, last
