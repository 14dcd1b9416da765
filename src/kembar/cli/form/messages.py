"""Messages of the form in the terminal that depend on the field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kembar.errors import UnknownName
from kembar.language import N_, _, listing

if TYPE_CHECKING:
    from kembar.model.forms import FormField

_EXAMPLES = {
    "date": N_("2015, May 2015, 24 May 2015"),
    "amount": N_("850000000, 850 million"),
    "web": "https://...",
    "signature": N_("name, or name | office | city or agency"),
}
"""Examples of values by the form of a field."""


def example(field: FormField) -> str:
    """Return an example of a field's values; empty where it needs none."""
    if field.scheme or field.choices or field.hints:
        return _("Tab chooses")
    return _(_EXAMPLES.get(field.form, ""))


def suggestion(names: Sequence[str]) -> str:
    """Return a question for the nearest names; empty without any."""
    return _("Did you mean {names}?", names=listing(names, "or")) if names else ""


def no_such_thing(field: FormField, error: UnknownName) -> str:
    """Return the message for a name that fits nothing: with the nearest names, or the remedy."""
    fault = _("No {kind} is called {name}.", kind=_kinds(field), name=repr(error.name))
    remedy = suggestion(error.nearest)
    if field.kinds and not remedy:
        command = f"kembar add {field.kinds[0]}"
        remedy = _("If the graph lacks it, add it first: {command}", command=command)
    return f"{fault} {remedy}".rstrip()


def _kinds(field: FormField) -> str:
    """Return the kinds of thing that a value may name, in words."""
    from kembar.model.forms import forms

    if field.form == "country":
        return _("country")
    return listing([_(forms()[kind].label) for kind in field.kinds], "or")
