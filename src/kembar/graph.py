"""Records -> triples: the one place that mints IRIs and says a record in the ontology's words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import singledispatch

from kembar.dates import PartialDate
from kembar.records import (
    Activity,
    Agency,
    Agreement,
    City,
    Country,
    Event,
    Finding,
    Key,
    Observation,
    Obstacle,
    Partnership,
    Record,
    SignedBy,
    Source,
    Study,
)
from kembar.terms import Term, Triple, iri, text, typed
from kembar.vocabulary import NAMESPACES, concept, term

UNIT_CLASSES = {
    "city": "kb:City",
    "metropolis": "kb:City",
    "province": "kb:Province",
    "state": "kb:Province",
    "prefecture": "kb:Province",
    "regency": "kb:Regency",
    "county": "kb:Regency",
    "district": "kb:District",
}
"""What a unit is by the word for it in `City.unit_type`."""

Facts = Iterator[tuple[str, Term | None]]
"""Property name and value; a value of None says nothing."""


def describe(record: Record) -> list[Triple]:
    """Say a record as triples.

    Raises:
        ValueError: a text of it cannot be part of an IRI or a literal.
    """
    subject = address_of(record)
    triples = [(subject, term(name), value) for name, value in _facts(record) if value is not None]
    if isinstance(record, Agreement):
        triples += _signatures(subject, record.signed_by)
    if isinstance(record, Activity) and (record.budget is not None or record.payer):
        triples += _budget(subject, record)
    return triples


def address_of(record: Record) -> Term:
    """The IRI that names what a record is about."""
    key = key_of(record)
    if isinstance(record, Source):
        return source_address(key)
    if isinstance(record, Country):
        return _country(key)
    return _individual(key)


def key_of(record: Record) -> Key:
    """The record's own key: its first field that a table calls by the kind's name."""
    return Key(getattr(record, type(record).__name__.lower()))


def source_address(key: str) -> Term:
    """The IRI of a source."""
    return iri(f"{NAMESPACES['id']}source/{key}")


def slug(name: str) -> str:
    """A name in lower-case ASCII with hyphens, for a key or a file name; "x" where nothing is left.

    >>> slug("São Paulo")
    'sao-paulo'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "x"


@singledispatch
def _facts(record: Record) -> Facts:
    raise TypeError(f"no way to describe {type(record).__name__}")


@_facts.register
def _(record: Source) -> Facts:
    yield "rdf:type", term("kb:Source")
    yield "kb:key", text(record.source)
    told = [record.publisher or record.author or record.title, str(record.published or "")]
    yield "rdfs:label", text(", ".join(part for part in told if part))
    yield "dcterms:title", text(record.title)
    yield from _each("kb:sourceType", [record.type], lambda slug: concept("source-type", slug))
    yield from _texts(
        ("kb:author", record.author),
        ("kb:publisher", record.publisher),
        ("dcterms:language", record.language),
        ("rdfs:comment", record.note),
    )
    yield "kb:publishedOn", _date(record.published)
    yield "kb:webAddress", _web(record.url)


@_facts.register
def _(record: Country) -> Facts:
    yield "rdf:type", term("kb:Country")
    yield from _names(record.name_en, record.name_id, record.name_ko)
    yield "kb:isoCode", text(record.country.upper())
    yield from _each("kb:officialLanguage", record.languages, text)
    yield from _wikidata(record.wikidata)


@_facts.register
def _(record: City) -> Facts:
    yield "rdf:type", term("kb:TerritorialUnit")
    if record.unit_type:
        if record.unit_type not in UNIT_CLASSES:
            words = ", ".join(UNIT_CLASSES)
            raise ValueError(f"{record.unit_type!r} is no unit_type; use one of {words}")
        yield "rdf:type", term(UNIT_CLASSES[record.unit_type])
    yield "kb:key", text(record.city)
    yield from _names(record.name_en, record.name_id, record.name_ko)
    yield from _each("skos:altLabel", (record.name_local, *record.other_names), text)
    yield "kb:country", _country(record.country)
    yield from _each("kb:governmentTier", [record.tier], lambda s: concept("government-tier", s))
    yield from _texts(("kb:isoCode", record.iso_3166_2))
    for name, degrees in (("wgs84:lat", record.latitude), ("wgs84:long", record.longitude)):
        yield name, typed(degrees, "decimal") if degrees is not None else None
    yield from _wikidata(record.wikidata)
    if record.geonames:
        yield "skos:exactMatch", iri(f"https://sws.geonames.org/{record.geonames}/")


