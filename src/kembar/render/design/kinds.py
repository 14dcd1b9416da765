"""Kinds of partnerships as they are drawn: each has a number, thus a mark, a line and a colour."""

from __future__ import annotations

from kembar.language import N_

KINDS = {
    "sister-city": "k1",
    "friendship-city": "k2",
    "sister-province": "k3",
    "project-partnership": "k4",
    "prospective": "k5",
    "": "k6",
}
"""Mark and colour by the notation of a kind; "" is a kind that no source tells."""

NAMES = {
    "k1": N_("sister city"),
    "k2": N_("friendship city"),
    "k3": N_("sister province"),
    "k4": N_("project"),
    "k5": N_("prospective"),
    "k6": N_("kind not known"),
}
"""Words of legends, in the order of legends."""


def kind_of(notation: str) -> str:
    """Return the mark of a kind by its notation.

    >>> kind_of("friendship-city")
    'k2'
    """
    return KINDS.get(notation, "k6")
