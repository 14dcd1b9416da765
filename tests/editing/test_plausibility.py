"""Likely duplicates and slips give warnings, and nothing else does."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from kembar.editing.plausibility import plausibility_warnings
from kembar.language import speaking
from kembar.model.dates import PartialDate
from kembar.model.records import (
    Activity,
    Agency,
    Agreement,
    City,
    Concept,
    Key,
    Obstacle,
    Partnership,
    Study,
)
from kembar.model.tables import read_table
from kembar.model.to_rdf import record_iri
from kembar.rdf.engine import Engine
from kembar.shipped_folder import SHIPPED

TODAY = datetime.date(2026, 11, 24)
SEOUL = Key("id-bandung--kr-seoul")
SIGNED = Agreement(
    agreement=Key("new"), partnership=SEOUL, type=Concept("charter"), source=Key("x")
)
TWINS = Partnership(
    partnership=Key("id-bandung--nl-utrecht"),
    cities=(Key("id-bandung"), Key("nl-utrecht")),
    kind=Concept("sister-city"),
    source=Key("x"),
)
DONE = Activity(
    activity=Key("new"), partnerships=(SEOUL,), status=Concept("carried-out"), source=Key("x")
)


def test_a_partnership_of_the_same_cities_warns(engine: Engine) -> None:
    same = replace(TWINS, partnership=SEOUL, cities=(Key("id-bandung"), Key("kr-seoul")))
    (warning,) = plausibility_warnings(engine, [same], today=TODAY)
    assert warning.startswith("Bandung – Seoul is in the graph already as friendship city")
    with speaking("id"):
        (warning,) = plausibility_warnings(engine, [same], "id", TODAY)
    assert "sudah ada dalam graf sebagai kota kembar / kota sahabat" in warning


@pytest.mark.parametrize(
    ("date", "near"),
    [("2016-10-07", True), ("2016-11-05", True), ("2016-09", True), ("2016", True), ("2016-12-25", False)],
)  # fmt: skip
def test_an_agreement_within_a_month_of_another_warns(
    engine: Engine, date: str, near: bool
) -> None:
    warnings = plausibility_warnings(
        engine, [replace(SIGNED, signed_on=PartialDate(date))], today=TODAY
    )
    assert any("id-bandung--kr-seoul--2016-friendship" in text for text in warnings) == near


@pytest.mark.parametrize(
    ("kind", "near"),
    [("memorandum-of-understanding", True), ("sister-city-agreement", True), ("other-document", True),
     ("council-approval", False), ("plan-of-action", False), ("minutes", False)],
)  # fmt: skip
def test_a_step_of_its_own_is_no_near_duplicate(engine: Engine, kind: str, near: bool) -> None:
    agreement = replace(SIGNED, type=Concept(kind), signed_on=PartialDate("2015-06-01"))
    warnings = plausibility_warnings(engine, [agreement], today=TODAY)
    assert any("id-bandung--kr-seoul--2015-loi" in text for text in warnings) == near


def test_an_activity_of_the_kind_within_a_month_warns(engine: Engine) -> None:
    activities = [
        row.record
        for row in read_table(SHIPPED / "data" / "bandung-seoul" / "activities.csv")
        if isinstance(row.record, Activity) and row.record.kind and row.record.start
    ]
    again = replace(activities[0], activity=Key("new"))
    assert any(
        f"--key {activities[0].activity}" in warning
        for warning in plausibility_warnings(engine, [again], today=TODAY)
    )


def test_an_obstacle_of_the_type_in_the_study_warns(engine: Engine) -> None:
    again = Obstacle(
        obstacle=Key("x"),
        study=Key("purbaningrum"),
        type=Concept("budget"),
        label_en="Money",
        source=Key("x"),
    )
    (warning,) = plausibility_warnings(engine, [again], today=TODAY)
    assert "--key purbaningrum-o3" in warning


def test_a_key_of_the_graph_warns(engine: Engine) -> None:
    city = City(city=Key("id-bandung"), name_en="Bandung", country=Key("id"), source=Key("x"))
    study = Study(study=Key("purbaningrum"), title="X", source=Key("x"))
    agency = Agency(agency=Key("id-bandung-bppd"), name_en="X", source=Key("x"))
    warnings = plausibility_warnings(engine, [city, study, agency], today=TODAY)
    assert [
        key in text
        for key, text in zip(("id-bandung", "purbaningrum", "bppd"), warnings, strict=True)
    ]
    assert all("is in the graph already" in text for text in warnings)


def test_a_revised_thing_is_not_its_own_duplicate(engine: Engine) -> None:
    same = replace(TWINS, partnership=SEOUL, cities=(Key("id-bandung"), Key("kr-seoul")))
    assert (
        plausibility_warnings(engine, [same], today=TODAY, replaced_things={record_iri(same)}) == []
    )


@pytest.mark.parametrize(
    ("date", "warning"),
    [
        ("2062-05-24", "since: 24 May 2062 lies ahead; do you mean 24 May 2026?"),
        ("2062", "since: 2062 lies ahead; do you mean 2026?"),
        ("2027-01", "since: January 2027 lies ahead"),
        ("2026-12-01", "since: 1 December 2026 lies ahead"),
        ("1896", "since: 1896 is before the first sister cities; do you mean 1986?"),
        (
            "2016-01-01",
            "since: do you know the day, or only the year? If only the year, write 2016",
        ),
        ("9999", "since: 9999 lies ahead"),
    ],
)
def test_a_date_that_is_likely_a_slip_warns(engine: Engine, date: str, warning: str) -> None:
    assert plausibility_warnings(
        engine, [replace(TWINS, since=PartialDate(date))], today=TODAY
    ) == [warning]


@pytest.mark.parametrize("date", ["2026", "2026-11", "2026-11-24", "1960-05-24", "2016-10-07"])
def test_a_plausible_date_does_not_warn(engine: Engine, date: str) -> None:
    assert (
        plausibility_warnings(engine, [replace(TWINS, since=PartialDate(date))], today=TODAY) == []
    )


def test_a_planned_activity_may_lie_ahead(engine: Engine) -> None:
    planned = replace(DONE, status=Concept("planned"), start=PartialDate("2027-03"))
    assert plausibility_warnings(engine, [planned], today=TODAY) == []
    done = replace(planned, status=Concept("carried-out"))
    assert plausibility_warnings(engine, [done], today=TODAY) == ["start: March 2027 lies ahead"]


def test_an_agreement_for_a_lifetime_warns(engine: Engine) -> None:
    long_term = replace(SIGNED, signed_on=PartialDate("2020-05"), valid_until=PartialDate("2205"))
    (warning,) = plausibility_warnings(engine, [long_term], today=TODAY)
    assert warning == "valid_until: 2205 is 185 years after the agreement begins; do you mean 2025?"


def test_a_budget_a_thousand_times_the_usual_warns(engine: Engine) -> None:
    costly = replace(DONE, budget=Decimal(850_000_000_000_000), currency="IDR")
    (warning,) = plausibility_warnings(engine, [costly], today=TODAY)
    assert warning.startswith("budget: 850,000,000,000,000 IDR is ")
    assert "times the usual" in warning
    usual = replace(costly, budget=Decimal(850_000_000))
    assert plausibility_warnings(engine, [usual], today=TODAY) == []
    rare = replace(costly, currency="CHF")
    assert plausibility_warnings(engine, [rare], today=TODAY) == []


def test_an_identifier_of_another_place_warns(engine: Engine) -> None:
    seoul = engine.select(
        "PREFIX kb: <https://w3id.org/kembar/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        'SELECT ?same { ?city kb:key "kr-seoul" ; skos:exactMatch ?same }'
    ).rows[0][0]
    assert seoul is not None
    number = seoul.text.rstrip("/").rpartition("/")[2]
    city = City(
        city=Key("id-testville"),
        name_en="Testville",
        country=Key("id"),
        geonames=number,
        source=Key("x"),
    )
    (warning,) = plausibility_warnings(engine, [city], today=TODAY)
    assert f"geonames: {number} is the identifier of Seoul" in warning
