"""Facts of small graphs: unverified, differing, of two sources, and of none at all."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kembar.profiles.facts import Figure, GraphFacts, Stated
from kembar.profiles.reading import read_graph_facts
from kembar.queries.saved import Text
from kembar.store.open_store import open_store
from kembar.workspace.layout import Workspace

PAIR = "es-merida--kr-jeju"
SOURCES = """\
source,type,title,author,publisher,published,url,language,note
one,official-website,Ties,Ana; Budi,City of Mérida,2020-05,https://example.org/ties,es,In part
two,news,Ties of Jeju,,Daily,2021,,ko,
"""
CITIES = """\
city,name_en,name_id,name_ko,country,unit_type,tier,latitude,longitude,wikidata,source
es-merida,Mérida,,메리다,es,city,second-level,38.9,-6.3,Q14323,one
mx-merida,Mérida,,메리다,mx,city,,,,,one
kr-jeju,Jeju,,제주,kr,city,first-level,95,126.5,,unverified
kr-jeju,Jeju,,제주,kr,city,second-level,33.5,126.5,,two
"""
COUNTRIES = """\
country,name_en,name_id,name_ko,languages,source
es,Spain,Spanyol,스페인,es,one
mx,Mexico,Meksiko,멕시코,es,one
kr,South Korea,Korea Selatan,대한민국,ko,one
"""
PARTNERSHIP = f"""\
partnership,cities,kind,since,until,status,origin,claimed_by,source
{PAIR},es-merida; kr-jeju,sister-city,2016,,,A visit,kr-jeju,one
{PAIR},es-merida; kr-jeju,friendship-city,2016,,,,,two
{PAIR},es-merida; kr-jeju,,2015,,prospective,,,unverified
"""
MORE = {
    "agencies": """\
agency,name_en,type,part_of,source
kr-jeju-office,Office of Jeju,city-department,kr-jeju,one
""",
    "agreements": f"""\
agreement,partnership,type,title,signed_on,signed_in,valid_from,valid_until,signed_by,fields,agencies,renews,follows,text_url,source
first,{PAIR},letter-of-intent,Letter,2016-03,kr-jeju,,,,,,,,,one
second,{PAIR},sister-city-agreement,,2017-01-02,kr-jeju,2017-02-01,2022,Ana Gil | Mayor | es-merida; Kim | Head | kr-jeju-office,culture,kr-jeju-office,first,,https://example.org/text,one
second,{PAIR},sister-city-agreement,,2017-01-03,,,,Ana Gil | Mayor | es-merida,culture; youth,,,,,two
""",
    "activities": f"""\
activity,partnerships,agreement,kind,status,title,start,end,place,organisers,participants,participants_from,budget,currency,payer,fields,capacity_dimension,outputs,source
fair,{PAIR},second,expo,planned,Fair,2018-05,,kr-jeju,kr-jeju-office,90,es-merida,1000,USD,kr-jeju-office,culture,human-resources,,one
fair,{PAIR},second,expo,carried-out,Fair,2018-05-04,2018-05-06,kr-jeju,kr-jeju,40,,1000,USD,kr-jeju-office,,,Sold,two
talk,{PAIR},,talks,named,Talk,,,,,,,50,EUR,,,,,unverified
""",
    "rates": """\
rate,base,currency,period,value,source
eur-usd--2017,EUR,USD,2017,1.1,one
eur-usd--2018,EUR,USD,2018,1.25,one
eur-usd--2019,EUR,USD,2019,1.5,one
""",
    "observations": """\
observation,city,indicator,period,value,unit,source
jeju-2020,kr-jeju,population,2020,670000,persons,one
jeju-2020,kr-jeju,population,2020,671000,persons,two
""",
    "tenures": """\
tenure,person,office,unit,start,end,source
gil,Ana Gil,Mayor,es-merida,2011,2019-06,one
gil,Ana Gil,Mayor,es-merida,2011-05,,two
""",
    "studies": f"""\
study,title,author,year,type,publisher,partnerships,methods,evidence,concepts,fields,url,source
lee,Ties of Jeju,Lee; Park,2021,thesis,A university,{PAIR},case-study,interview,capacity-building,culture,https://example.org/lee,two
""",
    "elements": f"""\
