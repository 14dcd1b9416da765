"""The time line of a report's first page as a picture, for documents that hold no HTML."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from kembar.render.charts.texts import clean
from kembar.render.charts.vega import draw


def lanes_picture(marks: Iterable[tuple[str, date]]) -> bytes | None:
    """Return marks on a line of time as PNG, a lane for each of their kinds; None without any.

    Args:
        marks: the words of a lane, and a day.
    """
    values = [{"lane": clean(lane), "day": day.isoformat()} for lane, day in marks]
    if not values:
        return None
    lane = {"field": "lane", "type": "nominal", "sort": None}
    spec: dict[str, Any] = {
        "mark": {"type": "point", "filled": True, "size": 70},
        "encoding": {
            "x": {"field": "day", "type": "temporal", "title": None},
            "y": {**lane, "title": None},
            "shape": {**lane, "legend": None},
            "color": {**lane, "legend": None},
        },
    }
    return draw(spec, values, "png")
