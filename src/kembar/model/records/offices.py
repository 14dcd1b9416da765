"""Agencies that carry cooperation, persons, and terms of office."""

from dataclasses import dataclass, field

from kembar.language import N_
from kembar.model.dates import PartialDate
from kembar.model.declaration import NOTE, declare, record_type
from kembar.model.values import Concept, Key


@record_type("kb:Agency", N_("agency"), head=N_("{name_en}: agency"))
@dataclass(frozen=True, kw_only=True)
class Agency:
    """An organisation that carries cooperation, and of which unit or agency it is a part."""

    agency: Key
    name_en: str = field(
        metadata=declare(
            "rdfs:label",
            N_("Its name in English?"),
            language="en",
            option="name",
            usual=True,
        )
    )
    name_local: str = field(
        default="",
        metadata=declare(
            "skos:altLabel",
            N_("Its name in its own language?"),
            N_("{value} in its own language"),
            usual=True,
        ),
    )
    type: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:agencyType",
            N_("Which type of agency?"),
            N_("{value}"),
            scheme="agency-type",
            usual=True,
        ),
    )
    part_of: Key | None = field(
        default=None,
        metadata=declare(
            "kb:partOf",
            N_("Which city or agency is it part of?"),
            N_("part of {value}"),
            kinds=("city", "agency"),
            usual=True,
        ),
    )
    country: Key | None = field(
        default=None,
        metadata=declare(
            "kb:country",
            N_("In which country?"),
            N_("country: {value}"),
            form="country",
            usual=True,
            unless="part_of",
        ),
    )
    source: Key


@record_type(
    "kb:Person",
    N_("person"),
    head=N_("{name}: person"),
    more=N_("a remark"),
)
@dataclass(frozen=True, kw_only=True)
class Person:
    """A person with a key: tables go on naming them as sources write, and for one of the units.

    A name that no person has in a unit makes a person of its own.
    """

    person: Key
    name: str = field(metadata=declare("rdfs:label", N_("What is the person called?"), usual=True))
    other_names: tuple[str, ...] = field(
        default=(),
        metadata=declare(
            "skos:altLabel",
            N_("How else do sources write the name?"),
            N_("also {value}"),
            option="other-name",
            usual=True,
        ),
    )
    units: tuple[Key, ...] = field(
        default=(),
        metadata=declare(
            "kb:actsFor",
            N_("For which cities did they sign or hold office?"),
            N_("for {value}"),
            kinds=("city",),
            option="unit",
            least=1,
            usual=True,
        ),
    )
    source: Key
    note: str = field(default="", metadata=NOTE)


@record_type(
    "kb:Tenure",
    N_("term of office"),
    head=N_("{unit}: {person}"),
    more=N_("a remark"),
    first=("unit",),
)
@dataclass(frozen=True, kw_only=True)
class Tenure:
    """A person's time in an office of a unit; the end is blank while it lasts, or where unknown."""

    tenure: Key
    person: str = field(
        metadata=declare(
            "rdfs:label",
            N_("Who held the office?"),
            node="kb:holder",
            usual=True,
        )
    )
    office: str = field(
        default="",
        metadata=declare(
            "kb:office",
            N_("Which office?"),
            N_("{value}"),
            usual=True,
            hints=("Mayor", "Vice Mayor", "Acting Mayor", "Governor"),
        ),
    )
    unit: Key = field(
        metadata=declare("kb:heldIn", N_("Of which city?"), kinds=("city",), usual=True)
    )
    start: PartialDate | None = field(
        default=None,
        metadata=declare("kb:startDate", N_("Since when?"), N_("from {value}"), usual=True),
    )
    end: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:endDate",
            N_("Until when? (empty: it lasts)"),
            N_("to {value}"),
            usual=True,
        ),
    )
    source: Key
    note: str = field(default="", metadata=NOTE)
