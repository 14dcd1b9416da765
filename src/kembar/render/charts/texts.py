"""Words and numbers as a chart needs them: cleaned, shortened, in a language."""

from __future__ import annotations

import unicodedata

from kembar.language import numeral, speaking
from kembar.rdf.namespaces import prefixed_name
from kembar.rdf.terms import Value

ELLIPSIS = "…"

LONGEST_SPOKEN = 60
"""Characters of one label within a text alternative."""


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


def spoken(text: str) -> str:
    """A label within a sentence: cut where it is very long."""
    return text if len(text) <= LONGEST_SPOKEN else text[:LONGEST_SPOKEN].rstrip() + ELLIPSIS


def grouped(number: float, language: str) -> str:
    """A number with its thousands apart: 1,234.5 in English, 1.234,5 in Indonesian."""
    with speaking(language):
        if float(number).is_integer():
            return numeral(int(number))
        return numeral(round(number, 4)) if abs(number) >= 0.001 else f"{number:g}"
