"""Dates in words, with their precision, for a person to check how a text was understood.

The order of day, month and year and their marks are messages, so that no library is read for a
date; the tests compare them with the CLDR.
"""

from __future__ import annotations

from functools import lru_cache

from kembar.language import _, _p, language, speaking
from kembar.model.dates.months import MONTHS, SEASONS
from kembar.model.dates.partial_date import PartialDate


def in_words(date: PartialDate, in_language: str = "") -> str:
    """Return a date in words, with its precision, in a language; in the one spoken where empty.

    >>> in_words(PartialDate("2026-05-24"), "id")
    '24 Mei 2026'
    >>> in_words(PartialDate("199X~"), "en")
    'about the 1990s'
    """
    return _words(date.text, in_language or language())


@lru_cache(maxsize=65_536)
def _words(text: str, code: str) -> str:
    with speaking(code):
        start, slash, end = text.partition("/")
        return _interval(start, end) if slash else _part(start)


def _interval(start: str, end: str) -> str:
    first, last = _part(start), _part(end)
    match (start, end):
        case ("..", _):
            return _("{end} or before", end=last)
        case ("", _):
            return _("{end} or before (beginning unknown)", end=last)
        case (_, ".."):
            return _("{start} or later", start=first)
        case (_, ""):
            return _("{start} or later (end unknown)", start=first)
    return _("some time between {start} and {end}", start=first, end=last)


def _part(text: str) -> str:
    """Return a year, a month, a day or a season, perhaps marked; "" for an open end."""
    match text[-1:]:
        case "" | ".":
            return ""
        case "?":
            return _("{date} (uncertain)", date=_part(text[:-1]))
        case "~":
            return _("about {date}", date=_part(text[:-1]))
        case "%":
            return _("about {date} (uncertain)", date=_part(text[:-1]))
    year, month, day = (*text.split("-"), "", "")[:3]
    if "X" in year:
        first, last = year.replace("X", "0"), year.replace("X", "9")
        if year.endswith("XX"):
            return _("some year from {first} to {last}", first=first, last=last)
        return _("the {year}s", year=first)
    if "XX" in (month, day):
        whole = _named(year, "" if month == "XX" else month, "")
        if day:
            return _("some day of {date}", date=whole)
        return _("some month of {date}", date=whole)
    if month > "12":
        return _season(year, int(month))
    return _named(year, month, day)


def _named(year: str, month: str, day: str) -> str:
    if not month:
        return _p("a year alone", "{year}", year=year)
    if not day:
        return _p("a date", "{month} {year}", month=_month(int(month)), year=year)
    return _p("a date", "{day} {month} {year}", day=int(day), month=_month(int(month)), year=year)


def _month(number: int) -> str:
    return MONTHS[language()][(number - 1) % 12].split()[0].capitalize()


def _season(year: str, number: int) -> str:
    name = SEASONS[language()][number - 21].split()[0].replace("_", " ")
    first = 3 * (number - 20)
    return _(
        "{season} {year} ({first} to {last})",
        season=name,
        year=year,
        first=_month(first),
        last=_month(first + 2),
    )
