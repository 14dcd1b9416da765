"""Checks for values of a record that are likely mistyped."""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation

from kembar.editing.warning_context import Check, WarningContext, first_day
from kembar.language import _, numeral
from kembar.model.dates import PartialDate
from kembar.model.limits import check_number
from kembar.model.records import Activity, Agreement, City, Partnership, Record, Study
from kembar.model.to_rdf import GEONAMES
from kembar.rdf.namespaces import NAMESPACES, PREFIXES, local_name
from kembar.rdf.terms import iri, literal

_MIN_YEARS_AHEAD = 1
"""From so many years ahead, the date of a past event is likely a slip."""

_MAX_TERM = 60
"""No known agreement has a term of so many years."""

_FIRST_YEAR = 1900
"""The year of the first partnerships of cities in this sense."""

_MAX_RATIO = 1000
"""A budget of so many times the median of its currency is likely a slip of the separator."""

_MAX_SAMPLE = 500
"""Budgets of a currency that are read, so that the cost does not grow with the graph."""

_MIN_SAMPLE = 3
"""The least number of budgets of a currency for a meaningful median."""

_SAME = "SELECT DISTINCT ?place { ?place skos:exactMatch %s ; a kb:TerritorialUnit }"
_BUDGETS = "SELECT ?amount { ?budget kb:currency %s ; kb:amount ?amount } LIMIT %d"


def _dates(*fields: str) -> Check:
    """Return a check of the dates in some fields of a record."""

    def check(record: Record, context: WarningContext) -> Iterator[str]:
        for field in fields:
            date: PartialDate | None = getattr(record, field)
            if date is not None:
                yield from _date(field, date, context)

    return check


def _date(field: str, date: PartialDate, context: WarningContext) -> Iterator[str]:
    first, last = first_day(date), date.latest or datetime.date.max
    words, likely = context.date(date), _likely(date, context)
    if first.year >= context.today.year + _MIN_YEARS_AHEAD or first > context.today:
        fault = _("{field}: {date} lies ahead", field=field, date=words)
        yield _with_likely(fault, likely)
    elif last.year < _FIRST_YEAR:
        fault = _("{field}: {date} is before the first sister cities", field=field, date=words)
        yield _with_likely(fault, likely)
    elif date.text.endswith("-01-01"):
        yield _(
            "{field}: do you know the day, or only the year? If only the year, write {year}",
            field=field,
            year=date.text[:4],
        )


def _activity_dates(record: Activity, context: WarningContext) -> Iterator[str]:
    if record.status != "planned":
        yield from _dates("start", "end")(record, context)


def _long_term(record: Agreement, context: WarningContext) -> Iterator[str]:
    begin, end = record.valid_from or record.signed_on, record.valid_until
    if begin and end and (years := _whole_years(begin, end)) > _MAX_TERM:
        fault = _(
            "valid_until: {date} is {years} years after the agreement begins",
            date=context.date(end),
            years=numeral(years),
        )
        yield _with_likely(fault, _likely(end, context))


def _whole_years(begin: PartialDate, end: PartialDate) -> int:
    """Return the years that surely lie between two dates; 0 where nothing is sure."""
    return end.earliest.year - begin.latest.year if begin.latest and end.earliest else 0


def _budget(record: Activity, context: WarningContext) -> Iterator[str]:
    if record.budget is None or not record.currency:
        return
    query = PREFIXES + _BUDGETS % (literal(record.currency), _MAX_SAMPLE)
    budgets = []
    for (amount,) in context.engine.select(query).rows:
        with suppress(ValueError, InvalidOperation):  # a file may state any text
            budgets.append(check_number(Decimal(str(amount))))
    median = statistics.median(budgets) if len(budgets) >= _MIN_SAMPLE else Decimal(0)
    if median and record.budget >= _MAX_RATIO * median:
        yield _(
            "budget: {amount} {currency} is {times} times the usual budget of the graph; "
            "did you mistake a separator or a word such as juta?",
            amount=numeral(record.budget),
            currency=record.currency,
            times=numeral(int(record.budget / median)),
        )


def _with_likely(fault: str, likely: str) -> str:
    return _("{fault}; do you mean {date}?", fault=fault, date=likely) if likely else fault


def _likely(date: PartialDate, context: WarningContext) -> str:
    """Return the recent date that results from exchanging two digits of a date's year, or ""."""
    if not date.is_certain:
        return ""
    year, this_year = date.text[:4], context.today.year
    for at in range(3):
        other = year[:at] + year[at + 1] + year[at] + year[at + 2 :]
        if other != year and this_year - _MAX_TERM < int(other) <= this_year:
            return context.date(PartialDate(other + date.text[4:]))
    return ""


def _identifiers(record: City, context: WarningContext) -> Iterator[str]:
    """Yield a sentence for each identifier that another place of the graph has."""
    addresses = {
        "wikidata": f"{NAMESPACES['wd']}{record.wikidata}",
        "geonames": f"{GEONAMES}{record.geonames}/",
    }
    for field, address in addresses.items():
        value = getattr(record, field)
        rows = context.others(_SAME % iri(address), record) if value else []
        for (place,) in rows[:1]:
            name, key = context.describer.name(place.term), local_name(place.text)
            yield _(
                "{field}: {value} is the identifier of {name} ({key}); "
                "if you mean another place, leave it out",
                field=field,
                value=value,
                name=name,
                key=key,
            )


SLIPS: Mapping[type[Record], tuple[Check, ...]] = {
    Partnership: (_dates("since", "until"),),
    Agreement: (_dates("signed_on"), _long_term),
    Activity: (_activity_dates, _budget),
    Study: (_dates("year"),),
    City: (_identifiers,),
}
"""The checks of each kind of record; other kinds have none."""
