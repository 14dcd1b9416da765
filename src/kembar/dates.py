"""Dates with the precision that is known: a year, a month or a day, never an invented 1 January."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_FORM = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@dataclass(frozen=True, order=True)
class PartialDate:
    """A year, a month or a day in ISO 8601: "2015", "2015-05" or "2015-05-24".

    Their texts sort in time order, a year before its months and days.

    Raises:
        ValueError: the text has another form, or the calendar lacks that day.

    >>> PartialDate("2015-05").datatype
    'gYearMonth'
    """

    text: str

    def __post_init__(self) -> None:
        found = _FORM.fullmatch(self.text)
        if not found:
            raise ValueError(f"{self.text!r} is not a date: write 2015, 2015-05 or 2015-05-24")
        year, month, day = (int(part or 1) for part in found.groups())
        try:
            datetime.date(year, month, day)
        except ValueError:
            raise ValueError(f"{self.text!r} is not a day of the calendar") from None

    @property
    def datatype(self) -> str:
        """The local name of the XML Schema datatype of this precision."""
        return {4: "gYear", 7: "gYearMonth", 10: "date"}[len(self.text)]

    def __str__(self) -> str:
        return self.text
