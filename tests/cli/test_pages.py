"""Commands that write pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.cli.pages import network, report
from kembar.render.network.page import LAYOUTS
from kembar.render.reports.file import REPORT_SUFFIXES
from tests.conftest import Run


def test_explore_reports_problems_and_writes_pages(kembar: Run, tmp_path: Path) -> None:
    kembar("init", "office")
    office = tmp_path / "office"
    (office / "kembar.toml").write_text('title = "office"\nshipped = false\nformat = 2\n')
    (office / "data" / "partnerships.csv").write_text(
        "partnership,cities,source\nid-bandung--xx-no,id-bandung; xx-no,unverified\n"
    )
    ran = kembar("explore", cwd=office)
    assert ran.returncode == 1
    assert "2 problems to solve" in ran.stdout
    questions = office / "out" / "id" / "questions" / "index.html"
    assert "partnerships.csv:2" in questions.read_text("utf-8")


def test_a_part_of_the_network_is_drawn(kembar: Run, tmp_path: Path) -> None:
    output = [
        kembar("network", *arguments, "-o", "n.html").stdout
        for arguments in (
            [],
            ["--country", "Korea Selatan"],
            ["--kind", "kota sahabat"],
            ["--city", "반둥", "--depth", "2"],
            ["--city", "반둥"],
        )
    ]
    cities = [int(line.split()[1]) for line in output]
    assert cities[0] > max(cities[1:])
    assert cities[3] > cities[4] > 10
    assert "Bandung" in (tmp_path / "n.html").read_text("utf-8")


@pytest.mark.parametrize(("lang", "heading"), [("en", "Classes"), ("id", "Kelas")])
def test_the_model_is_printed_and_written(
    kembar: Run, tmp_path: Path, lang: str, heading: str
) -> None:
    printed = kembar("ontology", "--lang", lang).stdout
    assert f"\n{heading}\n" in printed
    assert "kb:hasPartner (kb:Partnership -> kb:TerritorialUnit)" in printed
    assert "letter-of-intent" in printed
    kembar("ontology", "--lang", lang, "-o", "m.html")
    assert heading in (tmp_path / "m.html").read_text("utf-8")
    kembar("ontology", "--lang", lang, "-o", "m.md")
    assert f"\n## {heading}\n" in (tmp_path / "m.md").read_text("utf-8")


def test_a_report_is_written_in_every_form(kembar: Run, tmp_path: Path) -> None:
    output = kembar("report", "partnership", "Bandoeng", "서울", "--as-of", "2026-11-24").stdout
    assert output.startswith("partnership-bandung-seoul.html: Bandung – Seoul (")
    page = (tmp_path / "partnership-bandung-seoul.html").read_text("utf-8")
    assert "As of 24 November 2026" in page
    for name, begins in (("r.md", "# Bandung"), ("r.bib", "@"), ("r.json", "[")):
        kembar("report", "city", "Bandung", "--lang", "id", "-o", name)
        assert (tmp_path / name).read_text("utf-8").lstrip().startswith(begins)


def test_the_layouts_offered_are_those_of_the_page() -> None:
    (layout,) = (p for p in network.params if p.name == "layout")
    assert tuple(layout.type.choices) == LAYOUTS


def test_the_formats_offered_are_those_of_reports() -> None:
    (form,) = (p for p in report.params if p.name == "form")
    assert list(form.type.choices) == list(REPORT_SUFFIXES)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["city", "Bandng"], "Did you mean Bandung"),
        (["cty", "Bandung"], "no kind of report is called 'cty'"),
        (["partnership", "Bandung"], "kembar report partnership CITY CITY"),
        (["partnership", "Bandung", "Busan"], "no partnership is called 'Bandung – Busan'"),
        (["city", "Bandung", "-o", "r.doc"], "use .html, .md, .pdf, .docx, .bib, .json"),
        (["city", "Bandung", "--as-of", "soon"], "as-of"),
    ],
)
def test_a_report_error_is_one_line(
    kembar: Run, tmp_path: Path, arguments: list[str], message: str
) -> None:
    ran = kembar("report", *arguments)
    assert ran.returncode == 2
    assert message in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert list(tmp_path.glob("*.*")) == []
