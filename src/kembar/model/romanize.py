"""Write Korean syllables in Latin letters, for keys and file names: 서울 as "seoul"."""

from __future__ import annotations

_FIRST, _LAST = ord("가"), ord("힣")
"""The syllables of Unicode, in the order of their initials, vowels and finals."""

_INITIALS = [
    "g",
    "kk",
    "n",
    "d",
    "tt",
    "r",
    "m",
    "b",
    "pp",
    "s",
    "ss",
    "-",
    "j",
    "jj",
    "ch",
    "k",
    "t",
    "p",
    "h",
]
_VOWELS = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
_FINALS = [
    "-",
    "k",
    "k",
    "k",
    "n",
    "n",
    "n",
    "t",
    "l",
    "k",
    "m",
    "l",
    "l",
    "l",
    "p",
    "l",
    "m",
    "p",
    "p",
    "t",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "t",
]
"""Revised romanization, syllable by syllable; a hyphen stands for no letter."""


def romanized(text: str) -> str:
    """Return a text with its Korean syllables in Latin letters.

    Sounds that change between syllables stay as each is written, as a key needs no sound.

    >>> romanized("서울 시정백서")
    'seoul sijeongbaekseo'
    """
    return "".join(
        _syllable(letter) if _FIRST <= ord(letter) <= _LAST else letter for letter in text
    )


def _syllable(letter: str) -> str:
    place, final = divmod(ord(letter) - _FIRST, len(_FINALS))
    initial, vowel = divmod(place, len(_VOWELS))
    return (_INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]).replace("-", "")
