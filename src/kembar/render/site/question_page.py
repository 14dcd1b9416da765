"""The page of a saved question with its answer, and the list of all questions."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kembar.language import _n
from kembar.queries.answer import Answer
from kembar.queries.catalogue import CatalogueEntry, cited_works, searchable_text
from kembar.queries.saved import split_list
from kembar.rdf.terms import Value
from kembar.render.answers import display_text, is_number
from kembar.render.charts.chart import Chart
from kembar.render.design.shell import Shell
from kembar.render.site.about import page

MOST_ROWS = 500
"""Rows of an answer on its page; the CSV file has all."""

_FIRST_ROWS = 13
"""Rows that are seen at once; a button shows the others."""

_MOST_FACETS = 3
_MOST_SOURCES = 3
"""Sources that a cell shows at once."""

_MOST_VALUES = 12
"""Distinct values of a column that can be a facet."""

_SOURCES = ("source", "sources")
_DATES = re.compile(r"\d{4}(-\d\d){0,2}(; \d{4}(-\d\d){0,2})*", re.ASCII)
"""A cell of dates, which must not be broken at their hyphens."""

LinkOf = Callable[[str], str]
"""Returns the relative address of the page of a thing that a cell names; "" for none."""


@dataclass(frozen=True)
class Cell:
    """A cell: its parts, each a text and perhaps an address; `form` is num, dates, who or ""."""

    parts: tuple[tuple[str, str], ...]
    form: str = ""

    @property
    def is_long(self) -> bool:
        """True if it names more sources than are read at a glance."""
        return self.form == "who" and len(self.parts) > _MOST_SOURCES


@dataclass(frozen=True)
class Facet:
    """A column of few values, each with the number of rows that have it."""

    heading: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question in the catalogue with its answer, and the chart of it."""

    entry: CatalogueEntry
    answer: Answer
    chart: Chart | None = None


def question_page(one: AnsweredQuestion, frame: Shell, link: LinkOf) -> str:
    """Return the page of a question; every text in it is escaped."""
    question, answer, language = one.entry.question, one.answer, frame.language
    rows = [
        tuple(
            _cell(value, name, language, link)
            for name, value in zip(answer.columns, row, strict=True)
        )
        for row in answer.rows[:MOST_ROWS]
    ]
    return page(
        "question.html",
        frame,
        one=one,
        question=question,
        topic=one.entry.topic.in_language(language),
        headings=[answer.heading(column, language) for column in answer.columns],
        rows=rows,
        first=_FIRST_ROWS,
        count=len(answer.rows),
        facets=_facets(answer, language),
        sentence=_sentence(answer),
        parameters=_parameters(one, language),
        command=_command(one, language),
        sources=_source_count(answer),
        works=one.entry.works,
        anchors=cited_works([one.entry]),
    )


def questions_page(
    answered: Sequence[AnsweredQuestion],
    faults: Sequence[str],
    frame: Shell,
) -> str:
    """Return the list of all questions by topic, each with the number of its rows."""
    groups = groupby(answered, key=lambda one: (one.entry.question.topic, one.entry.topic))
    topics = [
        (tag, words.in_language(frame.language), list(group)) for (tag, words), group in groups
    ]
    return page(
        "questions.html",
        frame,
        topics=sorted(topics, key=lambda topic: topic[1]),
        count=len(answered),
        faults=faults,
        works=cited_works(one.entry for one in answered),
        text=searchable_text,
    )


def _cell(value: Value | None, name: str, language: str, link: LinkOf) -> Cell:
    if value is None:
        return Cell(())
    text = display_text(value, language)
    if is_number(value):
        return Cell(((text, ""),), "num")
    raw = str(value)
    if _DATES.fullmatch(raw):
        return Cell(tuple((part, "") for part in text.split("; ")), "dates")
    if name in _SOURCES:
        return Cell(tuple((part, link(part)) for part in split_list(raw)), "who")
    return Cell(((text, link(text)),))


def _facets(answer: Answer, language: str) -> list[Facet]:
    """The columns, but for that of names, whose few values recur."""
    facets = []
    for number, column in enumerate(answer.columns[1:], 1):
        values = [row[number] for row in answer.rows if row[number]]
        if column in _SOURCES or any(map(is_number, values)) or any(map(_is_date, values)):
            continue
        lists = [display_text(value, language).split("; ") for value in values]
        counts = Counter(text for texts in lists for text in dict.fromkeys(texts))
        if 2 <= len(counts) <= min(_MOST_VALUES, len(answer.rows) // 2):
            heading = answer.heading(column, language)
            facets.append(Facet(heading, tuple(counts.most_common())))
    return facets[:_MOST_FACETS]


def _is_date(value: object) -> bool:
    return bool(_DATES.fullmatch(str(value)))


def _sentence(answer: Answer) -> str:
    return _n("{count} row answers this.", "{count} rows answer this.", len(answer.rows))


def _parameters(one: AnsweredQuestion, language: str) -> list[tuple[str, str, str]]:
    """Words, value and option of each parameter; without a value it is open."""
    values = dict(one.answer.parameters)
    return [
        (p.words.in_language(language), values.get(p.name, ""), _option(p.name, values.get(p.name)))
        for p in one.entry.question.parameters
        if p.kind != "language"
    ]


def _option(name: str, value: str | None) -> str:
    return f"-p {name}=…" if value is None else f"-p {shlex.quote(f'{name}={value}')}"


def _command(one: AnsweredQuestion, language: str) -> str:
    values: Mapping[str, str] = dict(one.answer.parameters)
    options = [_option("city", values["city"])] if values.get("city") else []
    options += [f"--lang {language}"] if language != "en" else []
    name = shlex.quote(one.entry.question.name)
    return " ".join(["kembar query", name, *options, "-o answer.csv"])


def _source_count(answer: Answer) -> int:
    places = [number for number, name in enumerate(answer.columns) if name in _SOURCES]
    return len({part for row in answer.rows for n in places for part in split_list(row[n])})
