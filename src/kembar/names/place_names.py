"""Keys and readings of names of places, for comparison by letters without words for units."""

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
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sta": "santa", "mt": "mount", "ft": "fort"}
"""Abbreviations in names, and their long forms; each replaces the other."""

_PLAIN = dict(
    zip(
        "łøđıæœðħŋəىیکەة",
        ["l", "o", "d", "i", "ae", "oe", "d", "h", "n", "a", *"ييكهه"],
        strict=True,
    )
)
"""Letters that Unicode does not decompose, and variants of letters of one script."""

_MODIFIERS = range(0x02B0, 0x0300)
"""Apostrophes that count as letters, as the ʻokina; mostly left out or replaced."""

_COMMA = re.compile(r"([^,，、،]+)[,，、،](.+)")
_BRACKETS = re.compile(r"([^(（]+)[(（](.+)[)）]")
_KOREAN = re.compile(r"(\S+(?:도|특별시|광역시))\s+(\S+[시군구])")
"""A Korean place after its province or metropolis: "경기도 광주시"."""
_SEPARATOR = re.compile(r"\s*/\s*|\s+[-–—]\s+")


class _Letters(dict[int, str]):
    """Plain letters by character, computed at its first occurrence."""

    def __missing__(self, code: int) -> str:
        decomposition = unicodedata.normalize("NFKD", chr(code).casefold())
        letters = "".join(_PLAIN.get(c, c) for c in decomposition if _is_distinctive(c))
        self[code] = letters
        return letters


_LETTERS = _Letters({ord("\n"): "\n", ord("&"): "and", 0x0640: ""})


def name_key(name: str) -> str:
    """Return the letters and digits of a name, without case and diacritics.

    Vowel signs stay, as names in the scripts of India differ by them alone.

    >>> name_key("Saint-Étienne")
    'saintetienne'
    """
    return name.translate(_LETTERS).replace("\n", "")


def name_keys(names: Sequence[str]) -> list[str]:
    """Return the keys of many names, many times faster than one by one."""
    ascii_names = [name for name in names if name.isascii()]
    others = [name for name in names if not name.isascii()]
    # A text of ASCII alone is translated several times faster.
    keys = [
        key
        for group in (ascii_names, others)
        if group
        for key in "\n".join(group).translate(_LETTERS).split("\n")
    ]
    if len(keys) != len(names):  # a name has a line break
        return [name_key(name) for name in names]
    ascii_keys, other_keys = iter(keys[: len(ascii_names)]), iter(keys[len(ascii_names) :])
    return [next(ascii_keys if name.isascii() else other_keys) for name in names]


@dataclass(frozen=True)
class NameReading:
    """One reading of a name.

    `where` are the parts after it ("London, Ontario"). `unit` is the kind of the word for a unit of
    government that the reading leaves out: "city", or "other" for a unit that is not the city of
    the name (a county, a regency, a district).
    """

    name: str
    where: tuple[str, ...] = ()
    unit: str = ""


def head_and_areas(name: str) -> tuple[str, tuple[str, ...]]:
    """Return a name without what tells where it is, and the parts of that, the smallest first.

    >>> head_and_areas("Springfield, Ohio, USA")
    ('Springfield', ('Ohio', 'USA'))
    """
    if match := _BRACKETS.fullmatch(name):
        head, where = head_and_areas(match[1].strip())
    elif match := _COMMA.fullmatch(name):
        head, where = match[1].strip(), ()
    elif match := _KOREAN.fullmatch(name):
        return match[2], (match[1],)
    else:
        return name, ()
    return head, (*where, *(part.strip() for part in match[2].split(",") if part.strip()))


