"""Dates in words, with their precision, for a person to check how a text was understood."""

from __future__ import annotations

from kembar.model.dates.months import MONTHS, SEASONS
from kembar.model.dates.partial_date import PartialDate

_MARKS = {
    "en": {"?": "{} (uncertain)", "~": "about {}", "%": "about {} (uncertain)"},
    "id": {"?": "{} (belum pasti)", "~": "sekitar {}", "%": "sekitar {} (belum pasti)"},
}
_ENDS = {
    "en": {
        ("..", "end"): "{end} or before",
        ("", "end"): "{end} or before (beginning unknown)",
        ("start", ".."): "{start} or later",
        ("start", ""): "{start} or later (end unknown)",
        ("start", "end"): "some time between {start} and {end}",
    },
    "id": {
        ("..", "end"): "{end} atau sebelumnya",
        ("", "end"): "{end} atau sebelumnya (awal tidak diketahui)",
        ("start", ".."): "{start} atau sesudahnya",
        ("start", ""): "{start} atau sesudahnya (akhir tidak diketahui)",
        ("start", "end"): "suatu saat antara {start} dan {end}",
    },
}
_UNSPECIFIED = {
    "en": {
        "decade": "the {}s",
        "century": "some year from {} to {}",
        "month": "some month of {}",
        "day": "some day of {}",
        "season": "{} {} ({} to {})",
    },
    "id": {
        "decade": "tahun {}-an",
        "century": "suatu tahun dari {} sampai {}",
        "month": "suatu bulan pada {}",
        "day": "suatu hari pada {}",
        "season": "{} {} ({} sampai {})",
    },
}


def in_words(date: PartialDate, language: str) -> str:
    """Return a date in words, with its precision, in English or Indonesian.

    >>> in_words(PartialDate("2026-05-24"), "id")
    '24 Mei 2026'
    >>> in_words(PartialDate("199X~"), "en")
    'about the 1990s'
    """
    start, slash, end = date.text.partition("/")
    if not slash:
        return _part(start, language)
    form = _ENDS[language][
        start if start in ("", "..") else "start", end if end in ("", "..") else "end"
    ]
    return form.format(start=_part(start, language), end=_part(end, language))


def _part(text: str, language: str) -> str:
    """Return a year, a month, a day or a season, perhaps marked; "" for an open end."""
    if text in ("", ".."):
        return ""
    if text[-1] in "?~%":
        return _MARKS[language][text[-1]].format(_part(text[:-1], language))
    year, month, day = (*text.split("-"), "", "")[:3]
    forms = _UNSPECIFIED[language]
    if "X" in year:
        first, last = year.replace("X", "0"), year.replace("X", "9")
        return forms["century" if year.endswith("XX") else "decade"].format(first, last)
    if "XX" in (month, day):
        whole = _named(year, "" if month == "XX" else month, "", language)
        return forms["day" if day else "month"].format(whole)
    if month > "12":
        return _season(year, int(month), language)
    return _named(year, month, day, language)


def _named(year: str, month: str, day: str, language: str) -> str:
    parts = [str(int(day))] if day else []
    if month:
        parts.append(_month(int(month), language))
    return " ".join([*parts, year])


def _month(number: int, language: str) -> str:
    return MONTHS[language][(number - 1) % 12].split()[0].capitalize()


def _season(year: str, number: int, language: str) -> str:
    name = SEASONS[language][number - 21].split()[0].replace("_", " ")
    first = 3 * (number - 20)
    months = _month(first, language), _month(first + 2, language)
    return _UNSPECIFIED[language]["season"].format(name, year, *months)
