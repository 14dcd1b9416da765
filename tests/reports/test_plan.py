"""Plans of reports are read from a file that people can change."""

from __future__ import annotations

import pytest

from kembar.errors import InputError
from kembar.queries.saved import find_questions
from kembar.reports.plan import find_plans
from kembar.workspace.layout import Workspace

OWN = """
city:
  takes: [city]
  en: "My {city}"
  id: "Kotaku {city}"
  sections:
    - en: One
      id: Satu
      panels:
        - {ask: tier-gap, with: {city: city}, show: table, columns: [gap], most: 7, en: Mine, id: Milikku}
"""


def test_shipped_plans_name_existing_questions() -> None:
    questions = find_questions(Workspace())
    plans = find_plans(Workspace())
    assert set(plans) == {"city", "partnership", "case", "country"}
    for plan in plans.values():
        for _, panels in plan.sections:
            for panel in panels:
                question = questions[panel.question]
                parameters = {parameter.name for parameter in question.parameters}
                assert {name for name, _ in panel.parameters} <= parameters, panel
                assert set(panel.columns) <= {column.name for column in question.columns}, panel


def test_shipped_headings_are_in_all_languages() -> None:
    for plan in find_plans(Workspace()).values():
        panels = [panel.heading for _, panels in plan.sections for panel in panels]
        for text in (plan.title, *(heading for heading, _ in plan.sections), *filter(None, panels)):
            assert all(text), text


def test_a_panel_of_any_status_says_not_established() -> None:
    questions = find_questions(Workspace())
    for plan in find_plans(Workspace()).values():
        for panel in (panel for _, panels in plan.sections for panel in panels):
            titles = panel.heading or questions[panel.question].title
            if ("status", "any") in panel.parameters:
                assert "established" not in titles.en, panel
                assert "terjalin" not in titles.id, panel
                assert "체결된" not in titles.ko, panel


def test_a_workspace_has_plans_of_its_own(own: Workspace) -> None:
    assert own.root
    (own.root / "queries" / "reports.yaml").write_text(OWN)
    plans = find_plans(own)
    assert set(plans) == {"city", "partnership", "case", "country"}
    ((heading, (panel,)),) = plans["city"].sections
    assert (plans["city"].title.en, heading.id) == ("My {city}", "Satu")
    assert (panel.show, panel.columns, panel.max_rows) == ("table", ("gap",), 7)
    assert panel.heading is not None
    assert (panel.heading.id, panel.subjects) == ("Milikku", ["city"])
    assert plans["city"].title.in_language("ko") == "My {city}"


@pytest.mark.parametrize(
    "text",
    [
        "a: b: c",
        "- x",
        "city: 7",
        OWN.replace("takes: [city]", "takes: [moon]"),
        OWN.replace("takes: [city]", "takes: []"),
        OWN.replace("My {city}", "My {moon}"),
        OWN.replace("Milikku", '"{moon}"'),
        OWN.replace("My {city}", "My {"),
        OWN.replace("My {city}", "My {city:>9999999999}"),
        OWN.replace("My {city}", "My {city.__class__}"),
        OWN.replace("show: table", "show: dance"),
        OWN.replace("most: 7", "most: many"),
        OWN.replace("ask: tier-gap, ", ""),
    ],
)
def test_a_malformed_plan_is_an_error_in_one_line(own: Workspace, text: str) -> None:
    assert own.root
    (own.root / "queries" / "reports.yaml").write_text(text)
    with pytest.raises(
        InputError, match=r"reports\.yaml(:1)?: (must hold kinds of report|is not YAML)"
    ):
        find_plans(own)
