"""A map shows the part of the world with the places, and is never empty."""

from __future__ import annotations

from itertools import combinations

import pytest
from kembar.render.charts.drawing import STAR, WIDTH, Area, Drawing, Line, Mark, Writing
from kembar.render.charts.map import HIGH, LOW, MOST_NAMES, place_map
from kembar.render.charts.text_metrics import width

from kembar.queries.answer import Answer
from tests.render.charts.charting import answer

BANDUNG, SEOUL, JAKARTA = (
    ("Bandung", "-6.9", "107.6"),
    ("Seoul", "37.6", "127"),
    ("Jakarta", "-6.2", "106.8"),
)
HONOLULU, AUCKLAND = ("Honolulu", "21.3", "-157.9"), ("Auckland", "-36.8", "174.8")


def places(*rows: tuple[str | None, ...]) -> Answer:
    return answer("map", "place latitude longitude", *rows)


def drawn(one: Answer, language: str = "en", home: str = "") -> tuple[Drawing, str]:
    result = place_map(one, language, home)
    assert result
    return result


def marks(drawing: Drawing) -> list[Mark]:
    return [item for item in drawing.items if isinstance(item, Mark)]


@pytest.mark.parametrize(
    "rows",
    [(BANDUNG,), (BANDUNG, JAKARTA), (BANDUNG, SEOUL), (SEOUL, HONOLULU, AUCKLAND),
     (("S", "-90", "180"), ("N", "90", "-180"), ("E", "0", "90"), ("W", "0", "-90"))],
)  # fmt: skip
def test_all_places_are_within_and_there_is_land(rows: tuple[tuple[str, str, str], ...]) -> None:
    drawing, alternative = drawn(places(*rows))
    assert len(marks(drawing)) == len(rows)
    assert all(0 <= m.x <= WIDTH and 0 <= m.y <= drawing.height for m in marks(drawing))
    assert LOW <= drawing.height <= HIGH + 2
    (land,) = [item for item in drawing.items if isinstance(item, Area)]
    corners = [point for ring in land.rings for point in ring]
    assert all(-0.1 <= x <= WIDTH + 0.1 and -0.1 <= y <= drawing.height for x, y in corners)
    assert alternative.startswith(f"Map of {len(rows)} place")


def test_near_places_are_drawn_apart() -> None:
    one, other = marks(drawn(places(BANDUNG, JAKARTA))[0])
    assert abs(one.x - other.x) > 10


def test_places_across_the_date_line_are_near() -> None:
    honolulu, auckland = marks(drawn(places(HONOLULU, AUCKLAND))[0])
    assert 0 < honolulu.x - auckland.x < WIDTH


def test_lines_go_from_home_to_the_others() -> None:
    drawing, alternative = drawn(places(BANDUNG, SEOUL, JAKARTA), "id", "Bandung")
    star = next(mark for mark in marks(drawing) if mark.shape == STAR)
    lines = [item for item in drawing.items if isinstance(item, Line) and len(item.points) == 2]
    assert [line.points[0] for line in lines] == [(star.x, star.y)] * 2
    assert alternative == "Peta 3 tempat. Garis ditarik dari Bandung ke tempat lainnya."


def test_an_unknown_home_changes_nothing() -> None:
    assert drawn(places(BANDUNG, SEOUL), home="Paris") == drawn(places(BANDUNG, SEOUL))


def test_a_home_alone_is_marked() -> None:
    assert drawn(places(BANDUNG), home="Bandung")[1] == "Map of 1 place. A star marks Bandung."


def test_kinds_differ_in_shape() -> None:
    """A place of two kinds is drawn once."""
    rows = [("A", "1", "1", "sister", "X"), ("B", "9", "9", "friend", "X"), ("B", "9", "9", "sister", "X"),
            ("C", "5", "5", None, "Y")]  # fmt: skip
    drawing, alternative = drawn(answer("map", "place latitude longitude kind country", *rows))
    key, points = marks(drawing)[:3], marks(drawing)[3:]
    assert len({mark.shape for mark in key}) == 3
    assert len(points) == 3
    assert alternative == "Map of 3 places in 2 countries: sister 1, friend + sister 1, other 1."


def test_places_without_valid_coordinates_are_counted() -> None:
    rows = (BANDUNG, ("x", None, "1"), ("y", "north", "1"), ("z", "1", "181"), ("w", "nan", "1"))
    assert drawn(places(*rows))[1] == "Map of 1 place. Not shown, without coordinates: 4."


def test_names_touch_neither_each_other_nor_the_edge() -> None:
    rows = [(f"Place {n}", str(n * 37 % 50 - 10), str(n * 53 % 100)) for n in range(120)]
    drawing, alternative = drawn(places(*rows))
    names = [item for item in drawing.items if isinstance(item, Writing)]
    assert 5 < len(names) <= MOST_NAMES
    assert f"Shown without a name, to save room: {120 - len(names)}." in alternative
    boxes = [(n.x - width(n.text, n.size) / 2, n.x + width(n.text, n.size) / 2, n.y) for n in names]
    assert all(left > 0 and right < WIDTH for left, right, _ in boxes)
    for one, other in combinations(boxes, 2):
        assert one[1] <= other[0] or other[1] <= one[0] or abs(one[2] - other[2]) >= 8
