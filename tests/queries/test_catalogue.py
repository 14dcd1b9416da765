"""The catalogue is searched by titles and has the terms of the model in each query."""

from __future__ import annotations

import pytest

from kembar.errors import UnknownName
from kembar.model.ontology import Model, model
from kembar.queries.catalogue import (
    CatalogueEntry,
    catalogue,
    cited_works,
    nearest_entries,
    search,
    unused_terms,
)
from kembar.queries.saved import Question, Text, Work, find_questions, find_topics, find_works
from kembar.rdf.engine import Engine
from kembar.workspace.layout import Workspace


@pytest.fixture(scope="module")
def ontology(engine: Engine) -> Model:
    return model(engine)


@pytest.fixture(scope="module")
def entries(ontology: Model) -> list[CatalogueEntry]:
    own = Workspace()
    return catalogue(find_questions(own).values(), find_topics(own), find_works(own), ontology)


def names(entries: list[CatalogueEntry]) -> list[str]:
    return [entry.question.name for entry in entries]


def test_titles_are_searched_in_each_language(entries: list[CatalogueEntry]) -> None:
    assert "tier-gap" in names(search(entries, "TIERS governments"))
    assert "tier-gap" in names(search(entries, "berbeda tingkat"))
    assert "tier-gap" in names(search(entries, "행정 계층이 다른"))
    assert "tier-gap" not in names(search(entries, "tiers", topic="network"))
    assert search(entries, "tiers nowhere") == []
    assert len(search(entries, "")) == len(entries)


def test_a_wrong_topic_answers_with_the_nearest(entries: list[CatalogueEntry]) -> None:
    with pytest.raises(UnknownName, match="Did you mean obstacles"):
        search(entries, "", topic="obstacle")


@pytest.mark.parametrize("words", ["tears goverments", "tingkt berbeda", "tiers of ministries"])
def test_a_search_without_a_match_offers_near_titles(
    entries: list[CatalogueEntry], words: str
) -> None:
    assert search(entries, words) == []
    assert "tier-gap" in names(nearest_entries(entries, words))


@pytest.mark.parametrize("words", ["qqqqqqq", "sister", ""])
def test_no_title_is_near_unknown_words(entries: list[CatalogueEntry], words: str) -> None:
    assert nearest_entries(entries, words) == nearest_entries([], words) == []


def test_each_work_has_an_anchor_of_its_own(entries: list[CatalogueEntry]) -> None:
    works = cited_works(entries)
    assert list(works) == sorted(works, key=lambda work: work.citation.casefold())
    assert "work-grindle-1997" in works.values()
    alike = tuple(Work("A 2001", reference) for reference in ("first", "second", "third"))
    anchors = cited_works([CatalogueEntry(question(""), Text("t", "t"), alike, (), ())])
    assert len(set(anchors.values())) == 3


def test_an_entry_has_the_terms_of_its_query(entries: list[CatalogueEntry]) -> None:
    gap = next(entry for entry in entries if entry.question.name == "tier-gap")
    assert gap.classes == ()
    assert gap.properties == ("kb:governmentTier", "kb:hasPartner", "kb:tierGap", "kb:tierRank")
    assert [work.citation for work in gap.works] == ["Purbaningrum"]
    assert all(entry.classes or entry.properties for entry in entries)


def question(sparql: str, cites: tuple[str, ...] = ()) -> Question:
    words = Text("?", "?")
    return Question("q", "t", "s", words, (), (), "table", words, cites, sparql)


def test_terms_are_prefixed_names_and_full_iris(ontology: Model) -> None:
    sparql = """# kb:Agency
    SELECT * { ?s <https://w3id.org/kembar/since> "kb:until \\" kb:signer", ?o ; a kb:City }"""
    (entry,) = catalogue([question(sparql)], {}, {}, ontology)
    assert (entry.classes, entry.properties) == (("kb:City",), ("kb:since",))
    assert entry.topic == Text("t", "t")


def test_an_unlisted_work_is_left_out(ontology: Model) -> None:
    works = find_works(Workspace())
    cited = question("ASK {}", ("grindle-1979", "grindle-1997"))
    (entry,) = catalogue([cited], {}, works, ontology)
    assert entry.works == (works["grindle-1997"],)


def test_terms_in_no_query_are_listed(entries: list[CatalogueEntry], ontology: Model) -> None:
    bare = unused_terms(entries, ontology)
    assert "kb:nameKey" in bare
    assert "kb:tierGap" not in bare
    assert bare == sorted(bare)
    assert unused_terms([], ontology) == sorted(
        {*bare, *(n for e in entries for n in e.classes + e.properties)}
    )
