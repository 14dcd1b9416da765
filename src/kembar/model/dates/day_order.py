"""3/2/2012: 3 February or 2 March, as the reader's country writes days."""

from __future__ import annotations

import locale
import os
import re
from collections.abc import Callable, Sequence
from contextvars import ContextVar

from kembar.errors import quoted
from kembar.language import _

DAY_FIRST, MONTH_FIRST, UNKNOWN = "day", "month", ""

_VARIABLES = ("LC_ALL", "LC_TIME", "LANG")
"""Of the environment, the first that is set counts (POSIX.1-2017, 8.2)."""

reader_order: ContextVar[Callable[[], str]] = ContextVar("order of days and months")
"""Returns the order of the person who is asked: `order_of_locale` where a terminal is open."""


class AmbiguousDay(ValueError):
    """A date whose first two numbers may each be the day, and nothing decides.

    Attributes:
        days: the two readings, as ISO 8601, that with the day first before the other.
        fault: what may be meant, without what to do.
    """

    def __init__(self, text: str, days: Sequence[str], readings: Sequence[str]) -> None:
        self.days = tuple(days)
        one, other = readings
        self.fault = _("{text} may be {one} or {other}", text=quoted(text), one=one, other=other)
        super().__init__(
            _("{fault}: write {first} or {second}", fault=self.fault, first=days[0], second=days[1])
        )


def order_of_reader() -> str:
    """Return the order of the person who is asked, "" where nobody is or it is not known."""
    return reader_order.get(lambda: UNKNOWN)()


def order_of_locale() -> str:
    """Return the order of the country of the process's locale: "day", "month", or "" if unknown.

    A country that writes the year first (Korea, Japan, China) decides nothing for 3/2/2012, and
    neither does the locale "C".
    """
    name = next(filter(None, map(os.environ.get, _VARIABLES)), "") or locale.getlocale()[0] or ""
    country = name.partition(".")[0].partition("@")[0].partition("_")[2]
    if not re.fullmatch("[A-Za-z]{2}", country):
        return UNKNOWN
    # Seldom needed, and slow to import.
    from babel import Locale, UnknownLocaleError

    try:
        own = Locale.parse(f"und_{country.upper()}")
    except (UnknownLocaleError, ValueError):
        return UNKNOWN
    pattern = str(own.date_formats["short"]).lower()
    if own.territory != country.upper() or pattern.startswith("y"):
        return UNKNOWN
    return DAY_FIRST if pattern.index("d") < pattern.index("m") else MONTH_FIRST
