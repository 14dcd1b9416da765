"""Labels share lines without touching, and names are distributed evenly."""

from __future__ import annotations

from kembar.render.charts.label_rows import Extent, Spot, spots


def span(thing: Extent, spot: Spot) -> tuple[float, float]:
    left = thing.name if spot.side == "left" else 0
    right = thing.name if spot.side == "right" else 0
    return thing.start - left, thing.end + right


def test_no_two_things_of_a_line_touch() -> None:
    things = [Extent(x % 397, x % 397 + 10, 40) for x in range(0, 4000, 37)]
    positions = spots(things, 0, 450, 30)
    spans = [(spot.line, *span(t, spot)) for t, spot in zip(things, positions, strict=True)]
    for number, (line, start, end) in enumerate(spans):
        for other_line, other_start, other_end in spans[:number]:
            assert line != other_line or end <= other_start or start >= other_end
    assert len({spot.line for spot in positions}) <= 30


def test_a_name_stands_where_there_is_room() -> None:
    (first, last) = spots([Extent(0, 10, 50), Extent(90, 99, 50)], 0, 100, 5)
    assert (first.side, last.side) == ("right", "left")
    assert spots([Extent(40, 60, 90)], 0, 100, 5) == [Spot(0, "")]


def test_names_are_spread_over_all_things() -> None:
    positions = spots([Extent(50, 60, 30)] * 40, 0, 100, 10)
    named = [place for place, spot in enumerate(positions) if spot.side]
    assert len(named) == 10
    assert max(named) >= 30
    assert len({spot.line for spot in positions}) == 40


def test_lines_are_in_the_order_of_what_begins_them() -> None:
    assert [s.line for s in spots([Extent(9, 12, 0), Extent(5, 12, 0)], 0, 50, 5)] == [1, 0]
