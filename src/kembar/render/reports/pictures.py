"""Charts of a report as pictures in PNG, for documents that hold no HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kembar.queries.answer import Answer
from kembar.queries.chart_spec import spec_of
from kembar.render.charts.cell_values import number
from kembar.render.charts.events import events_of
from kembar.render.charts.texts import clean
from kembar.render.charts.vega import CONFIG, draw
from kembar.render.design.icons import symbols
from kembar.reports.report import Report, ReportPanel

_TOKENS = Path(__file__).parents[1] / "design" / "tokens.css"

_COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})\b")

_SVG = re.compile(r"<svg\b(?:(?!class=\"i\b)[^>])*role=\"img\".*?</svg>", re.DOTALL)
"""The drawings of a chart, without the icons of its legend."""

_MOST_BARS = 30

_FAULTS = (ValueError, BaseExceptionGroup)
"""Errors of the library that draws."""


def panel_picture(panel: ReportPanel, report: Report, html: str) -> bytes | None:
    """Return the chart of a panel as PNG; None where it has none that is a picture.

    Args:
        panel: with a chart.
        report: that it is of.
        html: its chart for a page, of which a map is taken.
    """
    question, answer = panel.question, panel.answer
    if question.chart:
        return draw(spec_of(question), answer, "png", report.language)
    match question.view:
        case "map":
            return _map(html)
        case "bar":
            return _bars(answer, report.language)
        case "timeline":
            return _timeline(answer)
    return None


def _map(html: str) -> bytes | None:
    """The map of the world, without its inset, in the light colours."""
    import vl_convert

    drawing = _SVG.search(html)
    if drawing is None:
        return None
    svg = drawing[0].replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    head, bracket, rest = svg.partition(">")
    icons = "".join(symbols()[f"k{n}"] for n in range(1, 7))
    whole = f"{head}{bracket}<style>{_style()}</style><defs>{icons}</defs>{rest}"
    try:
        return bytes(vl_convert.svg_to_png(whole, scale=2))
    except _FAULTS:
        return None


@cache
def _style() -> str:
    colours = dict(_COLOUR.findall(_TOKENS.read_text("utf-8")))
    kinds = "".join(f".k{n}{{color:{colours[f'k{n}']};fill:currentColor}}" for n in range(1, 7))
    return (
        f"svg{{color:{colours['ink']}}}.land{{fill:{colours['land']}}}"
        f".arc{{fill:none;stroke:{colours['edge']};stroke-width:.8}}"
        f".lead{{fill:none;stroke:{colours['ink-3']};stroke-width:.7}}"
        f".frame{{fill:none;stroke:{colours['ink-3']}}}.pt{{fill:currentColor}}"
        f".hollow{{fill:#fff;stroke:currentColor;stroke-width:2}}"
        f".stroke{{stroke:currentColor;stroke-width:2}}.small{{display:none}}"
        f"{kinds}.me{{color:{colours['ink']}}}"
        "text{font:11.5px 'Noto Sans','Noto Sans CJK KR','DejaVu Sans',sans-serif;"
        f"fill:{colours['ink']}}}"
    )


def _bars(answer: Answer, language: str) -> bytes | None:
    """The bars of an answer; of rows with several numbers, the first."""
    columns = [
        n
        for n in range(1, len(answer.columns))
        if any(number(row[n]) is not None for row in answer.rows)
    ]
    if not columns:
        return None
    length = columns[0]
    rows = [row for row in answer.rows if number(row[length]) is not None][:_MOST_BARS]
    spec: dict[str, Any] = {
        "mark": "bar",
        "encoding": {
            "y": {"field": answer.columns[0], "type": "nominal", "sort": None},
            "x": {"field": answer.columns[length], "type": "quantitative", "aggregate": "sum"},
        },
    }
    if "group" in answer.columns:
        spec["encoding"]["color"] = {"field": "group", "type": "nominal"}
    return draw(spec, answer._replace(rows=rows), "png", language)


def _timeline(answer: Answer) -> bytes | None:
    """The entries of an answer by the first day on which each may have begun."""
    events = [one for one in events_of(answer) if one.start or one.end]
    return lanes_picture((one.what, date.fromordinal(one.reach[0])) for one in events)


def lanes_picture(marks: Iterable[tuple[str, date]]) -> bytes | None:
    """Return marks on a line of time as PNG, a lane for each of their kinds; None without any.

    Args:
        marks: the words of a lane, and a day.
    """
    import vl_convert

    values = [{"lane": clean(lane), "day": day.isoformat()} for lane, day in marks]
    if not values:
        return None
    lane = {"field": "lane", "type": "nominal", "title": None, "sort": None}
    spec: dict[str, Any] = {
        "width": 520,
        "data": {"values": values},
        "mark": {"type": "point", "filled": True, "size": 70},
        "encoding": {
            "x": {"field": "day", "type": "temporal", "title": None},
            "y": lane,
            "shape": {**lane, "legend": None},
            "color": {**lane, "legend": None},
        },
    }
    return bytes(vl_convert.vegalite_to_png(spec, scale=2, config=CONFIG, allowed_base_urls=[]))
