"""Names, dates and numbers as people write them become records; others raise errors."""

from __future__ import annotations

from typing import Any

import pytest

from kembar.editing import interpret
from kembar.editing.entry import Entry, entry
from kembar.editing.interpret import interpret_entries
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
from kembar.model.to_rdf import key_of
from kembar.names import new_cities
from kembar.names.known_sources import known_source
from kembar.rdf.engine import Engine
from kembar.shipped_folder import SHIPPED

BASIC = {"cities": ["Bandung", "Seoul"]}


def one(engine: Engine, of: str, key: str = "", **values: Any) -> Record:
    return interpret_entries(engine, [entry(of, values, key)]).records[-1]


def test_a_partnership_of_cities_in_any_language(engine: Engine) -> None:
    record = one(
        engine, "partnership", cities=["반둥", "서울"], kind="kota kembar", since="24 Mei 2026"
    )
    assert isinstance(record, Partnership)
    assert record.cities == ("id-bandung", "kr-seoul")
    assert (record.partnership, record.kind, str(record.since)) == (
        "id-bandung--kr-seoul",
        "sister-city",
        "2026-05-24",
    )
    assert record.source == "unverified"


def test_an_agreement_names_its_partnership_by_cities(engine: Engine) -> None:
    record = one(
        engine,
        "agreement",
        partnership="Bandung – Seoul",
        type="nota kesepahaman",
        signed_on="May 2031",
        signed_by=["Ani | Mayor | Bandung", "Budi"],
        fields=["water; education"],
    )
    assert isinstance(record, Agreement)
    assert record.agreement == "id-bandung--kr-seoul--2031-mou"
    assert record.signed_by == (SignedBy("Ani", "Mayor", Key("id-bandung")), SignedBy("Budi"))
    assert record.fields == ("water", "education")


def test_a_sum_as_people_write_it(engine: Engine) -> None:
    record = one(
        engine,
        "activity",
        partnerships=["Bandung – Seoul"],
        title="Training",
        budget="850 juta",
        currency="IDR",
        organisers=["Bandung"],
    )
    assert isinstance(record, Activity)
    assert (record.budget, record.status, record.organisers) == (
        850_000_000,
        "carried-out",
        ("id-bandung",),
    )
    figure = one(engine, "observation", city="Bandung", indicator="population", value="2.5 juta")
    assert isinstance(figure, Observation)
    assert figure.value == 2_500_000


def test_a_city_that_the_graph_lacks_is_from_geonames(engine: Engine) -> None:
    result = interpret_entries(engine, [entry("partnership", {"cities": ["Bandung", "Utrecht"]})])
    city, partnership = result.records
    assert isinstance(city, City)
    assert (city.city, city.source, city.geonames) == ("nl-utrecht", "geonames", "2745912")
    assert isinstance(partnership, Partnership)
    assert partnership.partnership == "id-bandung--nl-utrecht"
    assert result.notes[0].startswith(
        "Utrecht is new to the graph: taken as Utrecht, Netherlands (population "
    )


def test_geonames_is_the_source_of_the_shipped_data() -> None:
    sources = read_table(SHIPPED / "data" / "reference" / "sources.csv")
    assert new_cities.GEONAMES_SOURCE in [row.record for row in sources]


