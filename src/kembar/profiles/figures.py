"""Figures of partnerships, partners and fields, as they are counted from facts."""

from __future__ import annotations

from dataclasses import dataclass

from kembar.profiles.facts import Activity, Agreement, Concept, Stated


@dataclass(frozen=True, slots=True)
class Dated:
    """A thing of a day: an activity or a document, by its key, with the sources of the date."""

    key: str
    date: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartnershipFigures:
    """Figures of a partnership.

    Attributes:
        kinds: as sources state them, that of most sources first; without "prospective".
        is_established: neither prospective nor cancelled.
        prospects: sources that speak of a prospect, perhaps of an earlier time.
        kinds_differ: whether sources state several kinds; a prospect is none.
        since: the fullest date, or None; `since_differs` has those that differ, or nothing.
        documents: the newest last; those without a date first.
        done: activities that were carried out, by date; `planned` those that are planned only.
        last: the last dated activity that was carried out, or None.
        last_sign: the last activity or signature, or None.
        silence: full years since `last_sign`; None where no sign bears a date.
        sources: keys of all sources of the partnership, its documents and its activities.
    """

    key: str
    kinds: tuple[Stated[Concept], ...]
    is_established: bool
    prospects: tuple[str, ...]
    kinds_differ: bool
    since: Stated[str] | None
    since_differs: tuple[Stated[str], ...]
    documents: tuple[Agreement, ...]
    activities: tuple[Activity, ...]
    done: tuple[Activity, ...]
    planned: tuple[Activity, ...]
    last: Dated | None
    last_sign: Dated | None
    silence: int | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner of a city, with the figures of their partnership; `sources` are counted."""

    partner: str
    country: str
    partnership: str
    figures: PartnershipFigures
    sources: int


@dataclass(frozen=True, slots=True)
class FieldCount:
    """A field of cooperation: documents that agree on it, and activities carried out in it."""

    field: Concept
    agreed: int
    done: int


@dataclass(frozen=True, slots=True)
class Nearest:
    """A city that shares partners with another and is no partner of it; `through` are keys."""

    city: str
    through: tuple[str, ...]
