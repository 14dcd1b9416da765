"""A report is written in the format of its file's suffix."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.render.reports.file import REPORT_SUFFIXES, ReportDocument
from kembar.render.reports.page import report_page
from tests.render.markup import tags
from tests.render.reports.reporting import HOSTILE, small_report

BEGINS = {
    "html": "<!doctype html>",
    "markdown": "# ",
    "biblatex": "@",
    "bibtex": "@",
    "csl-json": "[",
}


def document(text: str = HOSTILE) -> ReportDocument:
    return ReportDocument.of(small_report(text=text))


@pytest.mark.parametrize("form", sorted(BEGINS))
def test_the_suffix_or_the_format_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    # A .bib is for biblatex, if nothing else is chosen.
    path = tmp_path / f"x{REPORT_SUFFIXES[form]}"
    by_suffix = document().write(path, "bibtex" * (form == "bibtex")).read_text("utf-8")
    assert by_suffix.lstrip().startswith(BEGINS[form])
    assert document().write(tmp_path / "odd", form).read_text("utf-8") == by_suffix
    monkeypatch.chdir(tmp_path)
    path = document(text="São Paulo").write(format=form)
    assert path == Path(f"city-sao-paulo{REPORT_SUFFIXES[form]}")
    assert path.exists()


def test_the_default_format_is_html(tmp_path: Path) -> None:
    assert document().write(tmp_path / "x").read_text("utf-8").startswith("<!doctype html>")


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"x\.doc: .*use \.html, \.md, \.pdf, \.docx, \.bib, \.json"
    ):
        document().write(tmp_path / "x.doc")
    assert list(tmp_path.iterdir()) == []


def test_a_document_of_word_is_written(tmp_path: Path) -> None:
    assert document().write(tmp_path / "x.docx").read_bytes().startswith(b"PK")


def test_the_references_are_those_of_the_report(tmp_path: Path) -> None:
    items = json.loads(document().write(tmp_path / "x.json").read_text("utf-8"))
    assert [item["id"] for item in items] == ["k", "l"]


def test_a_report_shows_itself_in_a_notebook() -> None:
    ((tag, attributes),) = tags(document()._repr_html_())
    assert (tag, attributes["srcdoc"]) == ("iframe", report_page(small_report()))
