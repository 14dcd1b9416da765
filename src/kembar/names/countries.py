"""Countries and their first-level subdivisions, by names in many languages, codes and old names.

Names of countries come from three sources, the surer first: a table maintained by hand, ISO 3166
with its translations (`pycountry`: formal, historic and subdivision names, which the CLDR lacks),
and the CLDR (`babel`).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kembar.names.place_names import name_key, name_keys

# fmt: off
TRANSLATED_LANGUAGES = (
    "id", "ms", "ko", "ja", "zh_CN", "zh_TW", "de", "fr", "es", "pt", "it", "nl", "ru", "ar", "tr",
    "vi", "th",
)
"""Languages of the names of countries and subdivisions, besides English."""

MORE_LANGUAGES = (
    "pt_BR", "uk", "be", "pl", "cs", "hu", "ro", "bg", "el", "fa", "he", "hi", "bn", "sv", "da",
    "nb_NO", "fi", "et", "lv", "lt", "hr", "sr", "sl", "ca", "fil", "kk", "uz", "mn",
)
"""Further languages of the names of countries; of two meanings the earlier language's counts.

Their translations of ISO 3166 take 0.1 s to read and their CLDR names 0.2 s; the 188 languages of
pycountry would take 0.7 s, the 1,147 locales of the CLDR 2.1 s, and rare ones have mistakes.
"""
# fmt: on

SUBDIVISION_LANGUAGES = ("en", "id", "ko")
"""Languages in which the CLDR names subdivisions where GeoNames has another name."""

POSTAL = ("au", "ca", "us")
"""Countries in which a code stands for the name of a state: "Portland, OR"."""

_UNIT = re.compile(r"-d[eo]$| (?:Province|Prefecture|Oblast|Voivodeship|Region|County)$")
"""Words for a subdivision that people leave out after the name of a city: "Gwangju, Gyeonggi"."""

_DATA = Path(__file__).parent / "data"
_FORM = re.compile(
    r"^(the )?((former|federal|federative|islamic|democratic|socialist|people's|arab) )*"
    r"(republic|kingdom|state|sultanate|principality|commonwealth|union|federation|empire)( of)? "
    r"(the )?|^the ",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Area:
    """A country (alpha-2, lower case), or a first-level subdivision of it (its GeoNames code)."""

    country: str
    subdivision: str = ""


def country_code(name: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country in lower case; Kosovo has the usual "xk".

    Args:
        name: a name in a common language, a code (alpha-2, alpha-3), or a formal or old name, where
            one country follows the old one: "Burma" is mm, "Soviet Union" none.

    >>> country_code("Korea Selatan")
    'kr'
    """
    key = name_key(name)
    code = _codes().get(key)
    if code and (name.isupper() or name.islower()):
        return code
    names = _names()
    keys = (key, name_key(_FORM.sub("", " ".join(name.split()), count=1)))
    for one in keys:
        if one in names:
            return names[one] or None
    # The names of the CLDR are read only for a name that nothing else has.
    return next((_cldr_names()[one] for one in keys if one in _cldr_names()), code)


def territories(country: str) -> frozenset[str]:
    """Codes of the territories that sources also count to a country: hk to cn, pr to us.

    Some of these are disputed; the table only reflects the usage of sources.
    """
    return _territories().get(country, frozenset())


def areas(name: str, country: str = "", *, translated: bool = True) -> frozenset[Area]:
    """The countries and subdivisions that a name after the comma of a place name may mean.

    Args:
        name: as for `country_code`; or the name of a subdivision, or its ISO 3166-2 code without
            the country ("OR").
        country: the country in which a subdivision must lie; any where empty.
        translated: whether subdivisions also go by their names in `LANGUAGES`.

    >>> sorted(area.country for area in areas("Georgia"))
    ['ge', 'us']
    """
    key = name_key(name)
    namesakes = _subdivisions().get(key, set())
    if not namesakes and translated:
        namesakes = _translated_subdivisions(country).get(key, set())
    matches = {area for area in namesakes if country in ("", area.country)}
    code = country_code(name)
    return frozenset(matches | {Area(code)} if code else matches)


def subdivision_name(area: Area, language: str = "en") -> str:
    """The name of a subdivision in a language, else GeoNames's; empty where it has none.

    >>> subdivision_name(Area("id", "30"), "id")
    'Jawa Barat'
    """
    own = "" if language == "en" else _subdivision_names(language).get(area, "")
    return own or next((name for _, name, other in _subdivision_rows() if other == area), "")


@cache
def _codes() -> dict[str, str]:
    """Alpha-2 codes by alpha-2 and alpha-3, all in lower case."""
    import pycountry

    codes = {
        code.lower(): c.alpha_2.lower()
        for c in pycountry.countries
        for code in (c.alpha_2, c.alpha_3)
    }
    return codes | {"xk": "xk", "xkx": "xk", "uk": "gb", "el": "gr"}


@cache
def _names() -> dict[str, str]:
    """Codes by the key of each name but those of the CLDR; "" where no one country has the name."""
    return _first_meanings(list(_names_and_codes()))


