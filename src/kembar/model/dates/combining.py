"""The date that a phrase makes of the dates within it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from kembar.language import _
from kembar.model.dates.months import season_numbers
from kembar.model.dates.partial_date import PartialDate
from kembar.model.dates.phrases import third_of

Parts = Mapping[str, str]
"""The texts of a phrase by the name of their group; empty where it has none."""

_DAY = datetime.timedelta(days=1)


def _marked(mark: str) -> Callable[..., PartialDate]:
    """Return the function that marks a date, and both ends of an interval, as EDTF does."""

    def mark_part(text: str) -> str:
        if text in ("", ".."):
            return text
        marks = {"%": "~?"}.get(text[-1], text[-1]) if text[-1] in "?~%" else ""
        both = {*marks, mark}
        return text.rstrip("?~%") + ("%" if len(both) > 1 else mark)

    return lambda _, date: PartialDate("/".join(map(mark_part, date.text.split("/"))))


def _before(_parts: Parts, date: PartialDate) -> PartialDate:
    return PartialDate(f"../{_neighbour(date, date.earliest, -_DAY)}")


def _after(_parts: Parts, date: PartialDate) -> PartialDate:
    return PartialDate(f"{_neighbour(date, date.latest, _DAY)}/..")


def _neighbour(date: PartialDate, edge: datetime.date | None, step: datetime.timedelta) -> str:
    """Return the year, month or day beside a date, in the date's precision."""
    if edge is None or date.text[-1] in "?~%":
        raise ValueError(_("the date within is uncertain itself"))
    precision = len(date.text) if date.is_certain else 4 if "X" in date.text[:4] else 10
    try:
        return (edge + step).isoformat()[:precision]
    except OverflowError:
        raise ValueError(_("years run from 0001 to 9999")) from None


def _either(_parts: Parts, one: PartialDate, other: PartialDate) -> PartialDate:
    """Return the interval of two dates that follow one another; others have a gap."""
    if one.latest is None or other.earliest is None or one.latest + _DAY != other.earliest:
        raise ValueError(
            _("write {one}/{other} if any day between the two may be it", one=one, other=other)
        )
    return _between({}, one, other)


def _between(_parts: Parts, one: PartialDate, other: PartialDate) -> PartialDate:
    if one.earliest and other.latest and one.earliest > other.latest:
        raise ValueError(_("it ends before it begins"))
    if "/" in f"{one}{other}":
        raise ValueError(_("a beginning or an end is a span itself"))
    return PartialDate(f"{one}/{other}")


def _decade(parts: Parts) -> PartialDate:
    year = parts.get("year") or parts["tahun"]
    # "1900s" may be ten years or a hundred: all of them are possible.
    return PartialDate(year[:2] + "XX" if year.endswith("00") else year[:3] + "X")


def _century(parts: Parts) -> PartialDate:
    number = int(parts.get("number") or parts["abad"])
    return PartialDate(f"{number - 1:02d}XX")


def _season(parts: Parts) -> PartialDate:
    return PartialDate(f"{parts['year']}-{season_numbers()[parts['season']]}")


def _third(parts: Parts, date: PartialDate) -> PartialDate:
    """Return a third of a decade (1990 to 1993, 1996 or 1999), of a year or of a month."""
    number = third_of(parts.get("third") or parts["ketiga"])
    text = date.text
    if text.endswith("X") and not text.endswith("XX"):
        first, last = ((0, 3), (4, 6), (7, 9))[number]
        return PartialDate(f"{text[:3]}{first}/{text[:3]}{last}")
    if not date.is_certain or len(text) == 10 or date.latest is None:
        raise ValueError(_("write its first and last day: 2015-05-01/2015-05-10"))
    if len(text) == 4:
        return PartialDate(f"{text}-{4 * number + 1:02d}/{text}-{4 * number + 4:02d}")
    last = date.latest.day if number == 2 else 10 * number + 10
    return PartialDate(f"{text}-{10 * number + 1:02d}/{text}-{last:02d}")


MEANINGS: Mapping[str, Callable[..., PartialDate]] = {
    "same": lambda _, date: date,
    "month": lambda _, date: PartialDate(f"{date}-XX"),
    "day": lambda _, date: PartialDate(f"{date}-XX-XX" if len(date.text) == 4 else f"{date}-XX"),
    "about": _marked("~"),
    "perhaps": _marked("?"),
    "before": _before,
    "until": lambda _, date: PartialDate(f"../{date}"),
    "after": _after,
    "from": lambda _, date: PartialDate(f"{date}/.."),
    "or": _either,
    "between": _between,
    "span": _between,
    "decade": _decade,
    "century": _century,
    "third": _third,
    "season": _season,
}
"""By the meaning of a phrase: the date of its parts and of the dates within it."""
