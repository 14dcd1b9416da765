"""A report as one page in HTML that needs no network connection and prints on A4."""

from __future__ import annotations

from dataclasses import dataclass

from kembar.language import translated
from kembar.queries.saved import split_list
from kembar.rdf.terms import Value
from kembar.render.answers import display_text, is_number
from kembar.render.charts.chart import Chart, chart
from kembar.render.pages.report_messages import WORDS, as_of_line, publication_line, runs
from kembar.render.templates import render
from kembar.reports.references import Publication
from kembar.reports.report import SOURCES, Report, ReportPanel


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
    return render(
        "pages/report.html",
        styles=["pages/page.css", "pages/report.css"],
        title=report.title,
        report=report,
        language=report.language,
        words=translated(WORDS, report.language),
        as_of=as_of_line(report),
        chart_of=lambda panel: _chart(panel, report),
        cells_of=lambda panel: [_row(panel, row, report) for row in panel.rows],
        heads_of=lambda panel: _heads(panel, report.language),
        sources_of=lambda panel: _sources(panel, report),
        title_of=lambda question: question.title.in_language(report.language),
        cited=_cited,
    )


def _chart(panel: ReportPanel, report: Report) -> Chart | None:
    if panel.show == "table":
        return None
    return chart(panel.answer, report.language, report.home, report.events)


def _heads(panel: ReportPanel, language: str) -> list[tuple[str, bool]]:
    """Return the headings of a table, each with True for a column of numbers."""
    first = dict(zip(panel.columns, panel.rows[0], strict=True))
    return [(panel.answer.heading(c, language), is_number(v)) for c, v in first.items()]


def _row(panel: ReportPanel, row: tuple[Value | None, ...], report: Report) -> list[Cell]:
    return [_cell(c, value, report) for c, value in zip(panel.columns, row, strict=True)]


def _cell(column: str, value: Value | None, report: Report) -> Cell:
    if column == SOURCES and not is_number(value):
        numbers, others = report.citations(split_list(value))
        return Cell(runs=runs(numbers), names=tuple(others))
    return Cell(display_text(value, report.language), number=is_number(value))


def _sources(panel: ReportPanel, report: Report) -> tuple[tuple[int, int], ...]:
    """Return the references of a chart without a table, which would show them row by row."""
    return runs(report.citations(panel.source_names)[0]) if panel.show == "chart" else ()


def _cited(publication: Publication) -> str:
    return publication_line(
        publication.authors, publication.title, publication.publisher, publication.date
    )
