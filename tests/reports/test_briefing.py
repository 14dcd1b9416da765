"""The first page of a report is made from the facts of its subject, as far as there are any."""

from __future__ import annotations

from kembar.language import speaking
from kembar.profiles.facts import City, Concept, Country, GraphFacts, Partnership, Study
from kembar.profiles.measures import Measures
from kembar.profiles.reading import read_graph_facts
from kembar.queries.saved import Text
from kembar.rdf.engine import Engine
from kembar.rdf.terms import Term
from kembar.reports.briefing import Briefing, briefing

_TYPE = Concept("city", Text("city"))
_CITIES = {
    key: City(key, f"https://w3id.org/kembar/city/{key}", Text(key.upper()), (), "aa", _TYPE)
    for key in ("aa-a", "aa-b", "aa-c")
}
_BOND = Partnership("aa-a--aa-b", "x/aa-a--aa-b", ("aa-a", "aa-b"), Text("A – B"))
FACTS = GraphFacts(
    title="T",
    as_of="2026-11-30",
    cities=_CITIES,
    countries={"aa": Country("aa", Text("Aland"))},
    partnerships={_BOND.key: _BOND},
    agreements={},
    activities={},
    studies={"s": Study("s", "x/s", "A study")},
    sources={},
)


def first_page(kind: str, **terms: str) -> Briefing:
    with speaking("en"):
        made_of = {name: Term(f"<https://x/{key}>") for name, key in terms.items()}
        result = briefing(FACTS, kind, made_of)
    assert result
    return result


def test_a_city_with_one_partnership_has_a_first_page() -> None:
    page = first_page("city", city="aa-a")
    assert page.paragraphs
    assert [(one.number, one.words) for one in page.numbers] == [("1", "established partnership")]


def test_a_city_without_partnership_has_a_first_page() -> None:
    page = first_page("city", city="aa-c")
    assert page.numbers[0].number == "0"
    assert page.decisions == page.claims == ()


def test_partnership_country_and_study_have_first_pages() -> None:
    assert first_page("partnership", partnership="aa-a--aa-b").paragraphs
    assert first_page("country", country="aa").numbers[0].number == "1"
    assert first_page("case", study="s").numbers[0].words == "findings of the study"


def test_a_country_has_all_of_its_first_page(engine: Engine) -> None:
    """Time line, decisions with the pair they are on, obstacles and gaps, as a city has."""
    measures = Measures(read_graph_facts(engine, "T", "2026-11-30"))
    with speaking("en"):
        page = briefing(measures.facts, "country", {"country": Term("<https://x/kr>")})
    assert page
    years = {one.start.year for one in page.entries if one.start}
    assert {"document", "done", "planned"} <= {one.lane for one in page.entries}
    assert len(years) > 10
    assert [one.title.partition(":")[0] for one in page.decisions] == [
        "Busan – Surabaya",
        "Bandung – Suwon",
        "Bandung – Seoul",
    ]
    assert page.claims and page.further_claims > 0
    there = measures.established_partnerships(
        one.key for one in measures.partnerships_of_country("kr")
    )
    undated = sum(1 for one in there if not one.since)
    assert page.unknown[0].text == f"since when {undated} of {len(there)} partnerships exist"


def test_a_kind_of_ones_own_has_no_first_page() -> None:
    assert briefing(FACTS, "own", {}) is None
    assert briefing(FACTS, "city", {"city": Term("<https://x/nowhere>")}) is None
