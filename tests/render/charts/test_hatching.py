"""Hatching stays within its surface, differs by its letter, and joins over surfaces that touch."""

from __future__ import annotations

import pytest

from kembar.render.charts.drawing import LOOKS
from kembar.render.charts.hatching import SPACING, strokes
from kembar.render.charts.timeline import LOOSE


@pytest.mark.parametrize("hatch", sorted(SPACING))
def test_strokes_stay_within_the_surface_and_cover_it(hatch: str) -> None:
    drawn = list(strokes(10, 20, 60, 12, hatch))
    assert len(drawn) >= 3
    for (x1, y1), (x2, y2) in drawn:
        assert 10 <= min(x1, x2) <= max(x1, x2) <= 70
        assert 20 - 1e-9 <= min(y1, y2) <= max(y1, y2) <= 32 + 1e-9
        assert (x1, y1) != (x2, y2)


def test_each_letter_is_drawn_in_its_own_way() -> None:
    assert len({tuple(strokes(0, 0, 30, 30, hatch)) for hatch in SPACING}) == len(SPACING)
    assert all(rises for (x1, y1), (x2, y2) in strokes(0, 0, 30, 30, "/") if (rises := y2 < y1))
    assert {look.hatch for look in (*LOOKS, LOOSE)} - {""} == set(SPACING)
    with pytest.raises(KeyError):
        list(strokes(0, 0, 30, 30, "////"))


def test_surfaces_that_touch_are_hatched_as_one() -> None:
    whole = {stroke[0][0] for stroke in strokes(0, 0, 30, 9, "|")}
    halves = {s[0][0] for x in (0, 15) for s in strokes(x, 0, 15, 9, "|")}
    assert whole - halves <= {15.0}
    assert halves <= whole


def test_plain_or_tiny_surfaces_have_no_strokes() -> None:
    assert list(strokes(0, 0, 30, 30, "")) == []
    assert list(strokes(0.1, 0.1, 0, 0, "|")) == []
