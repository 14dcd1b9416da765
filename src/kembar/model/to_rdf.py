"""Convert records to triples: the one place that mints IRIs and writes the ontology's terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from textwrap import shorten
from typing import Any, NamedTuple

from kembar.errors import quoted
from kembar.language import _
from kembar.model.mapping import CLASSES, FIELDS, UNIT_CLASSES
from kembar.model.records import (
    Activity,
    Agreement,
    City,
    Country,
    Key,
    Partnership,
    Person,
    Record,
    SignedBy,
    Source,
    Study,
    Tenure,
)
from kembar.model.romanize import romanized
from kembar.rdf.namespaces import NAMESPACES, concept, term
from kembar.rdf.terms import Term, Triple, iri, literal, typed_literal

GEONAMES = "https://sws.geonames.org/"

_LONGEST_TITLE = 60
"""Characters of a title in the label of a source."""

_TYPE = term("rdf:type")


class _FieldWriter(NamedTuple):
    """The property of a field, and the function that makes a term of its value."""

    name: str
    property: Term
    make_term: Callable[[Any], Term]


class _RecordWriter(NamedTuple):
    """The field with a record's key, the function that makes its IRI, its class, and its fields.

    `extra_triples` are those of fields without a `_FieldWriter`.
    """

    key: str
    make_iri: Callable[[str], Term]
    type: Term
    fields: tuple[_FieldWriter, ...]
    extra_triples: Callable[[Term, Any], Iterator[Triple]]


def record_triples(record: Record) -> list[Triple]:
    """Return the triples of a record.

    Raises:
        ValueError: a text of the record cannot be part of an IRI or a literal.
    """
    writer, values = _WRITERS[type(record)], vars(record)
    subject = writer.make_iri(values[writer.key])
    triples = [(subject, _TYPE, writer.type)]
    for name, predicate, make_term in writer.fields:
        value = values[name]
        if value.__class__ is tuple:
            triples += [(subject, predicate, make_term(one)) for one in value]
        elif value or value == 0:
            triples.append((subject, predicate, make_term(value)))
    triples += writer.extra_triples(subject, record)
    return triples


def record_iri(record: Record) -> Term:
    """The IRI of the thing that a record describes."""
    return _WRITERS[type(record)].make_iri(key_of(record))


def key_of(record: Record) -> Key:
    """The record's own key: the field that has the kind's name."""
    return Key(getattr(record, _WRITERS[type(record)].key))


@lru_cache(maxsize=65_536)
def source_iri(key: str) -> Term:
    """The IRI of a source."""
    return iri(f"{NAMESPACES['id']}source/{key}")


def person_iri(name: str, unit: str | None) -> Term:
    """The IRI of a person as sources name them for a unit.

    Namesakes who act for different units stay two persons, unless a `Person` has both.
    """
    return iri(f"{NAMESPACES['id']}person/{unit or 'unknown'}/{slug(name)}")


def attribution(subject: Term, name: str) -> list[Triple]:
    """Return the triples that attribute a subject to a person (PROV-O)."""
    person = iri(f"{NAMESPACES['id']}person/curator/{slug(name)}")
    return [
        (subject, term("prov:wasAttributedTo"), person),
        (person, _TYPE, term("kb:Person")),
        (person, term("rdfs:label"), literal(name)),
    ]


def slug(name: str) -> str:
    """Return a name in lower-case ASCII with hyphens, for a key or a file name; "x" for none.

    Korean is romanized syllable by syllable. Of a name in another script that leaves nothing, the
    slug has the numbers of its letters, so that two names have two keys.

    >>> slug("São Paulo")
    'sao-paulo'
    >>> slug("김민수")
    'gimminsu'
    """
    plain = (
        unicodedata.normalize("NFKD", romanized(unicodedata.normalize("NFC", name)))
        .encode("ascii", "ignore")
        .decode()
    )
    if words := re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-"):
        return words
    return "-".join(f"{ord(letter):x}" for letter in name if letter.isalnum()) or "x"


@lru_cache(maxsize=65_536)
def entity_iri(key: str) -> Term:
    """The IRI of a thing that is neither a source nor a country."""
    return iri(NAMESPACES["id"] + key)


@cache
def country_iri(key: str) -> Term:
    """The IRI of a country, by its ISO 3166-1 alpha-2 code in lower case."""
    return iri(f"{NAMESPACES['id']}country/{key}")


def _writer_of(kind: type[Record]) -> _RecordWriter:
    key = kind.__name__.lower()
    fields = [
        _FieldWriter(field.name, term(field.property), _TERM_MAKERS[field.form](field.detail))
        for field in FIELDS[kind]
    ]
    if kind is not Country:
        fields.insert(0, _FieldWriter(key, term("kb:key"), literal))
    return _RecordWriter(
        key,
        {Source: source_iri, Country: country_iri}.get(kind, entity_iri),
        term(CLASSES[kind]),
        tuple(fields),
        _EXTRA_TRIPLES.get(kind, lambda *_: iter(())),
    )


def _country(country: Term, record: Country) -> Iterator[Triple]:
    yield country, term("kb:isoCode"), literal(record.country.upper())


def _city(city: Term, record: City) -> Iterator[Triple]:
    if record.unit_type:
        if record.unit_type not in UNIT_CLASSES:
            fault = _(
                "{value} is not a unit_type; use one of {words}",
                value=quoted(record.unit_type),
                words=", ".join(UNIT_CLASSES),
            )
            raise ValueError(fault)
        yield city, _TYPE, term(UNIT_CLASSES[record.unit_type])


def _source(source: Term, record: Source) -> Iterator[Triple]:
    yield source, term("rdfs:label"), literal(_source_label(record))


def _study(study: Term, record: Study) -> Iterator[Triple]:
    if record.author:
        yield study, term("rdfs:label"), literal(_citation(record))


def _agreement(agreement: Term, record: Agreement) -> Iterator[Triple]:
    # An agreement also follows those that it renews or supersedes, so that no query asks for both.
    for key in (record.renews, record.supersedes):
        if key:
            yield agreement, term("kb:follows"), entity_iri(key)
    yield from _signatures(agreement, record.signed_by)


def _signatures(agreement: Term, signed_by: Iterable[SignedBy]) -> Iterator[Triple]:
    """Each signature is a node: who signed, in which office, for whom."""
    for one in signed_by:
        person = person_iri(one.name, one.on_behalf_of)
        signature = iri(f"{agreement[1:-1]}/signature/{slug(one.name)}")
        yield agreement, term("kb:hasSignature"), signature
        yield signature, _TYPE, term("kb:Signature")
        yield signature, term("kb:signer"), person
        yield from _person(person, one.name)
        if one.office:
            yield signature, term("kb:office"), literal(one.office)
        if one.on_behalf_of:
            yield signature, term("kb:onBehalfOf"), entity_iri(one.on_behalf_of)


def _person(person: Term, name: str) -> Iterator[Triple]:
    yield person, _TYPE, term("kb:Person")
    yield person, term("rdfs:label"), literal(name)


def _status(partnership: Term, record: Partnership) -> Iterator[Triple]:
    """A status is a node, one for each source and date, so that a source may tell of several."""
    if record.status is None:
        return
    # Of an uncertain date ("2015?", "../2007") what may stand in an address.
    day = re.sub(r"[^\w.~-]", "_", f"-{record.status_on.text}") if record.status_on else ""
    status = iri(f"{partnership[1:-1]}/status/{record.source}/{record.status}{day}")
    yield partnership, term("kb:hasStatus"), status
    yield status, _TYPE, term("kb:PartnershipStatus")
    yield status, term("kb:status"), concept("partnership-status", record.status)
    if record.status_on:
        date = record.status_on
        yield status, term("kb:statusOn"), _date(date.text, date.datatype)


def _budget(activity: Term, record: Activity) -> Iterator[Triple]:
    """A budget is a node, one for each source, so that differing sums stay apart."""
    if record.budget is None and not record.payer:
        return
    budget = iri(f"{activity[1:-1]}/budget/{record.source}")
    yield activity, term("kb:hasBudget"), budget
    yield budget, _TYPE, term("kb:Budget")
    if record.budget is not None:
        yield budget, term("kb:amount"), typed_literal(record.budget, "decimal")
    if record.currency:
        yield budget, term("kb:currency"), literal(record.currency)
    if record.payer:
        yield budget, term("kb:payer"), entity_iri(record.payer)


def _same_person(person: Term, record: Person) -> Iterator[Triple]:
    """Each name for each unit is an address that records of signatures and offices have."""
    for name in (record.name, *record.other_names):
        for unit in record.units:
            yield person, term("owl:sameAs"), person_iri(name, unit)


def _holder(tenure: Term, record: Tenure) -> Iterator[Triple]:
    person = person_iri(record.person, record.unit)
    yield tenure, term("kb:holder"), person
    yield from _person(person, record.person)


def _source_label(source: Source) -> str:
    """Publisher and date of a source; the title where it has no date.

    Semicolons separate the labels of several sources, so a label has none.
    """
    label = source.publisher or source.author or source.title
    title = shorten(source.title, _LONGEST_TITLE, placeholder=" ...")
    if source.published:
        label = f"{label}, {source.published}"
    elif source.publisher:
        label = title if source.publisher in title else f"{label}: {title}"
    return label.replace(";", ",")


def _citation(study: Study) -> str:
    """Author and year as papers cite them: "Erika (2019)", "Adinda et al. (2020)"."""
    first, _, others = study.author.partition(";")
    return f"{first.strip()}{' et al.' if others else ''} ({study.year or 'n.d.'})"


@lru_cache(maxsize=65_536)
def _date(value: str, datatype: str) -> Term:
    return typed_literal(value, datatype)


def _concept(scheme: str) -> Callable[[Any], Term]:
    return lambda notation: concept(scheme, notation)


def _name(language: str) -> Callable[[Any], Term]:
    return lambda name: literal(name, language)


_TERM_MAKERS: dict[str, Callable[[str], Callable[[Any], Term]]] = {
    "text": lambda _: literal,
    "name": _name,
    "date": lambda _: lambda date: _date(date.text, date.datatype),
    "web": lambda _: lambda address: typed_literal(address, "anyURI"),
    "decimal": lambda _: lambda number: typed_literal(number, "decimal"),
    "count": lambda _: lambda number: typed_literal(number, "nonNegativeInteger"),
    "thing": lambda _: entity_iri,
    "country": lambda _: country_iri,
    "concept": _concept,
    "wikidata": lambda _: lambda key: term(f"wd:{key}"),
    "geonames": lambda _: lambda number: iri(f"{GEONAMES}{number}/"),
}
"""By the form of a field: a function of the field's detail that returns one from value to term."""

_EXTRA_TRIPLES: dict[type[Record], Callable[[Term, Any], Iterator[Triple]]] = {
    Activity: _budget,
    Agreement: _agreement,
    City: _city,
    Country: _country,
    Partnership: _status,
    Person: _same_person,
    Source: _source,
    Study: _study,
    Tenure: _holder,
}
"""Triples beside those of the fields in `FIELDS`."""

_WRITERS = {kind: _writer_of(kind) for kind in FIELDS}
