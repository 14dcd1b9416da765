"""Figures counted from facts equal the answers to saved questions."""

from __future__ import annotations

import pytest

from kembar.profiles.deadlines import deadlines, overdue, silences, turnover
from kembar.profiles.facts import GraphFacts
from kembar.profiles.measures import Measures
from kembar.profiles.sentences.obstacles import counts, obstacles_of
from kembar.queries.run import answer_question
from kembar.rdf.engine import Engine
from kembar.rdf.terms import row_texts
from tests.profiles.reading.test_answers import questions

DAY = "2026-11-30"
CITIES = pytest.mark.parametrize("city", ["id-bandung", "kr-suwon", "id-jakarta", "be-namur"])
PAIRS = pytest.mark.parametrize("pair", ["id-bandung--kr-seoul", "de-berlin--id-jakarta"])


def answered(engine: Engine, name: str, **values: str) -> list[list[str]]:
    return [row_texts(row) for row in answer_question(engine, questions()[name], values).rows]


@CITIES
def test_partners_are_those_of_city_partners(engine: Engine, measures: Measures, city: str) -> None:
    rows = answered(engine, "city-partners", city=city)
    assert len(measures.partners(city)) == len(rows)
    concluded = [row for row in rows if row[3] not in ("prospective", "cancelled before signing")]
    assert len(measures.established(city)) == len(concluded)


@CITIES
def test_nearest_are_those_of_shared_partners(
    engine: Engine, measures: Measures, city: str
) -> None:
    rows = answered(engine, "shared-partners", city=city)
    shared = {
        (measures.facts.cities[one.city].name.en, len(one.through))
        for one in measures.nearest(city)
    }
    assert {(row[0], int(row[2])) for row in rows} == shared


@CITIES
def test_fields_are_those_of_fields_agreed(engine: Engine, measures: Measures, city: str) -> None:
    rows = answered(engine, "fields-agreed", city=city)
    counted = measures.by_field(
        dict.fromkeys(row.partnership for row in measures.established(city))
    )
    assert {(row[0], int(row[1]), int(row[2])) for row in rows} == {
        (one.field.name.en, one.agreed, one.done) for one in counted
    }


@CITIES
def test_years_are_those_of_activities_by_year(
    engine: Engine, measures: Measures, city: str
) -> None:
    rows = answered(engine, "activities-by-year", city=city)
    counted = measures.by_year(dict.fromkeys(row.partnership for row in measures.established(city)))
    assert {int(row[0]): int(row[1]) for row in rows} == {
        year: len(keys) for year, keys in counted.items()
    }


@CITIES
def test_plans_are_those_of_planned_not_done(engine: Engine, measures: Measures, city: str) -> None:
    rows = answered(engine, "planned-not-done", city=city, asOf=DAY)
    plans = [
        (measures.facts.activities[one.activity].title.en, one.planned.value)
        for one in overdue(measures, city)
    ]
    assert sorted((row[1], row[2]) for row in rows) == sorted(plans)


@CITIES
def test_signatures_are_those_of_turnover(engine: Engine, measures: Measures, city: str) -> None:
    rows = answered(engine, "turnover", city=city, asOf=DAY)
    counted = turnover(measures, city)
    assert counted.all == len(rows)
    assert counted.left == sum(row[7] == "no" for row in rows)


def test_silent_are_those_of_silent_partnerships(engine: Engine, measures: Measures) -> None:
    rows = answered(engine, "silent-partnerships", year="2019")
    silent = {
        measures.facts.partnerships[one.partnership].name.en: one.last.date if one.last else ""
        for one in silences(measures, years=8)
    }
    answers = {row[0]: row[2] for row in rows if row[3] == "true"}
    assert {name: answers.get(name) for name in silent} == silent


def test_deadlines_are_those_of_agreements_ending(engine: Engine, measures: Measures) -> None:
    rows = answered(engine, "agreements-ending", asOf=DAY, months="24")
    coming = {one.agreement for one in deadlines(measures) if not one.has_ended}
    titles = {measures.facts.agreements[key].title.en for key in coming}
    followed = {
        measures.facts.agreements[key].title.en
        for key in measures.succeeded
        if key in measures.facts.agreements
    }
    assert {row[1] for row in rows} - followed == titles


@PAIRS
def test_obstacles_are_those_of_claims_and_data(
    engine: Engine, measures: Measures, pair: str
) -> None:
    rows = answered(engine, "claims-and-data", partnership=pair)
    seen = [row[4] for row in rows]
    assert counts(obstacles_of(measures, pair)) == (seen.count("yes"), seen.count("perhaps"))


def test_an_activity_counts_once_for_a_city(facts: GraphFacts) -> None:
    measures = Measures(facts)
    for row in measures.partners("id-bandung"):
        keys = [one.key for one in row.figures.activities]
        assert len(keys) == len(set(keys))
