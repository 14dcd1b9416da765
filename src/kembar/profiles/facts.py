"""The facts of a graph as plain types: each value with its sources, in no language or in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kembar.queries.saved import Text

T = TypeVar("T")

COMPUTED = "computed"
"""In the place of a source: the value follows from others by a rule of the ontology."""


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value, and the keys of the sources that state it; none where it is unverified.

    A value that rules derive has `COMPUTED` for its source.
    """

    value: T
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme: its notation, as "sister-city", and its name."""

    notation: str
    name: Text


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source: `name` as answers give it, `title` as it bears it; unknown is "".

    `date` is as precise as known (EDTF); `language` is a code of BCP 47; `type` a concept of the
    scheme source-type; `note` tells how much of it was read.
    """

    key: str
    name: str
    title: str
    type: Concept | None = None
    authors: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    address: str = ""
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """An observation of a city: an indicator, its period, the number and its unit of measure."""

    indicator: Concept
    period: str
    value: float
    unit: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in an office of a unit or an agency; dates are EDTF and may differ by source."""

    person: str
    office: str
    unit: str
    start: tuple[Stated[str], ...] = ()
    end: tuple[Stated[str], ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class City:
    """A city, province, regency or district.

    Attributes:
        key: its key, as "id-bandung".
        name: the name that tells it from namesakes, by language.
        names: all its names by language code, as [("ko", "반둥")].
        country: the key of its country, as "id".
        type: the class of unit: its local name and words.
        tier: its tier of government.
        place: latitude and longitude in degrees, or None.
        figures: of its population, revenue and so on.
        languages: codes of official languages.
        part_of: the key of the unit that it belongs to.
    """

    key: str
    iri: str
    name: Text
    names: tuple[tuple[str, str], ...]
    country: str
    type: Concept
    tier: tuple[Stated[Concept], ...] = ()
    place: tuple[float, float] | None = None
    figures: tuple[Figure, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    languages: tuple[str, ...] = ()
    part_of: str = ""
    wikidata: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """A signer of a document, for whom and in which office, and whether still in it.

    `unit` is the key of a unit or an agency, `unit_name` its name. `still` is "yes", "no", or ""
    where no source tells an end or an office.
    """

    person: str
    unit: str
    office: str
    still: str = ""
    sources: tuple[str, ...] = ()
    unit_name: Text = field(default_factory=lambda: Text(""))


@dataclass(frozen=True, slots=True)
class Agreement:
    """A document of a partnership; `renews` and `follows` are keys of earlier ones.

    `follows` has also those that it renews or replaces. `signed_in` are keys of units.
    """

    key: str
    iri: str
    partnership: str
    title: Text
    type: tuple[Stated[Concept], ...] = ()
    signed: tuple[Stated[str], ...] = ()
    valid_from: tuple[Stated[str], ...] = ()
    valid_until: tuple[Stated[str], ...] = ()
    signed_in: tuple[Stated[str], ...] = ()
    signatures: tuple[Signature, ...] = ()
    fields: tuple[Stated[Concept], ...] = ()
    agencies: tuple[Stated[Text], ...] = ()
    renews: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    text_address: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Budget:
    """Money of an activity: `amount` is None where a source names a payer without a sum.

    `payer` is the key of a unit or an agency, `payer_name` its name. `euros` is the amount by the
    last rate before the activity, None where none is known.
    """

    amount: float | None
    currency: str
    payer: str = ""
    euros: float | None = None
    sources: tuple[str, ...] = ()
    payer_name: Text = field(default_factory=lambda: Text(""))


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity of one or more partnerships; `status` has notations as "carried-out".

    `place` are keys of units. `attendance` is the number of people that counts, by its rule.
    """

    key: str
    iri: str
    partnerships: tuple[str, ...]
    title: Text
    agreement: str = ""
    kind: tuple[Stated[Concept], ...] = ()
    status: tuple[Stated[Concept], ...] = ()
    start: tuple[Stated[str], ...] = ()
    end: tuple[Stated[str], ...] = ()
    place: tuple[Stated[str], ...] = ()
    organisers: tuple[Stated[Text], ...] = ()
    participants: tuple[Stated[int], ...] = ()
    participants_from: tuple[Stated[Text], ...] = ()
    budgets: tuple[Budget, ...] = ()
    fields: tuple[Stated[Concept], ...] = ()
    dimensions: tuple[Stated[Concept], ...] = ()
    outputs: tuple[Stated[str], ...] = ()
    sources: tuple[str, ...] = ()
    attendance: int | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An obstacle that a study names, and whether the data show it.

    `seen` is "yes", "perhaps", "no" or "" (cannot be told), as the question claims-and-data has it;
    `data` is the sentence of that answer, by language.
    """

    key: str
    study: str
    partnership: str
    type: Concept | None
    label: Text
    seen: str = ""
    data: Text = field(default_factory=lambda: Text(""))
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of a study, as the study words it, and how it judges."""

    key: str
    study: str
    partnership: str
    statement: Text
    assessment: Concept | None = None
    criterion: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyElement:
    """The aim, scope, method or premise of a study."""

    type: Concept
    statement: Text
    partnership: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    """A study with its findings and obstacles; `partnerships` are those that it examines.

    `name` is that in answers, author and year.
    """

    key: str
    iri: str
    title: str
    language: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    publisher: str = ""
    address: str = ""
    type: Concept | None = None
    partnerships: tuple[str, ...] = ()
    methods: tuple[Concept, ...] = ()
    evidence: tuple[Concept, ...] = ()
    concepts: tuple[Concept, ...] = ()
    fields: tuple[Concept, ...] = ()
    elements: tuple[StudyElement, ...] = ()
    findings: tuple[Finding, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    sources: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Partnership:
    """A partnership of two or more units.

    Attributes:
        partners: their keys.
        name: "Bandung – Seoul", by language.
        kind: as each source states it.
        status: as sources state it, and `present`, the one that the rules of status give, by
            notation: "active", "prospective", "suspended", "ended" or "cancelled".
        since, until: EDTF, as each source states it.
        claimed_by: keys of the partners that list it as theirs.
        tier_gap: difference of tiers, None where a tier is not known.
        shares_language: whether the partners share an official language; None where not known.
    """

    key: str
    iri: str
    partners: tuple[str, ...]
    name: Text
    kind: tuple[Stated[Concept], ...] = ()
    status: tuple[Stated[Concept], ...] = ()
    present: str = "active"
    since: tuple[Stated[str], ...] = ()
    until: tuple[Stated[str], ...] = ()
    origin: tuple[Stated[str], ...] = ()
    claimed_by: tuple[Stated[str], ...] = ()
    tier_gap: int | None = None
    shares_language: bool | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Country:
    """A country that has cities in the graph; `key` is its code of ISO 3166-1, in small letters.

    `region` is a key of `kembar.profiles.regions`, as "as-1".
    """

    key: str
    name: Text
    region: str = ""


@dataclass(frozen=True)
class GraphFacts:
    """All facts of a graph by key, read once; `title` is that of the workspace.

    `as_of` is the day of the state, ISO 8601.
    """

    title: str
    as_of: str
    cities: Mapping[str, City]
    countries: Mapping[str, Country]
    partnerships: Mapping[str, Partnership]
    agreements: Mapping[str, Agreement]
    activities: Mapping[str, Activity]
    studies: Mapping[str, Study]
    sources: Mapping[str, SourceRecord]
