"""A report as Markdown: tables in full, numbered references, and no mark that is not ours."""

from __future__ import annotations

import re
from dataclasses import replace

from kembar.profiles.facts import GraphFacts
from kembar.profiles.sentences.clauses import Clause
from kembar.rdf.engine import Engine
from kembar.render.reports.markdown import report_markdown, sentences_of
from kembar.reports.report import ReportContext, make_report
from kembar.workspace.layout import Workspace
from tests.render.reports.reporting import small_report


def test_a_hostile_text_is_text() -> None:
    text = report_markdown(small_report())
    assert "<script" not in text
    assert not re.search(r"(?<!\\)\[x(?<!\\)\]\(", text)
    # A cell holds no bar of its own.
    rows = [line for line in text.splitlines() if line.startswith("| &lt;")]
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [4, 3, 5]


def test_sources_are_reference_numbers_or_names() -> None:
    text = report_markdown(small_report())
    assert r"| 1,234 | \[1\] \[2\] **Z** |" in text
    assert "\n2. " in text
    assert "Rows that are left out here: 2." in text
    assert "kembar query" not in text


def test_an_unknown_subject_has_a_report_that_says_so() -> None:
    empty = replace(
        small_report("id"), sections=(), references=(), works=(), unanswered_questions=()
    )
    assert report_markdown(empty).endswith("Graf belum memuat apa pun tentang hal ini.\n")


def test_a_real_report_has_all_sections_and_references(engine: Engine, facts: GraphFacts) -> None:
    context = ReportContext(engine, Workspace(), "id", "2026-11-24", facts=facts)
    report = make_report(context, "partnership", ["Bandung", "Seoul"])
    text = report_markdown(report)
    for section in report.sections:
        assert f"## {section.heading.id}" in text
    numbered = [int(n) for n in re.findall(r"^(\d+)\. ", text[text.index("## Rujukan") :], re.M)]
    assert numbered == [one.number for one in report.references]
    assert "Peta" in text


def test_no_space_stands_before_a_point() -> None:
    """A clause in bold ends where its sentence goes on."""
    clauses = (Clause("Bandung has "), Clause("one partner", strong=True), Clause(". So be it."))
    assert sentences_of(clauses, small_report("en")) == "Bandung has **one partner**. So be it."
