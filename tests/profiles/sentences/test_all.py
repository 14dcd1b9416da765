"""Sentences of all things of the shipped graph, and of those of which hardly anything is known."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kembar.language import speaking
from kembar.profiles.decisions import three_numbers, to_decide
from kembar.profiles.facts import (
    Agreement,
    City,
    Concept,
    Country,
    GraphFacts,
    Partnership,
    Stated,
    Study,
)
from kembar.profiles.measures import Measures
from kembar.profiles.sentences import (
    Paragraph,
    agreement_summary,
    city_summary,
    country_summary,
    desk_summary,
    partnership_summary,
    plain,
    study_summary,
)
from kembar.profiles.stages import stages
from kembar.profiles.unknowns import unknowns
from kembar.queries.saved import Text

SISTER = Stated(Concept("sister-city", Text("sister city", "kota kembar", "자매도시")), ("a",))
FRIEND = Stated(Concept("friendship-city", Text("friendship city")), ("b",))
MARKS = {"", "differ", "computed", "possible", "unverified", "unknown"}


def little(
    *partnerships: Partnership,
    agreements: tuple[Agreement, ...] = (),
    studies: tuple[Study, ...] = (),
) -> Measures:
    """Return a graph of two cities in two countries, and of a third without any partner."""
    city = Concept("city", Text("city"))
    names = {"id-a": "Ambon", "kr-b": "Busan", "kr-c": "Cheonan"}
    cities = {key: City(key, "", Text(name), (), key[:2], city) for key, name in names.items()}
    countries = {"id": Country("id", Text("Indonesia")), "kr": Country("kr", Text("Korea"))}
    return Measures(
        GraphFacts(
            title="",
            as_of="2026-11-30",
            cities=cities,
            countries=countries,
            partnerships={one.key: one for one in partnerships},
            agreements={one.key: one for one in agreements},
            activities={},
            studies={one.key: one for one in studies},
            sources={},
        )
    )


def pair(**values: object) -> Partnership:
    return Partnership("p", "", ("id-a", "kr-b"), Text("Ambon – Busan"), **values)  # type: ignore[arg-type]


def texts(paragraphs: list[Paragraph]) -> list[str]:
    return [plain(paragraph) for paragraph in paragraphs]


@pytest.mark.parametrize(
    ("one", "told_as"),
    [
        (
            pair(),
            "Ambon and Busan are named as partners; neither the kind nor the beginning is known.",
        ),
        (pair(kind=(SISTER,)), "Ambon and Busan are sister cities; no source tells since when."),
        (
            pair(since=(Stated("2016"),)),
            "Ambon and Busan have been partners since 2016; no source tells the kind.",
        ),
        (
            pair(kind=(SISTER,), since=(Stated("2016-10", ("a",)),)),
            "Ambon and Busan have been sister cities since October 2016.",
        ),
        (
            pair(kind=(SISTER, FRIEND), since=(Stated("2016"),)),
            "Ambon and Busan have been bound since 2016; the sources differ on the kind, sister "
            "city or friendship city.",
        ),
        (
            pair(kind=(SISTER,), since=(Stated("2015"), Stated("2016-10-07"))),
            "Ambon and Busan have been sister cities since 2015 or 2016: the sources differ on "
            "the year.",
        ),
        (
            pair(present="prospective"),
            "A partnership of Ambon and Busan is in view only: no source tells that it was "
            "concluded.",
        ),
        (
            pair(present="cancelled"),
            "A partnership of Ambon and Busan was planned and given up before it was concluded.",
        ),
        (
            pair(present="ended", kind=(SISTER,)),
            "Ambon and Busan were sister cities; the partnership has ended.",
        ),
        (
            pair(present="ended", kind=(SISTER,), until=(Stated("2020"),)),
            "Ambon and Busan were sister cities until 2020.",
        ),
    ],
)
def test_sparse_partnerships_have_a_sentence(one: Partnership, told_as: str) -> None:
    assert texts(partnership_summary(little(one), "p")) == [told_as]


def test_a_city_without_partners_says_so() -> None:
    assert texts(city_summary(little(pair()), "kr-c")) == ["No partnership of Cheonan is known."]


def test_a_city_with_one_partner_names_it() -> None:
    first, *_rest = texts(city_summary(little(pair()), "id-a"))
    assert first == "Ambon has one partner, Busan in Korea."


def test_a_statement_without_source_is_unverified() -> None:
    clauses = partnership_summary(little(pair(kind=(Stated(SISTER.value),))), "p")[0]
    assert [clause.mark for clause in clauses if clause.mark] == ["unverified", "unknown"]


def test_a_country_with_one_partnership_names_it() -> None:
    assert texts(country_summary(little(pair()), "kr")) == [
        "One partnership is known in Korea, that of Ambon and Busan."
    ]


def test_a_study_without_findings_says_so() -> None:
    study = Study("s", "", "", authors=("Dewi",), partnerships=("p",))
    assert texts(study_summary(little(pair(), studies=(study,)), "s")) == [
        "Dewi examined the partnership of Ambon and Busan.",
        "No finding of it is known.",
    ]


def test_an_undated_document_says_so() -> None:
    document = Agreement("d", "", "p", Text("Memorandum"), sources=("a",))
    assert texts(agreement_summary(little(pair(), agreements=(document,)), "d")) == [
        "Ambon and Busan are bound by the document; no source tells when it was signed.",
        "No source names its end.",
    ]


def test_an_empty_graph_has_a_desk() -> None:
    assert texts(desk_summary(little())) == ["No partnership is known yet."]


def test_the_desk_of_a_small_graph_tells_its_size() -> None:
    assert texts(desk_summary(little(pair())))[0] == (
        "One partnership is known, that of Ambon and Busan."
    )


def test_signs_of_a_title_do_not_divide_it() -> None:
    cities = {"id-a": City("id-a", "", Text("A|B **c**"), (), "id", Concept("city", Text("city")))}
    graph = GraphFacts("", "2026-11-30", cities, {}, {}, {}, {}, {}, {})
    assert texts(city_summary(Measures(graph), "id-a")) == ["No partnership of A|B **c** is known."]


def all_of(measures: Measures) -> Iterator[list[Paragraph]]:
    facts = measures.facts
    yield from (city_summary(measures, key) for key in facts.cities)
    yield from (partnership_summary(measures, key) for key in facts.partnerships)
    yield from (country_summary(measures, key) for key in facts.countries)
    yield from (study_summary(measures, key) for key in facts.studies)
    yield from (agreement_summary(measures, key) for key in facts.agreements)


@pytest.mark.parametrize("language", ["en", "id", "ko"])
def test_everything_has_whole_sentences(measures: Measures, language: str) -> None:
    with speaking(language):
        for paragraphs in all_of(measures):
            assert 1 <= len(paragraphs) <= 4
            for paragraph in paragraphs:
                text = plain(paragraph)
                assert text[-1] in ".!?"
                assert not set("{}|\ue000\ue001") & set(text)
                assert "(는)" not in text
                assert {clause.mark for clause in paragraph} <= MARKS
                assert all(
                    key in measures.facts.sources for one in paragraph for key in one.sources
                )


def test_every_partnership_has_stages_and_gaps(measures: Measures) -> None:
    for key in measures.facts.partnerships:
        assert len(stages(measures, key)) == 7
        assert all(one.text and one.name for one in stages(measures, key))
        assert len(three_numbers(measures, key)) <= 3
        assert all(one.text for one in (*to_decide(measures, key), *unknowns(measures, key)))
