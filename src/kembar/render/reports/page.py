"""A report as one page in HTML that needs no network connection and prints on A4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from kembar.language import _, speaking, translated
from kembar.model.dates import PartialDate, in_words
from kembar.profiles.sentences import Paragraph
from kembar.queries.saved import split_list
from kembar.rdf.terms import Value
from kembar.render.answers import display_text, is_number
from kembar.render.charts.chart import Chart, chart, compares
from kembar.render.design.marks import glyph, mark
from kembar.render.design.shell import Shell
from kembar.render.pages.things.drawings import TimeLine, time_line
from kembar.render.pages.things.partnership import claimant
from kembar.render.pages.things.setting import Setting
from kembar.render.pages.things.view import View
from kembar.render.reports.messages import (
    WORDS,
    as_of_line,
    publication_line,
    runs,
    unknown_line,
)
from kembar.render.templates import page
from kembar.reports.briefing import Claim
from kembar.reports.references import Publication
from kembar.reports.report import SOURCES, Report, ReportPanel

SEEN = {"yes": "certain", "perhaps": "possible", "no": "differ", "": "unknown"}
"""The mark of whether the data show an obstacle."""

_FEW = 3
"""So many references are cited by number; of more, the first and their number."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, or its references; numbers are aligned to the right.

    `runs` are the first and the last of references that follow each other; `names` are sources
    without a reference, such as the mark of unverified statements.
    """

    text: str = ""
    runs: tuple[tuple[int, int], ...] = ()
    names: tuple[str, ...] = ()
    number: bool = False


def report_page(report: Report) -> str:
    """Return the page as HTML text; every text in it is escaped."""
    with speaking(report.language):
        return page(
            "reports/report.html",
            Shell(
                title=report.title,
                language=report.language,
                as_of=report.as_of,
                is_inline=True,
                has_menu=False,
                sheets=("design/kembar.css", "design/pages.css", "reports/report.css"),
            ),
            report=report,
            language=report.language,
            words=translated(WORDS, report.language),
            day=in_words(PartialDate(report.as_of), report.language),
            as_of=as_of_line(report),
            first=report.briefing,
            paragraphs=list(_paragraphs(report)),
            drawing=_time_line(report),
            chips=lambda keys: _chips(report, keys),
            seen_of=_seen,
            by=lambda claim: claimant(claim.study),
            unknown=unknown_line(report),
            chart_of=lambda panel: panel_chart(panel, report),
            cells_of=lambda panel: [row_cells(panel, row, report) for row in panel.rows],
            heads_of=lambda panel: heads(panel, report.language),
            sources_of=lambda panel: _sources(panel, report),
            title_of=lambda question: question.title.in_language(report.language),
            cited=cited,
        )


def panel_chart(panel: ReportPanel, report: Report) -> Chart | None:
    """Return the chart of a panel that is to have one and whose answer can be drawn."""
    if panel.show == "table" or not compares(panel.answer):
        return None
    return chart(panel.answer, report.language, report.home, report.events)


def heads(panel: ReportPanel, language: str) -> list[tuple[str, bool]]:
    """Return the headings of a table, each with True for a column of numbers."""
    first = dict(zip(panel.columns, panel.rows[0], strict=True))
    return [(panel.answer.heading(c, language), is_number(v)) for c, v in first.items()]


def row_cells(panel: ReportPanel, row: tuple[Value | None, ...], report: Report) -> list[Cell]:
    """Return the cells of a row of a table."""
    return [_cell(c, value, report) for c, value in zip(panel.columns, row, strict=True)]


def cited(publication: Publication) -> str:
    """Return a publication in one line."""
    return publication_line(
        publication.authors, publication.title, publication.publisher, publication.date
    )


def _cell(column: str, value: Value | None, report: Report) -> Cell:
    if column == SOURCES and not is_number(value):
        numbers, others = report.citations(split_list(value))
        return Cell(runs=runs(numbers), names=tuple(others))
    return Cell(display_text(value, report.language), number=is_number(value))


def _sources(panel: ReportPanel, report: Report) -> tuple[tuple[int, int], ...]:
    """Return the references of a chart without a table, which would show them row by row."""
    return runs(report.citations(panel.source_names)[0]) if panel.show == "chart" else ()


def _paragraphs(report: Report) -> Iterator[Markup]:
    for paragraph in report.briefing.paragraphs if report.briefing else ():
        yield Markup("").join(_clauses(paragraph, report))


def _clauses(paragraph: Paragraph, report: Report) -> Iterator[Markup]:
    for clause in paragraph:
        text = clause.text.rstrip()
        blank = " " if text != clause.text else ""
        words = Markup("<strong>{}</strong>").format(text) if clause.strong else escape(text)
        sign = Markup(" ") + glyph(clause.mark) if clause.mark else ""
        yield words + _chips(report, clause.sources) + sign + blank


def _chips(report: Report, keys: Iterable[str]) -> Markup:
    """The references of sources; of many the first ones, as the list at the end has all."""
    numbers = report.numbers_of(keys)
    links = (
        Markup('<a class="cite" href="#ref-{0}">{0}</a>').format(number)
        for number in numbers[:_FEW]
    )
    more = Markup('<span class="cite">+{}</span>').format(len(numbers) - _FEW)
    return Markup("").join(links) + (more if len(numbers) > _FEW else "")


def _seen(claim: Claim) -> Markup:
    seen = claim.obstacle.seen if claim.obstacle.seen in SEEN else ""
    return mark(SEEN[seen], _(WORDS[seen]))


def _time_line(report: Report) -> TimeLine | None:
    first = report.briefing
    if first is None:
        return None
    view = View(Setting(first.measures, report.language), report.title, "")
    offices = [one.lane for one in first.entries if one.lane.startswith("office:")]
    cities = list(dict.fromkeys(lane.partition(":")[2] for lane in offices))
    return time_line(first.entries, first.holes, view, cities)
