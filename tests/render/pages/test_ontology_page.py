"""The model as a page: each term with its words, its ties, and links that lead somewhere."""

from __future__ import annotations

import re

import pytest

from kembar.model.ontology import model
from kembar.rdf.engine import Engine
from kembar.render.pages.ontology_page import ontology_page


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_link_leads_to_a_term_of_the_page(engine: Engine, language: str) -> None:
    page = ontology_page(model(engine, language), language)
    places = re.findall(r' id="([^"]+)"', page)
    assert len(places) == len(set(places)) > 100
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(places)


def test_a_class_shows_its_ties(engine: Engine) -> None:
    (agreement,) = [term for term in model(engine).classes if term.name == "kb:Agreement"]
    assert "kb:signedOn" in agreement.related("has")
    assert "schema:CreativeWork" in agreement.related("under")
    (city,) = [term for term in model(engine).classes if term.name == "kb:City"]
    assert "wd:Q515" in city.related("near")
    assert city.korean == "도시"
