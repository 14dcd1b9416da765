"""Looks and shapes can be told apart without colour, and a key explains them."""

from __future__ import annotations

import pytest

from kembar.render.charts.drawing import (
    LOOKS,
    SHAPES,
    WIDTH,
    Area,
    Box,
    Drawing,
    Mark,
    Writing,
    categories,
)
from kembar.render.charts.text_metrics import width


def grey(colour: str) -> float:
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue


def test_looks_differ_in_grey_or_in_hatching() -> None:
    for number, look in enumerate(LOOKS):
        for other in LOOKS[:number]:
            assert look.hatch != other.hatch or abs(grey(look.colour) - grey(other.colour)) > 0.12


def test_a_key_wraps_as_words_do() -> None:
    drawing = Drawing()
    entries = [
        ([Box(-8, -4, 16, 8, LOOKS[0]), Mark(0, 0)], f"a category called {n}") for n in range(9)
    ]
    bottom = drawing.key(entries, 2, 2)
    words = [item for item in drawing.items if isinstance(item, Writing)]
    assert len(words) == 9
    assert len({item.y for item in words}) > 1
    assert all(item.x + width(item.text, item.size) <= WIDTH for item in words)
    assert max(item.y for item in words) < bottom
    assert drawing.key([], 2, 7) == 7


def test_a_key_shows_small_things_only() -> None:
    with pytest.raises(TypeError, match="Area"):
        Drawing().key([([Area(())], "land")], 0, 0)


def test_rare_categories_beyond_the_shapes_are_other() -> None:
    """The most frequent ones stay."""
    kinds = [f"kind {n}" for n in range(12) for _ in range(12 - n)]
    names = categories(kinds, "other")
    assert len(set(names)) == len(SHAPES)
    assert names[0] == "kind 0"
    assert names[-1] == "other"


def test_a_missing_category_is_other_unless_all_miss_it() -> None:
    assert categories(["a", ""], "other") == ["a", "other"]
    assert categories(["", ""], "other") == ["", ""]
    assert categories([], "other") == []
