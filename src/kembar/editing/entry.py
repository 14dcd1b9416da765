"""Entries: one thing each, with texts by field, from options, a form or a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kembar.errors import InputError, UnknownName
from kembar.language import _
from kembar.model.forms import Form, FormField, addable, forms
from kembar.model.limits import text_of
from kembar.names.lookup import nearest

EntryValues = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Entry:
    """One thing as a person writes it.

    Attributes:
        kind: of thing, as the forms name it.
        values: texts by field.
        key: of the thing, where the graph has it or the person chooses it.
        file: with the entry; empty for none.
        lines: the line of each field in that file; "" is that of the entry.
    """

    kind: str
    values: EntryValues
    key: str = ""
    file: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """Return the first value of a field; empty where there is none."""
        return next(iter(self.values.get(name, ())), "")


def entry(kind: str, values: Mapping[str, Any], key: str = "") -> Entry:
    """Return an entry of values by field, each a text, a number or a list of these.

    Raises:
        UnknownName: no such kind or field, with the nearest ones.
        InputError: a value is no text, number or date, or passes a limit of `model.limits`.
    """
    form = form_of(kind)
    texts_by_field: dict[str, Sequence[str]] = {}
    for name, value in values.items():
        field_of(form, name)
        if texts := texts_of(name, value):
            texts_by_field[name] = texts
    return Entry(kind, texts_by_field, key)


def texts_of(name: str, value: object) -> list[str]:
    """Return a value of a field, or a list of values, as texts; those that are empty left out.

    Raises:
        InputError: a value is no text, number or date, or passes a limit of `model.limits`.
    """
    parts = value if isinstance(value, (list, tuple)) else [value]
    try:
        texts = [text_of(part) for part in parts if part is not None]
    except ValueError as bad:
        raise InputError(str(bad), column=name) from None
    return [text for text in texts if text]


def form_of(kind: str) -> Form:
    """Return the form of a kind.

    Raises:
        UnknownName: no such kind, with the nearest ones.
    """
    if kind not in forms():
        raise UnknownName("kind of thing", kind, nearest(kind, addable()) or addable())
    return forms()[kind]


def field_of(form: Form, name: str) -> FormField:
    """Return the field of a form.

    Raises:
        UnknownName: no such field, with the nearest ones.
    """
    form_field = form.field(name)
    if form_field is None:
        names = [field.name for field in form.fields]
        raise UnknownName(_("field of {kind}", kind=form.kind), name, nearest(name, names) or names)
    return form_field
