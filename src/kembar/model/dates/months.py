"""The names of the months and the seasons, in the languages in which people write dates."""

from __future__ import annotations

from functools import cache

MONTHS = {
    "en": (
        "january jan", "february feb", "march mar", "april apr", "may", "june jun",
        "july jul", "august aug", "september sep sept", "october oct", "november nov",
        "december dec",
    ),
    "id": (
        "januari jan", "februari pebruari feb peb", "maret mar", "april apr", "mei", "juni jun",
        "juli jul", "agustus agu ags agt", "september sep sept", "oktober okt",
        "november nopember nov nop", "desember des",
    ),
    "ko": tuple(f"{number}월" for number in range(1, 13)),
    "de": (
        "januar jänner jan", "februar feber feb", "märz maerz mär mrz", "april apr", "mai",
        "juni jun", "juli jul", "august aug", "september sep sept", "oktober okt",
        "november nov", "dezember dez",
    ),
}  # fmt: skip
"""The spellings of the twelve months by language, in lower case.

Japanese and Chinese number their months as Korean does (8月), and need no names.
"""

SEASONS = {
    "en": ("spring", "summer", "autumn fall", "winter"),
    "id": ("musim_semi", "musim_panas", "musim_gugur", "musim_dingin"),
    "ko": ("봄", "여름", "가을", "겨울"),
    "de": ("frühling frühjahr", "sommer", "herbst", "winter"),
}
"""The spellings of the four seasons by language, a space within a name as "_"."""


@cache
def month_numbers() -> dict[str, int]:
    """Return the number of each month by each of its names."""
    return {
        name: number
        for names in MONTHS.values()
        for number, spellings in enumerate(names, 1)
        for name in spellings.split()
    }


@cache
def season_numbers() -> dict[str, int]:
    """Return the number of each season in EDTF, 21 to 24, by each of its names."""
    return {
        name.replace("_", " "): number
        for names in SEASONS.values()
        for number, spellings in enumerate(names, 21)
        for name in spellings.split()
    }
