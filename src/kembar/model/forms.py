"""Form definitions: the fields of each kind of record, with their questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from kembar.errors import quoted
from kembar.language import _, in_all_languages, listing
from kembar.model.declaration import (
    RECORD_TYPES,
    Declaration,
    RecordField,
    RecordType,
    declared_fields,
)
from kembar.model.records import KINDS, Record

TABLES = {record.__name__.lower(): table for table, record in KINDS.items()}
"""The name of a kind's table by the kind: "city" -> "cities"."""

_ORDER = (
    "partnership", "agreement", "activity", "agency", "city", "study", "element", "finding",
    "obstacle", "event", "observation", "person", "tenure", "source",
)  # fmt: skip
"""The kinds that a person adds, in the order in which lists show them."""


@dataclass(frozen=True)
class FormField:
    """One field of a form; its texts are translated where they are shown.

    Attributes:
        kind: of record, as "partnership".
        name: of the record's field.
        form: the form of its value: text, name, date, web, amount, decimal, thing, country,
            concept, signature, wikidata, geonames.
        question: the question that a person is asked.
        phrase: the value within the sentence of a preview, "{value}" in its place.
        option: the option of the command line, without its dashes.
        is_list: true where it takes several values.
        least: the answers that it requires.
        kinds, scheme, default, usual, after, unless, choices, hints: as in the
            field's `Declaration`.
    """

    kind: str
    name: str
    form: str
    question: str
    phrase: str
    option: str
    kinds: tuple[str, ...] = ()
    scheme: str = ""
    default: str = ""
    required: bool = False
    is_list: bool = False
    least: int = 0
    usual: bool = False
    after: str = ""
    unless: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    hints: tuple[str, ...] = ()

    def choice(self, name: str) -> str:
        """Return the choice that has this name in any language; the name where all words will do.

        Raises:
            ValueError: no choice has this name.
        """
        if not self.choices:
            return name
        choices = {
            name.casefold(): word
            for word, text in self.choices.items()
            for name in (word, *in_all_languages(text))
        }
        if name.casefold() not in choices:
            one_of = listing([_(text) for text in self.choices.values()], "or")
            raise ValueError(_("{value} is not {choices}", value=quoted(name), choices=one_of))
        return choices[name.casefold()]


@dataclass(frozen=True)
class Form:
    """A kind of record that can be added: its label, the head of its sentence, its fields.

    `more` names the subjects of the fields that are not usual; empty if all are.
    """

    kind: str
    label: str
    head: str
    fields: tuple[FormField, ...]
    more: str = ""

    @property
    def record(self) -> type[Record]:
        """Return the record that a filled form makes."""
        return KINDS[TABLES[self.kind]]

    def field(self, name: str) -> FormField | None:
        """Return the field of that name, or None."""
        return next((field for field in self.fields if field.name == name), None)


@cache
def forms() -> dict[str, Form]:
    """Return all forms by kind, in the order in which lists show them."""
    return {kind: _form(kind, RECORD_TYPES[KINDS[TABLES[kind]]]) for kind in _ORDER}


def addable() -> list[str]:
    """Return the kinds that can be added alone; a source comes with a record that cites it."""
    return [kind for kind in _ORDER if kind != "source"]


def _form(kind: str, record_type: RecordType) -> Form:
    return Form(
        kind=kind,
        label=record_type.label,
        head=record_type.head,
        fields=tuple(_form_field(kind, *pair) for pair in _in_form_order(kind, record_type.first)),
        more=record_type.more,
    )


def _in_form_order(kind: str, first: tuple[str, ...]) -> list[tuple[RecordField, Declaration]]:
    """Return the declared fields of a kind: those of `first`, then the others in their order."""
    pairs = {pair[0].name: pair for pair in declared_fields(KINDS[TABLES[kind]])}
    return list(({name: pairs[name] for name in first} | pairs).values())


def _form_field(kind: str, one: RecordField, declaration: Declaration) -> FormField:
    required = (one.required or declaration.least > 0) and not declaration.default
    return FormField(
        kind=kind,
        name=one.name,
        form="amount" if declaration.amount else "text" if one.form == "class" else one.form,
        question=declaration.question,
        phrase=declaration.phrase,
        option=declaration.option or one.name.replace("_", "-"),
        kinds=declaration.kinds,
        scheme=declaration.scheme,
        default=declaration.default,
        required=required,
        is_list=one.is_list,
        least=max(declaration.least, int(required)),
        usual=declaration.usual,
        after=declaration.after,
        unless=declaration.unless,
        choices=declaration.choices,
        hints=declaration.hints,
    )
