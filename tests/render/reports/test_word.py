"""A report as a document of Word: headings, head rows, pictures with texts, its language."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from kembar.profiles.facts import GraphFacts
from kembar.rdf.engine import Engine
from kembar.render.reports.word import report_document
from kembar.reports.report import ReportContext, make_report
from kembar.workspace.layout import Workspace
from tests.render.reports.reporting import HOSTILE, small_report


def test_a_hostile_text_is_text() -> None:
    text = f"{HOSTILE}\x00\ufffe"
    document = docx.Document(io.BytesIO(report_document(small_report(text=text))))
    assert document.paragraphs[0].text == HOSTILE
    assert "1,234" in [cell.text for row in document.tables[0].rows for cell in row.cells]


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("ko", "ko-KR")])
def test_a_real_report_is_a_document(
    engine: Engine, facts: GraphFacts, language: str, tag: str
) -> None:
    context = ReportContext(engine, Workspace(), language, "2026-11-24", facts=facts)
    report = make_report(context, "partnership", ["Bandung", "Seoul"])
    content = report_document(report)
    document = docx.Document(io.BytesIO(content))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings[: len(report.sections)] == [
        one.heading.in_language(language) for one in report.sections
    ]
    properties = document.core_properties
    assert (properties.title, properties.language) == (report.title, tag)
    assert document.sections[0].page_width.mm == pytest.approx(210, abs=0.5)
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    assert xml.count("<w:tblHeader/>") == len(document.tables) - 1
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(described) >= 3
    assert all(described)
    numbered = [
        one.text.split(".")[0] for one in document.paragraphs if one.style.name == "Reference"
    ]
    assert numbered == [str(one.number) for one in report.references]
    assert "kembar query" not in xml
