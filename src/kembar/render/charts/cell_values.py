"""Values of an answer's cells for a drawing: numbers, coordinates, and stretches of time."""

from __future__ import annotations

import datetime
import math
from contextlib import suppress
from dataclasses import dataclass

from kembar.model.dates import PartialDate, read_date
from kembar.rdf.terms import Value

_NUMBERS = {
    "integer", "nonNegativeInteger", "positiveInteger", "int", "long", "short",
    "decimal", "double", "float",
}  # fmt: skip


@dataclass(frozen=True, order=True)
class Stretch:
    """From the first day to the day after the last, as proleptic Gregorian ordinals.

    `exact` where a day is told and no source contradicts it; else it happened within the stretch,
    or at any time before it or after it, where that side is open.
    """

    first: int
    after: int
    exact: bool
    open_before: bool = False
    open_after: bool = False

    @property
    def middle(self) -> float:
        """Half-way, in days."""
        return self.first if self.exact else (self.first + self.after) / 2


def number(value: Value | None) -> float | None:
    """A cell's number, where it is a finite one by its datatype."""
    if value is None or value.datatype.rpartition("#")[2] not in _NUMBERS:
        return None
    return _finite(value.text)


def coordinate(value: Value | None, most: float) -> float | None:
    """Degrees, of any datatype, between -most and most; tables often hold them as texts."""
    degrees = None if value is None else _finite(value.text)
    return degrees if degrees is not None and abs(degrees) <= most else None


def stretch(value: Value | None) -> Stretch | None:
    """The time that a cell names, which may be a list such as "2015; 2015-05-20".

    A date that a more exact one of the list confirms is left aside; where dates contradict each
    other the stretch reaches over them all. None where nothing in the cell is a date.
    """
    stretches = set()
    for part in value.text.split(";") if value else ():
        with suppress(ValueError):
            stretches.add(_of(read_date(part)))
    left = [one for one in stretches if not any(_within(other, one) for other in stretches)]
    if not left:
        return None
    return Stretch(
        min(s.first for s in left),
        max(s.after for s in left),
        exact=len(left) == 1 and left[0].exact,
        open_before=any(s.open_before for s in left),
        open_after=any(s.open_after for s in left),
    )


def _finite(text: str) -> float | None:
    with suppress(ValueError):
        if math.isfinite(finite := float(text)):
            return finite
    return None


def _of(date: PartialDate) -> Stretch:
    earliest, latest = date.earliest, date.latest
    # Of an open side only the edge is known.
    first = (earliest or latest or datetime.date.min).toordinal()
    after = (latest or earliest or datetime.date.max).toordinal() + 1
    is_day = date.is_certain and after - first == 1
    return Stretch(first, after, is_day, open_before=not earliest, open_after=not latest)


def _within(one: Stretch, other: Stretch) -> bool:
    if one == other or (one.open_before, one.open_after) != (False, False):
        return False
    return (other.open_before or other.first <= one.first) and (
        other.open_after or one.after <= other.after
    )
