"""A report is one page that needs no network, prints on A4, and shows text as text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kembar.rdf.engine import Engine
from kembar.render.pages.report_page import report_page
from kembar.reports.report import Report, ReportContext, make_report
from kembar.workspace.layout import Workspace
from tests.render.pages.reporting import HOSTILE, made


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_hostile_text_is_shown_as_text(language: str) -> None:
    page = report_page(made(language))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 10
    assert 'href="javascript:' not in page


def test_references_are_numbered_and_linked_and_what_has_none_is_told() -> None:
    page = report_page(made())
    row = page[page.index("<tbody>") : page.index("</tbody>")]
    assert re.findall(r'href="#(ref-\d+)"', row) == ["ref-1", "ref-2"]
    assert "<strong>Z</strong>" in row
    assert '<li id="ref-2" value="2">' in page
    assert "several publications bear this name" in page
    assert 'class="number">1,234<' in page
    assert "2 more rows" in page


def test_a_chart_alone_names_its_sources_and_has_no_table() -> None:
    page = report_page(made())
    assert page.count("<svg") == 2
    assert page.count("<table>") == 2
    assert 'Sources: <a class="ref" href="#ref-2">[2]</a>' in page


def test_a_subject_of_which_nothing_is_known_is_told_kindly() -> None:
    empty = replace(made("id"), sections=(), references=(), works=(), unanswered_questions=())
    assert "Graf belum memuat apa pun tentang hal ini." in report_page(empty)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("city", ["Bandung"]),
        ("partnership", ["Bandung", "Seoul"]),
        ("case", ["purbaningrum"]),
        ("country", ["Indonesia"]),
    ],
)
def test_real_reports_stand_alone_and_every_link_within_has_its_end(
    engine: Engine, kind: str, names: list[str]
) -> None:
    told: Report = make_report(ReportContext(engine, Workspace(), as_of="2026-11-24"), kind, names)
    page = report_page(told)
    assert report_page(told) == page
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|link|img|iframe)\b|url\((?!#)|@import", page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert all(f'id="ref-{one.number}"' in page for one in told.references)
    assert page.count('role="img"') == page.count("<svg ") > 0
    assert HOSTILE not in page
