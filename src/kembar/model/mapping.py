"""Which property says which field of a record: the one table that is read in both directions.

`graph` says a record by it, and `cells` reads triples back into the cells of tables. Where two
fields share a property, the later one is read back.
"""

from __future__ import annotations

from dataclasses import dataclass

from kembar.model.records import (
    Activity,
    Agency,
    Agreement,
    City,
    Country,
    Event,
    Finding,
    Match,
    Observation,
    Obstacle,
    Partnership,
    Rate,
    Record,
    Source,
    Study,
    Tenure,
)


@dataclass(frozen=True)
class Field:
    """How a field is said.

    `form` is one of: text, date, web (a web address), decimal, count, thing (an individual by its
    key), country, wikidata and geonames (their addresses), concept of the scheme `detail`, or name
    in the language `detail`.
    """

    name: str
    property: str
    form: str = "text"
    detail: str = ""


def _concept(name: str, said: str, scheme: str) -> Field:
    return Field(name, said, "concept", scheme)


def _names(*tags: str) -> tuple[Field, ...]:
    return tuple(Field(f"name_{tag}", "rdfs:label", "name", tag) for tag in tags)


_NOTE = Field("note", "rdfs:comment")

CLASSES: dict[type[Record], str] = {
    Source: "kb:Source",
    Country: "kb:Country",
    City: "kb:TerritorialUnit",
    Agency: "kb:Agency",
    Partnership: "kb:Partnership",
    Agreement: "kb:Agreement",
    Activity: "kb:Activity",
    Study: "kb:Study",
    Finding: "kb:Finding",
    Obstacle: "kb:Obstacle",
    Event: "kb:Event",
    Observation: "kb:Observation",
    Tenure: "kb:Tenure",
    Rate: "kb:ExchangeRate",
    Match: "kb:Match",
}

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

