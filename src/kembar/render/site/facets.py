"""Facets of an answer: columns of few values, by which a reader narrows its rows without a script.

Each value is a checkbox, and a rule of the page's style sheet hides the rows that do not fit.
Within a facet any checked value will do, and every facet with a checked value must fit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kembar.queries.answer import Answer
from kembar.render.answers import display_text, is_number

SOURCES = ("source", "sources")
"""Columns of sources, which have a form of their own."""

DATES = re.compile(r"\d{4}(-\d\d){0,2}(; \d{4}(-\d\d){0,2})*", re.ASCII)
"""A cell of dates."""

_MOST_FACETS = 3
_MOST_VALUES = 16
"""Distinct values of a column that can be a facet."""

_SEEN = 8
"""Values that are seen at once, where there are more than that and one."""

_LONGEST = 48
"""Characters of the longest value; a column of sentences is no facet."""


@dataclass(frozen=True)
class Choice:
    """A value of a facet: its key in the page, its text, and the number of rows that have it."""

    key: str
    text: str
    count: int


@dataclass(frozen=True)
class Facet:
    """A column of few values, the most frequent first; its key in the page."""

    key: str
    heading: str
    choices: tuple[Choice, ...]

    @property
    def seen(self) -> int:
        """Number of the choices that are seen at once."""
        return len(self.choices) if len(self.choices) <= _SEEN + 1 else _SEEN


@dataclass(frozen=True)
class Facets:
    """The facets of the rows of a page.

    Attributes:
        facets: at most three.
        classes: of each row, the classes by which the rules find it, parted by a space.
        rules: of the style sheet, which hide the rows that do not fit what is checked.
    """

    facets: tuple[Facet, ...]
    classes: tuple[str, ...]
    rules: str


def facets(answer: Answer, language: str, most_rows: int) -> Facets:
    """Return the facets of the first rows of an answer: columns whose few values recur.

    The first column, which names the rows, numbers, dates and sources are none.
    """
    rows = answer.rows[:most_rows]
    columns = []
    for number, column in enumerate(answer.columns[1:], 1):
        values = [row[number] for row in rows]
        stated = [value for value in values if value]
        if column in SOURCES or any(is_number(each) or _is_date(each) for each in stated):
            continue
        texts = [_texts(display_text(value, language)) if value else () for value in values]
        counts = Counter(text for row in texts for text in row)
        fits = 2 <= len(counts) <= min(_MOST_VALUES, len(rows) * 2 // 3)
        if fits and max(map(len, counts)) <= _LONGEST:
            columns.append((answer.heading(column, language), texts, counts))
    parts = [_facet(f"f{n}", *column) for n, column in enumerate(columns[:_MOST_FACETS])]
    classes = tuple(" ".join(each) for each in zip(*(one[1] for one in parts), strict=True))
    return Facets(
        tuple(one[0] for one in parts),
        classes or ("",) * len(rows),
        "\n".join(rule for one in parts for rule in one[2]),
    )


def _facet(
    key: str, heading: str, texts: Sequence[tuple[str, ...]], counts: Counter[str]
) -> tuple[Facet, list[str], list[str]]:
    """Return a facet, the class of each row, and the rules: one for each set of values of a row."""
    choices = [
        Choice(f"{key}-{n}", text, count) for n, (text, count) in enumerate(counts.most_common())
    ]
    keys = {choice.text: choice.key for choice in choices}
    sets = {each: f"{key}s{n}" for n, each in enumerate(dict.fromkeys(texts))}
    rules = []
    for each, name in sets.items():
        own = ",".join(f"#{keys[text]}:checked" for text in each)
        fits = f":not(:has({own}))" if own else ""
        rules.append(f".qgrid:has(#{key} :checked){fits} .{name}{{display:none}}")
    return Facet(key, heading, tuple(choices)), [sets[each] for each in texts], rules


def _texts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in text.split("; ") if part))


def _is_date(value: object) -> bool:
    return bool(DATES.fullmatch(str(value)))
