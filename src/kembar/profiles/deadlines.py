"""Matters that ask for the attention of an office: ends, silences, plans past their date, news."""

from __future__ import annotations

from dataclasses import dataclass

from kembar.profiles.facts import Stated
from kembar.profiles.measures import Dated, Measures


@dataclass(frozen=True, slots=True)
class Deadline:
    """A document that has ended or will end, with no known successor.

    Attributes:
        until: the fullest end that a source states.
        has_ended: whether its last day is past.
        months: months until the end; negative where it is past.
        certain: False where the date may lie on both sides of today.
    """

    agreement: str
    partnership: str
    until: Stated[str]
    has_ended: bool
    months: int
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Silence:
    """An established partnership whose last dated activity lies years back.

    `last` is None where no activity bears a date; `years` are full years, then 0.
    """

    partnership: str
    last: Dated | None
    years: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """An activity that was planned for a date now past; no source tells that it was done."""

    activity: str
    planned: Stated[str]


@dataclass(frozen=True, slots=True)
class Turnover:
    """Signatures by what became of their signers: counts of people who left and who may not."""

    left: int
    unknown: int
    no_end: int

    @property
    def all(self) -> int:
        """Number of signatures."""
        return self.left + self.unknown + self.no_end


def deadlines(measures: Measures, city: str = "", months: int = 24) -> list[Deadline]:  # noqa: ARG001
    """Return documents without successor that end within months or have ended, soonest first."""
    return []


def silences(measures: Measures, city: str = "", years: int = 5) -> list[Silence]:  # noqa: ARG001
    """Return the established partnerships that are silent for so many years, the longest first."""
    return []


def overdue(measures: Measures, city: str = "") -> list[Overdue]:  # noqa: ARG001
    """Return plans that are past their date, the newest first."""
    return []


def turnover(measures: Measures, city: str = "", partnership: str = "") -> Turnover:  # noqa: ARG001
    """Return the signatures under documents, by what became of the signers."""
    return Turnover(0, 0, 0)


def news(measures: Measures, city: str = "", number: int = 3) -> list[Dated]:  # noqa: ARG001
    """Return the newest documents and activities that were carried out, the newest first."""
    return []
