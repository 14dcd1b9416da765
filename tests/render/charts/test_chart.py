"""An answer is drawn in the view of its question: reproducibly, safely and accessibly."""

from __future__ import annotations

import re

import pytest

from kembar.queries.answer import Answer
from kembar.queries.run import answer_question
from kembar.queries.saved import find_questions
from kembar.rdf.engine import Engine
from kembar.render.charts.chart import Chart, chart
from kembar.workspace.layout import Workspace
from tests.render.charts.charting import answer, elements

BARS = answer("bar", "obstacle count", ("budget", 1234), ("language", 1))
TIMES = answer("timeline", "thing start end what", ("MoU", "2015-05-20", None, "agreement"))
PLACES = answer(
    "map", "place latitude longitude", ("Bandung", "-6.9", "107.6"), ("Seoul", "37.6", "127")
)
EACH = pytest.mark.parametrize("drawn", [BARS, TIMES, PLACES], ids=["bar", "timeline", "map"])


def chart_of(drawn: Answer, language: str = "en") -> Chart:
    result = chart(drawn, language)
    assert result
    return result


@pytest.mark.parametrize("view", ["bar", "timeline", "map"])
def test_a_hostile_label_is_written_as_text(view: str) -> None:
    hostile = ["<script>x</script>", "a & b", '" onload="y', "서울특별시 東京", "a\x00\tb\ufffe"]
    rows = {
        "bar": [(label, 3) for label in hostile],
        "timeline": [(label, "2015", "2016") for label in hostile],
        "map": [(label, str(n * 9), str(n * 20)) for n, label in enumerate(hostile)],
    }[view]
    columns = {"bar": "a n", "timeline": "a start end", "map": "a latitude longitude"}[view]
    result = chart_of(answer(view, columns, *rows))
    assert {*hostile[:4], "a b"} <= {one.text for one in elements(result.html)}
    assert "<script" not in result.html


@EACH
def test_nothing_of_a_chart_reaches_beyond_it(drawn: Answer) -> None:
    """No script, no style sheet that would apply to the whole page, nothing fetched."""
    html = chart_of(drawn).html
    assert not re.search(r"<(script|style|link|img|image|a)\b|https?://(?!www\.w3\.org/)", html)


@pytest.mark.parametrize(
    "drawn",
    [
        answer("table", "a n", ("x", 1)),
        answer("network", "a n", ("x", 1)),
        answer("bar", "a n"),
        answer("bar", "a n", ("x", None)),
        answer("timeline", "a start end"),
        answer("timeline", "a start", ("x", "n.d.")),
        answer("timeline", "a n", ("x", 1)),
        answer("map", "a latitude longitude", ("x", "91", "0")),
        answer("map", "a n", ("x", 1)),
        answer("table", "a n", chart='{"mark": "bar"}'),
        Answer(("a", "n"), []),
    ],
)
def test_there_is_no_chart_without_drawable_rows(drawn: Answer) -> None:
    assert chart(drawn) is None


@EACH
def test_five_hundred_rows_are_drawn(drawn: Answer) -> None:
    """No two rows are alike, as equal ones are drawn once."""
    rows = [(replace_label(row, f"{n} {row[0]}")) for n, row in enumerate(drawn.rows * 500)][:500]
    assert "0 " in chart_of(drawn._replace(rows=rows)).html


def replace_label(row: tuple, label: str) -> tuple:
    return (row[0]._replace(text=label), *row[1:])


def test_every_shipped_question_has_the_chart_of_its_view(engine: Engine) -> None:
    for question in find_questions(Workspace()).values():
        if not question.chart:  # those are drawn in test_vega.py
            result = chart(answer_question(engine, question, question.in_language("en")))
            expected = question.view in ("bar", "timeline", "map")
            assert (result is not None) == expected, question.name


def test_obstacles_of_the_shipped_graph_are_counted(engine: Engine) -> None:
    question = find_questions(Workspace())["obstacles-by-type"]
    result = chart_of(answer_question(engine, question, {"lang": "id"}), "id")
    assert "anggaran" in {one.text for one in elements(result.html)}
    assert result.alternative.startswith("Diagram batang: berapa kali, menurut jenis hambatan; ")
