"""Declarations of records: each field's property, form of value and form texts, in one place."""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from decimal import Decimal
from functools import cache
from typing import Any, ParamSpec, TypeVar

from kembar.language import N_
from kembar.model.dates import PartialDate
from kembar.model.values import Concept, Key, WebAddress

_FORMS = {
    str: "text",
    int: "count",
    Decimal: "decimal",
    PartialDate: "date",
    Key: "thing",
    Concept: "concept",
    WebAddress: "web",
}
"""The form of a value by the type of its field, unless its declaration has another."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True)
class Declaration:
    """The property of a field, and the part of a form that asks for it.

    Texts are English sentences, marked by `N_` and translated where they are shown.

    Attributes:
        property: prefixed name, as "kb:since".
        question: the question of a form; empty in kinds of record that have no form.
        phrase: the value within the sentence of a preview, "{value}" in its place; empty where the
            head of the sentence has it.
        form: of the value, where its type does not decide it: country, wikidata, geonames,
            signature, or class (a word for the class of the subject).
        scheme: the scheme that a concept comes from.
        language: the language of a name or a text.
        node: the property that leads from the subject to the node which has `property`.
        kinds: the kinds of thing that a name may stand for.
        option: of the command line, where it is not the field's name.
        default: the value of an empty answer.
        least: the answers that a form requires, though a table may leave the cell blank.
        amount: numbers may have separators and words such as "juta".
        usual: asked in every form; the other fields are asked on request.
        after: asked only where this field has an answer.
        unless: asked, and then required, only where this field has none.
        choices: the only words allowed, each with its text.
        hints: likely words.
    """

    property: str
    question: str = ""
    phrase: str = ""
    form: str = ""
    scheme: str = ""
    language: str = ""
    node: str = ""
    kinds: tuple[str, ...] = ()
    option: str = ""
    default: str = ""
    least: int = 0
    amount: bool = False
    usual: bool = False
    after: str = ""
    unless: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordType:
    """The RDF class of a kind of record, and its form.

    Attributes:
        rdf_class: prefixed name, as "kb:Partnership".
        label: the kind's name; empty where it has no form.
        head: the beginning of the sentence of a preview, with fields in braces.
        more: the subjects of the fields that are not usual.
        first: the fields that a form asks first; the others follow in the record's order.
    """

    rdf_class: str
    label: str = ""
    head: str = ""
    more: str = ""
    first: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordField:
    """A field of a record, from its type and its declaration.

    `type` is that of one value: "Key" for `Key`, `Key | None` and `tuple[Key, ...]`.
    """

    name: str
    type: Any
    is_list: bool
    required: bool
    declaration: Declaration | None

    @property
    def form(self) -> str:
        """The form of a value in RDF."""
        declaration = self.declaration
        if declaration and (declaration.form or declaration.language):
            return declaration.form or "name"
        return _FORMS[self.type]


RECORD_TYPES: dict[type, RecordType] = {}
"""The declared kinds of record."""

_DECLARED = "declaration"


def _as_metadata(make: Callable[_P, Declaration]) -> Callable[_P, dict[str, Declaration]]:
    return lambda *values, **options: {_DECLARED: make(*values, **options)}


declare = _as_metadata(Declaration)
"""Returns the metadata of a dataclass field; the arguments are those of `Declaration`."""


NOTE = declare("rdfs:comment", N_("A remark?"), N_("note: {value}"))
"""Of the remark that most kinds of record have."""


def record_type(
    rdf_class: str,
    label: str = "",
    *,
    head: str = "",
    more: str = "",
    first: tuple[str, ...] = (),
) -> Callable[[type[_T]], type[_T]]:
    """Declare a dataclass as a kind of record; the arguments are those of `RecordType`."""

    def register(record: type[_T]) -> type[_T]:
        RECORD_TYPES[record] = RecordType(rdf_class, label, head, more, first)
        return record

    return register


def record_fields(record: type) -> tuple[RecordField, ...]:
    """Return the fields of a record in their order, its key first."""
    return _record_fields(record)


@cache
def _record_fields(record: type) -> tuple[RecordField, ...]:
    # Apart, as mypy takes a union of types for unhashable.
    hints = typing.get_type_hints(record)
    return tuple(
        RecordField(
            name=one.name,
            type=_value_type(hints[one.name]),
            is_list=typing.get_origin(hints[one.name]) is tuple,
            required=one.default is MISSING,
            declaration=one.metadata.get(_DECLARED),
        )
        for one in fields(record)
    )


def declared_fields(record: type) -> list[tuple[RecordField, Declaration]]:
    """Return the fields of a record with their declarations: all but its key and its source."""
    return [(one, one.declaration) for one in record_fields(record) if one.declaration]


def _value_type(hint: Any) -> Any:
    arguments = [part for part in typing.get_args(hint) if part not in (type(None), ...)]
    return arguments[0] if arguments else hint
