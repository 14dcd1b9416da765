"""A report answers the questions of its kind about its subject, with references."""

from __future__ import annotations

import pytest

from kembar.errors import UnknownName
from kembar.queries.saved import find_questions, split_list
from kembar.rdf.engine import Engine
from kembar.reports.report import SOURCES, Report, ReportContext, dated_events, make_report
from kembar.workspace.layout import Workspace

DAY = "2026-11-24"


def report(engine: Engine, kind: str, *names: str, language: str = "en") -> Report:
    return make_report(ReportContext(engine, Workspace(), language, DAY), kind, names)


@pytest.fixture(scope="module")
def pair(engine: Engine) -> Report:
    return report(engine, "partnership", "서울", "Bandoeng")


def parameters_of(result: Report) -> dict[str, tuple[tuple[str, str], ...]]:
    return {p.question.name: p.parameters for s in result.sections for p in s.panels}


def test_cities_are_named_in_any_language_and_order(engine: Engine, pair: Report) -> None:
    other = report(engine, "partnership", "Bandung", "Seoul")
    assert pair.title == "Seoul – Bandung"
    assert other.title == "Bandung – Seoul"
    assert parameters_of(pair).keys() == parameters_of(other).keys()
    assert parameters_of(pair)["timeline"] == (("partnership", "id-bandung--kr-seoul"),)
    assert pair.as_of == DAY


def test_each_source_shown_is_a_reference(pair: Report) -> None:
    names = set()
    for section in pair.sections:
        for panel in section.panels:
            if SOURCES in panel.answer.columns:
                at = panel.answer.columns.index(SOURCES)
                names |= {name for row in panel.answer.rows for name in split_list(row[at])}
    assert set(pair.numbers) <= names
    assert names - set(pair.numbers) <= {"computed"}
    assert sorted(pair.numbers.values()) == list(range(1, len(pair.references) + 1))


def test_a_panel_has_the_command_of_its_answer(pair: Report) -> None:
    commands = [panel.command for section in pair.sections for panel in section.panels]
    assert 'kembar query timeline -p partnership="id-bandung--kr-seoul"' in commands


def test_questions_without_answer_are_listed(engine: Engine) -> None:
    result = report(engine, "city", "Ichikawa")
    assert "city-offices" in {question.name for question in result.unanswered_questions}
    assert not any(not panel.answer.rows for s in result.sections for panel in s.panels)


def test_a_case_shows_the_partnership_of_its_study(engine: Engine) -> None:
    one = parameters_of(report(engine, "case", "purbaningrum"))
    assert one["claims-and-data"] == (("study", "purbaningrum"),)
    assert one["timeline"] == (("partnership", "id-bandung--kr-seoul"),)
    many = engine.select(
        "SELECT ?s { ?s <https://w3id.org/kembar/studies> ?a , ?b FILTER(STR(?a) < STR(?b)) } LIMIT 1"
    ).rows[0][0]
    assert many
    assert "timeline" not in parameters_of(report(engine, "case", many.text))


def test_the_claim_stands_beside_the_computation(engine: Engine) -> None:
    result = report(engine, "case", "purbaningrum")
    section = next(s for s in result.sections if s.heading.en == "Obstacles, claimed and computed")
    assert [panel.question.name for panel in section.panels] == [
        "obstacles-in-detail",
        "claims-and-data",
        "tier-gap",
        "covid-overlap",
    ]


def test_tables_omit_repeated_rows_and_empty_columns(pair: Report) -> None:
    panels = {p.question.name: p for s in pair.sections for p in s.panels}
    activities = panels["activities"]
    assert len(set(activities.rows)) == len(activities.rows)
    assert len(activities.rows) < len(activities.answer.rows)
    assert "between" not in panels["obstacles-in-detail"].columns
    for panel in panels.values():
        assert len(panel.rows[0]) == len(panel.columns)


def test_titles_and_labels_are_in_the_language(engine: Engine) -> None:
    result = report(engine, "country", "Korea Selatan", language="id")
    assert result.title == "Korea Selatan: kota dan mitranya"
    assert result.events
    assert result.events[0][0].startswith("Kedaruratan")
    assert dated_events(engine, "ko")[0][1:] == result.events[0][1:]


def test_headings_name_what_they_are_about(engine: Engine) -> None:
    result = report(engine, "case", "purbaningrum")
    headings = {p.question.name: p.heading for s in result.sections for p in s.panels}
    assert headings["study-profile"].en == "Dewi Purbaningrum (n.d.): facts"
    assert headings["partnership-profile"].id == "Bandung – Seoul: fakta"


def test_every_question_of_a_report_has_its_research(engine: Engine) -> None:
    result = report(engine, "country", "Indonesia")
    assert any("Kaltenbrunner" in work for work in result.works)


def test_an_unknown_kind_names_the_nearest(engine: Engine) -> None:
    with pytest.raises(UnknownName, match=r"no kind of report is called 'cty'\. Did you mean city"):
        report(engine, "cty", "Bandung")


def test_a_plan_with_unknown_names_is_an_error(engine: Engine, own: Workspace) -> None:
    assert own.root
    plan = "country: {takes: [country], en: x, id: x, sections: [{en: x, id: x, panels: [%s]}]}"
    for panel, message in (
        ("{ask: tier-gab}", "no question is called 'tier-gab'. Did you mean tier-gap"),
        ("{ask: tier-gap, columns: [gab]}", "no column of the question tier-gap is called 'gab'"),
        (
            "{ask: tier-gap, with: {cty: any}}",
            "no parameter of the question tier-gap is called 'cty'",
        ),
    ):
        (own.root / "queries" / "reports.yaml").write_text(plan % panel)
        with pytest.raises(UnknownName, match=message):
            make_report(ReportContext(engine, own, as_of=DAY), "country", ["Indonesia"])
    assert "tier-gap" in find_questions(own)
