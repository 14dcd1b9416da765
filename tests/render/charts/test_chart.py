"""An answer is drawn in the view of its question: reproducibly, safely and accessibly."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kembar.queries.answer import Answer
from kembar.queries.run import answer_question
from kembar.queries.saved import find_questions
from kembar.rdf.engine import Engine
from kembar.render.charts.chart import Chart, chart
from kembar.workspace.layout import Workspace
from tests.render.charts.charting import answer

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


def texts(drawn: Chart) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(drawn.svg).iter(TEXT)]


TEXT = "{http://www.w3.org/2000/svg}text"


@EACH
def test_a_chart_has_an_accessible_name_and_description(drawn: Answer) -> None:
    result = chart_of(drawn, "id")
    root = ElementTree.fromstring(result.svg)
    assert result.svg.startswith("<svg ")
    assert root.attrib["role"] == "img"
    named = {element.attrib.get("id"): element.text for element in root.iter()}
    assert [named[name] for name in root.attrib["aria-labelledby"].split()] == [
        "Apa?",
        result.alternative,
    ]


@EACH
def test_an_answer_gives_the_same_bytes_in_any_process(drawn: Answer) -> None:
    assert chart_of(drawn) == chart_of(drawn)
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from render.charts.test_chart import BARS, TIMES, PLACES, chart_of\n"
        "sys.stdout.reconfigure(encoding='utf-8')\n"
        "print(chart_of({'bar': BARS, 'timeline': TIMES, 'map': PLACES}[sys.argv[1]]).svg)"
    )
    assert drawn.question
    ran = subprocess.run(
        [sys.executable, "-c", code, drawn.question.view],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert ran.stdout == chart_of(drawn).svg + "\n"


@pytest.mark.parametrize("view", ["bar", "timeline", "map"])
def test_a_hostile_label_is_written_as_text(view: str) -> None:
    hostile = [
        "<script>x</script>",
        "a & b",
        "$x^2$",
        '" id="y',
        "서울특별시 東京",
        "a\x00\tb\ufffe",
    ]
    rows = {
        "bar": [(label, 3) for label in hostile],
        "timeline": [(label, "2015", "2016") for label in hostile],
        "map": [(label, str(n * 9), str(n * 20)) for n, label in enumerate(hostile)],
    }[view]
    columns = {"bar": "a n", "timeline": "a start end", "map": "a latitude longitude"}[view]
    result = chart_of(answer(view, columns, *rows))
    assert {*hostile[:5], "a b"} <= set(texts(result))
    assert "<script" not in result.svg


def test_two_charts_of_a_page_share_no_id() -> None:
    assert BARS.question
    other = BARS._replace(question=BARS.question._replace(name="other"))
    again = BARS._replace(rows=BARS.rows[:1])
    page = [chart_of(one).svg for one in (BARS, other, again, TIMES, PLACES)]
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in page]
    assert sum(map(len, ids)) == len(set.union(*ids))
    for svg, own in zip(page, ids, strict=True):
        assert set(re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', svg)) <= {
            pair for name in own for pair in ((name, ""), ("", name))
        }


def test_nothing_of_a_chart_reaches_beyond_it() -> None:
    """No style sheet that would apply to the whole page, nothing fetched, no prolog."""
    svg = chart_of(TIMES).svg
    for foreign in ("<style", "<?xml", "<!DOCTYPE", "<metadata", "xlink"):
        assert foreign not in svg
    assert re.findall(r"https?://[^\s\"]+", svg) == ["http://www.w3.org/2000/svg"]


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
        Answer(("a", "n"), []),
    ],
)
def test_there_is_no_chart_without_drawable_rows(drawn: Answer) -> None:
    assert chart(drawn) is None


@EACH
def test_five_hundred_rows_are_drawn(drawn: Answer) -> None:
    """No two rows are alike, as equal ones are drawn once."""
    rows = [(replace_label(row, f"{n} {row[0]}")) for n, row in enumerate(drawn.rows * 500)][:500]
    assert "0 " in chart_of(drawn._replace(rows=rows)).svg


def replace_label(row: tuple, label: str) -> tuple:
    return (row[0]._replace(text=label), *row[1:])


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_shipped_question_has_the_chart_of_its_view(engine: Engine, language: str) -> None:
    for question in find_questions(Workspace()).values():
        parameters = question.in_language(language)
        result = chart(answer_question(engine, question, parameters), language)
        assert (result is not None) == (question.view in ("bar", "timeline", "map")), question.name


def test_obstacles_of_the_shipped_graph_are_counted(engine: Engine) -> None:
    question = find_questions(Workspace())["obstacles-by-type"]
    result = chart_of(answer_question(engine, question, {"lang": "id"}), "id")
    assert "anggaran" in texts(result)
    assert result.alternative.startswith("Diagram batang: berapa kali, menurut jenis hambatan; ")
