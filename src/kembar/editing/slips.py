"""Checks for values of a record that are likely mistyped."""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation

from kembar.editing.warning_context import Check, WarningContext, Words, first_day
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

_WORDS: Words = {
    "ahead": {
        "en": "{field}: {date} lies ahead{hint}",
        "id": "{field}: {date} masih di depan{hint}",
    },
    "instead": {"en": "; do you mean {date}?", "id": "; maksud Anda {date}?"},
    "early": {
        "en": "{field}: {date} is before there were sister cities{hint}",
        "id": "{field}: {date} sebelum ada kota kembar{hint}",
    },
    "lasting": {
        "en": "valid_until: {date} is {years} years after it begins{hint}",
        "id": "valid_until: {date} adalah {years} tahun setelah mulai berlaku{hint}",
    },
    "filled in": {
        "en": "{field}: is the day known, or the year only? Write {year} if only the year is",
        "id": "{field}: apakah harinya diketahui, atau tahunnya saja? "
        "Tulis {year} bila hanya tahunnya",
    },
    "identifier": {
        "en": "{field}: {value} is the identifier of {name} ({key}); leave it out if it is not",
        "id": "{field}: {value} adalah pengenal {name} ({key}); kosongkan bila bukan itu",
    },
    "budget": {
        "en": "budget: {amount} {currency} is {times} times the usual of the graph; "
        "is a separator or a word such as juta misread?",
        "id": "budget: {amount} {currency} adalah {times} kali yang lazim dalam graf; "
        "apakah pemisah ribuan atau kata seperti juta salah dibaca?",
    },
}


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
    values = {"field": field, "date": context.date(date), "hint": _hint(date, context)}
    if first.year >= context.today.year + _MIN_YEARS_AHEAD or first > context.today:
        yield context.sentence(_WORDS["ahead"], **values)
    elif last.year < _FIRST_YEAR:
        yield context.sentence(_WORDS["early"], **values)
    elif date.text.endswith("-01-01"):
        yield context.sentence(_WORDS["filled in"], field=field, year=date.text[:4])


def _activity_dates(record: Activity, context: WarningContext) -> Iterator[str]:
    if record.status != "planned":
        yield from _dates("start", "end")(record, context)


def _long_term(record: Agreement, context: WarningContext) -> Iterator[str]:
    begin, end = record.valid_from or record.signed_on, record.valid_until
    if begin and end and (years := _whole_years(begin, end)) > _MAX_TERM:
        hint = _hint(end, context)
        yield context.sentence(_WORDS["lasting"], date=context.date(end), years=years, hint=hint)


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
        yield context.sentence(
            _WORDS["budget"],
            amount=f"{record.budget:,}",
            currency=record.currency,
            times=f"{int(record.budget / median):,}",
        )


def _hint(date: PartialDate, context: WarningContext) -> str:
    """Return a hint to the recent year that results from exchanging two digits of a date's year."""
    if not date.is_certain:
        return ""
    year, this_year = date.text[:4], context.today.year
    for at in range(3):
        other = year[:at] + year[at + 1] + year[at] + year[at + 2 :]
        if other != year and this_year - _MAX_TERM < int(other) <= this_year:
            likely = context.date(PartialDate(other + date.text[4:]))
            return context.sentence(_WORDS["instead"], date=likely)
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
            yield context.sentence(
                _WORDS["identifier"], field=field, value=value, name=name, key=key
            )


SLIPS: Mapping[type[Record], tuple[Check, ...]] = {
    Partnership: (_dates("since", "until"),),
    Agreement: (_dates("signed_on"), _long_term),
    Activity: (_activity_dates, _budget),
    Study: (_dates("year"),),
    City: (_identifiers,),
}
"""The checks of each kind of record; other kinds have none."""
