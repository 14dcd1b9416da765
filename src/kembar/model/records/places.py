"""Countries and territorial units, with figures about them."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from kembar.model.dates import PartialDate
from kembar.model.declaration import declare, record_type
from kembar.model.values import Concept, Key


class UnitType(NamedTuple):
    """The class of a territorial unit, and the word for it in English and Indonesian."""

    rdf_class: str
    texts: tuple[str, str]


UNIT_TYPES = {
    "city": UnitType("kb:City", ("city", "kota")),
    "metropolis": UnitType("kb:City", ("metropolis", "kota metropolitan")),
    "province": UnitType("kb:Province", ("province", "provinsi")),
    "state": UnitType("kb:Province", ("state", "negara bagian")),
    "prefecture": UnitType("kb:Province", ("prefecture", "prefektur")),
    "regency": UnitType("kb:Regency", ("regency", "kabupaten")),
    "county": UnitType("kb:Regency", ("county", "county")),
    "district": UnitType("kb:District", ("district", "distrik")),
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
    ("city", "kota"),
    head=("{name_en}: a {unit_type} of {country}", "{name_en}: {unit_type}, {country}"),
    more=(
        "names in other languages, tier, codes, coordinates",
        "nama dalam bahasa lain, tingkat pemerintahan, kode, koordinat",
    ),
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
            ("Its name in English?", "Namanya dalam bahasa Inggris?"),
            language="en",
            option="name",
            usual=True,
        )
    )
    name_id: str = field(
        default="",
        metadata=declare(
            "rdfs:label",
            ("Its name in Indonesian?", "Namanya dalam bahasa Indonesia?"),
            ("{} in Indonesian", "{} dalam bahasa Indonesia"),
            language="id",
            usual=True,
        ),
    )
    name_ko: str = field(
        default="",
        metadata=declare(
            "rdfs:label",
            ("Its name in Korean?", "Namanya dalam bahasa Korea?"),
            ("{} in Korean", "{} dalam bahasa Korea"),
            language="ko",
        ),
    )
    name_local: str = field(
        default="",
        metadata=declare(
            "skos:altLabel",
            ("Its name in its own language?", "Namanya dalam bahasa setempat?"),
            ("{} at home", "{} di tempat asalnya"),
        ),
    )
    other_names: tuple[str, ...] = field(
        default=(),
        metadata=declare(
            "skos:altLabel",
            ("Other names?", "Nama lain?"),
            ("also {}", "juga {}"),
            option="other-name",
        ),
    )
    country: Key = field(
        metadata=declare(
            "kb:country", ("In which country?", "Di negara mana?"), form="country", usual=True
        )
    )
    subdivision: str = field(
        default="",
        metadata=declare(
            "kb:subdivision",
            ("In which state or province of it?", "Di negara bagian atau provinsi mana?"),
            ("in {}", "di {}"),
        ),
    )
    unit_type: str = field(
        default="",
        metadata=declare(
            "rdf:type",
            (
                "What is it: a city, a province, a regency?",
                "Apa bentuknya: kota, provinsi, kabupaten?",
            ),
            form="class",
            default="city",
            usual=True,
            choices={word: unit.texts for word, unit in UNIT_TYPES.items()},
        ),
    )
    tier: Concept | None = field(
        default=None,
        metadata=declare(
            "kb:governmentTier",
            ("On which tier of government?", "Pada tingkat pemerintahan mana?"),
            ("{}", "{}"),
            scheme="government-tier",
        ),
    )
    iso_3166_2: str = field(
        default="",
        metadata=declare(
            "kb:isoCode", ("Its ISO 3166-2 code?", "Kode ISO 3166-2?"), ("ISO {}", "ISO {}")
        ),
    )
    latitude: Decimal | None = field(
        default=None,
        metadata=declare(
            "wgs84:lat",
            ("Its latitude, in degrees?", "Lintangnya, dalam derajat?"),
            ("latitude {}", "lintang {}"),
        ),
    )
    longitude: Decimal | None = field(
        default=None,
        metadata=declare(
            "wgs84:long",
            ("Its longitude, in degrees?", "Bujurnya, dalam derajat?"),
            ("longitude {}", "bujur {}"),
        ),
    )
    wikidata: str = field(
        default="",
        metadata=declare(
            "skos:exactMatch",
            ("Its Wikidata number?", "Nomor Wikidata?"),
            ("Wikidata {}", "Wikidata {}"),
            form="wikidata",
        ),
    )
    geonames: str = field(
        default="",
        metadata=declare(
            "skos:exactMatch",
            ("Its GeoNames number?", "Nomor GeoNames?"),
            ("GeoNames {}", "GeoNames {}"),
            form="geonames",
        ),
    )
    source: Key


@record_type(
    "kb:Observation",
    ("figure", "angka"),
    head=("{city}, {indicator}: {value}", "{city}, {indicator}: {value}"),
)
@dataclass(frozen=True, kw_only=True)
class Observation:
    """A dated figure about a unit."""

    observation: Key
    city: Key = field(
        metadata=declare(
            "kb:observedUnit",
            ("About which city?", "Tentang kota mana?"),
            kinds=("city",),
            usual=True,
        )
    )
    indicator: Concept = field(
        metadata=declare(
            "kb:indicator", ("Which indicator?", "Indikator apa?"), scheme="indicator", usual=True
        )
    )
    period: PartialDate | None = field(
        default=None,
        metadata=declare(
            "kb:period",
            ("Of which year, month or day?", "Tahun, bulan atau hari apa?"),
            ("in {}", "pada {}"),
            usual=True,
        ),
    )
    value: Decimal = field(
        metadata=declare("kb:value", ("How much?", "Berapa nilainya?"), amount=True, usual=True)
    )
    unit: str = field(
        default="",
        metadata=declare(
            "kb:unit",
            ("In which unit?", "Dalam satuan apa?"),
            ("{}", "{}"),
            usual=True,
            hints=("IDR", "KRW", "USD", "persons", "percent"),
        ),
    )
    source: Key
