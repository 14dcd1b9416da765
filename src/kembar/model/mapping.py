"""The properties of all records: one table for both directions, from the declared fields.

`to_rdf` converts records to triples by it, and `from_rdf` converts triples to cells of tables.
Where two fields share a property, the later one is read back.
"""

from __future__ import annotations

from dataclasses import dataclass

from kembar.model.declaration import RECORD_TYPES, Declaration, RecordField, declared_fields
from kembar.model.records import KINDS, Record
from kembar.model.records.places import UNIT_TYPES

_OWN_FORMS = ("class", "signature")
"""Forms of values that `to_rdf` and `from_rdf` each treat in a function of their own."""


@dataclass(frozen=True)
class FieldMapping:
    """The property of a field and the form of its values.

    `form` is one of: text, date, web (a web address), decimal, count, thing (an individual by its
    key), country, wikidata and geonames (their addresses), concept of the scheme `detail`, or name
    in the language `detail`.
    """

    name: str
    property: str
    form: str = "text"
    detail: str = ""


def _field_mapping(one: RecordField, declaration: Declaration) -> FieldMapping:
    return FieldMapping(
        one.name, declaration.property, one.form, declaration.scheme or declaration.language
    )


CLASSES: dict[type[Record], str] = {
    record: RECORD_TYPES[record].rdf_class for record in KINDS.values()
}
"""The RDF class of each kind of record, as a prefixed name."""

UNIT_CLASSES = {word: unit.rdf_class for word, unit in UNIT_TYPES.items()}
"""The class of a territorial unit by the word for it in `City.unit_type`."""

FIELDS: dict[type[Record], tuple[FieldMapping, ...]] = {
    record: tuple(
        _field_mapping(one, declaration)
        for one, declaration in declared_fields(record)
        if not declaration.node and one.form not in _OWN_FORMS
    )
    for record in KINDS.values()
}
"""Fields whose property belongs to the record's own node.

Keys, classes of units, signatures, holders of offices and budgets have functions of their own.
"""
