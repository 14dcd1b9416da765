"""The kinds of record: plain frozen dataclasses, independent of RDF engines.

A record holds one source's statements about one thing: two sources give two records with the same
key.
References to other records are their keys ("id-bandung"); concepts are the notations of the
schemes in `ontology/concepts.ttl` ("letter-of-intent"). An unknown value is None or empty. Each
field declares its property and its form texts (`kembar.model.declaration`), and its type says how
a cell of a table is read (`kembar.model.tables`).
"""

from kembar.model.records.activities import Activity, Event
from kembar.model.records.cooperation import Agreement, Partnership, SignedBy
from kembar.model.records.findings import Finding, Obstacle
from kembar.model.records.offices import Agency, Person, Tenure
from kembar.model.records.places import City, Country, Observation
from kembar.model.records.sources import Match, Rate, Source
from kembar.model.records.studies import Element, Study
from kembar.model.values import Concept, Key, WebAddress

__all__ = [
    "KINDS",
    "UNVERIFIED",
    "Activity",
    "Agency",
    "Agreement",
    "City",
    "Concept",
    "Country",
    "Element",
    "Event",
    "Finding",
    "Key",
    "Match",
    "Observation",
    "Obstacle",
    "Partnership",
    "Person",
    "Rate",
    "Record",
    "SignedBy",
    "Source",
    "Study",
    "Tenure",
    "WebAddress",
]

UNVERIFIED = "unverified"
"""In place of a source: the statements have none."""

Record = (
    Source | Country | City | Agency | Partnership | Agreement | Activity
    | Study | Element | Finding | Obstacle | Event | Observation | Person | Tenure | Rate | Match
)  # fmt: skip

KINDS: dict[str, type[Record]] = {
    "sources": Source,
    "countries": Country,
    "cities": City,
    "agencies": Agency,
    "partnerships": Partnership,
    "agreements": Agreement,
    "activities": Activity,
    "studies": Study,
    "elements": Element,
    "findings": Finding,
    "obstacles": Obstacle,
    "events": Event,
    "observations": Observation,
    "persons": Person,
    "tenures": Tenure,
    "rates": Rate,
    "matches": Match,
}
"""The kinds of record by the name of their tables, in the order in which they build on another."""
