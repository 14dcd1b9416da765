"""A question's own chart is drawn by Vega-Lite, with limits, from the rows of its answer alone."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from kembar.errors import InputError
from kembar.queries.answer import Answer
from kembar.queries.run import answer_question
from kembar.queries.saved import find_questions
from kembar.rdf.engine import Engine
from kembar.render.charts import drawing_process
from kembar.render.charts.chart import chart
from kembar.render.charts.theme import colours
from kembar.render.charts.vega import own_picture, rows_of
from kembar.workspace.layout import Workspace
from tests.render.charts.charting import answer

pytestmark = pytest.mark.integration

BAR = {
    "mark": "bar",
    "encoding": {
        "x": {"field": "n", "type": "quantitative"},
        "y": {"field": "city", "type": "nominal"},
    },
}
ROWS = (("서울 <b>&", 3), ("Bandung", 5))


def own(spec: dict[str, Any], *rows: tuple[str | int | None, ...]) -> Answer:
    return answer("table", "city n", *(rows or ROWS), chart=json.dumps(spec))


def texts(svg: bytes) -> list[str]:
    return [
        one.text or "" for one in ElementTree.fromstring(svg).iter() if one.tag.endswith("}text")
    ]


def test_texts_of_a_drawing_are_texts() -> None:
    svg = own_picture(own(BAR), "svg", "id")
    assert {"서울 <b>&", "Bandung", "si n", "si city"} <= set(texts(svg))
    assert colours("light")["k1"] in svg.decode()


def test_a_page_has_the_drawing_light_and_dark() -> None:
    result = chart(own(BAR))
    assert result
    root = ElementTree.fromstring(result.html)
    light, dark = root
    ids = [one.attrib["id"] for one in root.iter() if "id" in one.attrib]
    assert len(ids) == len(set(ids))
    assert [one.attrib["class"] for one in root] == ["of-light", "of-dark"]
    assert {one.attrib["role"] for one in root} == {"img"}
    assert [one.text for one in light][:2] == ["What?", result.alternative]
    assert colours("dark")["k1"] in ElementTree.tostring(dark).decode()


def test_a_picture_is_png_too() -> None:
    assert own_picture(own(BAR), "png").startswith(b"\x89PNG")


def test_a_token_is_the_colour_of_the_theme() -> None:
    spec = BAR | {"mark": {"type": "bar", "color": "var(--k5)"}}
    for theme in ("light", "dark"):
        assert colours(theme)["k5"] in own_picture(own(spec), "svg", "en", theme).decode()


@pytest.mark.parametrize(
    ("spec", "fault"),
    [
        (BAR | {"data": {"url": "https://example.org/x.csv"}}, "must not have data"),
        ({"layer": [BAR | {"data": {"url": "file:///etc/passwd"}}]}, "must not have url"),
        (BAR | {"mark": {"type": "bar", "href": "javascript:alert(1)"}}, "must not have href"),
        (BAR | {"mark": {"type": "bar", "fill": "url(https://example.org/#x)"}}, "leads elsewhere"),
        (BAR | {"transform": [{"filter": "datum."}]}, "cannot be drawn as Vega-Lite: Unexpected"),
    ],
)
def test_a_bad_specification_is_one_line(spec: dict[str, Any], fault: str) -> None:
    with pytest.raises(InputError, match=r"^made\.rq: .+") as bad:
        own_picture(own(spec), "svg")
    assert fault in str(bad.value)
    assert own_picture(own(BAR), "svg")  # the next one is drawn all the same


def test_a_specification_that_makes_rows_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing_process, "SECONDS", 4.0)
    making: list[dict[str, Any]] = [
        {"calculate": "sequence(0, 1e7)", "as": "x"},
        {"flatten": ["x"]},
        {"calculate": "sequence(0, 1e7)", "as": "x"},
        {"flatten": ["x"]},
    ]
    with pytest.raises(InputError, match="takes more than 4 s or too much memory"):
        own_picture(own(BAR | {"transform": making}), "svg")
    monkeypatch.undo()
    assert own_picture(own(BAR), "svg")


def test_rows_are_objects_with_numbers() -> None:
    assert rows_of(own(BAR, ("x", 3), ("y", None))) == [
        {"city": "x", "n": 3.0},
        {"city": "y", "n": None},
    ]


def test_every_shipped_specification_is_drawn(engine: Engine) -> None:
    questions = [one for one in find_questions(Workspace()).values() if one.chart]
    assert len(questions) >= 3
    for question in questions:
        result = answer_question(engine, question, question.in_language("ko"))
        assert len(texts(own_picture(result, "svg", "ko"))) > 5, question.name
