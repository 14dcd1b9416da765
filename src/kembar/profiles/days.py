"""Days of imprecise dates: their span, the day in their middle, and the years since."""

from __future__ import annotations

import datetime
from functools import lru_cache

from kembar.model.dates import PartialDate

DAYS_OF_A_YEAR = 365.2425


@lru_cache(maxsize=65_536)
def span(text: str) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and the last day that a date may mean; None where it is open or no date."""
    try:
        date = PartialDate(text)
    except ValueError:
        return None, None
    return date.earliest, date.latest


def middle(text: str) -> datetime.date | None:
    """Return the day in the middle of a date: a year alone stands at its July."""
    first, last = span(text)
    if first and last:
        return first + (last - first) / 2
    return first or last


def whole_years(since: str, until: datetime.date) -> int:
    """Return the full years from the middle of a date until a day; 0 where it is no date.

    >>> whole_years("2019-08-17", datetime.date(2026, 11, 30))
    7
    >>> whole_years("2020", datetime.date(2026, 11, 30))
    6
    """
    day = middle(since)
    if day is None or day > until:
        return 0
    return until.year - day.year - ((until.month, until.day) < (day.month, day.day))
