"""A time line shows the precision of each date, and never more."""

from __future__ import annotations

import pytest

from kembar.queries.answer import Answer
from kembar.render.charts.timeline import MOST_KINDS, MOST_NAMED, timeline
from tests.render.charts.charting import Element, answer, elements

COVID = ("COVID-19", "2020-03-11", "2023-05-05")


def drawn(
    one: Answer, language: str = "en", *bands: tuple[str, str, str]
) -> tuple[list[Element], str]:
    result = timeline(one, language, bands)
    assert result
    return elements(result[0]), result[1]


def times(*rows: tuple[str | None, ...]) -> Answer:
    return answer("timeline", "thing start end what", *rows)


def marks(chart: list[Element], css: str) -> list[Element]:
    """The marks of a class that stand in lanes; those of the legend have no place."""
    return [one for one in chart if css in one.classes and one.name == "i" and one.left]


def test_a_day_is_a_filled_dot_and_a_year_a_span() -> None:
    chart, _ = drawn(times(("x", "2015-05-20", "2015-05-20", ""), ("y", "2016", "2016", "")))
    day, year = marks(chart, "dot")
    assert ("plan" in day.classes, "plan" in year.classes) == (False, True)
    (span,) = marks(chart, "maybe")
    assert span.left < year.left < span.left + span.width


def test_sources_that_agree_give_the_most_exact_date() -> None:
    chart, _ = drawn(times(("x", "2015; 2015-05-20", "2016-01-01", "")))
    assert not marks(chart, "maybe")


def test_an_unknown_end_is_open() -> None:
    open_end, known_end = (
        drawn(times(("x", "2015-05-20", end, "")))[0] for end in (None, "2016-05-20")
    )
    assert marks(open_end, "open")
    assert not marks(known_end, "open")


def test_a_stay_reaches_from_beginning_to_end() -> None:
    chart, _ = drawn(times(("x", "2014-01-01", "2015-12-31", ""), ("y", "2014", "2017", "")))
    assert next(one for one in chart if "stay" in one.classes).width == pytest.approx(50, abs=0.2)


def test_kinds_differ_in_colour_and_are_explained() -> None:
    chart, alternative = drawn(
        times(("x", "2015", None, "agreement"), ("y", "2016", None, "activity"))
    )
    assert len({frozenset(mark.classes) for mark in marks(chart, "dot")}) == 2
    assert {"agreement", "activity"} <= {one.text for one in chart}
    assert alternative == "Timeline of 2 entries, from 2015 to 2016: agreement 1, activity 1."


def test_a_visible_band_is_shaded_and_named() -> None:
    one = times(("x", "2019-01-01", "2021-01-01", ""))
    chart, alternative = drawn(one, "id", COVID, ("Long ago", "1900", "1901"), ("Now", "2020", ""))
    assert [mark.text for mark in chart if "shade" in mark.classes] == ["COVID-19", "Now"]
    assert alternative.endswith("Diarsir: COVID-19, Now.")


def test_rows_without_a_date_are_counted() -> None:
    _, alternative = drawn(
        times(("x", "2015", None, ""), ("y", "n.d.", None, ""), ("z", None, None, ""))
    )
    assert alternative == "Timeline of 1 entry, from 2015 to 2015. Not shown, without a date: 2."


def test_equal_rows_are_drawn_once() -> None:
    assert drawn(times(*[("x", "2015", None, "a")] * 3))[1].startswith("Timeline of 1 entry")


def test_many_rows_share_the_lane_of_their_kind() -> None:
    kinds = 2 * MOST_KINDS
    rows = [(f"thing {n}", f"{1950 + n}", None, f"kind {n % kinds}") for n in range(MOST_NAMED + 1)]
    chart, alternative = drawn(times(*rows))
    assert len([one for one in chart if "lane" in one.classes]) == MOST_KINDS + 1
    assert f"Shown without a name, to save room: {len(rows)}." in alternative


def test_everything_stands_within_the_drawing() -> None:
    rows = [
        (f"A rather long name of {n}", f"{1950 + n}", None, f"kind {n % 12}") for n in range(75)
    ]
    for count in (1, 30, 75):
        chart, _ = drawn(times(*rows[:count]), "id", COVID)
        assert all(0 <= one.left <= one.left + one.width <= 100.2 for one in chart)


def test_the_ends_of_the_calendar_can_be_drawn() -> None:
    for year in ("0001", "9999"):
        assert drawn(times(("x", year, year, "")))[0]
    assert "from 1 to 9999" in drawn(times(("x", "0001-01-01", "9999-12-31", "")))[1]


def test_an_end_before_the_beginning_is_drawn() -> None:
    assert drawn(times(("x", "2016-05-01", "2015-05-01", "")))[1].startswith("Timeline of 1 entry")
