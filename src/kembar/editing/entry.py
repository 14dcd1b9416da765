"""What a person tells of one thing, as texts by field: from flags, from a form, from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kembar.errors import UnknownName
from kembar.model.forms import Form, FormField, addable, forms
from kembar.names.lookup import nearest

Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Entry:
    """One thing: its kind, and what is told of it by field; `lines` are where, in a file.

    `key` names the thing where it is one that the graph knows, or is to have a name of one's own.
    """

    kind: str
    values: Values
    key: str = ""
    file: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """The first value of a field; empty where there is none."""
        return next(iter(self.values.get(name, ())), "")


def entry(kind: str, values: Mapping[str, Any], key: str = "") -> Entry:
    """An entry of values by field, each a text, a number or a list of these.

    Raises:
        UnknownName: a kind or a field that there is not, with the nearest ones.
    """
    form = form_of(kind)
    told: dict[str, Sequence[str]] = {}
    for name, value in values.items():
        field_of(form, name)
        several = value if isinstance(value, (list, tuple)) else [value]
        texts = [str(one).strip() for one in several if one is not None]
        if any(texts):
            told[name] = [text for text in texts if text]
    return Entry(kind, told, key)


def form_of(kind: str) -> Form:
    """The form of a kind.

    Raises:
        UnknownName: no such kind, with the nearest ones.
    """
    known = forms()
    if kind not in known:
        raise UnknownName("kind of thing", kind, nearest(kind, addable()) or addable())
    return known[kind]


def field_of(form: Form, name: str) -> FormField:
    """The field of a form.

    Raises:
        UnknownName: no such field, with the nearest ones.
    """
    ask = form.field(name)
    if ask is None:
        names = [ask.name for ask in form.fields]
        raise UnknownName(f"field of {form.words['en']}", name, nearest(name, names) or names)
    return ask