def _names_and_codes() -> Iterator[tuple[str, str]]:
    """Names of countries and their codes, the surer first."""
    import pycountry

    yield from ((row["name"], row["country"]) for row in _rows("countries.csv"))
    countries = [(country, country.alpha_2.lower()) for country in pycountry.countries]
    for country, code in countries:
        yield from ((name, code) for name in _english_names(country))
    for translate in _translators("iso3166-1", TRANSLATED_LANGUAGES + MORE_LANGUAGES):
        for country, code in countries:
            yield from ((translate(name), code) for name in _english_names(country))
    current = {code for _, code in countries}
    for old in pycountry.historic_countries:
        # The fourth and third last letters of alpha-4 are the code that followed: BUMM is now MM.
        successor = old.alpha_4[2:].lower()
        code = successor if successor in current else ""
        yield from ((name, code) for name in (old.name, old.name.partition(",")[0]))


def _english_names(country: object) -> list[str]:
    """The English names of a country of pycountry, with the formal part where a person puts it."""
    fields = ("name", "common_name", "official_name")
    names = [getattr(country, field) for field in fields if hasattr(country, field)]
    inverted_names = [name.split(", ") for name in names if name.count(", ") == 1]
    return names + [f"{formal} {name}" for name, formal in inverted_names]


def _translators(domain: str, languages: tuple[str, ...]) -> Iterator[Callable[[str], str]]:
    """Functions that translate English names of ISO 3166; one without a translation is returned."""
    import gettext

    import pycountry

    for language in languages:
        with suppress(OSError):  # the language lacks this domain
            yield gettext.translation(domain, pycountry.LOCALES_DIR, languages=[language]).gettext


@cache
def _cldr_names() -> dict[str, str]:
    """Codes by the key of each country's short name in the CLDR; of two meanings the first."""
    from babel import Locale

    current = set(_codes().values())
    pairs = [
        (name, code.lower())
        for language in TRANSLATED_LANGUAGES + MORE_LANGUAGES
        for code, name in Locale.parse(language).territories.items()
        if code.lower() in current
    ]
    return _first_meanings(pairs)


def _first_meanings(pairs: list[tuple[str, str]]) -> dict[str, str]:
    keys = name_keys([name for name, _ in pairs])
    # Backwards, so that of two meanings of a name the first stays.
    return {key: code for key, (_, code) in zip(reversed(keys), reversed(pairs), strict=True)}


@cache
def _territories() -> dict[str, frozenset[str]]:
    codes = defaultdict(set)
    for row in _rows("territories.csv"):
        codes[row["within"]].add(row["territory"])
    return {country: frozenset(parts) for country, parts in codes.items()}


@cache
def _subdivisions() -> dict[str, set[Area]]:
    """Subdivisions by the key of each name that GeoNames has for them, and by postal codes."""
    pairs = []
    for iso, name, area in _subdivision_rows():
        pairs += [(name, area), (_UNIT.sub("", name), area)]
        if area.country in POSTAL:
            pairs.append((iso.partition("-")[2], area))
    return _by_key(pairs)


@cache
def _translated_subdivisions(country: str) -> dict[str, set[Area]]:
    """The same of one country, or of all where "", by local names and those in `LANGUAGES`."""
    import pycountry

    by_iso = {iso: area for iso, _, area in _subdivision_rows() if country in ("", area.country)}
    local = {s.code: s.name for s in pycountry.subdivisions if s.code in by_iso}
    pairs = [(local[iso], by_iso[iso]) for iso in local]
    for translate in _subdivision_translators():
        pairs += [(translate(local[iso]), by_iso[iso]) for iso in local]
    for language in SUBDIVISION_LANGUAGES:
        names = _subdivision_names(language).items()
        pairs += [(name, area) for area, name in names if country in ("", area.country)]
    return _by_key(pairs)


@cache
def _subdivision_translators() -> list[Callable[[str], str]]:
    return list(_translators("iso3166-2", TRANSLATED_LANGUAGES))


@cache
def _subdivision_names(language: str) -> dict[Area, str]:
    """Names of subdivisions in one of `SUBDIVISION_LANGUAGES`; nothing in another."""
    if language not in SUBDIVISION_LANGUAGES:
        return {}
    return {
        Area(row["country"], row["subdivision"]): row[language]
        for row in _rows("subdivision_names.csv")
        if row[language]
    }


@cache
def _subdivision_rows() -> list[tuple[str, str, Area]]:
    """ISO 3166-2 code (where there is one), GeoNames's name, and area of each subdivision."""
    return [
        (f"{row['country'].upper()}-{row['iso']}", row["name"], area)
        for row in _rows("subdivisions.csv")
        for area in [Area(row["country"], row["subdivision"])]
    ]


def _by_key(pairs: list[tuple[str, Area]]) -> dict[str, set[Area]]:
    areas_by_key = defaultdict(set)
    for key, (_, area) in zip(name_keys([name for name, _ in pairs]), pairs, strict=True):
        areas_by_key[key].add(area)
    return dict(areas_by_key)


def _rows(file_name: str) -> list[dict[str, str]]:
    with (_DATA / file_name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
