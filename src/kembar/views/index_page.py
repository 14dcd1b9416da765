"""The first page of `kembar explore`: every question with its answer, and the ways on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from kembar.questions import Answer, Words
from kembar.terms import Value
from kembar.views.tables import shown
from kembar.views.templates import render

WORDS = {
    "en": {
        "intro": "A knowledge graph of sister-city relations: who says so, what was agreed, what "
        "was done, what got in the way, what studies found.",
        "network": "Open the interactive network",
        "model": "Browse the model",
        "mend": "To mend in the data",
        "rows": "rows",
        "more": "more rows in the CSV file",
        "none": "No answer: nothing in the graph fits.",
        "serves": "Serves",
    },
    "id": {
        "intro": "Graf pengetahuan hubungan kota kembar: siapa yang menyatakan, apa yang "
        "disepakati, apa yang dilakukan, apa hambatannya, apa temuan kajian.",
        "network": "Buka jaringan interaktif",
        "model": "Lihat modelnya",
        "mend": "Yang perlu diperbaiki dalam data",
        "rows": "baris",
        "more": "baris lagi dalam berkas CSV",
        "none": "Tidak ada jawaban: tidak ada yang cocok dalam graf.",
        "serves": "Melayani",
    },
}

MOST_ROWS = 500
"""Of an answer on the page; the file has them all."""

LONGEST_BAR = 12
"""In rem."""


@dataclass(frozen=True)
class Bar:
    """Which column of an answer is drawn as bars, and its greatest value."""

    column: int
    most: float

    def width(self, value: Value | None) -> str:
        """A bar's length in rem."""
        return f"{LONGEST_BAR * _number(value) / self.most:.2f}"


def index_page(
    title: str,
    answers: Sequence[Answer],
    topics: Mapping[str, Words],
    faults: Sequence[str] = (),
    language: str = "en",
) -> str:
    """The page as HTML text; every text in it is escaped.

    Args:
        title: the heading.
        answers: of saved questions.
        topics: what each topic is called.
        faults: what is to be mended, a line each.
        language: "en" or "id".
    """
    by_topic: dict[str, list[Answer]] = {}
    for answer in answers:
        tag = answer.question.topic if answer.question else ""
        by_topic.setdefault(tag, []).append(answer)
    named = [
        (topics.get(tag, Words(tag, tag)).said_in(language), found)
        for tag, found in by_topic.items()
    ]
    return render(
        "index.html",
        title=title,
        language=language,
        words=WORDS[language],
        faults=faults,
        topics=sorted(named, key=lambda topic: topic[0]),
        most=MOST_ROWS,
        bar_of=_bar_of,
        cell=partial(shown, language=language),
    )


def _bar_of(answer: Answer) -> Bar | None:
    """The first column of numbers, where the question is best shown as bars."""
    if answer.question is None or answer.question.view != "bar":
        return None
    for column in range(len(answer.columns)):
        numbers = [_number(row[column]) for row in answer.rows]
        if any(numbers):
            return Bar(column, max(numbers))
    return None


def _number(value: Value | None) -> float:
    if value is None or not value.datatype.endswith(("#integer", "#decimal", "#double")):
        return 0
    return float(value.text)