element,study,type,partnership,statement_en,statement_id,source
lee-e10,lee,scope,,Tenth.,,two
lee-e2,lee,scope,{PAIR},Second.,Kedua.,two
""",
    "findings": f"""\
finding,study,partnership,statement_en,statement_id,assessment,criterion,source
lee-f1,lee,{PAIR},It works.,Berhasil.,positive,Trade,two
""",
    "obstacles": f"""\
obstacle,study,finding,partnership,type,label_en,label_id,source
lee-o1,lee,lee-f1,{PAIR},language,No common language,Tiada bahasa bersama,two
lee-o2,lee,,{PAIR},,Distance,,two
""",
}
BASE = {"sources": SOURCES, "cities": CITIES, "countries": COUNTRIES}


def facts_of(workspace: Workspace, tables: Mapping[str, str]) -> GraphFacts:
    assert workspace.root
    for name, text in tables.items():
        folder = workspace.root / "data" / "own"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return read_graph_facts(open_store(workspace).engine, "Own", "2026-01-01")


@pytest.fixture
def facts(empty: Workspace) -> GraphFacts:
    return facts_of(empty, {**BASE, "partnerships": PARTNERSHIP, **MORE})


def test_all_fields_of_a_small_graph(facts: GraphFacts) -> None:
    one = facts.partnerships[PAIR]
    assert (facts.title, facts.as_of) == ("Own", "2026-01-01")
    assert one.partners == ("kr-jeju", "es-merida")
    assert one.name == Text(
        "Jeju – Mérida, Spain", "Jeju – Mérida, Spanyol", "제주 – 메리다, 스페인"
    )
    assert [(kind.value.notation, kind.sources) for kind in one.kind] == [
        ("friendship-city", ("two",)),
        ("sister-city", ("one",)),
    ]
    assert [(status.value.notation, status.sources) for status in one.status] == [
        ("prospective", ())
    ]
    assert one.since == (Stated("2015"), Stated("2016", ("one", "two")))
    assert one.origin == (Stated("A visit", ("one",)),)
    assert one.claimed_by == (Stated("kr-jeju", ("one",)),)
    assert (one.present, one.tier_gap, one.shares_language) == ("active", 1, False)
    assert one.sources == ("one", "two")


def test_a_city_has_what_each_source_says(facts: GraphFacts) -> None:
    jeju, merida = facts.cities["kr-jeju"], facts.cities["es-merida"]
    assert [(tier.value.notation, tier.sources) for tier in jeju.tier] == [
        ("first-level", ()),
        ("second-level", ("two",)),
    ]
    assert jeju.place == (33.5, 126.5)
    assert jeju.type.name == Text("city", "kota", "도시")
    population = jeju.figures[0].indicator
    assert population.notation == "population"
    assert jeju.figures == (
        Figure(population, "2020", 670_000, "persons", ("one",)),
        Figure(population, "2020", 671_000, "persons", ("two",)),
    )
    assert (merida.names, merida.wikidata) == ((("en", "Mérida"), ("ko", "메리다")), "Q14323")
    assert (merida.languages, merida.country, merida.sources) == (("es",), "es", ("one",))
    mayor = merida.tenures[0]
    assert (mayor.person, mayor.office, mayor.unit) == ("Ana Gil", "Mayor", "es-merida")
    assert mayor.start == (Stated("2011", ("one",)), Stated("2011-05", ("two",)))
    assert mayor.end == (Stated("2019-06", ("one",)),)
    assert facts.countries["kr"].region == "as-2"
    assert facts.countries["mx"].name == Text("Mexico", "Meksiko", "멕시코")
    source = facts.sources["one"]
    assert source.type
    assert source.type.notation == "official-website"
    assert (source.authors, source.publisher, source.date) == (
        ("Ana", "Budi"),
        "City of Mérida",
        "2020-05",
    )
    assert (source.name, source.language, source.note) == (
        "City of Mérida, 2020-05",
        "es",
        "In part",
    )


def test_a_document_has_its_signers_once(facts: GraphFacts) -> None:
    one = facts.agreements["second"]
    assert one.title[:2] == (
        "Sister city agreement, 2 January 2017",
        "Perjanjian kota kembar, 2 Januari 2017",
    )
    assert one.signed == (Stated("2017-01-02", ("one",)), Stated("2017-01-03", ("two",)))
    assert [(field.value.notation, field.sources) for field in one.fields] == [
        ("culture", ("one", "two")),
        ("youth", ("two",)),
    ]
    assert one.valid_from == (Stated("2017-02-01", ("one",)),)
    assert one.valid_until == (Stated("2022", ("one",)),)
    assert one.signed_in == (Stated("kr-jeju", ("one",)),)
    assert one.agencies == (Stated(Text("Office of Jeju"), ("one",)),)
    assert (one.renews, one.follows) == (("first",), ("first",))
    assert one.text_address == "https://example.org/text"
    assert [
        (who.person, who.unit, who.office, who.still, who.sources) for who in one.signatures
    ] == [
        ("Ana Gil", "es-merida", "Mayor", "no", ("one", "two")),
        ("Kim", "kr-jeju-office", "Head", "", ("one",)),
    ]


def test_an_activity_has_its_money_in_euros(facts: GraphFacts) -> None:
    fair, talk = facts.activities["fair"], facts.activities["talk"]
    assert (fair.partnerships, fair.agreement) == ((PAIR,), "second")
    assert fair.start == (Stated("2018-05", ("one",)), Stated("2018-05-04", ("two",)))
    assert {(one.value.notation, one.sources) for one in fair.status} == {
        ("planned", ("one",)),
        ("carried-out", ("two",)),
    }
    assert fair.participants == (Stated(40, ("two",)), Stated(90, ("one",)))
    assert fair.attendance == 40
    assert fair.participants_from[0].value.ko == "메리다, 스페인"
    assert [one.value.en for one in fair.organisers] == ["Jeju", "Office of Jeju"]
    assert fair.place == (Stated("kr-jeju", ("one", "two")),)
    assert fair.outputs == (Stated("Sold", ("two",)),)
    (budget,) = fair.budgets
    assert (budget.amount, budget.euros, budget.sources) == (1000, 800, ("one", "two"))
    assert (budget.payer, budget.payer_name.en) == ("kr-jeju-office", "Office of Jeju")
    assert (talk.sources, talk.start, talk.budgets[0].euros) == ((), (), 50)
    assert talk.status[0].sources == ()


def test_a_study_has_its_claims_and_the_data(facts: GraphFacts) -> None:
    lee = facts.studies["lee"]
    assert (lee.name, lee.title) == ("Lee et al. (2021)", "Ties of Jeju")
    assert (lee.authors, lee.language, lee.published) == (("Lee", "Park"), "ko", "2021")
    assert [one.statement for one in lee.elements] == [Text("Second.", "Kedua."), Text("Tenth.")]
    (finding,) = lee.findings
    assert finding.assessment
    assert (finding.assessment.notation, finding.criterion) == ("positive", "Trade")
    language, distance = lee.obstacles
    assert language.seen == "yes"
    assert language.data.en == "Jeju: ko; Mérida, Spain: es; no shared official language"
    assert language.data.ko == "공용어가 다름; 메리다, 스페인: es; 제주: ko"
    assert (distance.seen, distance.data, distance.type) == ("", Text(""), None)


@pytest.mark.parametrize("count", [0, 1])
def test_a_graph_of_no_or_one_partnership(empty: Workspace, count: int) -> None:
    tables = {
        "sources": SOURCES,
        "partnerships": "partnership,cities,source\n" + "a-x--b-y,a-x; b-y,two\n" * count,
    }
    facts = facts_of(empty, tables)
    assert len(facts.partnerships) == count
    # Partners that no table describes have their keys for names.
    assert [one.name.en for one in facts.cities.values()] == ["a-x", "b-y"] * count
    assert (facts.agreements, facts.activities, facts.studies, facts.countries) == ({}, {}, {}, {})
    assert set(facts.sources) == {"one", "two"}
