"""Names, dates and numbers as people write them become records, or it is said what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from kembar.editing import interpret
from kembar.editing.entry import Entry, entry
from kembar.editing.interpret import interpret_entries, known_source
from kembar.errors import AmbiguousName, InputError, KembarError, UnknownName
from kembar.model.records import (
    Activity,
    Agreement,
    City,
    Concept,
    Key,
    Observation,
    Partnership,
    Record,
    SignedBy,
    Study,
)
from kembar.model.tables import read_table
from kembar.names import new_cities
from kembar.rdf.engine import Engine
from kembar.workspace.layout import SHIPPED

BASIC = {"cities": ["Bandung", "Seoul"]}


def one(engine: Engine, of: str, key: str = "", **values: Any) -> Record:
    return interpret_entries(engine, [entry(of, values, key)]).records[-1]


def test_a_partnership_of_cities_in_any_language(engine: Engine) -> None:
    made = one(
        engine, "partnership", cities=["반둥", "서울"], kind="kota kembar", since="24 Mei 2026"
    )
    assert isinstance(made, Partnership)
    assert made.cities == ("id-bandung", "kr-seoul")
    assert (made.partnership, made.kind, str(made.since)) == (
        "id-bandung--kr-seoul",
        "sister-city",
        "2026-05-24",
    )
    assert made.source == "unverified"


def test_an_agreement_of_a_partnership_by_the_names_of_its_cities(engine: Engine) -> None:
    made = one(
        engine,
        "agreement",
        partnership="Bandung – Seoul",
        type="nota kesepahaman",
        signed_on="May 2031",
        signed_by=["Ani | Mayor | Bandung", "Budi"],
        fields=["water; education"],
    )
    assert isinstance(made, Agreement)
    assert made.agreement == "id-bandung--kr-seoul--2031-mou"
    assert made.signed_by == (SignedBy("Ani", "Mayor", Key("id-bandung")), SignedBy("Budi"))
    assert made.fields == ("water", "education")


def test_a_sum_as_people_write_it(engine: Engine) -> None:
    made = one(
        engine,
        "activity",
        partnerships=["Bandung – Seoul"],
        title="Training",
        budget="850 juta",
        currency="IDR",
        organisers=["Bandung"],
    )
    assert isinstance(made, Activity)
    assert (made.budget, made.status, made.organisers) == (
        850_000_000,
        "carried-out",
        ("id-bandung",),
    )
    figure = one(engine, "observation", city="Bandung", indicator="population", value="2.5 juta")
    assert isinstance(figure, Observation)
    assert figure.value == 2_500_000


def test_a_city_that_the_graph_lacks_is_taken_from_geonames_and_told(engine: Engine) -> None:
    made = interpret_entries(engine, [entry("partnership", {"cities": ["Bandung", "Utrecht"]})])
    city, partnership = made.records
    assert isinstance(city, City)
    assert (city.city, city.source, city.geonames) == ("nl-utrecht", "geonames", "2745912")
    assert isinstance(partnership, Partnership)
    assert partnership.partnership == "id-bandung--nl-utrecht"
    assert made.notes[0].startswith("Utrecht is new to the graph: taken as Utrecht, NL (GeoNames ")


def test_geonames_is_told_of_as_the_shipped_data_do() -> None:
    sources = read_table(SHIPPED / "data" / "reference" / "sources.csv")
    assert new_cities.GEONAMES in [row.record for row in sources]


def test_an_entry_names_what_stands_before_it(engine: Engine) -> None:
    made = interpret_entries(
        engine,
        [
            entry("city", {"name_en": "Newtown", "country": "Indonesia"}),
            entry("partnership", {"cities": ["Bandung", "Newtown"]}),
            entry("agreement", {"partnership": "Newtown dan Bandung", "type": "charter"}),
            entry("study", {"title": "A study", "author": "Ani Budi", "year": "2021"}),
            entry("finding", {"study": "A study", "statement_en": "It works"}),
            entry("finding", {"study": "budi-2021", "statement_en": "It lasts"}),
        ],
    )
    keys = [interpret.key_of(record) for record in made.records]
    assert keys == [
        "id-newtown",
        "id-bandung--id-newtown",
        "id-bandung--id-newtown--undated-charter",
        "budi-2021",
        "budi-2021-f1",
        "budi-2021-f2",
    ]


def test_a_key_of_ones_own_names_a_thing_of_the_graph(engine: Engine) -> None:
    key = "id-bandung--kr-seoul--2016-friendship"
    made = one(engine, "agreement", key, partnership="Bandung – Seoul", type="charter")
    assert isinstance(made, Agreement)
    assert made.agreement == key


def test_a_study_of_the_same_title_is_the_same(engine: Engine) -> None:
    known = next(
        row.record for row in read_table(SHIPPED / "data" / "bandung-seoul" / "studies.csv")
    )
    assert isinstance(known, Study)
    assert one(engine, "study", title=known.title) == Study(
        study=known.study, title=known.title, source=Key("unverified")
    )


def test_a_source_by_its_address_is_new_or_the_one_of_the_graph(engine: Engine) -> None:
    new = interpret_entries(
        engine, [entry("partnership", BASIC)], entry("source", {"url": "https://x.org/a"})
    )
    assert [(s.source, s.publisher) for s in new.sources] == [("x-org-a", "x.org")]
    assert new.own == "x-org-a"
    geonames = entry("source", {"url": "https://www.geonames.org/"})
    known = interpret_entries(engine, [entry("partnership", BASIC)], geonames)
    assert (known.sources, known.own) == ([], "geonames")
    assert known_source(engine, "geonames") == "geonames"


def test_a_source_without_an_address_is_told_by_its_title(engine: Engine) -> None:
    told = entry("source", {"title": "Interview with Ani", "published": "2026"})
    (made,) = interpret_entries(engine, [entry("partnership", BASIC)], told).sources
    assert (made.source, str(made.published)) == ("interview-with-ani", "2026")


def test_a_record_is_taken_as_it_is_but_for_its_source(engine: Engine) -> None:
    record = Partnership(
        partnership=Key("a--b"),
        cities=(Key("a"), Key("b")),
        kind=Concept("sister-city"),
        source=Key("x"),
    )
    assert interpret_entries(engine, [record]).records == [record]
    source = entry("source", {"url": "https://x.org/a"})
    assert interpret_entries(engine, [record], source).records[0].source == "x-org-a"


@pytest.mark.parametrize(
    ("kind", "values", "error", "said"),
    [
        ("partnership", {"cities": ["Bandung", "Atlantis of nowhere"]}, UnknownName, "no city is called"),
        ("partnership", {"cities": ["Bandung", "Springfield"]}, AmbiguousName, "Springfield, US"),
        ("partnership", BASIC | {"kind": "sister-citi"}, UnknownName, "Did you mean sister-city"),
        ("partnership", BASIC | {"since": "yesterday"}, InputError, r"\[since\]: 'yesterday' is not"),
        ("partnership", BASIC | {"since": ["2016", "2017"]}, InputError, "takes one value only"),
        ("partnership", {"kind": "sister-city"}, InputError, r"\[cities\]: is needed and empty"),
        ("agreement", {"partnership": "Bandung – Paris", "type": "charter"}, UnknownName, "no partnership"),
        ("activity", {"partnerships": ["Bandung – Seoul"], "title": "x", "budget": "850.000"}, InputError, "could mean"),
        ("activity", {"partnerships": ["Bandung – Seoul"], "title": "x", "organisers": ["Nobody"]}, UnknownName, "no agency or city"),
        ("agency", {"name_en": "Office"}, InputError, r"\[country\]: is needed where"),
        ("city", {"name_en": "X", "country": "Nowhereland"}, UnknownName, "no country is called"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_told(
    engine: Engine, kind: str, values: dict[str, Any], error: type[KembarError], said: str
) -> None:
    with pytest.raises(error, match=said):
        one(engine, kind, **values)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ({"url": "example.org"}, r"\[source\]: 'example.org' is no source of the graph"),
        ({"url": "https://["}, r"\[source\]: .* is not a web address"),
        ({"url": 'https://x.org/"><b>'}, r"\[source\]: .* is not a web address"),
        ({"url": "ftp://x.org/"}, r"\[source\]: .* is not a web address"),
    ],
)
def test_a_source_that_is_none_is_told(engine: Engine, source: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        interpret_entries(engine, [entry("partnership", BASIC)], entry("source", source))


def test_what_is_wrong_in_a_file_is_told_with_its_line(engine: Engine) -> None:
    told = Entry(
        "partnership", {"cities": ["Bandung", "Nowhere"]}, file="x.yaml", lines={"cities": 3}
    )
    with pytest.raises(InputError, match=r"x\.yaml:3 \[cities\]: no city is called 'Nowhere'"):
        interpret_entries(engine, [told])
