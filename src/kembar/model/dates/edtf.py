"""EDTF level 1: the first and the last day that a text may mean.

The Extended Date/Time Format is part of ISO 8601-2:2019; https://www.loc.gov/standards/datetime/
defines the level. Three points it leaves open are decided here:

- An approximate ("~") or uncertain ("?") date reaches one unit of its precision further on either
  side, one that is both ("%") two: 1997~ is 1996 to 1998, 199X~ is 1980 to 2009. Around a day the
  unit is a month.
- A season is that of the north; a winter is that which begins or that which ends in its year.
- An interval is the time within which a day lies, as of a beginning that is told no more exactly.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from kembar.language import N_

EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
"""The datatype of literals."""

NO_EDTF = N_("{text} is not a date of EDTF level 1")
"""The fault of a text that has another form."""

NO_DAY = N_("{text} is not a day of the calendar")

_PART = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d\dXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[?~%]?)",
    re.ASCII,
)
_SEASONS = {"21": 3, "22": 6, "23": 9}
"""The first month of spring, summer and autumn."""

_WINTER = "24"
_OPEN = ("", "..")
"""Ends of an interval: unknown, and open."""

_MARGINS = {"": 0, "?": 1, "~": 1, "%": 2}
_YEAR, _DECADE, _CENTURY = 12, 120, 1200
"""In months."""


class DayRange(NamedTuple):
    """The first and the last day that a date may be; None where it is open or unknown."""

    earliest: datetime.date | None
    latest: datetime.date | None


@lru_cache(maxsize=65_536)
def day_range(text: str) -> DayRange:
    """Return the days that a date of EDTF level 1 may be, of the years 0001 to 9999.

    Raises:
        ValueError: the text is no such date, or it says nothing ("../.."); the message is the
            fault in English, with a place for the text.

    >>> day_range("../1996").latest
    datetime.date(1996, 12, 31)
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _part_range(text)
    if start in _OPEN and end in _OPEN:
        raise ValueError(N_("{text} says nothing: leave it out"))
    earliest = None if start in _OPEN else _part_range(start).earliest
    latest = None if end in _OPEN else _part_range(end).latest
    if earliest and latest and earliest > latest:
        raise ValueError(N_("{text} ends before it begins"))
    return DayRange(earliest, latest)


def _part_range(text: str) -> DayRange:
    match = _PART.fullmatch(text)
    if not match:
        raise ValueError(NO_EDTF)
    year, month, day, mark = match.groups()
    if "X" not in year and (month == _WINTER or month in _SEASONS):
        if day or mark or year == "0000":
            raise ValueError(NO_EDTF)
        return _season(int(year), month)
    try:
        first, after, unit = _days(year, month, day)
    except ValueError as error:
        fault = str(error) if str(error) == NO_EDTF else NO_DAY
        raise ValueError(fault) from None
    margin = _MARGINS[mark] * unit
    return DayRange(_moved(first, -margin), _day_before(_moved(after, margin)))


def _days(
    year: str, month: str | None, day: str | None
) -> tuple[datetime.date, datetime.date, int]:
    """Return the first day, the day after the last, and the unit of precision in months."""
    if "X" in year:
        unit = _CENTURY if year.endswith("XX") else _DECADE
        first = datetime.date(int(year.replace("X", "0")), 1, 1)
        if month:
            raise ValueError(NO_EDTF)
    elif month is None or month == "XX":
        if day not in (None, "XX"):
            raise ValueError(NO_EDTF)
        first = datetime.date(int(year), 1, 1)
        return first, _moved(first, _YEAR), 1 if month else _YEAR
    elif day is None or day == "XX":
        first, unit = datetime.date(int(year), int(month), 1), 1
    else:
        first = datetime.date(int(year), int(month), int(day))
        return first, _next_day(first), 1
    return first, _moved(first, unit), unit


def _season(year: int, number: str) -> DayRange:
    if number == _WINTER:
        first, after = _moved(datetime.date(year, 1, 1), -1), datetime.date(year, 3, 1)
        return DayRange(first, _day_before(_moved(after, _YEAR)))
    first = datetime.date(year, _SEASONS[number], 1)
    return DayRange(first, _day_before(_moved(first, 3)))


def _moved(day: datetime.date, months: int) -> datetime.date:
    """Return the same day some months later, or the last of the month; within the calendar."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if year < datetime.MINYEAR:
        return datetime.date.min
    if year > datetime.MAXYEAR:
        return datetime.date.max
    for last in (day.day, 30, 29):
        try:
            return datetime.date(year, month + 1, last)
        except ValueError:
            continue
    return datetime.date(year, month + 1, 28)


def _next_day(day: datetime.date) -> datetime.date:
    return day if day == datetime.date.max else day + datetime.timedelta(days=1)


def _day_before(day: datetime.date) -> datetime.date:
    return day if day == datetime.date.max else day - datetime.timedelta(days=1)
