"""An answer is drawn as its question says, alike each time, safely, and fit to be read aloud."""

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


def made(drawn: Answer, language: str = "en") -> Chart:
    found = chart(drawn, language)
    assert found
    return found


def texts(drawn: Chart) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(drawn.svg).iter(TEXT)]


TEXT = "{http://www.w3.org/2000/svg}text"


@EACH
def test_a_reader_who_hears_the_page_is_told_the_question_and_what_is_seen(drawn: Answer) -> None:
    found = made(drawn, "id")
    root = ElementTree.fromstring(found.svg)
    assert found.svg.startswith("<svg ")
    assert root.attrib["role"] == "img"
    named = {element.attrib.get("id"): element.text for element in root.iter()}
    assert [named[name] for name in root.attrib["aria-labelledby"].split()] == [
        "Apa?",
        found.alternative,
    ]


@EACH
def test_the_same_answer_gives_the_same_bytes_in_any_process(drawn: Answer) -> None:
    assert made(drawn) == made(drawn)
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from render.charts.test_chart import BARS, TIMES, PLACES, made\n"
        "sys.stdout.reconfigure(encoding='utf-8')\n"
        "print(made({'bar': BARS, 'timeline': TIMES, 'map': PLACES}[sys.argv[1]]).svg)"
    )
    assert drawn.question
    ran = subprocess.run(
        [sys.executable, "-c", code, drawn.question.view],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert ran.stdout == made(drawn).svg + "\n"


@pytest.mark.parametrize("view", ["bar", "timeline", "map"])
def test_whatever_a_label_says_is_written_as_it_stands(view: str) -> None:
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
    found = made(answer(view, columns, *rows))
    assert {*hostile[:5], "a b"} <= set(texts(found))
    assert "<script" not in found.svg


def test_two_charts_of_a_page_share_no_id() -> None:
    assert BARS.question
    other = BARS._replace(question=BARS.question._replace(name="other"))
    again = BARS._replace(rows=BARS.rows[:1])
    page = [made(one).svg for one in (BARS, other, again, TIMES, PLACES)]
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in page]
    assert sum(map(len, ids)) == len(set.union(*ids))
    for svg, own in zip(page, ids, strict=True):
        assert set(re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', svg)) <= {
            pair for name in own for pair in ((name, ""), ("", name))
        }


def test_nothing_of_a_chart_reaches_beyond_it() -> None:
    """No style sheet that all of a page would hear, nothing fetched, no prolog."""
    svg = made(TIMES).svg
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
def test_there_is_no_chart_where_there_is_nothing_to_draw(drawn: Answer) -> None:
    assert chart(drawn) is None


@EACH
def test_five_hundred_rows_are_drawn(drawn: Answer) -> None:
    """No two rows are alike, as equal ones are drawn once."""
    rows = [(replace_label(row, f"{n} {row[0]}")) for n, row in enumerate(drawn.rows * 500)][:500]
    assert "0 " in made(drawn._replace(rows=rows)).svg


def replace_label(row: tuple, label: str) -> tuple:
    return (row[0]._replace(text=label), *row[1:])


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_shipped_question_is_drawn_as_its_head_says(engine: Engine, language: str) -> None:
    for question in find_questions(Workspace()).values():
        given = question.in_language(language)
        found = chart(answer_question(engine, question, given), language)
        assert (found is not None) == (question.view in ("bar", "timeline", "map")), question.name


def test_obstacles_of_the_shipped_graph_are_named_with_their_number(engine: Engine) -> None:
    question = find_questions(Workspace())["obstacles-by-type"]
    found = made(answer_question(engine, question, {"lang": "id"}), "id")
    assert "anggaran" in texts(found)
    assert found.alternative.startswith("Batang: berapa kali, menurut jenis hambatan; ")
