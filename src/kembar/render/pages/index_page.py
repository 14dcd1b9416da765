"""The first page of `kembar explore`: the catalogue of all questions with today's answers."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from kembar.language import LANGUAGES, N_, translated
from kembar.queries.answer import Answer
from kembar.queries.catalogue import CatalogueEntry, cited_works, searchable_text
from kembar.render.answers import display_text
from kembar.render.charts.chart import Chart, chart
from kembar.render.charts.timeline import Band
from kembar.render.templates import render

WORDS = {
    "intro": N_(
        "A knowledge graph of sister-city relations: who says so, what was agreed, what was done, "
        "what got in the way, what studies found."
    ),
    "network": N_("Open the interactive network"),
    "model": N_("Browse the model"),
    "mend": N_("To correct in the data"),
    "search": N_("Search the questions"),
    "topics": N_("Topics"),
    "all": N_("questions: {all}"),
    "some": N_("questions: {some} of {all}"),
    "no match": N_("No question has these words in its title. Try fewer or other words."),
    "rows": N_("rows"),
    "more": N_("more rows in the CSV file"),
    "none": N_("No answer: nothing in the graph fits."),
    "ask": N_("Ask this"),
    "may": N_("Options"),
    "serves": N_("Useful for"),
    "asks": N_("Terms of the model"),
    "works": N_("The works of research"),
}

_DATES = re.compile(r"\d{4}(-\d\d){0,2}(; \d{4}(-\d\d){0,2})*", re.ASCII)
"""A cell of dates, which must not be broken at their hyphens."""

MOST_ROWS = 500
"""Rows of an answer on the page; the CSV file has all."""


@dataclass(frozen=True)
class QuestionPanel:
    """A question on the page with its answer.

    `about` are the values of parameters that name things; `options` are the parameters of the
    command line with their values, and their descriptions.
    """

    entry: CatalogueEntry
    answer: Answer
    chart: Chart | None
    about: tuple[str, ...]
    command: str
    options: tuple[tuple[str, str], ...]
    titles: str


def index_page(
    title: str,
    entries: Sequence[CatalogueEntry],
    answers: Mapping[str, Answer],
    faults: Sequence[str] = (),
    language: str = "en",
    bands: Sequence[Band] = (),
) -> str:
    """Return the page as HTML text; every text in it is escaped.

    Args:
        title: the heading.
        entries: the catalogue, by topic.
        answers: by the name of the question, one for each entry.
        faults: problems of the data, a line each.
        language: "en" or "id".
        bands: times that timelines shade.
    """
    panels = [_panel(entry, answers[entry.question.name], language, bands) for entry in entries]
    groups = groupby(panels, key=lambda panel: (panel.entry.question.topic, panel.entry.topic))
    topics = [(tag, words.in_language(language), list(group)) for (tag, words), group in groups]
    return render(
        "pages/index.html",
        styles=["pages/page.css"],
        scripts=["pages/index.js"],
        title=title,
        language=language,
        others=[code for code in LANGUAGES if code != language],
        words=translated(WORDS, language),
        faults=faults,
        topics=sorted(topics, key=lambda topic: topic[1]),
        count=len(panels),
        works=cited_works(entries),
        most=MOST_ROWS,
        cell=partial(display_text, language=language),
        dates=_DATES.fullmatch,
    )


def _panel(
    entry: CatalogueEntry, answer: Answer, language: str, bands: Sequence[Band]
) -> QuestionPanel:
    question, values = entry.question, dict(answer.parameters)
    options = tuple(
        (f"-p {_option(p.name, values.get(p.name))}", p.words.in_language(language))
        for p in question.parameters
        if p.kind != "language"
    )
    numbers = {p.name for p in question.parameters if p.kind == "number"}
    language_option = f" --lang {language}" if language != "en" else ""
    return QuestionPanel(
        entry,
        answer,
        chart(answer, language, values.get("city", ""), bands),
        tuple(value for name, value in answer.parameters if name not in numbers),
        f"kembar query {shlex.quote(question.name)}{language_option}",
        options,
        searchable_text(entry),
    )


def _option(name: str, value: str | None) -> str:
    return f"{name}=…" if value is None else shlex.quote(f"{name}={value}")
