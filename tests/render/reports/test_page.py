"""A report is one page that needs no network, prints on A4, and shows text as text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kembar.profiles.facts import GraphFacts
from kembar.rdf.engine import Engine
from kembar.render.reports.page import report_page
from kembar.reports.report import Report, ReportContext, make_report
from kembar.workspace.layout import Workspace
from tests.render.chromium import Browser
from tests.render.reports.reporting import HOSTILE, small_report


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_hostile_text_is_shown_as_text(language: str) -> None:
    page = report_page(small_report(language))
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;") >= 10
    assert 'href="javascript:' not in page


def test_references_are_numbered_and_linked() -> None:
    """A source without a reference is named."""
    page = report_page(small_report())
    row = page[page.index("<tbody>") : page.index("</tbody>")]
    assert re.findall(r'href="#(ref-\d+)"', row) == ["ref-1", "ref-2"]
    assert "<strong>Z</strong>" in row
    assert '<li id="ref-2" value="2">' in page
    assert "several publications have this name" in page
    assert 'class="num" data-h="the count">1,234<' in page
    assert "Rows that are left out here: 2." in page


def test_a_chart_without_a_table_names_its_sources() -> None:
    page = report_page(small_report())
    assert page.count("<figure>") == 2
    assert page.count("<table") == 2
    assert 'Sources: <a class="cite" href="#ref-2">2</a>' in page


def test_questions_and_commands_stand_apart() -> None:
    before, after = report_page(small_report()).split('<details class="answered">')
    assert "kembar query" not in before
    assert after.count("<code>kembar query") == 3


def test_an_unknown_subject_has_a_report_that_says_so() -> None:
    empty = replace(
        small_report("id"), sections=(), references=(), works=(), unanswered_questions=()
    )
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
def test_a_real_report_is_self_contained(
    engine: Engine, facts: GraphFacts, kind: str, names: list[str]
) -> None:
    """Nothing is loaded, and every link within the page has its end."""
    context = ReportContext(engine, Workspace(), as_of="2026-11-24", facts=facts)
    report: Report = make_report(context, kind, names)
    page = report_page(report)
    assert report_page(report) == page
    assert "default-src &#39;none&#39;" in page
    assert not re.search(r"<(link|img|iframe|script src)\b|url\((?!#)|@import", page)
    assert page.count('<div class="lede">') == page.count('<div class="three">') == 1
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert all(f'id="ref-{one.number}"' in page for one in report.references)
    assert 'role="img"' in page
    assert HOSTILE not in page


@pytest.mark.integration
@pytest.mark.parametrize("language", ["en", "id", "ko"])
def test_the_first_page_fits_on_a4(
    engine: Engine, facts: GraphFacts, browser: Browser, tmp_path: Path, language: str
) -> None:
    context = ReportContext(engine, Workspace(), language, "2026-11-30", facts=facts)
    report = make_report(context, "partnership", ["Bandung", "Seoul"])
    page = tmp_path / "report.html"
    page.write_text(report_page(replace(report, sections=())), "utf-8")
    browser.devtools("Emulation.setEmulatedMedia", media="print")
    try:
        browser.open(page)
        height = browser.run("return document.querySelector('.first').offsetHeight")
    finally:
        browser.devtools("Emulation.setEmulatedMedia", media="")
    assert height <= 1123
