"""Stages of a partnership, from the first contact to the renewal, and how sure each is."""

from __future__ import annotations

from dataclasses import dataclass

from kembar.profiles.measures import Measures


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a partnership.

    Attributes:
        key: "first-contact", "letter-of-intent", "agreement", "plan-of-action", "activities",
            "evaluation" or "renewal".
        name: its name in the language spoken.
        state: "certain", "possible", "disputed" or "unknown".
        text: what is known of it, in the language spoken; "not known" where nothing is.
        sources: keys of the sources that state it.
    """

    key: str
    name: str
    state: str
    text: str
    sources: tuple[str, ...] = ()


def stages(measures: Measures, partnership: str) -> list[Stage]:  # noqa: ARG001
    """Return the seven stages of a partnership."""
    return []
