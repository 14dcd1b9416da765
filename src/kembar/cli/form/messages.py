"""Messages of the form in the terminal that depend on the field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kembar.errors import UnknownName
from kembar.language import N_, _, language, listing
from kembar.model.dates import AmbiguousDay, PartialDate
from kembar.model.dates import in_words as date_in_words

if TYPE_CHECKING:
    from kembar.model.forms import FormField

_EXAMPLES = {
    "date": N_("2015, May 2015, 24 May 2015"),
    "amount": N_("850000000, 850 million"),
    "web": "https://...",
    "signature": N_("name, or name | office | city or agency"),
}
"""Examples of values by the form of a field."""

_NO_DAY = "not a day of the calendar"
"""The fault of the 31st of February, as `read_date` words it."""

_WRONG = {
    "date": N_("{text} is not a date: write 2015, May 2015 or 24 May 2015."),
    "day": N_("{text} is not a day of the calendar."),
    "amount": N_("{text} is not a clear amount: write 850000000 or 850 million."),
    "decimal": N_("{text} is not a number: write, for example, -6.92."),
    "web": N_("{text} is not a web address: begin it with http:// or https://."),
    "wikidata": N_("{text} is not a Wikidata number: write, for example, Q10389."),
    "geonames": N_("{text} is not a GeoNames number: write, for example, 1650357."),
}
"""Messages for values that cannot be read, by the form of a field."""


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


def error_message(field: FormField, text: str, error: Exception) -> str:
    """Return the message for a text that cannot be read as a value of a field."""
    if language() == "en":
        return str(error)
    if isinstance(error, AmbiguousDay):
        first, second = error.days
        one, other = (date_in_words(PartialDate(day), language()) for day in error.days)
        return _(
            "{text} may be {one} or {other}: write {first} or {second}.",
            text=repr(text),
            one=one,
            other=other,
            first=first,
            second=second,
        )
    if field.form == "date" and _NO_DAY in str(error):
        return _(_WRONG["day"], text=repr(text))
    return _(_WRONG[field.form], text=repr(text)) if field.form in _WRONG else str(error)


def _kinds(field: FormField) -> str:
    """Return the kinds of thing that a value may name, in words."""
    from kembar.model.forms import forms

    if field.form == "country":
        return _("country")
    return listing([_(forms()[kind].label) for kind in field.kinds], "or")
