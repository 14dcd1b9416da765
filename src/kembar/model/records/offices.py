"""Agencies that carry cooperation, persons, and terms of office."""

from dataclasses import dataclass, field

from kembar.model.dates import PartialDate
from kembar.model.declaration import NOTE, declare, record_type
from kembar.model.values import Concept, Key


@record_type("kb:Agency", ("agency", "lembaga"), head=("{name_en}: agency", "{name_en}: lembaga"))
@dataclass(frozen=True, kw_only=True)
class Agency:
    """An organisation that carries cooperation, and of which unit or agency it is a part."""

    agency: Key
    name_en: str = field(
        metadata=declare(
            "rdfs:label",
            ("Its name in English?", "Namanya dalam bahasa Inggris?"),
            language="en",
            option="name",
            usual=True,
        )
    )
    name_local: str = field(
        default="",
        metadata=declare(
            "skos:altLabel",
            ("Its name in its own language?", "Namanya dalam bahasa setempat?"),
            ("{} at home", "{} di tempat asalnya"),
            usual=True,
        ),
    )
    type: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:agencyType",
            ("Which type of agency?", "Jenis lembaganya?"),
            ("a {}", "{}"),
            scheme="agency-type",
            usual=True,
        ),
    )
    part_of: Key | None = field(
        default=None,
        metadata=declare(
            "kb:partOf",
            ("Which city or agency is it part of?", "Bagian dari kota atau lembaga mana?"),
            ("part of {}", "bagian dari {}"),
            kinds=("city", "agency"),
            usual=True,
        ),
    )
    country: Key | None = field(
        default=None,
        metadata=declare(
            "kb:country",
            ("In which country?", "Di negara mana?"),
            ("in {}", "di {}"),
            form="country",
            usual=True,
            unless="part_of",
        ),
    )
    source: Key


@record_type(
    "kb:Person",
    ("person", "orang"),
    head=("{name}: person", "{name}: orang"),
    more=("a remark", "catatan"),
)
@dataclass(frozen=True, kw_only=True)
class Person:
    """A person with a key: tables go on naming them as sources write, and for one of the units.

    A name that no person has in a unit makes a person of its own.
    """

    person: Key
    name: str = field(
        metadata=declare(
            "rdfs:label", ("What is the person called?", "Siapa nama orangnya?"), usual=True
        )
    )
    other_names: tuple[str, ...] = field(
        default=(),
        metadata=declare(
            "skos:altLabel",
            ("How else do sources write the name?", "Bagaimana lagi sumber menulis namanya?"),
            ("also {}", "juga {}"),
            option="other-name",
            usual=True,
        ),
    )
    units: tuple[Key, ...] = field(
        default=(),
        metadata=declare(
            "kb:actsFor",
            ("For which cities did they sign or hold office?", "Mewakili kota mana saja?"),
            ("for {}", "untuk {}"),
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
    ("term of office", "masa jabatan"),
    head=("{unit}: {person}", "{unit}: {person}"),
    more=("a remark", "catatan"),
    first=("unit",),
)
@dataclass(frozen=True, kw_only=True)
class Tenure:
    """A person's time in an office of a unit; the end is blank while it lasts, or where unknown."""

    tenure: Key
    person: str = field(
        metadata=declare(
            "rdfs:label",
            ("Who held the office?", "Siapa pemegang jabatannya?"),
            node="kb:holder",
            usual=True,
        )
    )
    office: str = field(
        default="",
        metadata=declare(
            "kb:office",
            ("Which office?", "Jabatan apa?"),
            ("{}", "{}"),
            usual=True,
            hints=("Mayor", "Vice Mayor", "Acting Mayor", "Governor"),
        ),
    )
    unit: Key = field(
        metadata=declare(
            "kb:heldIn", ("Of which city?", "Di kota mana?"), kinds=("city",), usual=True
        )
    )
    start: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:startDate", ("Since when?", "Sejak kapan?"), ("from {}", "sejak {}"), usual=True
        ),
    )
    end: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:endDate",
            ("Until when? (empty: it lasts)", "Sampai kapan? (kosong: masih menjabat)"),
            ("to {}", "sampai {}"),
            usual=True,
        ),
    )
    source: Key
    note: str = field(default="", metadata=NOTE)
