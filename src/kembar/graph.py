"""Records -> triples: the one place that mints IRIs and says a record in the ontology's words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from textwrap import shorten

from kembar.dates import PartialDate
from kembar.mapping import CLASSES, FIELDS, UNIT_CLASSES, Field
from kembar.records import (
    Activity,
    Agreement,
    City,
    Country,
    Key,
    Record,
    SignedBy,
    Source,
    Study,
    Tenure,
)
from kembar.terms import Term, Triple, iri, text, typed
from kembar.vocabulary import NAMESPACES, concept, term

GEONAMES = "https://sws.geonames.org/"

_LONGEST_TITLE = 60
"""Characters of a title in the name of a source."""

Facts = Iterator[tuple[str, Term]]
"""Property name and value."""


def describe(record: Record) -> list[Triple]:
    """Say a record as triples.

    Raises:
        ValueError: a text of it cannot be part of an IRI or a literal.
    """
    subject = address_of(record)
    triples = [(subject, term(name), value) for name, value in _facts(record)]
    if isinstance(record, Agreement):
        triples += _signatures(subject, record.signed_by)
    if isinstance(record, Activity) and (record.budget is not None or record.payer):
        triples += _budget(subject, record)
    if isinstance(record, Tenure):
        person = person_address(record.person, record.unit)
        triples += [(subject, term("kb:holder"), person), *_person(person, record.person)]
    return triples


def address_of(record: Record) -> Term:
    """The IRI that names what a record is about."""
    key = key_of(record)
    if isinstance(record, Source):
        return source_address(key)
    if isinstance(record, Country):
        return country_address(key)
    return individual(key)


def key_of(record: Record) -> Key:
    """The record's own key: its first field that a table calls by the kind's name."""
    return Key(getattr(record, type(record).__name__.lower()))


@lru_cache(maxsize=65_536)
def source_address(key: str) -> Term:
    """The IRI of a source."""
    return iri(f"{NAMESPACES['id']}source/{key}")


def person_address(name: str, unit: str | None) -> Term:
    """The IRI of a person in office; namesakes who act for different units stay two persons."""
    return iri(f"{NAMESPACES['id']}person/{unit or 'unknown'}/{slug(name)}")


def curated_by(what: Term, name: str) -> list[Triple]:
    """Say who put something into the graph (PROV-O)."""
    person = iri(f"{NAMESPACES['id']}person/curator/{slug(name)}")
    return [
        (what, term("prov:wasAttributedTo"), person),
        (person, term("rdf:type"), term("kb:Person")),
        (person, term("rdfs:label"), text(name)),
    ]


def slug(name: str) -> str:
    """A name in lower-case ASCII with hyphens, for a key or a file name; "x" where nothing is left.

    >>> slug("São Paulo")
    'sao-paulo'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "x"


@lru_cache(maxsize=65_536)
def individual(key: str) -> Term:
    """The IRI of a thing that is neither a source nor a country."""
    return iri(NAMESPACES["id"] + key)


@cache
def country_address(key: str) -> Term:
    """The IRI of a country, by its ISO 3166-1 alpha-2 code in lower case."""
    return iri(f"{NAMESPACES['id']}country/{key}")


def _facts(record: Record) -> Facts:
    yield "rdf:type", term(CLASSES[type(record)])
    yield from _key_facts(record)
    for field in FIELDS[type(record)]:
        value = getattr(record, field.name)
        if value is None or value in ("", ()):
            continue
        for one in value if isinstance(value, tuple) else (value,):
            yield field.property, _FORMS[field.form](field, one)
    if isinstance(record, Agreement):
        # What renews or supersedes a document also follows it, so that no query asks for both.
        yield from (("kb:follows", individual(k)) for k in (record.renews, record.supersedes) if k)


def _key_facts(record: Record) -> Facts:
    """What a record is called, beside its names."""
    key = key_of(record)
    if isinstance(record, Country):
        yield "kb:isoCode", text(key.upper())
        return
    yield "kb:key", text(key)
    if isinstance(record, City) and record.unit_type:
        if record.unit_type not in UNIT_CLASSES:
            words = ", ".join(UNIT_CLASSES)
            raise ValueError(f"{record.unit_type!r} is no unit_type; use one of {words}")
        yield "rdf:type", term(UNIT_CLASSES[record.unit_type])
    if isinstance(record, Source):
        yield "rdfs:label", text(_name_of_source(record))
    if isinstance(record, Study) and record.author:
        yield "rdfs:label", text(_citation(record))


def _signatures(agreement: Term, signed_by: Iterable[SignedBy]) -> Iterator[Triple]:
    """Each signature is a thing of its own: who, in which office, for whom."""
    for signed in signed_by:
        person = person_address(signed.name, signed.on_behalf_of)
        signature = iri(f"{agreement[1:-1]}/signature/{slug(signed.name)}")
        yield agreement, term("kb:hasSignature"), signature
        yield signature, term("rdf:type"), term("kb:Signature")
        yield signature, term("kb:signer"), person
        yield from _person(person, signed.name)
        if signed.office:
            yield signature, term("kb:office"), text(signed.office)
        if signed.on_behalf_of:
            yield signature, term("kb:onBehalfOf"), individual(signed.on_behalf_of)


def _person(person: Term, name: str) -> Iterator[Triple]:
    yield person, term("rdf:type"), term("kb:Person")
    yield person, term("rdfs:label"), text(name)


def _budget(activity: Term, record: Activity) -> Iterator[Triple]:
    """A budget is a thing of its own, one for each source, so that differing sums stand apart."""
    budget = iri(f"{activity[1:-1]}/budget/{record.source}")
    yield activity, term("kb:hasBudget"), budget
    yield budget, term("rdf:type"), term("kb:Budget")
    if record.budget is not None:
        yield budget, term("kb:amount"), typed(record.budget, "decimal")
    if record.currency:
        yield budget, term("kb:currency"), text(record.currency)
    if record.payer:
        yield budget, term("kb:payer"), individual(record.payer)


def _name_of_source(source: Source) -> str:
    """What a source is called: publisher and date; the title for what a publisher does not date.

    Lists of sources stand between semicolons, so that a name holds none.
    """
    name = source.publisher or source.author or source.title
    title = shorten(source.title, _LONGEST_TITLE, placeholder=" ...")
    if source.published:
        name = f"{name}, {source.published}"
    elif source.publisher:
        name = title if source.publisher in title else f"{name}: {title}"
    return name.replace(";", ",")


def _citation(study: Study) -> str:
    """Author and year as papers cite them: "Erika (2019)", "Adinda et al. (2020)"."""
    first, _, others = study.author.partition(";")
    return f"{first.strip()}{' et al.' if others else ''} ({study.year or 'n.d.'})"


_FORMS: dict[str, Callable[[Field, object], Term]] = {
    "text": lambda _, value: text(str(value)),
    "name": lambda field, value: text(str(value), field.detail),
    "date": lambda _, value: typed(value, value.datatype if isinstance(value, PartialDate) else ""),
    "web": lambda _, value: typed(value, "anyURI"),
    "decimal": lambda _, value: typed(value, "decimal"),
    "count": lambda _, value: typed(value, "nonNegativeInteger"),
    "thing": lambda _, value: individual(str(value)),
    "country": lambda _, value: country_address(str(value)),
    "concept": lambda field, value: concept(field.detail, str(value)),
    "wikidata": lambda _, value: term(f"wd:{value}"),
    "geonames": lambda _, value: iri(f"{GEONAMES}{value}/"),
}
