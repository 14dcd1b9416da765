"""Specifications of charts are read from heads and files, and faults name the remedy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.queries.chart_spec import DEEPEST, chart_faults, spec_of
from kembar.queries.saved import find_question
from kembar.workspace.layout import Workspace, init_workspace

HEAD = """\
#+ summary: Cities
#+ tags: [cities]
#+ question: {en: "Which cities are there?"}
#+ columns:
#+   name: {en: "name"}
#+   n: {en: "number"}
"""
QUERY = "SELECT ?name ?n WHERE { ?name ?p ?n }\n"
SPEC = {"mark": "bar", "encoding": {"x": {"field": "n", "type": "quantitative"}}}


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    init_workspace(tmp_path)
    (tmp_path / "queries").mkdir(exist_ok=True)
    return Workspace(tmp_path)


def write(office: Workspace, name: str, text: str) -> None:
    assert office.root
    (office.root / "queries" / name).write_text(text, encoding="utf-8")


def test_a_file_beside_a_question_is_its_chart(office: Workspace) -> None:
    write(office, "own.rq", HEAD + QUERY)
    write(office, "own.vl.json", json.dumps(SPEC))
    assert spec_of(find_question(office, "own")) == SPEC
    assert chart_faults(office) == []


def test_a_head_may_hold_the_specification(office: Workspace) -> None:
    head = "#+ view:\n#+   mark: {type: bar, opacity: 0.5, clip: true}\n#+   encoding: {x: {field: n}}\n"
    write(office, "own.rq", HEAD + head + QUERY)
    question = find_question(office, "own")
    assert question.view == "table"
    assert spec_of(question) == {
        "mark": {"type": "bar", "opacity": 0.5, "clip": True},
        "encoding": {"x": {"field": "n"}},
    }


def test_a_shipped_question_may_have_a_chart_of_ones_own(office: Workspace) -> None:
    write(office, "capacity-by-field.rq", HEAD + QUERY)
    write(office, "most-connected.vl.json", json.dumps({"mark": "point"}))
    assert find_question(office, "most-connected").chart
    assert not find_question(office, "capacity-by-field").chart


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{\n  mark: 1}", "own.vl.json:2: is no JSON: "),
        ("[" * 100_000, "is no JSON: "),
        ("[]", "must be one object of Vega-Lite"),
        ("{}", "must have one of: "),
        ('{"mark": "bor"}', "bor is no mark; use one of: arc, area, bar, "),
        ('{"mark": "image", "encoding": {}}', "image is no mark"),
        ('{"mark": "bar", "data": {"values": []}}', "must not have data: "),
        ('{"layer": [{"mark": "bar", "data": {"url": "x.csv"}}]}', "must not have url: "),
        ('{"mark": "bar", "encoding": {"x": {"field": "nn"}}}', "nn is no column of the answer"),
    ],
)
def test_a_fault_of_a_chart_is_listed(office: Workspace, text: str, fault: str) -> None:
    write(office, "own.rq", HEAD + QUERY)
    write(office, "own.vl.json", text)
    (bad,) = chart_faults(office)
    assert fault in str(bad)
    assert "own.vl.json" in str(bad)
    with pytest.raises(InputError):
        spec_of(find_question(office, "own"))


def test_a_column_may_be_made_by_a_transform(office: Workspace) -> None:
    write(office, "own.rq", HEAD + QUERY)
    spec = {
        **SPEC,
        "transform": [{"calculate": "datum.n * 2", "as": "n"}, {"window": [], "as": ["m"]}],
    }
    write(office, "own.vl.json", json.dumps(spec | {"encoding": {"x": {"field": "m"}}}))
    assert chart_faults(office) == []


@pytest.mark.parametrize("levels", [DEEPEST, 450, 60_000])
def test_a_deep_specification_is_one_line(office: Workspace, levels: int) -> None:
    deep = '{"layer":[' * levels + '{"mark":"bar"}' + "]}" * levels
    write(office, "own.rq", HEAD + QUERY)
    write(office, "own.vl.json", deep)
    (fault,) = chart_faults(office)
    assert str(fault).partition("own.vl.json: ")[2] in (
        f"has more than {DEEPEST} levels within one another",
        "is no JSON: too many levels",
    )


def test_a_chart_without_its_question_is_told(office: Workspace) -> None:
    write(office, "trio.vl.json", '{"mark": "bar"}')
    (fault,) = chart_faults(office)
    assert "trio.vl.json: no question is called 'trio'. Did you mean trios" in str(fault)
