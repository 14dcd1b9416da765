"""A report as Markdown: every table in full, charts as their alternatives, numbered references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kembar.language import translated
from kembar.queries.saved import Text, split_list
from kembar.rdf.terms import Value
from kembar.render.answers import display_text, in_markdown, is_number
from kembar.render.charts.chart import chart
from kembar.render.pages.report_messages import WORDS, as_of_line, publication_line, runs
from kembar.reports.report import SOURCES, Report, ReportPanel


def report_markdown(report: Report) -> str:
    """Return the report as Markdown; every text in it is escaped."""
    words = translated(WORDS, report.language)
    parts = [f"# {in_markdown(report.title)}"]
    parts.append(in_markdown(as_of_line(report)))
    if not report.sections:
        parts.append(words["nothing"])
    for section in report.sections:
        parts.append(_heading(section.heading, report))
        for panel in section.panels:
            parts += _panel(panel, report, words)
    if report.unanswered_questions:
        parts.append(f"## {words['unanswered']}")
        questions = [
            (q.title.in_language(report.language), q.name) for q in report.unanswered_questions
        ]
        parts.append("\n".join(f"- {in_markdown(text)} `{name}`" for text, name in questions))
    if report.references:
        parts += [f"## {words['references']}", words["described"], "\n".join(_references(report))]
    if report.works:
        parts += [f"## {words['research']}", "\n".join(f"- {in_markdown(w)}" for w in report.works)]
    return "\n\n".join(parts) + "\n"


def _heading(words: Text, report: Report) -> str:
    return f"## {in_markdown(words.in_language(report.language))}"


def _panel(panel: ReportPanel, report: Report, words: Mapping[str, str]) -> Iterator[str]:
    yield f"### {in_markdown(panel.heading.in_language(report.language))}"
    panel_chart = (
        None if panel.show == "table" else chart(panel.answer, report.language, report.home)
    )
    if panel_chart:
        yield f"*{in_markdown(panel_chart.alternative)}*"
    head = [in_markdown(panel.answer.heading(c, report.language)) for c in panel.columns]
    lines = [head, ["---"] * len(head)]
    for row in panel.rows:
        cells = zip(panel.columns, row, strict=True)
        lines.append([_cell(column, value, report) for column, value in cells])
    yield "\n".join(f"| {' | '.join(line)} |" for line in lines)
    if panel.more_rows:
        yield (words["more"].format(count=panel.more_rows) + f"`{panel.command}`")


def _cell(column: str, value: Value | None, report: Report) -> str:
    if column != SOURCES or is_number(value):
        return in_markdown(display_text(value, report.language))
    numbers, others = report.citations(split_list(value))
    return " ".join([*map(_run, runs(numbers)), *(f"**{in_markdown(name)}**" for name in others)])


def _run(run: tuple[int, int]) -> str:
    first, last = run
    return f"\\[{first}\\]" if first == last else f"\\[{first}\\]–\\[{last}\\]"


def _references(report: Report) -> Iterator[str]:
    for reference in report.references:
        lines = []
        for one in reference.publications:
            line = in_markdown(publication_line(one.authors, one.title, one.publisher, one.date))
            lines.append(f"{line} <{one.address}>" if one.address else line)
        yield f"{reference.number}. {'<br>'.join(lines)}"
