"""Countries and territorial units, with figures about them."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from kembar.language import N_
from kembar.model.dates import PartialDate
from kembar.model.declaration import declare, record_type
from kembar.model.values import Concept, Key


class UnitType(NamedTuple):
    """The class of a territorial unit, and the word for it, marked for translation."""

    rdf_class: str
    label: str


UNIT_TYPES = {
    "city": UnitType("kb:City", N_("city")),
    "metropolis": UnitType("kb:City", N_("metropolis")),
    "province": UnitType("kb:Province", N_("province")),
    "state": UnitType("kb:Province", N_("state")),
    "prefecture": UnitType("kb:Province", N_("prefecture")),
    "regency": UnitType("kb:Regency", N_("regency")),
    "county": UnitType("kb:Regency", N_("county")),
    "district": UnitType("kb:District", N_("district")),
}
"""The classes of territorial units by the words of `City.unit_type`."""


@record_type("kb:Country")
@dataclass(frozen=True, kw_only=True)
class Country:
    """A state: its ISO 3166-1 alpha-2 code, names and official languages (ISO 639)."""

    country: Key
    name_en: str = field(metadata=declare("rdfs:label", language="en"))
    name_id: str = field(default="", metadata=declare("rdfs:label", language="id"))
    name_ko: str = field(default="", metadata=declare("rdfs:label", language="ko"))
    languages: tuple[str, ...] = field(default=(), metadata=declare("kb:officialLanguage"))
    wikidata: str = field(default="", metadata=declare("skos:exactMatch", form="wikidata"))
    source: Key


@record_type(
    "kb:TerritorialUnit",
    N_("city"),
    head=N_("{name_en}: a {unit_type} of {country}"),
    more=N_("names in other languages, tier, codes, coordinates"),
    first=("name_en", "country", "unit_type"),
)
@dataclass(frozen=True, kw_only=True)
class City:
    """A territorial unit with a government: a city, or a province, regency or district.

    `unit_type` decides the class where the source has it; coordinates are degrees on WGS 84.
    """

    city: Key
    name_en: str = field(
        metadata=declare(
            "rdfs:label",
            N_("Its name in English?"),
            language="en",
            option="name",
            usual=True,
        )
    )
    name_id: str = field(
        default="",
        metadata=declare(
            "rdfs:label",
            N_("Its name in Indonesian?"),
            N_("{value} in Indonesian"),
            language="id",
            usual=True,
        ),
    )
    name_ko: str = field(
        default="",
        metadata=declare(
            "rdfs:label",
            N_("Its name in Korean?"),
            N_("{value} in Korean"),
            language="ko",
        ),
    )
    name_local: str = field(
        default="",
        metadata=declare(
            "skos:altLabel",
            N_("Its name in its own language?"),
            N_("{value} in its own language"),
        ),
    )
    other_names: tuple[str, ...] = field(
        default=(),
        metadata=declare(
            "skos:altLabel",
            N_("Other names?"),
            N_("also {value}"),
            option="other-name",
        ),
    )
    country: Key = field(
        metadata=declare("kb:country", N_("In which country?"), form="country", usual=True)
    )
    subdivision: str = field(
        default="",
        metadata=declare(
            "kb:subdivision",
            N_("In which state or province?"),
            N_("part of {value}"),
        ),
    )
    unit_type: str = field(
        default="",
        metadata=declare(
            "rdf:type",
            N_("What is it: a city, a province, a regency?"),
            form="class",
            default="city",
            usual=True,
            choices={word: unit.label for word, unit in UNIT_TYPES.items()},
        ),
    )
    tier: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:governmentTier",
            N_("On which tier of government?"),
            N_("{value}"),
            scheme="government-tier",
        ),
    )
    iso_3166_2: str = field(
        default="",
        metadata=declare("kb:isoCode", N_("Its ISO 3166-2 code?"), N_("ISO {value}")),
    )
    latitude: Decimal | None = field(
        default=None,
        metadata=declare(
            "wgs84:lat",
            N_("Its latitude, in degrees?"),
            N_("latitude {value}"),
        ),
    )
    longitude: Decimal | None = field(
        default=None,
        metadata=declare(
            "wgs84:long",
            N_("Its longitude, in degrees?"),
            N_("longitude {value}"),
        ),
    )
    wikidata: str = field(
        default="",
        metadata=declare(
            "skos:exactMatch",
            N_("Its Wikidata number?"),
            N_("Wikidata {value}"),
            form="wikidata",
        ),
    )
    geonames: str = field(
        default="",
        metadata=declare(
            "skos:exactMatch",
            N_("Its GeoNames number?"),
            N_("GeoNames {value}"),
            form="geonames",
        ),
    )
    source: Key


@record_type(
    "kb:Observation",
    N_("figure"),
    head=N_("{city}, {indicator}: {value}"),
)
@dataclass(frozen=True, kw_only=True)
class Observation:
    """A dated figure about a unit."""

    observation: Key
    city: Key = field(
        metadata=declare(
            "kb:observedUnit",
            N_("Of which city?"),
            kinds=("city",),
            usual=True,
        )
    )
    indicator: Concept = field(
        metadata=declare("kb:indicator", N_("Which indicator?"), scheme="indicator", usual=True)
    )
    period: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:period",
            N_("Of which year, month or day?"),
            N_("period: {value}"),
            usual=True,
        ),
    )
    value: Decimal = field(metadata=declare("kb:value", N_("How much?"), amount=True, usual=True))
    unit: str = field(
        default="",
        metadata=declare(
            "kb:unit",
            N_("In which unit?"),
            N_("{value}"),
            usual=True,
            hints=("IDR", "KRW", "USD", "persons", "percent"),
        ),
    )
    source: Key
