"""Three numbers of a partnership for a report, and the decisions that its cities face."""

from __future__ import annotations

from dataclasses import dataclass

from kembar.profiles.measures import Measures


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is shown, as "13 of 20", and the words below it."""

    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A proposal computed from the facts, as "Renew, rest or end".

    `basis` names the reason: "ended", "silent", "no-end", "kind", "since", "left" or "overdue".
    """

    title: str
    text: str
    basis: str
    sources: tuple[str, ...] = ()


def three_numbers(measures: Measures, partnership: str) -> list[Number]:  # noqa: ARG001
    """Return at most three numbers that tell most of a partnership."""
    return []


def to_decide(measures: Measures, partnership: str) -> list[Decision]:  # noqa: ARG001
    """Return what the cities of a partnership have to decide, the weightiest first."""
    return []
