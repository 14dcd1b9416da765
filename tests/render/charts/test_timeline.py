"""A timeline shows the precision of each date, and never more."""

from __future__ import annotations

import pytest

from kembar.queries.answer import Answer
from kembar.render.charts.drawing import LOOKS, WIDTH, Box, Drawing, Item, Line, Mark, Writing
from kembar.render.charts.timeline import LOOSE, MOST_LINES, SHADE, timeline
from tests.render.charts.charting import answer

COVID = ("COVID-19", "2020-03-11", "2023-05-05")


def drawn(one: Answer, language: str = "en", *bands: tuple[str, str, str]) -> tuple[Drawing, str]:
    result = timeline(one, language, bands)
    assert result
    return result


def times(*rows: tuple[str | None, ...]) -> Answer:
    return answer("timeline", "thing start end what", *rows)


def lines_of(drawing: Drawing) -> list[Item]:
    """Return the items of the rows, which follow the line above the years."""
    axis = max(
        n
        for n, item in enumerate(drawing.items)
        if isinstance(item, Line) and item.points[1][0] == WIDTH
    )
    return drawing.items[axis + 1 :]


def test_a_day_is_a_filled_mark_and_a_year_a_span() -> None:
    drawing, _ = drawn(times(("x", "2015-05-20", "2015-05-20", ""), ("y", "2016", "2016", "")))
    day, year = [item for item in lines_of(drawing) if isinstance(item, Mark)]
    assert (day.hollow, year.hollow) == (False, True)
    (span,) = [item for item in lines_of(drawing) if isinstance(item, Box)]
    assert span.look == LOOSE
    assert span.x < year.x < span.x + span.width


def test_sources_that_agree_give_the_most_exact_date() -> None:
    drawing, _ = drawn(times(("x", "2015; 2015-05-20", "2016-01-01", "")))
    assert not [item for item in lines_of(drawing) if isinstance(item, Box) and item.look == LOOSE]


def test_an_unknown_end_is_open() -> None:
    open_end, known_end = (
        lines_of(drawn(times(("x", "2015-05-20", end, "")))[0]) for end in (None, "2016-05-20")
    )
    assert any(isinstance(item, Line) and item.dashed for item in open_end)
    assert not any(isinstance(item, Line) and item.dashed for item in known_end)


def test_the_certain_time_is_a_bar() -> None:
    """From the last day on which it may have begun to the first on which it may have ended."""
    drawing, _ = drawn(times(("x", "2014-01-01", "2018-12-31", "a"), ("y", "2014", "2018", "a")))
    whole, certain = [i for i in lines_of(drawing) if isinstance(i, Box) and i.look == LOOKS[0]]
    assert certain.width / whole.width == pytest.approx(3 / 5, abs=0.01)


def test_categories_differ_in_shape_and_are_explained() -> None:
    drawing, alternative = drawn(
        times(("x", "2015", None, "agreement"), ("y", "2016", None, "activity"))
    )
    marks = [item for item in lines_of(drawing) if isinstance(item, Mark)]
    assert len({mark.shape for mark in marks}) == 2
    assert {"agreement", "activity"} <= {i.text for i in drawing.items if isinstance(i, Writing)}
    assert alternative == "Timeline of 2 entries, from 2015 to 2016: agreement 1, activity 1."


def test_a_visible_band_is_shaded_and_named() -> None:
    one = times(("x", "2019-01-01", "2021-01-01", ""))
    drawing, alternative = drawn(
        one, "id", COVID, ("Long ago", "1900", "1901"), ("Now", "2020", "")
    )
    assert [item.look for item in drawing.items if isinstance(item, Box)][:2] == [SHADE] * 2
    assert alternative.endswith("Diarsir: COVID-19, Now.")


def test_rows_without_a_date_are_counted() -> None:
    _, alternative = drawn(
        times(("x", "2015", None, ""), ("y", "n.d.", None, ""), ("z", None, None, ""))
    )
    assert alternative == "Timeline of 1 entry, from 2015 to 2015. Not shown, without a date: 2."


def test_equal_rows_are_drawn_once() -> None:
    assert drawn(times(*[("x", "2015", None, "a")] * 3))[1].startswith("Timeline of 1 entry")


def test_many_rows_share_lines_and_unnamed_are_counted() -> None:
    rows = [(f"thing {n}", f"2015-05-{n % 28 + 1:02d}", None, "a") for n in range(3 * MOST_LINES)]
    drawing, alternative = drawn(times(*rows))
    names = {item.text for item in drawing.items if isinstance(item, Writing)}
    unnamed = sum(1 for label, *_ in rows if label not in names)
    assert unnamed
    assert f"Shown without a name, to save room: {unnamed}." in alternative


def test_everything_stands_within_the_drawing() -> None:
    rows = [
        (f"A rather long name of {n}", f"{1950 + n}", None, f"kind {n % 12}") for n in range(75)
    ]
    for count in (1, 30, 75):
        drawing, _ = drawn(times(*rows[:count]), "id", COVID)
        for item in drawing.items:
            if isinstance(item, Box):
                assert -0.1 <= item.x <= item.x + item.width <= WIDTH
                assert 0 <= item.y <= item.y + item.height <= drawing.height


def test_the_ends_of_the_calendar_can_be_drawn() -> None:
    for year in ("0001", "9999"):
        assert drawn(times(("x", year, year, "")))[0].height
    assert "from 1 to 9999" in drawn(times(("x", "0001-01-01", "9999-12-31", "")))[1]


def test_a_short_time_has_months_at_its_axis() -> None:
    drawing, _ = drawn(times(("x", "2015-05-20", "2015-07-01", "")))
    assert "2015-04" in {item.text for item in drawing.items if isinstance(item, Writing)}


def test_an_end_before_the_beginning_is_drawn() -> None:
    assert drawn(times(("x", "2016-05-01", "2015-05-01", "")))[1].startswith("Timeline of 1 entry")
