"""A report as Markdown: every table in full, charts as their alternatives, numbered references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kembar.language import speaking, translated
from kembar.profiles.sentences import Paragraph
from kembar.queries.saved import Text, split_list
from kembar.rdf.terms import Value
from kembar.render.answers import display_text, in_markdown, is_number
from kembar.render.pages.things.partnership import claimant
from kembar.render.reports.messages import (
    SIGNS,
    WORDS,
    as_of_line,
    publication_line,
    runs,
    signs_line,
    unknown_line,
)
from kembar.render.reports.page import panel_chart
from kembar.reports.briefing import Briefing
from kembar.reports.report import SOURCES, Report, ReportPanel


def report_markdown(report: Report) -> str:
    """Return the report as Markdown; every text in it is escaped."""
    with speaking(report.language):
        return "\n\n".join(_parts(report)) + "\n"


def _parts(report: Report) -> Iterator[str]:
    words = translated(WORDS, report.language)
    yield f"# {in_markdown(report.title)}"
    if report.briefing:
        yield from _first_page(report.briefing, report, words)
    yield in_markdown(as_of_line(report))
    if not report.sections:
        yield words["nothing"]
    for section in report.sections:
        yield _heading(section.heading, report)
        for panel in section.panels:
            yield from _panel(panel, report, words)
    if report.unanswered_questions:
        yield f"## {words['unanswered']}"
        questions = [q.title.in_language(report.language) for q in report.unanswered_questions]
        yield "\n".join(f"- {in_markdown(text)}" for text in questions)
    if report.references:
        yield from (f"## {words['references']}", words["described"], "\n".join(_references(report)))
    if report.works:
        yield f"## {words['research']}"
        yield "\n".join(f"- {in_markdown(w)}" for w in report.works)


def _first_page(first: Briefing, report: Report, words: Mapping[str, str]) -> Iterator[str]:
    for paragraph in first.paragraphs:
        yield sentences_of(paragraph, report)
    if first.numbers:
        yield "\n".join(
            f"- **{in_markdown(one.number)}** {in_markdown(one.words)}" for one in first.numbers
        )
    if first.decisions:
        yield f"## {words['decide']}"
        yield "\n".join(
            f"{place}. **{in_markdown(one.title)}** {in_markdown(one.text)}"
            f"{_numbers(one.sources, report)}"
            for place, one in enumerate(first.decisions, 1)
        )
    if first.claims:
        yield f"## {words['obstacles']}"
        language = report.language
        rows = [
            (
                claim.obstacle.label.in_language(language),
                claimant(claim.study),
                claim.data or words["unstated"],
                words.get(claim.obstacle.seen, words[""]),
            )
            for claim in first.claims
        ]
        head = [words[key] for key in ("obstacle", "claimed", "data", "seen")]
        lines = [head, ["---"] * len(head), *([in_markdown(text) for text in row] for row in rows)]
        yield "\n".join(f"| {' | '.join(line)} |" for line in lines)
    if gaps := unknown_line(report):
        yield from (f"## {words['unknown']}", in_markdown(gaps))
    if key := signs_line(clause.mark for paragraph in first.paragraphs for clause in paragraph):
        yield key


def sentences_of(paragraph: Paragraph, report: Report) -> str:
    """Return a paragraph: its clauses one after another, each with the numbers of its sources."""
    parts = []
    for clause in paragraph:
        bare = clause.text.strip()
        text = in_markdown(bare)
        strong = f"**{text}**" if clause.strong and text else text
        before = clause.text[: len(clause.text) - len(clause.text.lstrip())]
        after = clause.text[len(clause.text.rstrip()) :] if bare else ""
        sign = f" {SIGNS[clause.mark]}" if clause.mark else ""
        parts.append(before + strong + _numbers(clause.sources, report) + sign + after)
    return "".join(parts).strip()


def _numbers(keys: tuple[str, ...], report: Report) -> str:
    numbers = report.numbers_of(keys)
    return "".join(f" {_run(run)}" for run in runs(numbers))


def _heading(words: Text, report: Report) -> str:
    return f"## {in_markdown(words.in_language(report.language))}"


def _panel(panel: ReportPanel, report: Report, words: Mapping[str, str]) -> Iterator[str]:
    yield f"### {in_markdown(panel.heading.in_language(report.language))}"
    drawn = panel_chart(panel, report)
    if drawn:
        yield f"*{in_markdown(drawn.alternative)}*"
    head = [in_markdown(panel.answer.heading(c, report.language)) for c in panel.columns]
    lines = [head, ["---"] * len(head)]
    for row in panel.rows:
        cells = zip(panel.columns, row, strict=True)
        lines.append([_cell(column, value, report) for column, value in cells])
    yield "\n".join(f"| {' | '.join(line)} |" for line in lines)
    if panel.more_rows:
        yield words["more"].format(count=panel.more_rows)


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
