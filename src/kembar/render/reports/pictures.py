"""Charts of a report as pictures in PNG, for documents that hold no HTML."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from kembar.render.charts.picture import picture
from kembar.render.charts.texts import clean
from kembar.render.charts.vega import draw
from kembar.reports.report import Report, ReportPanel


def panel_picture(panel: ReportPanel, report: Report) -> bytes | None:
    """Return the chart of a panel as PNG; None where it has none.

    Args:
        panel: with an answer.
        report: that it is of.

    Raises:
        InputError: a specification of one's own that cannot be drawn.
    """
    return picture(panel.answer, "png", report.language)


def lanes_picture(marks: Iterable[tuple[str, date]]) -> bytes | None:
    """Return marks on a line of time as PNG, a lane for each of their kinds; None without any.

    Args:
        marks: the words of a lane, and a day.
    """
    values = [{"lane": clean(lane), "day": day.isoformat()} for lane, day in marks]
    if not values:
        return None
    lane = {"field": "lane", "type": "nominal", "title": None, "sort": None}
    spec: dict[str, Any] = {
        "mark": {"type": "point", "filled": True, "size": 70},
        "encoding": {
            "x": {"field": "day", "type": "temporal", "title": None},
            "y": lane,
            "shape": {**lane, "legend": None},
            "color": {**lane, "legend": None},
        },
    }
    return draw(spec, values, "png")