def name_readings(name: str) -> Iterator[NameReading]:
    """Yield the readings of a name, the most literal first.

    >>> [reading.name for reading in name_readings("City of St. Ives")]
    ['City of St. Ives', 'city of saint ives', 'st ives', 'saint ives']
    """
    yield NameReading(name)
    head, where = head_and_areas(name)
    if head != name:
        name = head
        yield NameReading(name, where)
    heads = [name, *both_names(name)]
    for head in heads:
        for spelling in [head, *_spellings(fold(head))][0 if head != name else 1 :]:
            yield NameReading(spelling, where)
    for unit in ("city", "other"):
        for head in heads:
            for rest in _without_unit(fold(head), unit):
                for spelling in (rest, *_spellings(rest)):
                    yield NameReading(spelling, where, unit)


def has_unit(name: str) -> bool:
    """Return whether a word for a city is before or after a name: "Kota Bandung", "Suwon-si"."""
    return any(_without_unit(fold(name), "city"))


def unit_readings(name: str) -> Iterator[tuple[str, str]]:
    """Yield a name without its word for a unit of government, folded, and the unit's class.

    >>> list(unit_readings("Kabupaten Bogor"))
    [('bogor', 'Regency')]
    """
    folded = fold(name)
    for word, stands, unit_class in _unit_classes():
        joint = "" if stands.startswith("glued") else " "
        if stands.endswith("before") and folded.startswith(word + joint):
            rest = folded.removeprefix(word + joint)
        elif stands.endswith("after") and folded.endswith(joint + word):
            rest = folded.removesuffix(joint + word)
        else:
            continue
        if rest:
            yield rest, unit_class


def unit_names(rest: str, unit_class: str) -> list[str]:
    """Return a folded name alone, then with each word for its class: "bogor", "bogor regency"."""
    names = [rest]
    for word, stands, other in _unit_classes():
        joint = "" if stands.startswith("glued") else " "
        if other == unit_class:
            names.append(word + joint + rest if stands.endswith("before") else rest + joint + word)
    return names


def both_names(name: str) -> list[str]:
    """The parts of a double name: "Biel/Bienne", "Bozen - Bolzano"."""
    parts = _SEPARATOR.split(name)
    return parts if len(parts) > 1 and all(parts) else []


def _spellings(name: str) -> Iterator[str]:
    """Other usual spellings of a folded name."""
    words = name.split()
    for short, long in _ABBREVIATIONS.items():
        for one, other in ((short, long), (long, short)):
            if one in words:
                yield " ".join(other if word == one else word for word in words)
    if words[:1] == ["the"] and len(words) > 1:
        yield " ".join(words[1:])
    if (without_umlauts := re.sub("([aou])e", r"\1", name)) != name:
        yield without_umlauts


def _without_unit(name: str, unit: str) -> Iterator[str]:
    """A folded name without its word for a unit of government, at one end or at both."""
    before, after = _unit_words()[unit]
    start = before.match(name)
    begin = start.end() if start else 0
    end = after.search(name, begin)
    if end and end.start() > begin:
        yield name[: end.start()].strip()
        if begin:
            yield name[begin : end.start()].strip()
    if begin and begin < len(name):
        yield name[begin:]


@cache
def _unit_classes() -> list[tuple[str, str, str]]:
    """Each folded word whose unit is a class of the model, where it stands, and the class."""
    with _UNIT_WORDS.open(encoding="utf-8", newline="") as file:
        return [
            (fold(row["word"]), row["stands"], row["class"])
            for row in csv.DictReader(file)
            if row["class"]
        ]


@cache
def _unit_words() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """For each kind of unit the patterns of its words before and after a folded name."""
    with _UNIT_WORDS.open(encoding="utf-8", newline="") as file:
        rows = [(fold(row["word"]), row["stands"], row["unit"]) for row in csv.DictReader(file)]
    patterns = {}
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
        patterns[unit] = re.compile("|".join(before)), re.compile(f"(?:{'|'.join(after)})$")
    return patterns


def _is_distinctive(character: str) -> bool:
    """Return whether names may differ by a character alone; they do not by combining accents."""
    if ord(character) in _MODIFIERS:
        return False
    return character.isalnum() or (
        unicodedata.category(character) in ("Mn", "Mc") and not unicodedata.combining(character)
    )