FIELDS: dict[type[Record], tuple[Field, ...]] = {
    Source: (
        _concept("type", "kb:sourceType", "source-type"),
        Field("title", "dcterms:title"),
        Field("author", "kb:author"),
        Field("publisher", "kb:publisher"),
        Field("published", "kb:publishedOn", "date"),
        Field("url", "kb:webAddress", "web"),
        Field("language", "dcterms:language"),
        _NOTE,
    ),
    Country: (
        *_names("en", "id", "ko"),
        Field("languages", "kb:officialLanguage"),
        Field("wikidata", "skos:exactMatch", "wikidata"),
    ),
    City: (
        *_names("en", "id", "ko"),
        Field("name_local", "skos:altLabel"),
        Field("other_names", "skos:altLabel"),
        Field("country", "kb:country", "country"),
        _concept("tier", "kb:governmentTier", "government-tier"),
        Field("iso_3166_2", "kb:isoCode"),
        Field("latitude", "wgs84:lat", "decimal"),
        Field("longitude", "wgs84:long", "decimal"),
        Field("wikidata", "skos:exactMatch", "wikidata"),
        Field("geonames", "skos:exactMatch", "geonames"),
    ),
    Agency: (
        *_names("en"),
        Field("name_local", "skos:altLabel"),
        _concept("type", "kb:agencyType", "agency-type"),
        Field("part_of", "kb:partOf", "thing"),
        Field("country", "kb:country", "country"),
    ),
    Partnership: (
        Field("cities", "kb:hasPartner", "thing"),
        _concept("kind", "kb:partnershipKind", "partnership-kind"),
        Field("since", "kb:since", "date"),
        Field("until", "kb:until", "date"),
        Field("origin", "kb:origin"),
        Field("claimed_by", "kb:claimedBy", "thing"),
        Field("references", "kb:reference", "web"),
        _NOTE,
    ),
    Agreement: (
        Field("partnership", "kb:underPartnership", "thing"),
        _concept("type", "kb:agreementType", "agreement-type"),
        Field("title", "rdfs:label"),
        Field("signed_on", "kb:signedOn", "date"),
        Field("signed_in", "kb:signedIn", "thing"),
        Field("valid_from", "kb:validFrom", "date"),
        Field("valid_until", "kb:validUntil", "date"),
        _concept("fields", "kb:field", "field"),
        Field("agencies", "kb:carriedBy", "thing"),
        Field("renews", "kb:renews", "thing"),
        Field("supersedes", "kb:supersedes", "thing"),
        Field("follows", "kb:follows", "thing"),
        Field("text_url", "kb:textAddress", "web"),
        _NOTE,
    ),
    Activity: (
        Field("partnerships", "kb:underPartnership", "thing"),
        Field("agreement", "kb:underAgreement", "thing"),
        _concept("kind", "kb:activityKind", "activity-kind"),
        _concept("status", "kb:activityStatus", "activity-status"),
        Field("title", "rdfs:label"),
        Field("start", "kb:startDate", "date"),
        Field("end", "kb:endDate", "date"),
        Field("place", "kb:place", "thing"),
        Field("organisers", "kb:organiser", "thing"),
        Field("participants", "kb:participantCount", "count"),
        Field("participants_from", "kb:participantsFrom", "thing"),
        _concept("fields", "kb:field", "field"),
        _concept("capacity_dimension", "kb:capacityDimension", "capacity-dimension"),
        Field("outputs", "kb:output"),
        _NOTE,
    ),
    Study: (
        Field("title", "dcterms:title"),
        Field("author", "kb:author"),
        Field("year", "kb:publishedOn", "date"),
        _concept("type", "kb:studyType", "study-type"),
        Field("publisher", "kb:publisher"),
        Field("partnerships", "kb:studies", "thing"),
        _concept("methods", "kb:method", "method"),
        _concept("evidence", "kb:evidenceType", "evidence"),
        _concept("concepts", "kb:usesConcept", "research-concept"),
        _concept("fields", "kb:field", "field"),
        Field("keywords", "kb:keyword"),
        Field("studied_from", "kb:studiedFrom", "date"),
        Field("studied_until", "kb:studiedUntil", "date"),
        Field("url", "kb:webAddress", "web"),
    ),
    Finding: (
        Field("study", "kb:reportedBy", "thing"),
        Field("partnership", "kb:concerns", "thing"),
        Field("statement_en", "kb:statement", "name", "en"),
        Field("statement_id", "kb:statement", "name", "id"),
        _concept("assessment", "kb:assessment", "assessment"),
        Field("criterion", "kb:criterion"),
        _concept("evidence", "kb:evidenceType", "evidence"),
        Field("locator", "kb:locator"),
    ),
    Obstacle: (
        Field("study", "kb:reportedBy", "thing"),
        Field("finding", "kb:identifiedBy", "thing"),
        Field("partnership", "kb:concerns", "thing"),
        _concept("type", "kb:obstacleType", "obstacle-type"),
        Field("label_en", "rdfs:label", "name", "en"),
        Field("label_id", "rdfs:label", "name", "id"),
        Field("affects", "kb:affects", "thing"),
        Field("when", "kb:occurredOn", "date"),
    ),
    Event: (
        *_names("en", "id"),
        Field("start", "kb:startDate", "date"),
        Field("end", "kb:endDate", "date"),
        _NOTE,
    ),
    Observation: (
        Field("city", "kb:observedUnit", "thing"),
        _concept("indicator", "kb:indicator", "indicator"),
        Field("period", "kb:period", "date"),
        Field("value", "kb:value", "decimal"),
        Field("unit", "kb:unit"),
    ),
    Tenure: (
        Field("office", "kb:office"),
        Field("unit", "kb:heldIn", "thing"),
        Field("start", "kb:startDate", "date"),
        Field("end", "kb:endDate", "date"),
        _NOTE,
    ),
    Rate: (
        Field("base", "kb:baseCurrency"),
        Field("currency", "kb:currency"),
        Field("period", "kb:period", "date"),
        Field("value", "kb:value", "decimal"),
    ),
    Match: (
        Field("name", "kb:writtenName"),
        Field("written_country", "kb:writtenCountry"),
        Field("city", "kb:understoodAs", "thing"),
        _concept("how", "kb:matchMethod", "match-method"),
        Field("score", "kb:score", "decimal"),
    ),
}
"""Said in a way of their own: keys, types of units, signatures, holders of offices, budgets."""
