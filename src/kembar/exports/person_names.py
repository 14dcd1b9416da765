"""Names of authors in parts, as reference managers sort them: the family name, then the rest.

A name is a text as a source prints it; which part of it is the family name follows the customs of
its language (Chicago Manual of Style 17, 16.71-16.87; IFLA, Names of Persons, 1996):

- "Family, Given" is divided already;
- Korean, Chinese and Japanese script has the family name first, and so have romanised Korean names
  with a hyphen ("Kim Dong-hwa");
- elsewhere the last word is the family name, with the particles before it ("van der Berg");
- a single word (an Indonesian mononym), and a name that ends with initials, stay whole;
- a body ("Stadt Braunschweig") has no parts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_BODY = re.compile(
    r"""[&/()\d] | \b(?:agency|asosiasi|association|badan|bank|biro|board|bureau|cent(?:er|re)|city
    |committee|company|contributors|corporation|council|county|department|dewan|dinas|direktorat
    |federation|forum|foundation|gemeente|government|inc|institut[eo]?|international|kabupaten
    |kantor|kementerian|komisi|kota|lembaga|ltd|ministerium|ministry|network|news|of|office
    |organi[sz]ation|pemerintah|pemkot|prefecture|province|provinsi|pt|redaksi|sekretariat
    |society|staff|stadt|team|union|united|universit\w+|ville|yayasan)\b
    | (?-i:\s(?:and|und|dan)\s)
    | (?:[시군청]|[북남]도|경기도|강원도|제주도|대학교|연구원|협회|신문|뉴스)$""",
    re.VERBOSE | re.IGNORECASE,
)
_EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
_FAMILY_FIRST = re.compile(r"[\uac00-\ud7a3]{2,4}|[\u3400-\u9fff]{2,3}")
"""Names in Hangul, and short ones in Han; a Japanese family name may have any length."""

_LONG_KOREAN = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방")
"""Korean family names of two syllables."""

_ROMANISED_KOREAN = re.compile(r"([A-Z][a-z]{1,6}) ([A-Z][a-z]+-[a-z]+)")
_PARTICLES = {"al", "bin", "binti", "da", "de", "del", "den", "der", "di", "dos", "du", "la", "le",
              "ten", "ter", "van", "von", "zu"}  # fmt: skip
_INITIALS = re.compile(r"(?:[A-Z]\.)+|[A-Z]{1,3}")


class NameParts(NamedTuple):
    """The parts of a name; a body or a name without a family name has only `whole`."""

    family: str = ""
    forenames: str = ""
    whole: str = ""
    is_body: bool = False


def name_parts(name: str) -> NameParts:
    """Return the parts of an author's name.

    >>> name_parts("Dewi Purbaningrum")
    NameParts(family='Purbaningrum', forenames='Dewi', whole='', is_body=False)
    """
    name = " ".join(name.split())
    family, comma, forenames = name.partition(", ")
    words = name.split()
    if _BODY.search(name):
        return NameParts(whole=name, is_body=True)
    if _FAMILY_FIRST.fullmatch(name):
        length = 2 if name.startswith(_LONG_KOREAN) and len(name) > 2 else 1
        return NameParts(name[:length], name[length:])
    if comma and "," not in forenames and not _INITIALS.fullmatch(forenames.split()[-1]):
        return NameParts(family, forenames)
    if korean := _ROMANISED_KOREAN.fullmatch(name):
        return NameParts(korean[1], korean[2])
    if len(words) < 2 or "," in name or _INITIALS.fullmatch(words[-1]):
        return NameParts(whole=name)
    place = len(words) - 1
    while place > 1 and words[place - 1] in _PARTICLES:
        place -= 1
    return NameParts(" ".join(words[place:]), " ".join(words[:place]))


def is_eastern(name: str) -> bool:
    """Return whether a name is in a script that has the family name first, without a space."""
    return bool(_EASTERN.fullmatch(name))
