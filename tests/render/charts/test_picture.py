"""The chart of every view is a picture, too."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from kembar.queries.answer import Answer
from kembar.render.charts.picture import picture
from tests.render.charts.charting import answer
from tests.render.charts.test_chart import BARS, PLACES, TIMES

pytestmark = pytest.mark.integration

GROUPS = answer("bar", "a group n", ("x", "before", 1), ("x", "after", 2))
SAME = answer("bar", "a n", ("x", 1), ("x", 2))


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (BARS, {"budget", "1,234", "the count"}),
        (GROUPS, {"x", "before", "after"}),
        (SAME, {"x", "x (2)"}),
        (TIMES, {"MoU"}),
        (PLACES, set()),
    ],
    ids=["bars", "groups", "same", "timeline", "map"],
)
def test_a_picture_has_the_words_of_the_answer(drawn: Answer, words: set[str]) -> None:
    svg = picture(drawn, "svg")
    assert svg
    root = ElementTree.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert root[0].text == "What?"
    assert words <= {one.text for one in root.iter()}


def test_places_stand_on_the_land() -> None:
    svg = picture(PLACES, "svg")
    assert svg
    paths = [one.attrib for one in ElementTree.fromstring(svg).iter() if one.tag.endswith("}path")]
    assert max(len(one["d"]) for one in paths) > 10_000
    assert (picture(PLACES, "png") or b"").startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "drawn",
    [
        answer("table", "a n", ("x", 1)),
        answer("bar", "a n", ("x", None)),
        answer("timeline", "a start", ("x", "n.d.")),
        answer("map", "a latitude longitude", ("x", "91", "0")),
        Answer(("a",), []),
    ],
)
def test_there_is_no_picture_without_drawable_rows(drawn: Answer) -> None:
    assert picture(drawn, "svg") is None
