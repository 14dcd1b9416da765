"""Facts of the shipped graph say what the answers to questions say, in each language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pytest

from kembar.profiles.facts import Concept, GraphFacts, Stated
from kembar.profiles.measures import Measures
from kembar.profiles.reading import read_graph_facts
from kembar.queries.network import network
from kembar.queries.run import answer_question
from kembar.queries.saved import Question, find_questions, split_list
from kembar.rdf.engine import Engine
from kembar.rdf.terms import row_texts
from kembar.workspace.layout import Workspace

BANDUNG, SEOUL, PAIR = "id-bandung", "kr-seoul", "id-bandung--kr-seoul"
LANGUAGES = pytest.mark.parametrize("language", ["en", "id", "ko"])
NOT_CONCLUDED = ("prospective", "cancelled")

Row = tuple[object, ...]


@cache
def questions() -> dict[str, Question]:
    return find_questions(Workspace())


def answered(engine: Engine, name: str, language: str = "en", **values: str) -> list[list[str]]:
    question = questions()[name]
    return [
        row_texts(row)
        for row in answer_question(engine, question, {**values, "lang": language}).rows
    ]


def parts(text: str) -> frozenset[str]:
    return frozenset(split_list(text)) - {"", "unverified", "belum terverifikasi", "미확인"}


def named(facts: GraphFacts, keys: Iterable[str]) -> frozenset[str]:
    return frozenset(facts.sources[key].name for key in keys)


def words(concepts: Iterable[Stated[Concept]], language: str) -> frozenset[str]:
    return frozenset(one.value.name.in_language(language) for one in concepts)


def values(stated: Iterable[Stated[str]]) -> frozenset[str]:
    return frozenset(one.value for one in stated)


@LANGUAGES
def test_cities_are_called_as_in_the_network(
    engine: Engine, facts: GraphFacts, language: str
) -> None:
    graph = network(engine, language)
    labels = dict(graph.nodes(data="label"))
    names = {one.iri: one.name.in_language(language) for one in facts.cities.values()}
    assert {iri: names[iri] for iri in labels} == labels
    pairs = {key: attributes for *_, key, attributes in graph.edges(keys=True, data=True)}
    assert set(pairs) == {one.iri for one in facts.partnerships.values()}
    for one in facts.partnerships.values():
        assert pairs[one.iri]["status"] == one.present
        assert pairs[one.iri]["since"] == sorted(values(one.since))


@LANGUAGES
def test_partners_are_those_of_city_partners(
    engine: Engine, facts: GraphFacts, language: str
) -> None:
    own = [
        (
            facts.cities[partner].name.in_language(language),
            facts.countries[facts.cities[partner].country].name.in_language(language),
            frozenset(
                kind.value.name.in_language(language)
                for kind in one.kind
                if kind.value.notation != "prospective"
            ),
            values(one.since),
            values(one.until),
            named(facts, one.sources),
        )
        for one in facts.partnerships.values()
        if BANDUNG in one.partners
        for partner in one.partners
        if partner != BANDUNG
    ]
    rows = answered(engine, "city-partners", language, city="Bandung", status="any")
    theirs = [
        (partner, country, parts(kind), parts(since), parts(until), parts(sources))
        for partner, country, kind, _, since, until, sources in rows
    ]
    assert sorted(map(repr, map(_plain, own))) == sorted(map(repr, map(_plain, theirs)))


@pytest.mark.parametrize("key", [PAIR, "id-bandung--us-fort-worth", "id-jakarta--kr-seoul"])
def test_a_partnership_is_as_in_its_profile(engine: Engine, facts: GraphFacts, key: str) -> None:
    one = facts.partnerships[key]
    own = {(kind.value.name.en, named(facts, kind.sources)) for kind in one.kind}
    own |= {
        (date.value, named(facts, date.sources)) for date in (*one.since, *one.until, *one.origin)
    }
    own |= {(facts.cities[by.value].name.en, named(facts, by.sources)) for by in one.claimed_by}
    own |= {(str(one.tier_gap), frozenset({"computed"}))} if one.tier_gap is not None else set()
    shared = {True: "yes", False: "no"}.get(bool(one.shares_language))
    own |= {(str(shared), frozenset({"computed"}))} if one.shares_language is not None else set()
    own |= {(one.present, frozenset({"computed"}))}
    rows = answered(engine, "partnership-profile", partnership=one.name.en)
    partner, status = "partner", "status"
    theirs = {(value, parts(by)) for fact, value, by in rows if fact not in (partner, status)}
    assert {pair for pair in own if pair not in theirs} == set()
    names = {facts.cities[unit].name.en for unit in one.partners}
    assert {pair[0] for pair in theirs - own} <= names


@LANGUAGES
def test_agreements_are_those_of_the_city(engine: Engine, facts: GraphFacts, language: str) -> None:
    own = [
        (
            facts.partnerships[one.partnership].name.in_language(language),
            one.title.en,
            words(one.type, language),
            values(one.signed),
            values(one.valid_until),
            words(one.fields, language),
            named(facts, one.sources),
        )
        for one in facts.agreements.values()
        if BANDUNG in facts.partnerships[one.partnership].partners
    ]
    theirs = [
        (pair, title, parts(kind), parts(signed), parts(until), parts(fields), parts(by))
        for pair, title, kind, signed, until, fields, by in answered(
            engine, "city-agreements", language, city="Bandung"
        )
    ]
    assert len(own) > 10
    assert sorted(map(repr, map(_plain, own))) == sorted(map(repr, map(_plain, theirs)))


def test_activities_are_those_of_two_cities(engine: Engine, facts: GraphFacts) -> None:
    own = {
        (
            one.title.en,
            words(one.status, "en"),
            values(one.start),
            values(one.end),
            facts.agreements[one.agreement].title.en if one.agreement else "",
            frozenset(str(count.value) for count in one.participants),
            named(facts, one.sources),
        )
        for one in facts.activities.values()
        if PAIR in one.partnerships
    }
    rows = answered(engine, "activities", city="Bandung", other="Seoul")
    theirs = {
        (title, parts(status), parts(start), parts(end), document, parts(people), parts(by))
        for title, status, start, end, document, people, _, _, _, by in rows
    }
    assert own == theirs
    sums = [
        (one.title.en, budget.payer_name.en)
        for one in facts.activities.values()
        if PAIR in one.partnerships
        for budget in one.budgets
    ]
    assert {title for title, _ in sums} == {row[0] for row in rows if row[6] or row[8]}


def test_euros_are_those_of_funding(engine: Engine, facts: GraphFacts) -> None:
    amounts: dict[tuple[str, str, str], tuple[float, float | None]] = {}
    for one in facts.activities.values():
        present = {facts.partnerships[key].present for key in one.partnerships}
        for budget in one.budgets:
            if budget.amount is not None and present - set(NOT_CONCLUDED):
                place = one.key, budget.payer, budget.currency
                amounts[place] = max(amounts.get(place, (0, 0)), (budget.amount, budget.euros))
    rows = answered(engine, "funding")
    assert len(amounts) > 5
    assert sum(amount for amount, _ in amounts.values()) == pytest.approx(
        sum(float(row[3]) for row in rows)
    )
    euros = sum(euro or 0 for _, euro in amounts.values())
    assert euros == pytest.approx(sum(float(row[4] or 0) for row in rows), abs=len(rows))


@LANGUAGES
def test_studies_are_those_of_the_question(
    engine: Engine, facts: GraphFacts, language: str
) -> None:
    own = {
        (
            one.name,
            one.title,
            frozenset(
                facts.partnerships[key].name.in_language(language) for key in one.partnerships
            ),
            frozenset(method.name.in_language(language) for method in one.methods),
            frozenset(
                finding.assessment.name.in_language(language)
                for finding in one.findings
                if finding.assessment
            ),
            named(facts, one.sources),
        )
        for one in facts.studies.values()
        if one.partnerships
    }
    theirs = {
        (name, title, parts(pairs), parts(methods), parts(judged), parts(by))
        for name, title, pairs, methods, _, judged, by in answered(engine, "studies", language)
    }
    assert own == theirs


@LANGUAGES
def test_findings_are_those_of_the_question(
    engine: Engine, facts: GraphFacts, language: str
) -> None:
    own = {
        (
            one.statement.in_language(language),
            study.name,
            one.assessment.name.in_language(language) if one.assessment else "",
            named(facts, one.sources),
        )
        for study in facts.studies.values()
        for one in study.findings
        if one.partnership == PAIR
    }
    rows = answered(engine, "findings", language, partnership="Bandung – Seoul")
    assert own == {(row[0], row[1], row[2], parts(row[-1])) for row in rows}


@LANGUAGES
def test_obstacles_are_seen_as_the_question_says(
    engine: Engine, facts: GraphFacts, language: str
) -> None:
    words_of = {"yes": ("yes", "ya", "예"), "no": ("no", "tidak", "아니요")}
    words_of |= {"perhaps": ("perhaps", "mungkin", "가능")}
    place = ("en", "id", "ko").index(language)
    own = {
        (
            study.name,
            one.label.in_language(language),
            facts.partnerships[one.partnership].name.in_language(language),
            parts(one.data.in_language(language)),
            words_of[one.seen][place] if one.seen else "",
        )
        for study in facts.studies.values()
        for one in study.obstacles
        if one.data.en
    }
    known = {texts[place] for texts in words_of.values()}
    theirs = {
        (by, claim, pair, parts(data), seen if seen in known else "")
        for by, claim, pair, data, seen, _ in answered(engine, "claims-and-data", language)
    }
    assert own == theirs


def test_signers_are_in_office_as_turnover_says(engine: Engine, facts: GraphFacts) -> None:
    own = {
        (one.person, one.unit_name.en, document.title.en, one.still)
        for document in facts.agreements.values()
        for one in document.signatures
        if one.unit
    }
    rows = answered(engine, "turnover")
    assert own == {
        (row[0], row[2], row[3], row[7] if row[7] in ("yes", "no") else "") for row in rows
    }
    assert {still for *_, still in own} == {"yes", "no", ""}


def test_figures_and_offices_are_those_of_the_city(engine: Engine, facts: GraphFacts) -> None:
    figures = {
        (one.indicator.name.en, one.period, one.value, one.unit, named(facts, one.sources))
        for one in facts.cities[BANDUNG].figures
    }
    rows = answered(engine, "city-figures", city="Bandung")
    assert figures == {
        (name, period, float(value), unit, parts(by)) for name, period, value, unit, by in rows
    }
    offices = {
        (one.person, one.office, values(one.start), values(one.end), named(facts, one.sources))
        for one in facts.cities[SEOUL].tenures
    }
    rows = answered(engine, "city-offices", city="Seoul")
    assert offices == {
        (person, office, parts(start), parts(end), parts(by))
        for person, office, start, end, by in rows
    }


def test_a_day_of_the_past_has_its_statuses(engine: Engine, facts: GraphFacts) -> None:
    then = read_graph_facts(engine, "Shipped", "2005-06-01")
    question = questions()["partnership-status"]
    answer = answer_question(engine, question, {"asOf": "2005-06-01", "lang": "en"})
    theirs = {row[0]: row[1] for row in map(row_texts, answer.rows)}
    assert then.as_of == "2005-06-01"
    assert facts.partnerships[PAIR].present == "active"
    assert then.partnerships[PAIR].present == "prospective"
    for one in then.partnerships.values():
        assert one.present == theirs.get(one.name.en, "prospective")


def _plain(row: Row) -> Row:
    return tuple(sorted(cell) if isinstance(cell, frozenset) else cell for cell in row)


def test_counts_of_sentences_are_those_of_the_questions(engine: Engine, facts: GraphFacts) -> None:
    measures = Measures(facts)
    partners = {row[0]: int(row[1]) for row in answered(engine, "most-connected")}
    counts = {one.name.en: measures.partner_count(one.key) for one in facts.cities.values()}
    assert {name: count for name, count in counts.items() if count} == partners
    for country, number, _cities in answered(engine, "countries-by-partnerships"):
        key = next(one.key for one in facts.countries.values() if one.name.en == country)
        keys = [one.key for one in measures.partnerships_of_country(key)]
        assert (country, len(measures.established_partnerships(keys))) == (country, int(number))