def test_an_entry_names_earlier_ones(engine: Engine) -> None:
    result = interpret_entries(
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
    keys = [interpret.key_of(record) for record in result.records]
    assert keys == [
        "id-newtown",
        "id-bandung--id-newtown",
        "id-bandung--id-newtown--undated-charter",
        "budi-2021",
        "budi-2021-f1",
        "budi-2021-f2",
    ]


def test_a_given_key_names_a_thing_of_the_graph(engine: Engine) -> None:
    key = "id-bandung--kr-seoul--2016-friendship"
    record = one(engine, "agreement", key, partnership="Bandung – Seoul", type="charter")
    assert isinstance(record, Agreement)
    assert record.agreement == key


def test_a_study_of_the_same_title_is_the_same(engine: Engine) -> None:
    study = next(
        row.record for row in read_table(SHIPPED / "data" / "bandung-seoul" / "studies.csv")
    )
    assert isinstance(study, Study)
    assert one(engine, "study", title=study.title) == Study(
        study=study.study, title=study.title, source=Key("unverified")
    )


def test_a_source_by_address_is_new_or_of_the_graph(engine: Engine) -> None:
    new = interpret_entries(
        engine, [entry("partnership", BASIC)], entry("source", {"url": "https://x.org/a"})
    )
    assert [(s.source, s.publisher) for s in new.sources] == [("x-org-a", "x.org")]
    assert new.own == "x-org-a"
    geonames = entry("source", {"url": "https://www.geonames.org/"})
    existing = interpret_entries(engine, [entry("partnership", BASIC)], geonames)
    assert (existing.sources, existing.own) == ([], "geonames")
    assert known_source(engine, "geonames") == "geonames"


def test_a_source_without_an_address_has_a_title(engine: Engine) -> None:
    interview = entry("source", {"title": "Interview with Ani", "published": "2026"})
    (source,) = interpret_entries(engine, [entry("partnership", BASIC)], interview).sources
    assert (source.source, str(source.published)) == ("interview-with-ani", "2026")


def test_a_record_stays_as_it_is_but_for_its_source(engine: Engine) -> None:
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
    ("kind", "values", "error", "message"),
    [
        ("partnership", {"cities": ["Bandung", "Atlantis of nowhere"]}, UnknownName, "no city is called"),
        ("partnership", {"cities": ["Bandung", "Springfield"]}, AmbiguousName, "Springfield, Missouri, United States"),
        ("partnership", {"cities": ["Seoul", "Kabupaten Bandung"]}, UnknownName, "First add the part .*: kembar add city"),
        ("partnership", {"cities": ["Seoul", "Georgia"]}, UnknownName, "First add the part .*: kembar add city"),
        ("partnership", BASIC | {"kind": "sister-citi"}, UnknownName, "Did you mean sister-city"),
        ("partnership", BASIC | {"since": "yesterday"}, InputError, r"\[since\]: 'yesterday' is not"),
        ("partnership", BASIC | {"since": ["2016", "2017"]}, InputError, "takes only one value"),
        ("partnership", {"kind": "sister-city"}, InputError, r"\[cities\]: needs a value"),
        ("agreement", {"partnership": "Bandung – Paris", "type": "charter"}, UnknownName, "no partnership"),
        ("activity", {"partnerships": ["Bandung – Seoul"], "title": "x", "budget": "850.000"}, InputError, "could mean"),
        ("activity", {"partnerships": ["Bandung – Seoul"], "title": "x", "organisers": ["Nobody"]}, UnknownName, "no agency or city"),
        ("agency", {"name_en": "Office"}, InputError, r"\[country\]: is needed unless"),
        ("city", {"name_en": "X", "country": "Nowhereland"}, UnknownName, "no country is called"),
    ],
)  # fmt: skip
def test_an_unintelligible_entry_raises(
    engine: Engine, kind: str, values: dict[str, Any], error: type[KembarError], message: str
) -> None:
    with pytest.raises(error, match=message):
        one(engine, kind, **values)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ({"url": "example.org"}, r"\[source\]: 'example.org' is no source of the graph"),
        (
            {"url": "Bandung Daily Photo, 2008-09"},
            "Did you mean Bandung Daily Photos, 2008-09. If it is an",
        ),
        ({"url": "https://["}, r"\[source\]: .* is not a web address"),
        ({"url": 'https://x.org/"><b>'}, r"\[source\]: .* is not a web address"),
        ({"url": "ftp://x.org/"}, r"\[source\]: .* is not a web address"),
    ],
)
def test_a_source_that_is_none_raises(engine: Engine, source: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        interpret_entries(engine, [entry("partnership", BASIC)], entry("source", source))


def test_a_paper_is_a_source_by_its_title(engine: Engine) -> None:
    paper = "Kota kembar: sebuah kajian"
    result = interpret_entries(
        engine, [entry("partnership", BASIC)], entry("source", {"url": paper, "author": "A. Budi"})
    )
    (source,) = result.sources
    assert (source.source, source.title) == ("kota-kembar-sebuah-kajian", paper)
    assert (source.author, source.url, result.own) == ("A. Budi", None, source.source)
    assert any(paper in note and "title of a source" in note for note in result.notes)


@pytest.mark.parametrize(
    "word", ["not stated", "not told", "not-told", "tidak disebutkan", "tidak disebut"]
)
def test_a_kind_that_is_not_told_is_no_kind(engine: Engine, word: str) -> None:
    record = one(engine, "partnership", **BASIC, kind=word)
    assert isinstance(record, Partnership)
    assert record.kind is None


def test_a_kind_that_is_not_told_is_not_assumed(engine: Engine) -> None:
    result = interpret_entries(engine, [entry("partnership", BASIC)])
    (record,) = result.records
    assert isinstance(record, Partnership)
    assert record.kind is None
    assert any("The kind of the partnership is missing" in note for note in result.notes)


def test_an_error_in_a_file_has_its_line(engine: Engine) -> None:
    wrong = Entry(
        "partnership", {"cities": ["Bandung", "Nowhere"]}, file="x.yaml", lines={"cities": 3}
    )
    with pytest.raises(InputError, match=r"x\.yaml:3 \[cities\]: no city is called 'Nowhere'"):
        interpret_entries(engine, [wrong])


def test_a_new_key_is_of_no_other_kind(engine: Engine) -> None:
    """An agency of Indonesia called Bandung is not the city, whose key it would have."""
    agency = one(engine, "agency", name_en=["Bandung"], country=["Indonesia"])
    assert key_of(agency) == "id-bandung-2"
