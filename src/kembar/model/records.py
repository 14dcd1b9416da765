"""The things that Kembar speaks of, as plain frozen records that know no RDF.

A record is what one source says of one thing: two sources give two records with the same key.
References to other records are their keys ("id-bandung"); concepts are the notations of the
schemes in `ontology/concepts.ttl` ("letter-of-intent"). What is unknown is None or empty.
The type of each field says how a cell of a table is read (`loaders.tables`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NewType

from kembar.model.dates import PartialDate

UNVERIFIED = "unverified"
"""In place of a source: somebody says so, and no source supports it."""

Key = NewType("Key", str)
"""Names one record: lower-case ASCII letters, digits and hyphens."""

Concept = NewType("Concept", str)
"""The notation of a SKOS concept; the field's name says of which scheme."""

WebAddress = NewType("WebAddress", str)
"""An absolute http or https address."""


@dataclass(frozen=True)
class SignedBy:
    """One signature under an agreement: who signed, in which office, for which unit or agency."""

    name: str
    office: str = ""
    on_behalf_of: Key | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """A publication that says something: news, thesis, article, law, data set, city site."""

    source: Key
    type: Concept | None = None
    title: str
    author: str = ""
    publisher: str = ""
    published: PartialDate | None = None
    url: WebAddress | None = None
    language: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Country:
    """A state: its ISO 3166-1 alpha-2 code, names and official languages (ISO 639)."""

    country: Key
    name_en: str
    name_id: str = ""
    name_ko: str = ""
    languages: tuple[str, ...] = ()
    wikidata: str = ""
    source: Key


@dataclass(frozen=True, kw_only=True)
class City:
    """A territorial unit with a government: a city, or a province, regency or district.

    `unit_type` decides the class, where the source tells it; coordinates are degrees on WGS 84.
    """

    city: Key
    name_en: str
    name_id: str = ""
    name_ko: str = ""
    name_local: str = ""
    other_names: tuple[str, ...] = ()
    country: Key
    unit_type: str = ""
    tier: Concept | None = None
    iso_3166_2: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    wikidata: str = ""
    geonames: str = ""
    source: Key


@dataclass(frozen=True, kw_only=True)
class Agency:
    """An organisation that carries cooperation, and of which unit or agency it is a part."""

    agency: Key
    name_en: str
    name_local: str = ""
    type: Concept | None = None
    part_of: Key | None = None
    country: Key | None = None
    source: Key


@dataclass(frozen=True, kw_only=True)
class Partnership:
    """The lasting relation between two or more units.

    `claimed_by` are the partners whose own statement the source is; `references` are addresses that
    the source gives in turn.
    """

    partnership: Key
    cities: tuple[Key, ...] = ()
    kind: Concept | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    origin: str = ""
    claimed_by: tuple[Key, ...] = ()
    references: tuple[WebAddress, ...] = ()
    source: Key
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """A document under a partnership."""

    agreement: Key
    partnership: Key
    type: Concept | None = None
    title: str = ""
    signed_on: PartialDate | None = None
    signed_in: Key | None = None
    valid_from: PartialDate | None = None
    valid_until: PartialDate | None = None
    signed_by: tuple[SignedBy, ...] = ()
    fields: tuple[Concept, ...] = ()
    agencies: tuple[Key, ...] = ()
    renews: Key | None = None
    supersedes: Key | None = None
    follows: Key | None = None
    text_url: WebAddress | None = None
    source: Key
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Activity:
    """What was done: when, where, by whom, with how many, for how much, with what outcome.

    One activity may serve several partnerships; its people and its money are counted once.
    """

    activity: Key
    partnerships: tuple[Key, ...]
    agreement: Key | None = None
    kind: Concept | None = None
    status: Concept
    title: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    place: Key | None = None
    organisers: tuple[Key, ...] = ()
    participants: int | None = None
    participants_from: tuple[Key, ...] = ()
    budget: Decimal | None = None
    currency: str = ""
    payer: Key | None = None
    fields: tuple[Concept, ...] = ()
    capacity_dimension: Concept | None = None
    outputs: str = ""
    source: Key
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Study:
    """Who studied which partnerships in which years, by what method, on which evidence."""

    study: Key
    title: str
    author: str = ""
    year: PartialDate | None = None
    type: Concept | None = None
    publisher: str = ""
    partnerships: tuple[Key, ...] = ()
    methods: tuple[Concept, ...] = ()
    evidence: tuple[Concept, ...] = ()
    concepts: tuple[Concept, ...] = ()
    fields: tuple[Concept, ...] = ()
    keywords: tuple[str, ...] = ()
    studied_from: PartialDate | None = None
    studied_until: PartialDate | None = None
    url: WebAddress | None = None
    source: Key


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a study found about a partnership, how it judged it, and where in it this stands."""

    finding: Key
    study: Key
    partnership: Key | None = None
    statement_en: str
    statement_id: str = ""
    assessment: Concept | None = None
    criterion: str = ""
    evidence: tuple[Concept, ...] = ()
    locator: str = ""
    source: Key


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """What got in the way, as a study reports it."""

    obstacle: Key
    study: Key
    finding: Key | None = None
    partnership: Key | None = None
    type: Concept | None = None
    label_en: str
    label_id: str = ""
    affects: Key | None = None
    when: PartialDate | None = None
    source: Key


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something dated that touches many partnerships."""

    event: Key
    name_en: str
    name_id: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    source: Key
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Observation:
    """A dated figure about a unit."""

    observation: Key
    city: Key
    indicator: Concept
    period: PartialDate | None = None
    value: Decimal
    unit: str = ""
    source: Key


@dataclass(frozen=True, kw_only=True)
class Tenure:
    """A person's time in an office of a unit; the end is blank while it lasts, or where unknown."""

    tenure: Key
    person: str
    office: str = ""
    unit: Key
    start: PartialDate | None = None
    end: PartialDate | None = None
    source: Key
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A rate of exchange of a day: one `base` is `value` units of `currency` (ISO 4217)."""

    rate: Key
    base: str
    currency: str
    period: PartialDate
    value: Decimal
    source: Key


@dataclass(frozen=True, kw_only=True)
class Match:
    """How a name in a source was understood: as which unit, by which way, how surely (0 to 1)."""

    match: Key
    name: str
    written_country: str = ""
    city: Key
    how: Concept
    score: Decimal
    source: Key


Record = (
    Source | Country | City | Agency | Partnership | Agreement | Activity
    | Study | Finding | Obstacle | Event | Observation | Tenure | Rate | Match
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
    "findings": Finding,
    "obstacles": Obstacle,
    "events": Event,
    "observations": Observation,
    "tenures": Tenure,
    "rates": Rate,
    "matches": Match,
}
"""The kinds of record by the name of their tables, in the order in which they build on another."""
