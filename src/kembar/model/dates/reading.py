"""Texts of people and of files -> dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache

from kembar.errors import quoted
from kembar.language import N_, _
from kembar.model.dates import combining
from kembar.model.dates.day_order import DAY_FIRST, MONTH_FIRST, AmbiguousDay, order_of_reader
from kembar.model.dates.edtf import NO_DAY, NO_EDTF, day_range
from kembar.model.dates.months import month_numbers
from kembar.model.dates.partial_date import PartialDate
from kembar.model.dates.phrases import phrase_matches
from kembar.model.dates.wording import in_words

_LONGEST_PHRASE = 80
"""Characters; a longer text is no date, and would take long to part."""

_LONGEST_YEARS = 10
"""Between the two years of 1997-99, which is refused with advice."""

_SPAN = N_(
    "{text} tells a beginning and an end: give {one} and {other}, "
    "or {one}/{other} if any time between may be it"
)
_YEARS = N_(
    "{text} is not a date: {following} is no month; "
    "write {year}/{last} if any time between the two years may be it"
)

_CLOCK = r"(?:[t ](?P<time>\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(?P<zone>z|[+-]\d\d:?\d\d)?"
_MONTH = r"(?P<month>[^\W\d]+)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>\d{4})"
_EDTF = re.compile(r"[\dx/.~?%-]*[x/.~?%-][\dx/.~?%-]*", re.ASCII)
_TWO_NUMBERS = re.compile(r"(?P<one>\d{1,2})[/ -] ?(?P<two>\d{1,2})[/ -] ?\d{4}\.?", re.ASCII)


def read_date(text: str, order: str | None = None) -> PartialDate:
    """Return the date that a text means, with the precision and the certainty that it has.

    Accepted are EDTF level 1; ISO dates with or without a time of day, 25/08/1997, 08/25/1997,
    25.08.1997, 1997/8/25, 08/1997, 1997.0, "25 Agustus 1997", "August 25, 1997", "Aug 1997",
    "1997년 8월 25일", and the month's names in `MONTHS`; and the words of `phrases.PHRASES`:
    "c. 1997", "sebelum 1997", "1990년대", "1997 or 1998", "early 1990s", "musim semi 1997".

    - 03/04/1997 and 03-04-1997 are read in the order that is given, else in that of the person who
      is asked, and refused where that is unknown. With dots the day stands first (03.04.1997 is
      3 April), as in every country that uses dots.
    - 2007/08 is 2007/2008, which August 2007 lies within, while 2007-13 may be a mistyped month and
      is refused; 1997.1 is some month of 1997, as it may
      be October that lost its zero in a spreadsheet.
    - 1997-01-01T00:00:00Z is 1997 and 1997-08-01T00:00:00Z is 1997-08: knowledge bases fill
      in unknown parts so. 1997-08-00 is 1997-08 too.
    - "before 1997" ends with 1996; "1997년 이전" with 1997, as the word takes in its year.

    Years of two digits are refused.

    Args:
        text: to be read.
        order: "day" or "month", whichever stands first; "" where nothing decides it; None where
            the person decides who is asked.

    Raises:
        AmbiguousDay: either number may be the day, and nothing decides which.
        ValueError: the text is no such date.

    >>> read_date("25 Agustus 1997")
    PartialDate(text='1997-08-25')
    >>> read_date("sebelum 1997")
    PartialDate(text='../1996')
    """
    try:
        return _read(text, order or "")
    except AmbiguousDay:
        if order is not None or not (order := order_of_reader()):
            raise
        return _read(text, order)


def has_more_parts(text: str, date: PartialDate) -> bool:
    """Return true where a text has more parts than the date that `read_date` made of it.

    >>> has_more_parts("1997-01-01T00:00:00Z", PartialDate("1997"))
    True
    """
    if not date.is_certain:
        return False
    day = re.sub(r"\.0+$|[T ]\d\d:\d\d.*$|[+-]\d\d:\d\d$", "", text.strip())
    return len(re.findall(r"\d+", day)) > date.text.count("-") + 1


def deciding_order(text: str) -> str:
    """Return the order that a text of two numbers and a year shows: "day", "month", or "".

    >>> deciding_order("13/2/2012")
    'day'
    """
    match = _TWO_NUMBERS.fullmatch(text.strip())
    one, two = (int(match["one"]), int(match["two"])) if match else (0, 0)
    if max(one, two) > 31 or min(one, two) > 12:
        return ""
    return DAY_FIRST if one > 12 else MONTH_FIRST if two > 12 else ""


@lru_cache(maxsize=65_536)
def _read(text: str, order: str) -> PartialDate:
    folded_text = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    reader = _Reader(quoted(text), order)
    date = reader.read(folded_text)
    if date is not None:
        return date
    if re.fullmatch(r"y[+-]?\d+|-\d+", folded_text, re.ASCII):
        reader.note(N_("{text} is not a date: years run from 0001 to 9999"))
    if not reader.faults:
        reader.note(N_("{text} is not a date: write 2015, 24 May 2015 or about 2015"))
    raise ValueError(reader.faults[-1])


class _Reader:
    """Reads one text: in lower case, with single spaces.

    `faults` are those of parts whose own dates are understood. Each part is read once, as the dates
    of a phrase may be phrases too.
    """

    def __init__(self, whole_text: str, order: str) -> None:
        self.faults: list[str] = []
        self._whole_text = whole_text
        self._order = order
        self._dates: dict[str, PartialDate | None] = {}

    def note(self, fault: str, **values: object) -> None:
        """Keep a fault: a message with a place for the whole text."""
        self.faults.append(_(fault, text=self._whole_text, **values))

    def read(self, text: str) -> PartialDate | None:
        """Return the date of a text or of a part of it; None where it is none."""
        if text not in self._dates:
            # Until it is known, so that no part is looked for within itself.
            self._dates[text] = None
            has_digit = any(map(str.isdecimal, text))
            self._dates[text] = self._form(text) or (self._phrase(text) if has_digit else None)
        return self._dates[text]

    def _form(self, text: str) -> PartialDate | None:
        for form, read in _FORMS:
            # `re` compiles a pattern at its first use: most commands read no such dates.
            match = re.fullmatch(form, text)
            parts = read(match) if match else []
            if parts:
                try:
                    date = PartialDate("-".join([parts[0], *(f"{int(p):02d}" for p in parts[1:])]))
                except ValueError:
                    if len(parts) > 2:
                        self.note(NO_DAY)
                    continue
                # Only where it is written as EDTF does is 21 a spring.
                if date.is_certain or read is _iso:
                    return date
        if match := re.fullmatch(_YEAR_LAST, text):
            date_or_none = _year_last(match, self._order)
            if date_or_none is None:
                self.note(NO_DAY)
            return date_or_none
        if match := re.fullmatch(_TWO_YEARS, text):
            return self._two_years(match["year"], match["next"])
        if re.fullmatch(r"\d{4}\.1", text):
            return PartialDate(f"{text[:4]}-XX")
        return self._edtf(text.upper()) if _EDTF.fullmatch(text) else None

    def _edtf(self, text: str) -> PartialDate | None:
        try:
            day_range(text)
        except ValueError as error:
            if str(error) != NO_EDTF:
                self.note(str(error))
            return None
        return PartialDate(text)

    def _phrase(self, text: str) -> PartialDate | None:
        for meaning, parts in phrase_matches(text) if len(text) <= _LONGEST_PHRASE else ():
            texts = [parts[name].strip() for name in ("d", "e", "inner") if parts.get(name)]
            dates = self._pair(*texts) if len(texts) == 2 else [self.read(text) for text in texts]
            if meaning == "span" and all(dates) and not all(map(self.read, texts)):
                one, other = map(str, dates)
                self.note(_SPAN, one=one, other=other)
            elif all(dates):
                try:
                    return combining.MEANINGS[meaning](parts, *dates)
                except ValueError as error:
                    self.note(N_("{text} is not a date: {why}"), why=error)
        return None

    def _pair(self, one: str, other: str) -> list[PartialDate | None]:
        """Return two dates that may share a month or a year: "25" and "27 August 1997"."""
        heads, tails = _beginnings(one), _endings(other)
        second = self.read(other) or self._any_form(f"{head} {other}" for head in heads)
        first = self.read(one) or self._any_form(f"{one} {tail}" for tail in tails)
        return [first, second]

    def _any_form(self, texts: Iterable[str]) -> PartialDate | None:
        """Return the date of the first text that has a month's name and is one."""
        with_names = (text for text in texts if any(map(str.isalpha, text)))
        return next(filter(None, map(self._form, with_names)), None)

    def _two_years(self, year: str, following: str) -> PartialDate | None:
        """Return both years of 2007/08 or 1997-98, where the second follows the first."""
        last = int(year[:2] + following) + (100 if following < year[2:] else 0)
        if last - int(year) == 1:
            with suppress(ValueError):
                return PartialDate(f"{year}/{last:04d}")
        if 1 < last - int(year) <= _LONGEST_YEARS:
            self.note(_YEARS, following=following, year=year, last=f"{last:04d}")
        return None


