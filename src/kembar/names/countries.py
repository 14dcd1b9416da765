"""Countries and their first-level subdivisions, by names in many languages, codes and old names."""

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
LANGUAGES = (
    "id", "ms", "ko", "ja", "zh_CN", "zh_TW", "de", "fr", "es", "pt", "it", "nl", "ru", "ar", "tr",
    "vi", "th",
)
"""Whose names of countries and subdivisions are known besides English."""

MORE_LANGUAGES = (
    "pt_BR", "uk", "be", "pl", "cs", "hu", "ro", "bg", "el", "fa", "he", "hi", "bn", "sv", "da",
    "nb_NO", "fi", "et", "lv", "lt", "hr", "sr", "sl", "ca", "fil", "kk", "uz", "mn",
)
"""Whose names of countries are known too; in case of doubt the earlier language's meaning counts.

All that take 0.1 s to read; the 188 that pycountry has take 0.7 s, and rare ones hold mistakes.
"""
# fmt: on

POSTAL = ("au", "ca", "us")
"""Where people write the code of a state in place of its name: "Portland, OR"."""

_NAMES = Path(__file__).parent / "data/countries.csv"
_SHORT_NAMES = Path(__file__).parent / "data/countries_cldr.csv"
_TERRITORIES = Path(__file__).parent / "data/territories.csv"
_SUBDIVISIONS = Path(__file__).parent / "data/subdivisions.csv"
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
    wanted = name_key(name)
    code = _codes().get(wanted)
    if code and (name.isupper() or name.islower()):
        return code
    names = _names()
    if wanted not in names:
        wanted = name_key(_FORM.sub("", " ".join(name.split()), count=1))
    return names.get(wanted, code) or None


def territories(country: str) -> frozenset[str]:
    """Codes of what sources also write as part of a country: cn has hk, us has pr.

    Some of these are disputed; that a source writes so is all that is meant.
    """
    return _territories().get(country, frozenset())


def areas(name: str, country: str = "", *, translated: bool = True) -> frozenset[Area]:
    """What stands after a comma in a name of a place: countries and subdivisions of that name.

    Args:
        name: as for `country_code`; or the name of a subdivision, or its ISO 3166-2 code without
            the country ("OR").
        country: the country in which a subdivision must lie; any where empty.
        translated: whether subdivisions also go by their names in `LANGUAGES`.

    >>> sorted(area.country for area in areas("Georgia"))
    ['ge', 'us']
    """
    wanted = name_key(name)
    bearing = _subdivisions().get(wanted, set())
    if not bearing and translated:
        bearing = _translated_subdivisions(country).get(wanted, set())
    found = {area for area in bearing if country in ("", area.country)}
    code = country_code(name)
    return frozenset(found | {Area(code)} if code else found)


def subdivision_name(area: Area) -> str:
    """GeoNames's name of a subdivision; empty where it has none."""
    return next((name for _, name, known in _known_subdivisions() if known == area), "")


@cache
def _codes() -> dict[str, str]:
    """Alpha-2 codes by alpha-2 and alpha-3, all in lower case."""
    import pycountry

    found = {
        code.lower(): c.alpha_2.lower()
        for c in pycountry.countries
        for code in (c.alpha_2, c.alpha_3)
    }
    return found | {"xk": "xk", "xkx": "xk", "uk": "gb", "el": "gr"}


@cache
def _names() -> dict[str, str]:
    """Codes by the key of each name; "" for a name that no single country bears."""
    told = list(_told())
    spelt = name_keys([name for name, _ in told])
    # Backwards, so that of a name told twice the first stays.
    return {name: code for name, (_, code) in zip(reversed(spelt), reversed(told), strict=True)}


def _told() -> Iterator[tuple[str, str]]:
    """Names of countries and their codes, the surer first."""
    import pycountry

    with _NAMES.open(encoding="utf-8", newline="") as file:
        yield from ((row["name"], row["country"]) for row in csv.DictReader(file))
    countries = [(country, country.alpha_2.lower()) for country in pycountry.countries]
    for country, code in countries:
        yield from ((name, code) for name in _english(country))
    for translate in _translators("iso3166-1", LANGUAGES + MORE_LANGUAGES):
        for country, code in countries:
            yield from ((translate(name), code) for name in _english(country))
    current = {code for _, code in countries}
    for old in pycountry.historic_countries:
        # The fourth and third last letters of alpha-4 are the code that followed: BUMM is now MM.
        successor = old.alpha_4[2:].lower()
        code = successor if successor in current else ""
        yield from ((name, code) for name in (old.name, old.name.partition(",")[0]))
    with _SHORT_NAMES.open(encoding="utf-8", newline="") as file:
        yield from ((row["name"], row["country"]) for row in csv.DictReader(file))


def _english(country: object) -> list[str]:
    """The English names of a country of pycountry, with the formal part where a person puts it."""
    fields = ("name", "common_name", "official_name")
    names = [getattr(country, field) for field in fields if hasattr(country, field)]
    inverted = [name.split(", ") for name in names if name.count(", ") == 1]
    return names + [f"{formal} {name}" for name, formal in inverted]


def _translators(domain: str, languages: tuple[str, ...]) -> Iterator[Callable[[str], str]]:
    """What turns English names of ISO 3166 into a language's; itself where it lacks a name."""
    import gettext

    import pycountry

    for language in languages:
        with suppress(OSError):  # the language lacks this domain
            yield gettext.translation(domain, pycountry.LOCALES_DIR, languages=[language]).gettext


@cache
def _territories() -> dict[str, frozenset[str]]:
    found = defaultdict(set)
    with _TERRITORIES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["within"]].add(row["territory"])
    return {country: frozenset(codes) for country, codes in found.items()}


@cache
def _subdivisions() -> dict[str, set[Area]]:
    """Subdivisions by the key of each name that GeoNames has for them, and by postal codes."""
    told = []
    for iso, name, area in _known_subdivisions():
        told.append((name, area))
        if area.country in POSTAL:
            told.append((iso.partition("-")[2], area))
    return _by_key(told)


@cache
def _translated_subdivisions(country: str) -> dict[str, set[Area]]:
    """The same of one country, or of all where "", by local names and those in `LANGUAGES`."""
    import pycountry

    known = {iso: area for iso, _, area in _known_subdivisions() if country in ("", area.country)}
    local = {s.code: s.name for s in pycountry.subdivisions if s.code in known}
    told = [(local[iso], known[iso]) for iso in local]
    for translate in _subdivision_translators():
        told += [(translate(local[iso]), known[iso]) for iso in local]
    return _by_key(told)


@cache
def _subdivision_translators() -> list[Callable[[str], str]]:
    return list(_translators("iso3166-2", LANGUAGES))


@cache
def _known_subdivisions() -> list[tuple[str, str, Area]]:
    """Their codes by ISO 3166-2 where known, GeoNames's names, and where they are."""
    with _SUBDIVISIONS.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return [
            (f"{country.upper()}-{iso}", name, Area(country, subdivision))
            for country, subdivision, name, iso in rows
        ]


def _by_key(told: list[tuple[str, Area]]) -> dict[str, set[Area]]:
    found = defaultdict(set)
    for name, (_, area) in zip(name_keys([name for name, _ in told]), told, strict=True):
        found[name].add(area)
    return dict(found)
