"""A report as Markdown: tables in full, numbered references, and no mark that is not ours."""

from __future__ import annotations

import re
from dataclasses import replace

from kembar.rdf.engine import Engine
from kembar.render.pages.report_markdown import report_text
from kembar.reports.report import ReportContext, make_report
from kembar.workspace.layout import Workspace
from tests.render.pages.reporting import made


def test_a_hostile_text_is_text() -> None:
    text = report_text(made())
    assert "<script" not in text
    assert not re.search(r"(?<!\\)\[x(?<!\\)\]\(", text)
    # A cell holds no bar of its own.
    rows = [line for line in text.splitlines() if line.startswith("| &lt;")]
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [4, 3, 5]


def test_sources_are_numbers_and_what_has_none_is_told() -> None:
    text = report_text(made())
    assert r"| 1,234 | \[1\] \[2\] **Z** |" in text
    assert "\n2. " in text
    assert "2 more rows: `kembar query asked`" in text


def test_a_subject_of_which_nothing_is_known_is_told_kindly() -> None:
    empty = replace(made("id"), sections=(), references=(), works=(), unanswered_questions=())
    assert report_text(empty).endswith("Graf belum memuat apa pun tentang hal ini.\n")


def test_a_real_report_tells_every_section_and_reference(engine: Engine) -> None:
    told = make_report(
        ReportContext(engine, Workspace(), "id", "2026-11-24"), "partnership", ["Bandung", "Seoul"]
    )
    text = report_text(told)
    for section in told.sections:
        assert f"## {section.heading.id}" in text
    numbered = [int(n) for n in re.findall(r"^(\d+)\. ", text, re.M)]
    assert numbered == [one.number for one in told.references]
    assert "Peta" in text
