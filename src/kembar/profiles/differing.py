"""Values of several sources: which is the fullest, and which of them differ."""

from __future__ import annotations

from collections.abc import Sequence

from kembar.profiles.days import span
from kembar.profiles.facts import Stated


def fullest_date(dates: Sequence[Stated[str]]) -> Stated[str] | None:
    """Return the most exact date that most sources state, or None if there is no date."""
    return max(dates, key=lambda date: (len(date.value), len(date.sources)), default=None)


def differing_dates(dates: Sequence[Stated[str]]) -> list[Stated[str]]:
    """Return the dates that differ, or none; "2016" is a shorter telling of "2016-10-07".

    Of the dates that remain, each is the most exact of its kind.
    """
    exact = [
        date
        for date in dates
        if not any(_holds(date.value, other.value) for other in dates if other.value != date.value)
    ]
    return exact if len({date.value for date in exact}) > 1 else []


def _holds(wide: str, narrow: str) -> bool:
    """Tell whether a date is a shorter telling of another: all days of the other lie in it."""
    (first, last), (start, end) = span(wide), span(narrow)
    if first is None or last is None or start is None or end is None:
        return False
    return (first, last) != (start, end) and first <= start and end <= last
