"""A date of the precision that a source gives."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import total_ordering

from kembar.errors import quoted
from kembar.language import N_, _
from kembar.model.dates.edtf import EDTF, NO_DAY, NO_EDTF, day_range

_FORM = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_DATATYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_OTHER_YEAR = re.compile(r"Y[+-]?\d+|-\d+", re.ASCII)


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A year, a month or a day in ISO 8601, or what is less certain, in EDTF level 1.

    "2015", "2015-05" and "2015-05-24" are certain; "2015~" is about 2015, "2015?" perhaps 2015,
    "199X" some year of the 1990s, "2004-XX" some month of 2004, "2021-21" spring 2021, "1997/1998"
    some time from 1997 to 1998, "../2007" 2007 or before. They sort by the first day that they may
    be, a year before its months and days; what has no first day comes first.

    Raises:
        ValueError: the text has another form, or the calendar lacks that day.

    >>> PartialDate("2015-05").datatype
    'gYearMonth'
    """

    text: str

    def __post_init__(self) -> None:
        match = _FORM.fullmatch(self.text)
        try:
            if match and (match[2] or "") < "13":
                year, month, day = match.groups()
                datetime.date(int(year), int(month or 1), int(day or 1))
            else:
                day_range(self.text)
        except ValueError as error:
            fault = NO_DAY if match else str(error)
            advice = _with_advice(self.text, fault)
            raise ValueError(_(advice, text=quoted(self.text))) from None

    @property
    def is_certain(self) -> bool:
        """True for a year, a month or a day; false for what only EDTF can say."""
        return _FORM.fullmatch(self.text) is not None and self.text[5:7] < "13"

    @property
    def datatype(self) -> str:
        """The datatype of its literal: a local name of XML Schema, or the IRI of EDTF."""
        return _DATATYPES[len(self.text)] if self.is_certain else EDTF

    @property
    def earliest(self) -> datetime.date | None:
        """The first day that it may be; None where that is open or unknown."""
        return day_range(self.text).earliest

    @property
    def latest(self) -> datetime.date | None:
        """The last day that it may be; None where that is open or unknown."""
        return day_range(self.text).latest

    def __lt__(self, other: PartialDate) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[datetime.date, int, str]:
        earliest, latest = day_range(self.text)
        return earliest or datetime.date.min, -(latest or datetime.date.max).toordinal(), self.text

    def __str__(self) -> str:
        return self.text


def _with_advice(text: str, fault: str) -> str:
    if fault != NO_EDTF:
        return fault
    if _OTHER_YEAR.fullmatch(text):
        return N_("{text} is not a date: years run from 0001 to 9999")
    return N_(
        "{text} is not a date: write 2015, 2015-05 or 2015-05-24; "
        "2015~ is about 2015, ../2015 is 2015 or before"
    )