def _beginnings(text: str) -> list[str]:
    """Return what a text begins with, but for its last words: "2010년 3월" of "2010년 3월 5일"."""
    words = text.split()
    return [" ".join(words[:end]) for end in range(len(words) - 1, 0, -1)]


def _endings(text: str) -> list[str]:
    """Return what a text ends with, but for its first words: "august 1997" of "27 august 1997"."""
    words = text.split()
    return [" ".join(words[begin:]) for begin in range(1, len(words))]


def _year_last(match: re.Match[str], order: str) -> PartialDate | None:
    one, two, year = int(match["one"]), int(match["two"]), match["year"]
    day_first, month_first = f"{year}-{two:02d}-{one:02d}", f"{year}-{one:02d}-{two:02d}"
    readings = []
    for text in (day_first, month_first) if match["mark"] != "." or two > 12 else (day_first,):
        with suppress(ValueError):
            readings.append(PartialDate(text))
    if len(set(readings)) < 2:
        return readings[0] if readings else None
    if not order:
        words = [in_words(reading) for reading in readings]
        raise AmbiguousDay(match[0], [reading.text for reading in readings], words)
    return readings[order == MONTH_FIRST]


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
        return []
    if day is None and mark == "." and month == "1":
        return []
    return [part for part in (year, month, day) if part]


def _named_parts(match: re.Match[str]) -> list[str]:
    return [part for part in (match["year"], match["month"], match["day"]) if part]


def _with_month_name(match: re.Match[str]) -> list[str]:
    month = month_numbers().get(match["month"])
    if month is None:
        return []
    return [part for part in (match["year"], str(month), match["day"]) if part]


_YEAR_LAST = rf"(?P<one>\d{{1,2}})(?P<mark>[./ -]) ?(?P<two>\d{{1,2}})(?P=mark) ?{_YEAR}\.?"
_TWO_YEARS = rf"{_YEAR} ?[/–-] ?['’]?(?P<next>\d\d)"
_FORMS: tuple[tuple[str, Callable[[re.Match[str]], list[str]]], ...] = (
    (rf"\+?{_YEAR}(?:-(?P<month>\d\d)(?:-(?P<day>\d\d){_CLOCK})?)?", _iso),
    (rf"{_YEAR}\.0+(?P<month>)(?P<day>)", _named_parts),
    (
        rf"{_YEAR}(?P<mark>[./ -]) ?(?P<month>\d{{1,2}})(?:(?P=mark) ?(?P<day>\d{{1,2}}))?\.?",
        _year_first,
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
