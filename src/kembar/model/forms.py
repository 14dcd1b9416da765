"""Form definitions: the fields of each kind of record, with prompts in English and Indonesian."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from kembar.errors import quoted
from kembar.model.declaration import (
    RECORD_TYPES,
    Declaration,
    RecordField,
    RecordType,
    TextPair,
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
    """One field of a form.

    Attributes:
        kind: of record, as "partnership".
        name: of the record's field.
        form: how its value is read: text, name, date, web, amount, decimal, thing, country,
            concept, signature, wikidata, geonames.
        words: the question, by language.
        phrase: the value within the sentence of a preview, by language; "{}" in its place.
        option: the option of the command line, without its dashes.
        is_list: takes a list of values.
        least: the answers that it requires.
        kinds, scheme, default, usual, after, unless, choices, hints: as in the
            field's `Declaration`.
    """

    kind: str
    name: str
    form: str
    words: Mapping[str, str]
    phrase: Mapping[str, str]
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
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
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
            for word, words in self.choices.items()
            for name in (word, *words.values())
        }
        if name.casefold() not in choices:
            raise ValueError(f"{quoted(name)} is none of {', '.join(self.choices)}")
        return choices[name.casefold()]


@dataclass(frozen=True)
class Form:
    """A kind of record that can be added: its name, the head of its sentence, its fields.

    `more` names the subjects of the fields that are not usual; empty if all are.
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
    """All forms by kind, in the order in which lists show them."""
    return {kind: _form(kind, RECORD_TYPES[KINDS[TABLES[kind]]]) for kind in _ORDER}


def addable() -> list[str]:
    """The kinds that can be added on their own; a source comes with a record that cites it."""
    return [kind for kind in _ORDER if kind != "source"]


def _form(kind: str, record_type: RecordType) -> Form:
    return Form(
        kind=kind,
        words=_by_language(record_type.words),
        head=_by_language(record_type.head),
        fields=tuple(_form_field(kind, *pair) for pair in _in_form_order(kind, record_type.first)),
        more=_by_language(record_type.more),
    )


def _in_form_order(kind: str, first: tuple[str, ...]) -> list[tuple[RecordField, Declaration]]:
    """The declared fields of a kind: those of `first`, then the others in the record's order."""
    pairs = {pair[0].name: pair for pair in declared_fields(KINDS[TABLES[kind]])}
    return list(({name: pairs[name] for name in first} | pairs).values())


def _form_field(kind: str, one: RecordField, declaration: Declaration) -> FormField:
    required = (one.required or declaration.least > 0) and not declaration.default
    return FormField(
        kind=kind,
        name=one.name,
        form="amount" if declaration.amount else "text" if one.form == "class" else one.form,
        words=_by_language(declaration.question),
        phrase=_by_language(declaration.phrase),
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
        choices={word: _by_language(texts) for word, texts in declaration.choices.items()},
        hints=declaration.hints,
    )


def _by_language(texts: TextPair | None) -> dict[str, str]:
    return dict(zip(("en", "id"), texts, strict=True)) if texts else {}
