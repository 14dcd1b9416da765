"""Words and numbers as a drawing needs them: cleaned, measured, shortened, in a language."""

from __future__ import annotations

import unicodedata

from kembar.language import numeral, speaking
from kembar.rdf.namespaces import prefixed_name
from kembar.rdf.terms import Value

ELLIPSIS = "…"

LONGEST_SPOKEN = 60
"""Characters of one label within a text alternative."""

_NARROW = set("fijlrtI.,:;'|!()[]{} -/")

_BROAD = set("mwMW@%—…")

_NARROW_EM, _OTHER_EM, _UPPER_EM, _BROAD_EM = 0.36, 0.62, 0.74, 0.97
"""Widths of letters in DejaVu Sans, which is wider than most, in parts of the font's size."""


def display_value(value: Value | None) -> str:
    """A value as one line of text that may stand in XML; nothing where it is unknown."""
    if value is None:
        return ""
    return clean(prefixed_name(value.text) if value.kind == "iri" else value.text)


def clean(text: str) -> str:
    """A text as one line, without the characters that no XML may hold."""
    line = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
    line = "".join(c for c in line if unicodedata.category(c) != "Cs" and c not in "\ufffe\uffff")
    return " ".join(line.split())


def width(text: str, size: float) -> float:
    """About how wide a text will be, in the unit of its size; reckoned on the wide side.

    The reader's fonts are not known here, so that measuring one of ours would tell no more.
    """
    return size * sum(_em(character) for character in text)


def shortened(text: str, size: float, room: float) -> str:
    """The text, or as much of its beginning as there is room for, with an ellipsis.

    >>> shortened("Bandung", 10, 40)
    'Band…'
    """
    if width(text, size) <= room:
        return text
    left = room - width(ELLIPSIS, size)
    length = 0
    for character in text:
        left -= width(character, size)
        if left < 0:
            break
        length += 1
    return text[:length].rstrip() + ELLIPSIS


def spoken(text: str) -> str:
    """A label within a sentence: cut where it is very long."""
    return text if len(text) <= LONGEST_SPOKEN else text[:LONGEST_SPOKEN].rstrip() + ELLIPSIS


def grouped(number: float, language: str) -> str:
    """A number with its thousands apart: 1,234.5 in English, 1.234,5 in Indonesian."""
    with speaking(language):
        if float(number).is_integer():
            return numeral(int(number))
        return numeral(round(number, 4)) if abs(number) >= 0.001 else f"{number:g}"


def _em(character: str) -> float:
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1
    if character in _BROAD:
        return _BROAD_EM
    if character in _NARROW:
        return _NARROW_EM
    return _UPPER_EM if character.isupper() else _OTHER_EM
