"""Words of sentences: numbers, dates and names as spoken, and clauses with their sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from kembar.language import _, _n, _p, language, listing, numeral
from kembar.model.dates import PartialDate, in_words
from kembar.profiles.differing import differing_dates
from kembar.profiles.facts import Stated
from kembar.profiles.sentences.clauses import Clause, Paragraph
from kembar.profiles.sentences.particles import with_particles
from kembar.queries.saved import Text

FEW = 3
"""A clause names so many sources at most."""

_DAY = re.compile(r"-?\d{4}-\d\d-\d\d")
_MONTH_OR_YEAR = re.compile(r"-?\d{4}(-\d\d)?")
_YEAR = re.compile(r"^(-?\d{4}).*")
_FIRST = re.compile(r"^(\*\*)?\w")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_WITH_ARTICLE = re.compile(
    r"^(United|U\.S\.|British|Isle)\b|(Netherlands|Philippines|Bahamas|Gambia|Comoros|Maldives"
    r"|Seychelles|Republic|Islands|Territor(y|ies))$"
)
"""Names of countries that have an article in an English sentence."""

_SIGNS = str.maketrans({"|": "\ue000", "*": "\ue001"})
_BACK = str.maketrans({"\ue000": "|", "\ue001": "*"})

Proof = tuple[tuple[str, ...], str]
"""The sources of a part of a sentence, and its mark."""


def by(sources: Iterable[str] = (), mark: str = "") -> Proof:
    """Return the proof of a part: the first few of its sources, without rules, and its mark."""
    few = [key for key in dict.fromkeys(sources) if key != "computed"][:FEW]
    return tuple(few), mark


def by_all(values: Iterable[Stated[Any]], mark: str = "") -> Proof:
    """Return the proof of several values: a source of each before the second of any."""
    groups = [value.sources for value in values]
    longest = max(map(len, groups), default=0)
    return by((group[at] for at in range(longest) for group in groups if at < len(group)), mark)


def spoken(text: str) -> str:
    """Return a text of the catalogue as it is said: with the right particles, a capital first."""
    whole = phrase(text)
    return whole[:1].upper() + whole[1:]


def phrase(text: str) -> str:
    """Return a part of a sentence, or an entry of a list, with the right particles."""
    return (with_particles(text) if language() == "ko" else text).translate(_BACK)


def sentence(text: str, *proofs: Proof) -> Paragraph:
    """Return a sentence as clauses.

    Args:
        text: whole; "|" ends a part, "**" stands around what is strong.
        proofs: of each part; the last counts for all parts that follow.
    """
    whole = with_particles(text) if language() == "ko" else text
    parts = _FIRST.sub(lambda first: first.group().upper(), whole, count=1).split("|")
    last = len(proofs) - 1
    return tuple(
        clause
        for at, part in enumerate(parts)
        for clause in _clauses(part, proofs[min(at, last)] if proofs else ((), ""))
    )


def _clauses(part: str, proof: Proof) -> Iterable[Clause]:
    pieces = _STRONG.split(part)
    space = ""
    texts: list[tuple[str, bool]] = []
    for at, piece in enumerate(pieces):
        if not piece.strip():
            space += piece
            continue
        texts.append(((space + piece).translate(_BACK), at % 2 == 1))
        space = ""
    for at, (text, strong) in enumerate(texts):
        sources, mark = proof if at == len(texts) - 1 else ((), "")
        yield Clause(text, sources, mark, strong)


def paragraph(*sentences: Paragraph) -> Paragraph:
    """Return sentences as a paragraph: each after the first begins with a space."""
    clauses: list[Clause] = []
    for one in filter(None, sentences):
        first, *rest = one
        if clauses:
            first = Clause(" " + first.text, first.sources, first.mark, first.strong)
        clauses += [first, *rest]
    return tuple(clauses)


def paragraphs(*them: Paragraph) -> list[Paragraph]:
    """Return the paragraphs that say anything."""
    return [one for one in them if one]


def safe(text: str) -> str:
    """Return a text of others, whose signs shall not divide a sentence."""
    return text.translate(_SIGNS)


def word(text: Text) -> str:
    """Return a name in the language spoken, for a place in a sentence."""
    return safe(text.in_language(language()))


def country_word(text: Text) -> str:
    """Return the name of a country for a place in a sentence: "the Netherlands"."""
    name = word(text)
    return f"the {name}" if language() == "en" and _WITH_ARTICLE.search(name) else name


def title(text: Text) -> str:
    """Return a title in quotation marks of the language spoken."""
    return _("“{title}”", title=word(text))


def number(count: int) -> str:
    """Return a whole number in words up to twelve, where the language has it so.

    >>> number(7), number(13)
    ('seven', '13')
    """
    words = _number_words()
    return words[count] if 0 <= count < len(words) else numeral(count)


def _number_words() -> tuple[str, ...]:
    return (
        _p("number", "no"),
        _p("number", "one"),
        _p("number", "two"),
        _p("number", "three"),
        _p("number", "four"),
        _p("number", "five"),
        _p("number", "six"),
        _p("number", "seven"),
        _p("number", "eight"),
        _p("number", "nine"),
        _p("number", "ten"),
        _p("number", "eleven"),
        _p("number", "twelve"),
    )


def years(count: int) -> str:
    """Return a length in years: "seven years"."""
    return _n("{number} year", "{number} years", count, number=number(count))


def date(text: str) -> str:
    """Return a date as it is spoken."""
    try:
        return in_words(PartialDate(text))
    except ValueError:
        return safe(text)


def when(text: str) -> str:
    """Return a date with its preposition: "on 7 October 2016", "in 2016"."""
    if _DAY.fullmatch(text):
        return _p("when", "on {date}", date=date(text))
    if _MONTH_OR_YEAR.fullmatch(text):
        if len(text) > len("2016"):
            return _p("when, a month", "in {date}", date=date(text))
        return _p("when, a year", "in {date}", date=date(text))
    return _p("when", "({date})", date=date(text))


def spoken_dates(dates: Sequence[Stated[str]]) -> str:
    """Return the fullest of some dates; where they differ, their years, joined by "or"."""
    if not differing_dates(dates):
        return date(max((one.value for one in dates), key=len))
    in_years = dict.fromkeys(_YEAR.sub(r"\1", text) for text in sorted(one.value for one in dates))
    return listing([date(year) for year in in_years], "or")


def exact_dates(dates: Sequence[Stated[str]]) -> str:
    """Return the fullest of some dates; where they differ, all of these, joined by "or"."""
    exact = sorted({one.value for one in differing_dates(dates)})
    return listing([date(text) for text in exact], "or") if exact else spoken_dates(dates)


def pair(names: Sequence[str]) -> str:
    """Return the names of partners: "Bandung and Seoul"."""
    if len(names) == 2:
        return _p("partners", "{first} and {second}", first=names[0], second=names[1])
    return listing(names)
