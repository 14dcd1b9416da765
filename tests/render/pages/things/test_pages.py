"""Each kind of page of a thing: its parts, its marks and sources, and its words in each language."""

from __future__ import annotations

import html.parser
import re
from collections.abc import Callable

import pytest

from kembar.language import LANGUAGES, speaking
from kembar.model.ontology import model
from kembar.profiles.facts import City, Concept, Country, GraphFacts, Partnership, Study
from kembar.profiles.measures import Measures
from kembar.queries.saved import Text
from kembar.rdf.engine import Engine
from kembar.render.pages.things import (
    PAGES,
    Setting,
    cities_page,
    model_page,
    sources_page,
    studies_page,
)

SEOUL = "id-bandung--kr-seoul"
KEYS = {
    "city": "id-bandung",
    "country": "id",
    "partnership": SEOUL,
    "agreement": f"{SEOUL}--2015-loi",
    "study": "adinda-2020",
    "source": "haninpost-2015-05-26-loi",
}
LISTS = (cities_page, studies_page, sources_page)


def empty() -> GraphFacts:
    """Facts of two cities with a partnership of which nothing else is known, and of one without."""
    kind = Concept("City", Text("city"))
    cities = {
        key: City(key, f"https://example.org/{key}", Text(name), (), "id", kind)
        for key, name in (("a", "<A>"), ("b", "B"), ("c", "C"))
    }
    bond = Partnership("a--b", "https://example.org/a--b", ("a", "b"), Text("<A> – B"))
    study = Study("s", "https://example.org/s", "A study")
    countries = {"id": Country("id", Text("Indonesia"), "as-1")}
    return GraphFacts(
        "Kembar", "2026-11-30", cities, countries, {bond.key: bond}, {}, {}, {"s": study}, {}
    )


class Outline(html.parser.HTMLParser):
    """Reads the ids, the links within the page, and the tags that are not closed in order."""

    VOID = frozenset(["meta", "link", "input", "br", "path", "circle", "rect", "use"])

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.anchors: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        self.ids += [of["id"] or ""] if "id" in of else []
        address = of.get("href") or ""
        self.anchors += [address[1:]] if address.startswith("#") else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def check(text: str) -> None:
    outline = Outline(text)
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.anchors) <= set(outline.ids)
    assert text.count("</h1>") == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PAGES)
def test_pages_are_whole(kind: str, language: str, measures: Measures) -> None:
    with speaking(language):
        text = PAGES[kind](Setting(measures, language), KEYS[kind])
    check(text)
    assert f'<html lang="{language}">' in text
    assert "None" not in re.sub(r"<[^>]+>", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("list_page", LISTS)
def test_lists_are_whole(
    list_page: Callable[[Setting], str], language: str, measures: Measures
) -> None:
    with speaking(language):
        check(list_page(Setting(measures, language)))


@pytest.mark.parametrize(("kind", "key"), [("city", "c"), ("partnership", "a--b"), ("study", "s")])
def test_a_page_of_which_nothing_is_known_says_so(kind: str, key: str) -> None:
    text = PAGES[kind](Setting(Measures(empty()), "en"), key)
    check(text)
    assert '<p class="empty">No ' in text


def test_values_of_others_are_escaped() -> None:
    setting = Setting(Measures(empty()), "en")
    for text in (PAGES["city"](setting, "a"), PAGES["partnership"](setting, "a--b")):
        assert "<A>" not in text
        assert "&lt;A&gt;" in text


def test_lists_of_an_empty_graph_say_so() -> None:
    facts = GraphFacts("", "2026-11-30", {}, {}, {}, {}, {}, {}, {})
    for list_page in LISTS:
        text = list_page(Setting(Measures(facts), "en"))
        check(text)
        assert "Nothing of this kind is in the graph yet." in text


def test_a_partnership_shows_what_differs(measures: Measures) -> None:
    text = PAGES["partnership"](Setting(measures, "en"), SEOUL)
    kinds = text.partition("<dt>Kind</dt>")[2].partition("</dd>")[0]
    assert re.findall(r'#g-(\w+)"', kinds) == ["k1", "k2", "differ"]
    assert "11 sources" in kinds
    assert "7 years: no sign of life known" in text
    assert "€3.94 million" in text
    assert "€3.28 million" in text
    assert "€7.2" not in text


def test_next_partners_are_abroad(measures: Measures) -> None:
    """Busan and Incheon share partners with Seoul, and are no partners for it."""
    assert "kr-busan" in [one.city for one in measures.nearest("kr-seoul")]
    page = PAGES["city"](Setting(measures, "en"), "kr-seoul")
    part = page[page.index('aria-labelledby="next"') :].partition("</section>")[0]
    assert "de-berlin.html" in part
    assert "kr-busan.html" not in part


def test_texts_in_another_language_say_which(measures: Measures) -> None:
    with speaking("ko"):
        text = PAGES["study"](Setting(measures, "ko"), "adinda-2020")
    assert '<h1 class="long"><span lang="id">Evaluasi Kerja Sama' in text


def test_the_model_is_a_page(engine: Engine) -> None:
    text = model_page(Setting(Measures(empty()), "en"), model(engine))
    check(text)
    assert "Partnership</code>" in text
