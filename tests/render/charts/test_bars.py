"""Bars are proportional to the numbers, labelled and counted, and omitted rows are reported."""

from __future__ import annotations

import pytest

from kembar.queries.answer import Answer
from kembar.render.charts.bars import MOST_BARS, MOST_LABELS, bars
from tests.render.charts.charting import Element, answer, elements


def drawn(one: Answer, language: str = "en") -> tuple[list[Element], str]:
    result = bars(one, language)
    assert result
    return elements(result[0]), result[1]


def boxes(chart: list[Element]) -> list[Element]:
    return [one for one in chart if one.name == "i" and "sw" not in one.classes]


def texts(chart: list[Element]) -> list[str]:
    return [one.text for one in chart if one.text]


def test_a_bar_is_as_long_as_the_number_at_its_end() -> None:
    chart, alternative = drawn(answer("bar", "a n", ("x", 2000), ("y", 500)), "id")
    long, short = boxes(chart)
    assert long.width == pytest.approx(4 * short.width)
    assert [one.text for one in chart if "num" in one.classes] == ["2.000", "500"]
    assert (
        alternative
        == "Diagram batang: si n, menurut si a; 2 batang, dari x (2.000) sampai y (500)."
    )


def test_the_bars_have_the_headings_of_the_columns() -> None:
    assert texts(drawn(answer("bar", "a n", ("x", 1)))[0])[:2] == ["the a", "the n"]


def test_a_single_bar_has_a_sentence_of_its_own() -> None:
    assert drawn(answer("bar", "a n", ("x", 7)))[1] == "One bar: the n, by the a; x (7)."


def test_bars_have_the_order_of_the_answer() -> None:
    chart, _ = drawn(answer("bar", "a n", ("z", 1), ("a", 5), ("m", 3)))
    assert [text for text in texts(chart) if len(text) == 1 and text.isalpha()] == ["z", "a", "m"]


def test_bars_beyond_the_limit_are_counted() -> None:
    rows = [(f"row {n}", 100 - n) for n in range(MOST_LABELS + 12)]
    chart, alternative = drawn(answer("bar", "a n", *rows))
    assert len(boxes(chart)) == MOST_LABELS
    assert "and 12 more" in texts(chart)
    assert alternative.endswith("Not shown, further down the list: 12.")


def test_rows_without_a_number_are_counted() -> None:
    chart, alternative = drawn(
        answer("bar", "a n", ("x", 1), ("y", "unknown"), ("z", None), ("w", 0))
    )
    assert len(boxes(chart)) == 2
    assert alternative.endswith("Not shown, without a number: 2.")


def test_bars_of_a_label_differ_and_have_a_legend() -> None:
    rows = [(k, g, n) for n, k in enumerate("xy", 1) for g in ("before", "during", "after")]
    chart, alternative = drawn(answer("bar", "a group n", *rows))
    key = [one.classes - {"sw"} for one in chart if "sw" in one.classes]
    assert [bar.classes for bar in boxes(chart)] == key * 2
    assert len(set(map(frozenset, key))) == 3
    assert texts(chart).count("x") == 1
    assert "6 bars for 2" in alternative
    assert "Groups: before, during, after." in alternative


def test_grouped_bars_fit_a_page() -> None:
    """Bars of further groups are counted."""
    rows = [(f"row {n}", f"group {g}", 1) for n in range(30) for g in range(10)]
    chart, alternative = drawn(answer("bar", "a group n", *rows))
    assert len(boxes(chart)) <= MOST_BARS
    assert "Not shown, of other groups: 60." in alternative


def test_a_negative_number_is_hollow() -> None:
    below, above = boxes(drawn(answer("bar", "a n", ("x", -5), ("y", 5)))[0])
    assert (below.width, "hollow" in below.classes) == (100, True)
    assert (above.width, "hollow" in above.classes) == (100, False)


def test_only_noughts_can_be_drawn() -> None:
    assert [box.width for box in boxes(drawn(answer("bar", "a n", ("x", 0)))[0])] == [0]
