"""Words about dates, as people write them in English, Indonesian and Korean.

Patterns of the whole text, in lower case and with single spaces; "D" and "E" in them stand for
dates, which may be phrases too ("about the early 1990s").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kembar.model.dates.months import season_numbers

PHRASES: tuple[tuple[str, str], ...] = (
    ("same", r"(?:in|on|in the year|the year|tahun|pada|pada tahun|tanggal|pada tanggal|bulan) D"),
    ("same", r"(?:DAY),? \(D\)"),
    ("same", r"(?:DAY),? D"),
    ("same", r"D ?\(?[월화수목금토일]요일\)?"),
    ("same", r"D ?\([월화수목금토일]\)"),
    ("same", r"(?:서기 ?)D"),
    ("same", r"(?:some (?:time|day|month|year)) (?P<inner>(?:from|between) .+)"),
    ("same", r"(?:suatu (?:saat|hari|bulan|tahun)) (?P<inner>(?:dari|antara) .+)"),
    ("month", r"some month of D"),
    ("month", r"suatu bulan pada D"),
    ("month", r"D(?:의|에서) (?:어느 ?달|중 한 달)"),
    ("day", r"some day of D"),
    ("day", r"D(?:의|에서) (?:어느 ?날|중 하루)"),
    ("day", r"suatu hari pada D"),
    ("about", r"(?:circa|ca\.?|c\.?|around|about|approximately|approx\.?|roughly|±|~) ?D"),
    ("about", r"(?:sekitar|sekira|kira-kira|kurang lebih|lebih kurang) ?D"),
    ("about", r"(?:약|대략) ?D"),
    ("about", r"D ?(?:경|무렵|쯤|즈음)"),
    ("perhaps", r"(?:perhaps|possibly|probably|maybe|mungkin|barangkali|아마도?) D"),
    ("perhaps", r"D ?(?:\?|\(\?\))"),
    ("perhaps", r"D ?\((?:uncertain|doubtful|belum pasti|tidak pasti|추정|불확실)\)"),
    ("perhaps", r"D,? (?:uncertain|doubtful|belum pasti|tidak pasti|추정|불확실)"),
    ("before", r"(?:before|prior to|earlier than|sebelum) D"),
    ("before", r"D ?전"),
    ("until", r"(?:no later than|not later than|by|paling lambat|selambat-lambatnya) D"),
    ("until", r"D (?:or|and) (?:before|earlier)"),
    ("until", r"D (?:atau|dan) sebelumnya"),
    ("until", r"D ?(?:또는 그 )?이전"),
    ("after", r"(?:after|later than|sesudah|setelah) D"),
    ("after", r"D ?후"),
    ("from", r"(?:no earlier than|not earlier than|paling cepat|paling awal) D"),
    ("from", r"D (?:or|and) (?:later|after)"),
    ("from", r"D (?:atau|dan) (?:sesudahnya|setelahnya)"),
    ("from", r"D ?(?:또는 그 )?이후"),
    ("or", r"(?:either )?D (?:or|atau) E"),
    ("or", r"D ?(?:또는|혹은) ?E"),
    ("between", r"between D and E"),
    ("between", r"antara D (?:dan|sampai|hingga) E"),
    ("between", r"D ?[와과] ?E ?사이"),
    ("span", r"(?:from )?D (?:to|until|till|through) E"),
    ("span", r"(?:(?:dari|sejak) )?D (?:sampai|hingga|s\.?/?d\.?|sampai dengan) E"),
    ("span", r"D ?(?:부터|에서) ?E ?(?:까지|사이)"),
    ("span", r"D ?[-–—~〜/] ?E"),
    ("decade", r"(?:the )?(?P<year>\d{3}0) ?['’]?s"),
    ("decade", r"(?:dekade |era )?(?P<tahun>\d{3}0) ?-? ?an"),
    ("decade", r"(?P<year>\d{3}0) ?년 ?대"),
    ("century", r"(?:the )?(?P<number>\d{1,2})(?:st|nd|rd|th) century"),
    ("century", r"abad (?:ke[- ]?)?(?P<abad>\d{1,2})"),
    ("century", r"(?P<number>\d{1,2}) ?세기"),
    ("third", r"(?:the )?(?P<third>early|mid|late)[ -](?:the )?D"),
    ("third", r"(?:the )?(?P<third>beginning of|start of|middle of|end of) (?:the )?D"),
    ("third", r"(?P<third>awal|permulaan|pertengahan|akhir)[ -]D"),
    ("third", r"D ?(?P<ketiga>초반?|중반|후반|말)"),
    ("season", r"(?:the )?(?P<season>SEASON)(?: of|,| tahun)? (?P<year>\d{4})(?: \(.*\))?"),
    ("season", r"(?P<year>\d{4})(?: ?년)?,? ?(?P<season>SEASON)(?: ?\(.*\))?"),
)  # fmt: skip
"""The meaning of a phrase, and its pattern."""

THIRDS = {
    0: "early; beginning of; start of; awal; permulaan; 초; 초반",
    1: "mid; middle of; pertengahan; 중반",
    2: "late; end of; akhir; 후반; 말",
}
"""The words for the first, the second and the last third of a time."""

_WEEKDAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|"
    "senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad"
)
"""The days of the week in English and Indonesian."""

_DATE = re.compile(r"\b[DE]\b")
_PLACEHOLDER = {"D": "(?P<d>.+)", "E": "(?P<e>.+)"}


def phrase_matches(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the meanings that a text may have, each with the parts of its pattern.

    Where two dates stand in a phrase, every place is tried that may part them.
    """
    for meaning, pattern in _patterns():
        if "(?P<e>" not in pattern:
            match = re.fullmatch(pattern, text)
            if match:
                yield meaning, match.groupdict()
            continue
        longest = len(text)
        # A shorter first date each time: "1997-08-25 - 1999" is parted at the second hyphen group.
        while match := re.fullmatch(pattern.replace("(?P<d>.+)", f"(?P<d>.{{1,{longest}}})"), text):
            yield meaning, match.groupdict()
            longest = len(match["d"]) - 1
            if not longest:
                break


@cache
def third_of(word: str) -> int:
    """Return the number of the third that a word means: 0, 1 or 2."""
    return next(number for number, words in THIRDS.items() if word in words.split("; "))


@cache
def _patterns() -> tuple[tuple[str, str], ...]:
    seasons = "|".join(map(re.escape, season_numbers()))
    return tuple(
        (
            meaning,
            _DATE.sub(lambda one: _PLACEHOLDER[one[0]], form)
            .replace("SEASON", seasons)
            .replace("DAY", _WEEKDAYS),
        )
        for meaning, form in PHRASES
    )
