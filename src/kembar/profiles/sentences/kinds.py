"""Kinds of partnership in the plural, for "Bandung and Suwon are sister cities"."""

from __future__ import annotations

from collections.abc import Sequence

from kembar.language import N_, _
from kembar.profiles.facts import Concept, Stated
from kembar.profiles.sentences.wording import word

_PLURALS = {
    "sister-city": N_("sister cities"),
    "friendship-city": N_("friendship cities"),
    "sister-province": N_("sister provinces"),
    "project-partnership": N_("partners in a project"),
}


def in_plural(kinds: Sequence[Stated[Concept]]) -> str:
    """Return the kind that most sources state, in the plural; "partners" where none is known."""
    if not kinds:
        return _("partners")
    kind = kinds[0].value
    plural = _PLURALS.get(kind.notation)
    return _(plural) if plural else word(kind.name)
