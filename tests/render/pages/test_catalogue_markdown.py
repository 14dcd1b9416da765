"""The catalogue as Markdown: docs/questions.md is up to date, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from kembar.language import translated
from kembar.queries.catalogue import CatalogueEntry, unused_terms
from kembar.queries.saved import Question, Text, Work
from kembar.read_only_graph import ReadOnlyGraph
from kembar.render.pages.catalogue_markdown import WORDS, catalogue_markdown
from kembar.workspace.layout import Workspace
from tests.documents import DOCS, assert_document


def test_the_document_is_up_to_date(request: pytest.FixtureRequest) -> None:
    graph = ReadOnlyGraph(Workspace())
    entries = graph.catalogue()
    assert_document(
        "questions.md", catalogue_markdown(entries, unused_terms(entries, graph.model())), request
    )


def test_every_link_leads_somewhere() -> None:
    text, model = ((DOCS / name).read_text("utf-8") for name in ("questions.md", "model.md"))
    links = set(re.findall(r"\]\(([^)]+)\)", text))
    assert len(links) > 150
    for link in links:
        page, _, place = link.partition("#")
        if page.startswith("../"):
            assert (DOCS / page).exists(), link
        else:
            assert not place or f'<a id="{place}"></a>' in (model if page else text), link


def test_questions_are_grouped_by_translated_topic() -> None:
    entries = ReadOnlyGraph(Workspace(), "id").catalogue(topic="network")
    text = catalogue_markdown(entries, [], "id")
    assert "## Jaringan\n" in text
    assert all(entry.question.title.id in text for entry in entries)
    assert translated(WORDS, "id")["unasked"] not in text


def test_a_hostile_text_makes_no_html_link_or_cell() -> None:
    bad = "<script>x</script> [x](javascript:y) |"
    works = (
        Work(bad, bad, "javascript:y"),
        Work("B", "b", "https://x.org/> <script>"),
    )
    question = Question(
        bad, "t", bad, Text(bad, bad), (), (), "table", Text(bad, bad), (), "SELECT"
    )
    text = catalogue_markdown([CatalogueEntry(question, Text(bad, bad), works, (), ())])
    assert "<script" not in text
    assert "[x](" not in text.replace("\\[x\\](", "")
    assert re.findall(r"<(https?:[^>]*)>", text) == ["https://x.org/%3E%20%3Cscript%3E"]
    row = next(line for line in text.splitlines() if "../queries/" in line)
    assert len(re.findall(r"(?<!\\)\|", row)) == 6
    (link,) = re.findall(r"\.\./queries/([^)]+)\)", row)
    assert Path(unquote(link)).suffix == ".rq"