@_facts.register
def _(record: Agency) -> Facts:
    yield "rdf:type", term("kb:Agency")
    yield "kb:key", text(record.agency)
    yield from _names(record.name_en)
    yield from _texts(("skos:altLabel", record.name_local))
    yield from _each("kb:agencyType", [record.type], lambda slug: concept("agency-type", slug))
    yield from _each("kb:partOf", [record.part_of], _individual)
    yield from _each("kb:country", [record.country], _country)


@_facts.register
def _(record: Partnership) -> Facts:
    yield "rdf:type", term("kb:Partnership")
    yield "kb:key", text(record.partnership)
    yield from _each("kb:hasPartner", record.cities, _individual)
    yield from _each("kb:partnershipKind", [record.kind], lambda s: concept("partnership-kind", s))
    yield "kb:since", _date(record.since)
    yield "kb:until", _date(record.until)
    yield from _texts(("kb:origin", record.origin), ("rdfs:comment", record.note))
    yield from _each("kb:claimedBy", [record.claimed_by], _individual)


@_facts.register
def _(record: Agreement) -> Facts:
    yield "rdf:type", term("kb:Agreement")
    yield "kb:key", text(record.agreement)
    yield "kb:underPartnership", _individual(record.partnership)
    yield from _each("kb:agreementType", [record.type], lambda s: concept("agreement-type", s))
    yield from _texts(("rdfs:label", record.title), ("rdfs:comment", record.note))
    yield "kb:signedOn", _date(record.signed_on)
    yield "kb:validFrom", _date(record.valid_from)
    yield "kb:validUntil", _date(record.valid_until)
    yield from _each("kb:signedIn", [record.signed_in], _individual)
    yield from _each("kb:field", record.fields, lambda slug: concept("field", slug))
    yield from _each("kb:carriedBy", record.agencies, _individual)
    yield from _each("kb:renews", [record.renews], _individual)
    yield from _each("kb:supersedes", [record.supersedes], _individual)
    # What renews or supersedes a document also follows it: said here, so that no query needs both.
    followed = {record.follows, record.renews, record.supersedes} - {None}
    yield from _each("kb:follows", sorted(str(key) for key in followed), _individual)
    yield "kb:textAddress", _web(record.text_url)


@_facts.register
def _(record: Activity) -> Facts:
    yield "rdf:type", term("kb:Activity")
    yield "kb:key", text(record.activity)
    yield from _each("kb:underPartnership", record.partnerships, _individual)
    yield from _each("kb:underAgreement", [record.agreement], _individual)
    yield from _each("kb:activityKind", [record.kind], lambda slug: concept("activity-kind", slug))
    yield "kb:activityStatus", concept("activity-status", record.status)
    yield from _texts(
        ("rdfs:label", record.title), ("kb:output", record.outputs), ("rdfs:comment", record.note)
    )
    yield "kb:startDate", _date(record.start)
    yield "kb:endDate", _date(record.end)
    yield from _each("kb:place", [record.place], _individual)
    yield from _each("kb:organiser", record.organisers, _individual)
    if record.participants is not None:
        yield "kb:participantCount", typed(record.participants, "nonNegativeInteger")
    yield from _each("kb:participantsFrom", record.participants_from, _individual)
    yield from _each("kb:field", record.fields, lambda slug: concept("field", slug))
    yield from _each(
        "kb:capacityDimension",
        [record.capacity_dimension],
        lambda slug: concept("capacity-dimension", slug),
    )


@_facts.register
def _(record: Study) -> Facts:
    yield "rdf:type", term("kb:Study")
    yield "kb:key", text(record.study)
    yield "dcterms:title", text(record.title)
    yield from _texts(
        ("rdfs:label", _citation(record)),
        ("kb:author", record.author),
        ("kb:publisher", record.publisher),
    )
    yield "kb:publishedOn", _date(record.year)
    yield from _each("kb:studyType", [record.type], lambda slug: concept("study-type", slug))
    yield from _each("kb:studies", record.partnerships, _individual)
    yield from _each("kb:method", record.methods, lambda slug: concept("method", slug))
    yield from _each("kb:evidenceType", record.evidence, lambda slug: concept("evidence", slug))
    yield from _each("kb:usesConcept", record.concepts, lambda s: concept("research-concept", s))
    yield from _each("kb:field", record.fields, lambda slug: concept("field", slug))
    yield "kb:webAddress", _web(record.url)


