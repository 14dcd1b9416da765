"""What a person is asked who adds something: the fields of each kind, in words (`forms.yaml`)."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from kembar.model.mapping import FIELDS
from kembar.model.records import KINDS, Record

TABLES = {record.__name__.lower(): table for table, record in KINDS.items()}
"""The name of a kind's table by the kind: "city" -> "cities"."""

_AMOUNTS = ("participants", "budget", "value")


@dataclass(frozen=True)
class FormField:
    """One field of a form.

    `form` says how its value is read: text, name, date, web, amount, decimal, thing, country,
    concept, signature. `of` are the kinds that a name may stand for, `scheme` is a concept's;
    `least` is how many answers are needed. Of `usual`, `after`, `unless`, `choices` and `hints`
    forms.yaml tells.
    """

    kind: str
    name: str
    form: str
    words: Mapping[str, str]
    say: Mapping[str, str]
    flag: str
    of: tuple[str, ...] = ()
    scheme: str = ""
    default: str = ""
    needed: bool = False
    several: bool = False
    least: int = 0
    usual: bool = False
    after: str = ""
    unless: str = ""
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    hints: tuple[str, ...] = ()

    def word(self, told: str) -> str:
        """The one of the choices that is called so in any language; any word where none are told.

        Raises:
            ValueError: it is none of them.
        """
        if not self.choices:
            return told
        called = {
            name.casefold(): word
            for word, words in self.choices.items()
            for name in (word, *words.values())
        }
        if told.casefold() not in called:
            raise ValueError(f"{told!r} is none of {', '.join(self.choices)}")
        return called[told.casefold()]


@dataclass(frozen=True)
class Form:
    """A kind of thing that can be added: its words, the head of its sentence, its fields.

    `more` says what the fields are about that are not usual; empty where there are none.
    """

    kind: str
    words: Mapping[str, str]
    head: Mapping[str, str]
    fields: tuple[FormField, ...]
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def record(self) -> type[Record]:
        """The record that a filled form makes."""
        return KINDS[TABLES[self.kind]]

    def field(self, name: str) -> FormField | None:
        """The field of that name."""
        return next((field for field in self.fields if field.name == name), None)


@cache
def forms() -> dict[str, Form]:
    """All forms by kind, in the order in which they are shown."""
    import yaml

    text = Path(__file__).with_name("forms.yaml").read_text("utf-8")
    return {kind: _form(kind, told) for kind, told in yaml.safe_load(text).items()}


def addable() -> list[str]:
    """The kinds that can be added on their own; a source comes with what it says."""
    return [kind for kind in forms() if kind != "source"]


def _form(kind: str, told: Mapping[str, Any]) -> Form:
    fields = tuple(_field(kind, name, one) for name, one in told["fields"].items())
    words = {"en": told["en"], "id": told["id"]}
    head = {"en": told["head_en"], "id": told["head_id"]}
    more = {"en": told["more_en"], "id": told["more_id"]} if "more_en" in told else {}
    return Form(kind, words, head, fields, more)


def _field(kind: str, name: str, told: Mapping[str, Any]) -> FormField:
    record = KINDS[TABLES[kind]]
    hint = typing.get_type_hints(record)[name]
    form, scheme = _form_of(record, name)
    must = any(one.name == name and one.default is MISSING for one in fields(record))
    needed = (must or bool(told.get("need"))) and "default" not in told
    return FormField(
        kind=kind,
        name=name,
        form=form,
        words={"en": told["en"], "id": told["id"]},
        say={language: told.get(f"say_{language}", "") for language in ("en", "id")},
        flag=told.get("flag", name.replace("_", "-")),
        of=tuple(told.get("of", ())),
        scheme=scheme,
        default=told.get("default", ""),
        needed=needed,
        several=typing.get_origin(hint) is tuple,
        least=max(int(told.get("need", 0)), int(needed)),
        usual=bool(told.get("usual")),
        after=told.get("after", ""),
        unless=told.get("unless", ""),
        choices=told.get("choices", {}),
        hints=tuple(told.get("hints", ())),
    )


def _form_of(record: type[Record], name: str) -> tuple[str, str]:
    """How a field's value is read, and the scheme that a concept comes from."""
    if name in _AMOUNTS:
        return "amount", ""
    if name in ("signed_by", "payer"):
        return {"signed_by": "signature", "payer": "thing"}[name], ""
    said = next((one for one in FIELDS[record] if one.name == name), None)
    form = said.form if said else "text"
    return form, said.detail if said and form == "concept" else ""
