"""Bars are proportional to the numbers, labelled and counted, and omitted rows are reported."""

from __future__ import annotations

import pytest

from kembar.queries.answer import Answer
from kembar.render.charts.bars import LABEL_ROOM, MOST_BARS, MOST_LABELS, bars
from kembar.render.charts.drawing import WIDTH, Box, Drawing, Writing
from tests.render.charts.charting import answer


def drawn(one: Answer, language: str = "en") -> tuple[Drawing, str]:
    result = bars(one, language)
    assert result
    return result


def boxes(drawing: Drawing) -> list[Box]:
    return [item for item in drawing.items if isinstance(item, Box)]


def texts(drawing: Drawing) -> list[str]:
    return [item.text for item in drawing.items if isinstance(item, Writing)]


def test_a_bar_is_as_long_as_the_number_at_its_end() -> None:
    drawing, alternative = drawn(answer("bar", "a n", ("x", 2000), ("y", 500)), "id")
    long, short = boxes(drawing)
    assert long.width == pytest.approx(4 * short.width)
    assert [text for text in texts(drawing) if text[0].isdigit()] == ["2.000", "500"]
    assert (
        alternative
        == "Diagram batang: si n, menurut si a; 2 batang, dari x (2.000) sampai y (500)."
    )


def test_the_axes_have_the_headings_of_the_columns() -> None:
    assert texts(drawn(answer("bar", "a n", ("x", 1)))[0])[:2] == ["the a", "the n"]


def test_a_single_bar_has_a_sentence_of_its_own() -> None:
    assert drawn(answer("bar", "a n", ("x", 7)))[1] == "One bar: the n, by the a; x (7)."


def test_bars_have_the_order_of_the_answer() -> None:
    drawing, _ = drawn(answer("bar", "a n", ("z", 1), ("a", 5), ("m", 3)))
    assert [text for text in texts(drawing) if len(text) == 1 and text.isalpha()] == ["z", "a", "m"]


def test_bars_beyond_the_limit_are_counted() -> None:
    rows = [(f"row {n}", 100 - n) for n in range(MOST_LABELS + 12)]
    drawing, alternative = drawn(answer("bar", "a n", *rows))
    assert len(boxes(drawing)) == MOST_LABELS
    assert "and 12 more" in texts(drawing)
    assert alternative.endswith("Not shown, further down the list: 12.")


def test_rows_without_a_number_are_counted() -> None:
    drawing, alternative = drawn(
        answer("bar", "a n", ("x", 1), ("y", "unknown"), ("z", None), ("w", 0))
    )
    assert len(boxes(drawing)) == 2
    assert alternative.endswith("Not shown, without a number: 2.")


def test_bars_of_a_label_differ_in_black_and_white() -> None:
    rows = [(k, g, n) for n, k in enumerate("xy", 1) for g in ("before", "during", "after")]
    drawing, alternative = drawn(answer("bar", "a group n", *rows))
    key, bars_drawn = boxes(drawing)[:3], boxes(drawing)[3:]
    assert len(bars_drawn) == 6
    assert [bar.look for bar in bars_drawn] == [one.look for one in key] * 2
    assert len({(one.look.hatch, one.look.colour) for one in key}) == 3
    assert texts(drawing).count("x") == 1
    assert "6 bars for 2" in alternative
    assert "Groups: before, during, after." in alternative


def test_grouped_bars_fit_a_page() -> None:
    """Bars of further groups are counted."""
    rows = [(f"row {n}", f"group {g}", 1) for n in range(30) for g in range(10)]
    drawing, alternative = drawn(answer("bar", "a group n", *rows))
    assert len(boxes(drawing)) <= MOST_BARS + 8
    assert "Not shown, of other groups: 60." in alternative


def test_a_negative_number_reaches_to_the_left() -> None:
    below, above = boxes(drawn(answer("bar", "a n", ("x", -5), ("y", 5)))[0])
    assert below.x + below.width == pytest.approx(above.x)
    assert below.x > 0


def test_only_noughts_can_be_drawn() -> None:
    assert [box.width for box in boxes(drawn(answer("bar", "a n", ("x", 0)))[0])] == [0]


def test_a_long_label_leaves_room_for_the_bars() -> None:
    drawing, _ = drawn(answer("bar", "a n", ("long " * 60, 1)))
    assert any(text.endswith("…") for text in texts(drawing))
    (bar,) = boxes(drawing)
    assert bar.x <= LABEL_ROOM + 8
    assert bar.x + bar.width < WIDTH
