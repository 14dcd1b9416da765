"""Lines between places follow the globe and never run across the whole map."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kembar.render.maps.great_circle import great_circle

BANDUNG, SEOUL, HONOLULU, LONDON = (107.6, -6.9), (127.0, 37.6), (-157.9, 21.3), (-0.1, 51.5)


@pytest.mark.parametrize(
    ("start", "end", "stretches"),
    [(BANDUNG, SEOUL, 1), (SEOUL, LONDON, 1), (SEOUL, HONOLULU, 2), (HONOLULU, SEOUL, 2)],
)
def test_a_line_is_cut_at_the_antimeridian(
    start: tuple[float, float], end: tuple[float, float], stretches: int
) -> None:
    line = great_circle(start, end)
    assert len(line) == stretches
    assert line[0][0] == start
    assert line[-1][-1] == end
    steps = [abs(b[0] - a[0]) for stretch in line for a, b in pairwise(stretch)]
    assert max(steps) < 180
    if stretches == 2:
        assert abs(line[0][-1][0]) == abs(line[1][0][0]) == 180
        assert line[0][-1][1] == line[1][0][1]


def test_the_way_to_london_leads_north() -> None:
    """From Seoul, 4,600 km north of the equator, it passes over northern Siberia."""
    assert max(north for _, north in great_circle(SEOUL, LONDON)[0]) > 60


def test_antipodes_and_one_place_are_joined() -> None:
    assert great_circle((10, 20), (-170, -20))
    assert great_circle(SEOUL, SEOUL) == [[SEOUL, SEOUL]]
