"""The model as Markdown: docs/model.md is up to date, and its links lead somewhere."""

from __future__ import annotations

import re

import pytest

from kembar.model.ontology import Model, ModelTerm, model
from kembar.rdf.engine import Engine
from kembar.render.pages.ontology_markdown import model_markdown
from tests.documents import assert_document


def test_the_document_is_up_to_date(engine: Engine, request: pytest.FixtureRequest) -> None:
    assert_document("model.md", model_markdown(model(engine)), request)


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_term_has_an_anchor_and_every_link_a_term(engine: Engine, language: str) -> None:
    ontology = model(engine, language)
    text = model_markdown(ontology, language)
    places = re.findall(r'<a id="([^"]+)"></a>', text)
    assert len(places) == len(set(places)) == sum(len(terms) for _, terms in ontology.parts())
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(places)


def test_a_hostile_text_adds_no_cell() -> None:
    hostile = ModelTerm(
        'kb:"><script>', "kb:a|b", "<script>", "one\ntwo | three", "", (("has", ("x|",)),)
    )
    text = model_markdown(Model([hostile], [], [], {"s|": [hostile]}))
    assert "<script" not in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} <= {4, 5}
