"""Gaps: all that is not known of a thing, in words."""

from __future__ import annotations

from dataclasses import dataclass

from kembar.profiles.measures import Measures


@dataclass(frozen=True, slots=True)
class Unknown:
    """A thing that no source tells: `topic` as "end", `text` in the language spoken."""

    topic: str
    text: str


def unknowns(measures: Measures, partnership: str) -> list[Unknown]:  # noqa: ARG001
    """Return what is not known of a partnership, the weightiest first."""
    return []


def unknowns_of_city(measures: Measures, city: str) -> list[Unknown]:  # noqa: ARG001
    """Return what is not known of a city and its partnerships."""
    return []
