"""How names of places are compared: by their letters alone, without the word for the unit."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kembar.names.normalize import fold

_UNIT_WORDS = Path(__file__).parent / "data/unit_words.csv"
_SAME = [("st", "saint"), ("ste", "sainte"), ("sta", "santa"), ("mt", "mount"), ("ft", "fort")]
"""What is written short in names; either stands for the other."""

_PLAIN = dict(
    zip(
        "łøđıæœðħŋəىیکەة",
        ["l", "o", "d", "i", "ae", "oe", "d", "h", "n", "a", *"ييكهه"],
        strict=True,
    )
)
"""Letters that Unicode does not take apart, and those that one script writes in several ways."""

_MODIFIERS = range(0x02B0, 0x0300)
"""Apostrophes that count as letters, as the ʻokina: left out or written otherwise as a rule."""


_APART = re.compile(r"([^,，、،]+)[,，、،](.+)")
_IN_BRACKETS = re.compile(r"([^(（]+)[(（](.+)[)）]")
_BETWEEN = re.compile(r"\s*/\s*|\s+[-–—]\s+")


class _Letters(dict[int, str]):
    """Each character as its plain letters, found when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code).casefold())
        kept = "".join(_PLAIN.get(c, c) for c in plain if _tells(c))
        self[code] = kept
        return kept


_LETTERS = _Letters({ord("\n"): "\n", ord("&"): "and", 0x0640: ""})


def name_key(name: str) -> str:
    """The letters and digits of a name, without case, diacritics, spaces and punctuation.

    Vowel signs stay, without which names in the scripts of India fall together.

    >>> key("Saint-Étienne")
    'saintetienne'
    """
    return name.translate(_LETTERS).replace("\n", "")


def name_keys(names: Sequence[str]) -> list[str]:
    """The keys of many names, many times faster than one by one."""
    plain = [name for name in names if name.isascii()]
    rest = [name for name in names if not name.isascii()]
    # What is ASCII as a whole is translated several times faster.
    found = [
        part
        for some in (plain, rest)
        if some
        for part in "\n".join(some).translate(_LETTERS).split("\n")
    ]
    if len(found) != len(names):  # a line break stands in a name
        return [name_key(name) for name in names]
    first, second = iter(found[: len(plain)]), iter(found[len(plain) :])
    return [next(first if name.isascii() else second) for name in names]


@dataclass(frozen=True)
class NameReading:
    """One way to understand a name.

    `where` are the parts that stand after it ("London, Ontario"). `unit` tells what word for a unit
    of government was taken off: "city", or "other" for one that is not the city of the name (a
    county, a regency, a district).
    """

    name: str
    where: tuple[str, ...] = ()
    unit: str = ""


def name_readings(name: str) -> Iterator[NameReading]:
    """The ways to understand a name, the most literal first.

    >>> [reading.name for reading in readings("City of St. Ives")]
    ['City of St. Ives', 'city of saint ives', 'st ives', 'saint ives']
    """
    yield NameReading(name)
    where: tuple[str, ...] = ()
    if apart := _APART.fullmatch(name) or _IN_BRACKETS.fullmatch(name):
        name = apart[1].strip()
        where = tuple(part.strip() for part in apart[2].split(",") if part.strip())
        yield NameReading(name, where)
    heads = [name, *_either(name)]
    for head in heads:
        for spelt in [head, *_respelt(fold(head))][0 if head != name else 1 :]:
            yield NameReading(spelt, where)
    for unit in ("city", "other"):
        for head in heads:
            for rest in _without(fold(head), unit):
                for spelt in (rest, *_respelt(rest)):
                    yield NameReading(spelt, where, unit)


def has_unit(name: str) -> bool:
    """Whether a name has the word for a city before or after it: "Kota Bandung", "Suwon-si"."""
    return any(_without(fold(name), "city"))


def _either(name: str) -> list[str]:
    """The two names of a place that is called by both: "Biel/Bienne", "Bozen - Bolzano"."""
    parts = _BETWEEN.split(name)
    return parts if len(parts) > 1 and all(parts) else []


def _respelt(folded: str) -> Iterator[str]:
    """Other usual spellings of a folded name."""
    words = folded.split()
    for short, long in _SAME:
        for one, other in ((short, long), (long, short)):
            if one in words:
                yield " ".join(other if word == one else word for word in words)
    if words[:1] == ["the"] and len(words) > 1:
        yield " ".join(words[1:])
    if (undone := re.sub("([aou])e", r"\1", folded)) != folded:
        yield undone


def _without(folded: str, unit: str) -> Iterator[str]:
    """A folded name without its word for a unit of government, at one end or at both."""
    before, after = _unit_words()[unit]
    start = before.match(folded)
    begin = start.end() if start else 0
    end = after.search(folded, begin)
    if end and end.start() > begin:
        yield folded[: end.start()].strip()
        if begin:
            yield folded[begin : end.start()].strip()
    if begin and begin < len(folded):
        yield folded[begin:]


@cache
def _unit_words() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """For each unit, what finds its words before a folded name, and those after it."""
    with _UNIT_WORDS.open(encoding="utf-8", newline="") as file:
        rows = [(fold(row["word"]), row["stands"], row["unit"]) for row in csv.DictReader(file)]
    found = {}
    for unit in ("city", "other"):
        words = sorted((row for row in rows if row[2] == unit), key=lambda row: -len(row[0]))
        before = [
            re.escape(w) + " " * (stands == "before")
            for w, stands, _ in words
            if stands in ("before", "glued before")
        ]
        after = [
            " " * (stands == "after") + re.escape(w)
            for w, stands, _ in words
            if stands in ("after", "glued after")
        ]
        found[unit] = re.compile("|".join(before)), re.compile(f"(?:{'|'.join(after)})$")
    return found


def _tells(character: str) -> bool:
    """Whether a character tells names apart; combining accents do not."""
    if ord(character) in _MODIFIERS:
        return False
    return character.isalnum() or (
        unicodedata.category(character) in ("Mn", "Mc") and not unicodedata.combining(character)
    )
