"""A drawing is an SVG element that depends on nothing but the drawing."""

from __future__ import annotations

import logging
import re

import matplotlib
import pytest

from kembar.render.charts.drawing import (
    LOOKS,
    SHAPES,
    STAR,
    Area,
    Box,
    Drawing,
    Line,
    Mark,
    Writing,
)
from kembar.render.charts.svg import inline_svg

ALL = Drawing(
    100,
    [
        *(Box(20.0 * n, 5, 15, 15, look) for n, look in enumerate(LOOKS)),
        *(Mark(20.0 * n, 30, shape, hollow=bool(n % 2)) for n, shape in enumerate((*SHAPES, STAR))),
        Line(((0, 40), (50, 45)), dashed=True),
        Area((((0, 50), (50, 50), (50, 90)), ((30, 60), (40, 60), (40, 70)))),
        Writing(10, 95, "서울 & $\\alpha$ <b>"),
    ],
)


def test_every_item_is_drawn() -> None:
    svg = inline_svg(ALL, "q", "T", "A")
    hatched = len([look for look in LOOKS if look.hatch])
    assert svg.count("stroke-width: 0.6") >= len(LOOKS) + hatched
    assert "<pattern" not in svg
    assert svg.count("<use") == len(SHAPES) + 1
    assert "서울 &amp; $\\alpha$ &lt;b&gt;" in svg
    assert len(svg) < 30_000


def test_a_narrow_hatched_surface_is_drawn() -> None:
    narrow = [Box(0.5, 0.5, 0.1, 0.1, look) for look in LOOKS]
    assert inline_svg(Drawing(9, narrow), "q", "T", "A").count("<path") >= len(LOOKS)


def test_own_settings_of_matplotlib_stay_and_do_nothing() -> None:
    before = inline_svg(ALL, "q", "T", "A")
    own = {"font.size": 30, "svg.fonttype": "path", "path.sketch": (1, 100, 2)}
    with matplotlib.rc_context(own):
        assert inline_svg(ALL, "q", "T", "A") == before
        assert matplotlib.rcParams["font.size"] == 30


def test_no_missing_font_is_requested(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "matplotlib"):
        svg = inline_svg(ALL, "q", "T", "A")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert "'DejaVu Sans', 'Noto Sans CJK KR', sans-serif" in svg


def test_title_and_alternative_are_escaped() -> None:
    """The name becomes part of an id."""
    svg = inline_svg(Drawing(10), "my question é", "<T>", '"&')
    assert ">&lt;T&gt;</title>" in svg
    assert '>"&amp;</desc>' in svg
    (key,) = set(re.findall(r'id="(.+?)-title"', svg))
    assert re.fullmatch(r"chart-my-question---[0-9a-f]{8}", key)
