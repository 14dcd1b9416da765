"""The page of a saved question with its answer, and the list of all questions."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kembar.language import _n
from kembar.queries.answer import Answer
from kembar.queries.catalogue import CatalogueEntry, cited_works, searchable_text
from kembar.queries.saved import split_list
from kembar.rdf.namespaces import local_name
from kembar.rdf.terms import Value
from kembar.render.answers import display_text, is_number
from kembar.render.charts.chart import Chart
from kembar.render.design.shell import Shell
from kembar.render.site.about import page
from kembar.render.site.description import Download
from kembar.render.site.facets import DATES, SOURCES, facets

MOST_ROWS = 500
"""Rows of an answer on its page; the CSV file has all."""

_MOST_SOURCES = 3
"""Sources that a cell shows at once."""

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
class AnsweredQuestion:
    """A question in the catalogue with its answer, and the chart of it.

    `in_all` is the number of rows for the whole graph, where the answer is about the office's city.
    """

    entry: CatalogueEntry
    answer: Answer
    chart: Chart | None = None
    in_all: int | None = None


def question_page(
    one: AnsweredQuestion, frame: Shell, link: LinkOf, files: Sequence[Download] = ()
) -> str:
    """Return the page of a question; every text in it is escaped.

    Args:
        one: the question.
        frame: of the page.
        link: leads from the names of things to their pages.
        files: of the answer.
    """
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
        files=files,
        count=len(answer.rows),
        narrow=facets(answer, language, MOST_ROWS),
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
    if DATES.fullmatch(raw):
        return Cell(tuple((part, "") for part in text.split("; ")), "dates")
    if name in SOURCES:
        return Cell(tuple((part, link(part)) for part in split_list(raw)), "who")
    return Cell(((text, link(text)),))


def _sentence(answer: Answer) -> str:
    return _n("{count} row answers this.", "{count} rows answer this.", len(answer.rows))


def _parameters(one: AnsweredQuestion, language: str) -> list[tuple[str, str, str]]:
    """Words, value and option of each parameter; without a value it is open.

    The words begin with the matter; what holds where it is not given follows after a semicolon.
    """
    # A thing that is not in the graph has no name.
    values = {name: local_name(value) for name, value in one.answer.parameters}
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
    places = [number for number, name in enumerate(answer.columns) if name in SOURCES]
    return len({part for row in answer.rows for n in places for part in split_list(row[n])})
