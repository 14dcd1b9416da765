"""The texts of reports."""

from __future__ import annotations

from collections.abc import Iterable

from kembar.language import N_, _, translated
from kembar.model.dates import PartialDate, in_words
from kembar.render.design.marks import WORDS as MARKS
from kembar.reports.report import Report

WORDS = {
    "as_of": N_("As of {day}, from the graph “{graph}”."),
    "contents": N_("Contents"),
    "sources": N_("Sources"),
    "references": N_("References"),
    "more": N_("Rows that are left out here: {count}."),
    "unanswered": N_("Questions to which the graph has no answer"),
    "nothing": N_("The graph holds nothing on this subject yet."),
    "research": N_("Research that these questions serve"),
    "described": N_("A title in square brackets describes a page that has none."),
    "same_name": N_("several publications have this name"),
    "briefing": N_("Briefing · as of {day}"),
    "time": N_("Time line"),
    "decide": N_("To decide"),
    "obstacles": N_("Obstacles, claimed and computed"),
    "obstacle": N_("Obstacle"),
    "claimed": N_("Claimed by"),
    "data": N_("In the data"),
    "seen": N_("Seen"),
    "unstated": N_("not known"),
    "unknown": N_("Not known"),
    "silence": N_("Silence in the graph is no proof that nothing was done."),
    "numbered": N_("On one page. Sources are numbered; the list stands at the end."),
    "answered": N_("How this was answered"),
    "asked": N_("Each part is the answer to a saved question; these commands give the same."),
    "yes": N_("yes"),
    "perhaps": N_("perhaps"),
    "no": N_("no"),
    "": N_("cannot be told"),
}


SIGNS = {
    "certain": "✓",
    "possible": "◐",
    "unverified": "△",
    "computed": "▤",
    "differ": "≠",
    "unknown": "?",
}
"""The marks of certainty where a report has no drawings, by the keys of `design.marks.WORDS`."""


def signs_line(marks: Iterable[str]) -> str:
    """Return the key to these signs: "▤ computed · ≠ sources differ"; "" for none."""
    there = set(marks)
    return " · ".join(f"{sign} {_(MARKS[name])}" for name, sign in SIGNS.items() if name in there)


def as_of_line(report: Report) -> str:
    """Return the line below a report's title: its day, in words, and its graph."""
    day = in_words(PartialDate(report.as_of), report.language)
    return translated(WORDS, report.language)["as_of"].format(day=day, graph=report.workspace)


def publication_line(authors: tuple[str, ...], title: str, publisher: str, date: str) -> str:
    """Return a publication in one line: author, date, title, publisher; or title, publisher, date.

    >>> publication_line(("Ani",), "Is it?", "Antara", "2015-05")
    'Ani (2015-05). Is it? Antara.'
    >>> publication_line((), "Little Bandung", "Republika", "2015")
    'Little Bandung. Republika, 2015.'
    """
    if authors:
        who = ", ".join(authors)
        lead = f"{who} ({date})" if date else who
        parts = [lead, title, publisher if publisher != who else ""]
    else:
        parts = [title, ", ".join(part for part in (publisher, date) if part)]
    return " ".join(part if part[-1] in ".?!" else f"{part}." for part in parts if part)


def runs(numbers: list[int]) -> tuple[tuple[int, int], ...]:
    """Return sorted numbers as ranges: three or more that follow each other become one.

    >>> runs([1, 2, 3, 5, 6])
    ((1, 3), (5, 5), (6, 6))
    """
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return tuple(
        part
        for first, last in ranges
        for part in ([(first, first), (last, last)] if last == first + 1 else [(first, last)])
    )


def unknown_line(report: Report) -> str:
    """Return what is not known, in one paragraph; "" where nothing is lacking."""
    if not report.briefing or not report.briefing.unknown:
        return ""
    words = translated(WORDS, report.language)
    gaps = "; ".join(one.text for one in report.briefing.unknown)
    return f"{gaps[:1].upper()}{gaps[1:].rstrip('.')}. {words['silence']}"