@_facts.register
def _(record: Finding) -> Facts:
    yield "rdf:type", term("kb:Finding")
    yield "kb:key", text(record.finding)
    yield "kb:reportedBy", _individual(record.study)
    yield from _each("kb:concerns", [record.partnership], _individual)
    yield "kb:statement", text(record.statement_en, "en")
    if record.statement_id:
        yield "kb:statement", text(record.statement_id, "id")
    yield from _each("kb:assessment", [record.assessment], lambda slug: concept("assessment", slug))
    yield from _texts(("kb:criterion", record.criterion))
    yield from _each("kb:evidenceType", record.evidence, lambda slug: concept("evidence", slug))


@_facts.register
def _(record: Obstacle) -> Facts:
    yield "rdf:type", term("kb:Obstacle")
    yield "kb:key", text(record.obstacle)
    yield from _names(record.label_en, record.label_id)
    yield "kb:reportedBy", _individual(record.study)
    yield from _each("kb:identifiedBy", [record.finding], _individual)
    yield from _each("kb:concerns", [record.partnership], _individual)
    yield from _each("kb:obstacleType", [record.type], lambda slug: concept("obstacle-type", slug))
    yield from _each("kb:affects", [record.affects], _individual)
    yield "kb:occurredOn", _date(record.when)


@_facts.register
def _(record: Event) -> Facts:
    yield "rdf:type", term("kb:Event")
    yield "kb:key", text(record.event)
    yield from _names(record.name_en, record.name_id)
    yield "kb:startDate", _date(record.start)
    yield "kb:endDate", _date(record.end)
    yield from _texts(("rdfs:comment", record.note))


@_facts.register
def _(record: Observation) -> Facts:
    yield "rdf:type", term("kb:Observation")
    yield "kb:key", text(record.observation)
    yield "kb:observedUnit", _individual(record.city)
    yield "kb:indicator", concept("indicator", record.indicator)
    yield "kb:period", _date(record.period)
    yield "kb:value", typed(record.value, "decimal")
    yield from _texts(("kb:unit", record.unit))


def _signatures(agreement: Term, signed_by: Iterable[SignedBy]) -> Iterator[Triple]:
    """Each signature is a thing of its own: who, in which office, for whom."""
    for signed in signed_by:
        name = slug(signed.name)
        # The unit is part of the person's IRI: namesakes who sign for others stay two persons.
        person = iri(f"{NAMESPACES['id']}person/{signed.on_behalf_of or 'unknown'}/{name}")
        signature = iri(f"{agreement[1:-1]}/signature/{name}")
        yield agreement, term("kb:hasSignature"), signature
        yield signature, term("rdf:type"), term("kb:Signature")
        yield signature, term("kb:signer"), person
        yield person, term("rdf:type"), term("kb:Person")
        yield person, term("rdfs:label"), text(signed.name)
        if signed.office:
            yield signature, term("kb:office"), text(signed.office)
        if signed.on_behalf_of:
            yield signature, term("kb:onBehalfOf"), _individual(signed.on_behalf_of)


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
        yield budget, term("kb:payer"), _individual(record.payer)


def _citation(study: Study) -> str:
    """Author and year as papers cite them: "Erika (2019)"; empty where no author is known."""
    if not study.author:
        return ""
    first, _, others = study.author.partition(";")
    return f"{first.strip()}{' et al.' if others else ''} ({study.year or 'n.d.'})"


def _individual(key: str) -> Term:
    return iri(NAMESPACES["id"] + key)


def _country(key: str) -> Term:
    return iri(f"{NAMESPACES['id']}country/{key}")


def _names(english: str, indonesian: str = "", korean: str = "") -> Facts:
    for language, name in (("en", english), ("id", indonesian), ("ko", korean)):
        yield "rdfs:label", text(name, language) if name else None


def _texts(*facts: tuple[str, str]) -> Facts:
    for name, value in facts:
        yield name, text(value) if value else None


def _each(name: str, values: Iterable[str | None], as_term: Callable[[str], Term]) -> Facts:
    for value in values:
        yield name, as_term(value) if value else None


def _date(date: PartialDate | None) -> Term | None:
    return typed(date, date.datatype) if date else None


def _web(address: str | None) -> Term | None:
    return typed(address, "anyURI") if address else None


def _wikidata(qid: str) -> Facts:
    yield "skos:exactMatch", term(f"wd:{qid}") if qid else None
