"""Normalise names for comparison."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_CONJUNCTIONS = ("and", "dan", "및")
"""Words that may stand between the partners of a partnership."""


def fold(name: str) -> str:
    """Return a name without case, diacritics and punctuation.

    >>> fold("São  Paulo")
    'sao paulo'
    """
    letters = name.casefold()
    if not letters.isascii():
        plain = unicodedata.normalize("NFKD", letters)
        base_letters = "".join(c for c in plain if not unicodedata.combining(c))
        # Some letters decompose into capitals (ϒ, ™).
        letters = unicodedata.normalize("NFKC", base_letters).casefold()
    return _BETWEEN_WORDS.sub(" ", letters).strip()


def fold_in_any_order(name: str) -> str:
    """Return the sorted words of a folded name, without those that join the names of partners.

    >>> fold_in_any_order("Seoul dan Bandung") == fold_in_any_order("Bandung – Seoul")
    True
    """
    return " ".join(sorted(word for word in fold(name).split() if word not in _CONJUNCTIONS))
