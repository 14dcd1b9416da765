"""Korean particles, whose form follows the sound before them.

A translation writes both forms, "{city}은(는)" or "{place}(으)로"; here the right one is chosen.
"""

from __future__ import annotations

import re

_PAIRS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "(이)나": ("이나", "나"),
    "(이)며": ("이며", "며"),
    "(이)고": ("이고", "고"),
    "(이)라": ("이라", "라"),
    "(이)었": ("이었", "였"),
}
_BOTH = re.compile("|".join(re.escape(both) for both in _PAIRS))

_SYLLABLES = range(0xAC00, 0xD7A4)
_FINALS = 28
_RIEUL = 8
_DIGITS = {"0": 21, "1": _RIEUL, "3": 16, "6": 1, "7": _RIEUL, "8": _RIEUL}
"""Finals of the digits as they are read: 영, 일, 삼, 육, 칠, 팔."""

_ASIDE = re.compile(r"\W*(\([^()]*\))?\W*$")
"""An end that is not read: signs, and an abbreviation in brackets, "양해각서(MOU)"."""

_VOWELS = frozenset("aeiouyw")


def with_particles(text: str) -> str:
    """Return a Korean text with one form of each particle.

    >>> with_particles("반둥과(와) 서울은(는) 2016(으)로 Seoul(으)로")
    '반둥과 서울은 2016으로 Seoul로'
    """
    return _BOTH.sub(lambda both: _form(_PAIRS[both.group()], text[: both.start()]), text)


def _form(forms: tuple[str, str], before: str) -> str:
    after_consonant, after_vowel = forms
    final = _final_sound(before)
    if not final or (final == _RIEUL and after_consonant == "으로"):
        return after_vowel
    return after_consonant


def _final_sound(text: str) -> int:
    """Return the number of the final consonant that a text ends with; 0 for a vowel.

    Signs that are not read are passed over. Latin letters are read as Korean writes such names:
    Berlin and Seoul end in a consonant, Frankfurt (프랑크푸르트) in a vowel.
    """
    word = _ASIDE.sub("", text)
    while word and not word[-1].isalnum():
        word = word[:-1]
    last = word[-1:]
    if last and ord(last) in _SYLLABLES:
        return (ord(last) - _SYLLABLES.start) % _FINALS
    if last in _DIGITS:
        return _DIGITS[last]
    return _latin_final(word[-2:].lower())


def _latin_final(ending: str) -> int:
    last = ending[-1:]
    if last == "l":
        return _RIEUL
    if last in ("m", "n") or ending == "ng":
        return 4
    if last in ("k", "p") and ending[:1] in _VOWELS:
        return 1
    return 1 if ending == "ck" else 0
