"""A record becomes triples in the ontology's terms; unknown values make none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kembar.model.dates import PartialDate
from kembar.model.records import (
    Activity,
    Agreement,
    City,
    Concept,
    Key,
    Partnership,
    Person,
    SignedBy,
)
from kembar.model.to_rdf import attribution, record_iri, record_triples, slug
from kembar.rdf.namespaces import prefixed_name, term


def own_statements(record: object) -> list[tuple[str, str]]:
    """Property and value of each triple of the record itself."""
    own = record_iri(record)
    return [(prefixed_name(p[1:-1]), o) for s, p, o in record_triples(record) if s == own]


def test_a_date_keeps_its_precision() -> None:
    for date, kind in (("2015", "gYear"), ("2015-05", "gYearMonth"), ("2015-05-24", "date")):
        record = Partnership(partnership=Key("p"), since=PartialDate(date), source=Key("s"))
        assert (
            "kb:since",
            f'"{date}"^^<http://www.w3.org/2001/XMLSchema#{kind}>',
        ) in own_statements(record)


def test_unknown_values_make_no_triples() -> None:
    record = Partnership(partnership=Key("p"), source=Key("s"))
    assert [name for name, _ in own_statements(record)] == ["rdf:type", "kb:key"]


def test_a_renewal_also_follows_the_document() -> None:
    record = Agreement(agreement=Key("b"), partnership=Key("p"), renews=Key("a"), source=Key("s"))
    names = [name for name, value in own_statements(record) if value.endswith("/a>")]
    assert sorted(names) == ["kb:follows", "kb:renews"]


def test_one_activity_may_serve_several_partnerships() -> None:
    record = Activity(
        activity=Key("a"),
        partnerships=(Key("p"), Key("q")),
        status=Concept("planned"),
        source=Key("s"),
    )
    assert [
        value[-3:] for name, value in own_statements(record) if name == "kb:underPartnership"
    ] == [
        "/p>",
        "/q>",
    ]


def test_each_source_has_a_budget_of_its_own() -> None:
    def budget(source: str) -> set[str]:
        record = Activity(
            activity=Key("a"),
            partnerships=(Key("p"),),
            status=Concept("planned"),
            budget=Decimal(850),
            currency="IDR",
            source=Key(source),
        )
        return {s for s, p, _ in record_triples(record) if p == term("kb:amount")}

    assert len(budget("one") | budget("two")) == 2


def test_namesakes_who_sign_for_two_cities_are_two() -> None:
    record = Agreement(
        agreement=Key("a"),
        partnership=Key("p"),
        signed_by=(SignedBy("Kim Min", "Mayor", Key("kr-x")), SignedBy("Kim Min", "", Key("kr-y"))),
        source=Key("s"),
    )
    assert len({o for _, p, o in record_triples(record) if p == term("kb:signer")}) == 2


def test_a_person_is_whom_each_name_for_each_unit_means() -> None:
    person = Person(
        person=Key("kim"),
        name="Kim Min",
        other_names=("Kim",),
        units=(Key("kr-x"), Key("kr-y")),
        source=Key("s"),
    )
    record = Agreement(
        agreement=Key("a"),
        partnership=Key("p"),
        signed_by=(SignedBy("Kim Min", "Mayor", Key("kr-x")), SignedBy("Kim", "", Key("kr-y"))),
        source=Key("s"),
    )
    same = {o for _, p, o in record_triples(person) if p == term("owl:sameAs")}
    assert len(same) == 4
    assert {o for _, p, o in record_triples(record) if p == term("kb:signer")} <= same


def test_an_unknown_unit_type_lists_the_types() -> None:
    record = City(
        city=Key("c"), name_en="C", country=Key("id"), unit_type="village", source=Key("s")
    )
    with pytest.raises(
        ValueError, match="'village' is not a unit_type; use one of city, metropolis"
    ):
        record_triples(record)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("São Paulo", "sao-paulo"),
        ("Xi'an", "xi-an"),
        ("서울", "seoul"),
        ("東京", "6771-4eac"),
        ("!", "x"),
        ("  A  b ", "a-b"),
    ],
)
def test_a_slug_is_safe_in_a_key_and_a_file_name(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_two_authors_with_korean_names_are_two_persons() -> None:
    persons = {attribution(term("kb:change"), name)[0][2] for name in ("김민수", "박지영")}
    assert persons == {
        "<https://w3id.org/kembar/id/person/curator/gimminsu>",
        "<https://w3id.org/kembar/id/person/curator/bakjiyeong>",
    }
