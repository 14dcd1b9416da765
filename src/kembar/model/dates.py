"""Dates of the precision that a source gives: a year, a month or a day, never an invented day."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache

from kembar.errors import quoted

MONTHS = {
    "en": (
        "january jan", "february feb", "march mar", "april apr", "may", "june jun",
        "july jul", "august aug", "september sep sept", "october oct", "november nov",
        "december dec",
    ),
    "id": (
        "januari jan", "februari pebruari feb peb", "maret mar", "april apr", "mei", "juni jun",
        "juli jul", "agustus agu ags agt", "september sep sept", "oktober okt",
        "november nopember nov nop", "desember des",
    ),
    "de": (
        "januar jänner jan", "februar feber feb", "märz maerz mär mrz", "april apr", "mai",
        "juni jun", "juli jul", "august aug", "september sep sept", "oktober okt",
        "november nov", "dezember dez",
    ),
}  # fmt: skip
"""The spellings of the twelve months by language, in lower case.

Korean, Japanese and Chinese number their months (8월, 8月), so they need no names.
"""

_FORM = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_CLOCK = r"(?:[t ](?P<time>\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(?P<zone>z|[+-]\d\d:?\d\d)?"
_MONTH = r"(?P<month>[^\W\d]+)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>\d{4})"


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
        match = _FORM.fullmatch(self.text)
        if not match:
            raise ValueError(
                f"{quoted(self.text)} is not a date: write 2015, 2015-05 or 2015-05-24"
            )
        year, month, day = (int(part or 1) for part in match.groups())
        try:
            datetime.date(year, month, day)
        except ValueError:
            raise ValueError(f"{quoted(self.text)} is not a day of the calendar") from None

    @property
    def datatype(self) -> str:
        """The local name of the XML Schema datatype of this precision."""
        return {4: "gYear", 7: "gYearMonth", 10: "date"}[len(self.text)]

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=65_536)
def read_date(text: str) -> PartialDate:
    """Return the date that a text means, with the precision that is certain.

    Accepted are ISO dates with or without a time of day, 25/08/1997, 08/25/1997, 25.08.1997,
    1997/8/25, 08/1997, 1997.0, "25 Agustus 1997", "August 25, 1997", "Aug 1997",
    "1997년 8월 25일", and the month's names in `MONTHS`. An ambiguous date is cut to
    the part that is certain:

    - 03/04/1997 and 03-04-1997 are 1997, as either number may be the day. With dots the day
      stands first (03.04.1997 is 3 April), as in every country that uses dots.
    - 2007/08 is 2007, as it may mean two years; 1997.1 is 1997, as it may be October that lost
      its zero in a spreadsheet.
    - 1997-01-01T00:00:00Z is 1997 and 1997-08-01T00:00:00Z is 1997-08: knowledge bases fill
      in unknown parts so. 1997-08-00 is 1997-08 too.

    Uncertain dates are refused rather than rounded: "c. 1997", "1997?", "1990s", "1997-1999",
    and years of two digits.

    Raises:
        ValueError: the text is no such date.

    >>> read_date("25 Agustus 1997")
    PartialDate(text='1997-08-25')
    """
    folded_text = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    for form, read in _FORMS:
        # `re` compiles a pattern at its first use: most commands read no such dates.
        match = re.fullmatch(form, folded_text)
        parts = read(match) if match else []
        if parts:
            with suppress(ValueError):
                return PartialDate("-".join([parts[0], *(f"{int(p):02d}" for p in parts[1:])]))
    raise ValueError(
        f"{quoted(text)} is not a date: write 2015, 2015-05, 2015-05-24 or 24 May 2015"
    )


def has_more_parts(text: str, date: PartialDate) -> bool:
    """Return true where a text has more parts than the date that `read_date` made of it.

    >>> has_more_parts("03/04/1997", PartialDate("1997"))
    True
    """
    day = re.sub(r"\.0+$|[T ]\d\d:\d\d.*$|[+-]\d\d:\d\d$", "", text.strip())
    return len(re.findall(r"\d+", day)) > date.text.count("-") + 1


def _iso(match: re.Match[str]) -> list[str]:
    year, month, day = match["year"], match["month"], match["day"]
    is_filled_in = match["zone"] == "z" and match["time"] and set(match["time"]) <= set("0:.")
    if day == "00" or (is_filled_in and day == "01"):
        day = None
    if month == "00" or (is_filled_in and month == "01" and day is None):
        month = None
    return [part for part in (year, month, day if month else None) if part]


def _year_first(match: re.Match[str]) -> list[str]:
    year, mark, month, day = match["year"], match["mark"], match["month"], match["day"]
    if day is None and mark == "/" and int(month) == (int(year) + 1) % 100:
        return [year]
    if day is None and mark == "." and month == "1":
        return [year]
    return [part for part in (year, month, day) if part]


def _year_last(match: re.Match[str]) -> list[str]:
    one, two, year = match["one"], match["two"], match["year"]
    if int(two) > 12:
        return [year, one, two]
    if match["mark"] == "." or int(one) > 12 or int(one) == int(two):
        return [year, two, one]
    # Both must be months, or nothing about the cell is certain.
    return [year] if int(one) and int(two) else []


def _named_parts(match: re.Match[str]) -> list[str]:
    return [part for part in (match["year"], match["month"], match["day"]) if part]


def _with_month_name(match: re.Match[str]) -> list[str]:
    month = _months().get(match["month"])
    if month is None:
        return []
    return [part for part in (match["year"], str(month), match["day"]) if part]


@cache
def _months() -> dict[str, int]:
    return {
        name: number
        for names in MONTHS.values()
        for number, spellings in enumerate(names, 1)
        for name in spellings.split()
    }


_FORMS: tuple[tuple[str, Callable[[re.Match[str]], list[str]]], ...] = (
    (rf"\+?{_YEAR}(?:-(?P<month>\d\d)(?:-(?P<day>\d\d){_CLOCK})?)?", _iso),
    (rf"{_YEAR}\.0+(?P<month>)(?P<day>)", _named_parts),
    (
        rf"{_YEAR}(?P<mark>[./ -]) ?(?P<month>\d{{1,2}})(?:(?P=mark) ?(?P<day>\d{{1,2}}))?\.?",
        _year_first,
    ),
    (
        rf"(?P<one>\d{{1,2}})(?P<mark>[./ -]) ?(?P<two>\d{{1,2}})(?P=mark) ?{_YEAR}\.?",
        _year_last,
    ),
    (rf"(?P<month>\d{{1,2}})[./-]{_YEAR}(?P<day>)", _named_parts),
    (
        rf"{_YEAR} ?[년年](?: ?(?P<month>\d{{1,2}}) ?[월月](?: ?(?P<day>\d{{1,2}}) ?[일日])?)?",
        _named_parts,
    ),
    (rf"(?:{_DAY}[ -]?(?:of )?)?{_MONTH},?[ -]?{_YEAR}", _with_month_name),
    (rf"{_MONTH} {_DAY},? {_YEAR}", _with_month_name),
    (rf"{_YEAR},?[ -]?{_MONTH}(?:[ -]{_DAY})?", _with_month_name),
)
"""Forms of dates: a pattern of the whole text, and the year, month and day of its match."""
