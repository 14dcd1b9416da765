"""Entries of a time line: who held office, documents, what was done, what was only planned."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kembar.profiles.measures import Measures

HOLE = 3
"""Years of silence from which a hole is drawn."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An entry of a time line.

    Attributes:
        lane: "office:KEY" (of that unit), "document", "done" or "planned".
        key: of the agreement or activity; "" of an office.
        title: in the language spoken; the person of an office.
        dates: EDTF, as sources state them, the fullest first; empty where no date is known.
        start, end: first and last day as drawn (a year alone stands at its middle, where both are
            the same day); None where no date is known, or an office goes on.
        certain: False where it may not have been (planned), or the date is imprecise or disputed.
        disputed: whether sources differ on the date.
        sources: keys of its sources.
    """

    lane: str
    key: str
    title: str
    dates: tuple[str, ...]
    start: datetime.date | None
    end: datetime.date | None
    certain: bool = True
    disputed: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hole:
    """A silence of over three years: no activity and no document bears a date in it."""

    start: datetime.date
    end: datetime.date
    years: int


def timeline(measures: Measures, partnership: str) -> list[TimelineEntry]:  # noqa: ARG001
    """Return the entries of a partnership by date, undated ones last."""
    return []


def city_timeline(measures: Measures, city: str) -> list[TimelineEntry]:  # noqa: ARG001
    """Return the entries of a city with all its partnerships by date, undated ones last."""
    return []


def holes(measures: Measures, partnership: str) -> list[Hole]:  # noqa: ARG001
    """Return the silences of a partnership, the last of them until today."""
    return []
