"""The chart of an answer as a picture: for documents and files, which no style sheet reaches."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from kembar.queries.answer import Answer
from kembar.render.charts.bars import bars_of, length_column
from kembar.render.charts.cell_values import coordinate
from kembar.render.charts.events import START, Event, events_of
from kembar.render.charts.svg_text import named_svg
from kembar.render.charts.texts import display_value, grouped
from kembar.render.charts.vega import draw, own_picture
from kembar.render.land import land_within
from kembar.render.maps.world_map import WORLD

FORMS = ("svg", "png")

MOST_BARS = 60
MOST_EVENTS = 80
"""Drawn of one answer; a page of A4 holds them."""

_STEP = {"step": 18}
_KEY = {"orient": "top", "title": None}
_PLACES = {"longitude": "long", "latitude": "lat"}


def picture(answer: Answer, form: str, language: str = "en", theme: str = "light") -> bytes | None:
    """Return the chart of an answer as a picture, or None where `chart` would return None.

    Args:
        answer: of a saved question.
        form: "svg", whose texts are texts, or "png" on white.
        language: "en", "id" or "ko".
        theme: "light" or "dark".

    Raises:
        InputError: a specification of one's own that cannot be drawn.
        KembarError: the library that draws is not installed.
    """
    question = answer.question
    if question is None or not answer.rows:
        return None
    drawn: bytes | None = None
    if question.chart:
        drawn = own_picture(answer, form, language, theme)
    elif simple := _simple(answer, question.view, language):
        drawn = draw(*simple, form, theme)
    if drawn is None or form == "png":
        return drawn
    title = question.title.in_language(language)
    return named_svg(drawn, question.name, title, title).encode()


def _simple(
    answer: Answer, view: str, language: str
) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    columns = set(answer.columns)
    if view == "bar":
        return _bars(answer, language)
    if view == "timeline" and columns & set(START):
        return _time_line(events_of(answer))
    if view == "map" and columns >= {"latitude", "longitude"}:
        return _map(answer)
    return None


def _bars(answer: Answer, language: str) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    length = length_column(answer)
    if length is None:
        return None
    every = bars_of(answer, length)[:MOST_BARS]
    groups = list(dict.fromkeys(bar.group for bar in every))
    labels = [bar.label for bar in every]
    if len(groups) == 1:
        labels = _apart(labels)
    values = [
        {
            "label": label,
            "group": bar.group,
            "length": bar.length,
            "number": grouped(bar.length, language),
        }
        for label, bar in zip(labels, every, strict=True)
    ]
    heading = answer.heading(answer.columns[length], language)
    encoding: dict[str, Any] = {
        "y": {"field": "label", "type": "nominal", "sort": None, "title": None},
        "x": {"field": "length", "type": "quantitative", "title": heading},
    }
    if len(groups) > 1:
        encoding["yOffset"] = {"field": "group", "sort": None}
        encoding["color"] = {"field": "group", "type": "nominal", "sort": None, "legend": _KEY}
    text = {"type": "text", "align": "left", "dx": 4}
    number: dict[str, Any] = {"text": {"field": "number", "type": "nominal"}}
    number |= {"color": {"value": "var(--ink-2)"}}
    spec = {
        "height": _STEP,
        "encoding": encoding,
        "layer": [{"mark": "bar"}, {"mark": text, "encoding": number}],
    }
    return spec, values


def _apart(labels: Iterable[str]) -> list[str]:
    """The labels, of which no two are the same."""
    seen: Counter[str] = Counter()
    result = []
    for label in labels:
        seen[label] += 1
        result.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return result


def _time_line(
    every: Sequence[Event],
) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    """A line from beginning to end of each, and a point, which is filled where it is exact."""
    dated = [event for event in dict.fromkeys(every) if event.start or event.end]
    events = sorted(dated, key=lambda event: (event.reach, event.label))[:MOST_EVENTS]
    if not events:
        return None
    values = []
    for label, event in zip(_apart(event.label for event in events), events, strict=True):
        date = event.start or event.end
        assert date
        first, after = event.reach
        values.append(
            {
                "label": label,
                "what": event.what,
                "first": _day(first),
                "last": _day(after - 1),
                "at": _day(int(date.middle)),
                "exact": date.exact,
            }
        )
    several = len({event.what for event in events}) > 1
    colour: dict[str, Any] = {"value": "var(--k1)"}
    if several:
        colour = {"field": "what", "type": "nominal", "sort": None, "legend": _KEY}
    spec = {
        "height": _STEP,
        "encoding": {
            "y": {"field": "label", "type": "nominal", "sort": None, "title": None},
            "color": colour,
        },
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 4, "opacity": 0.45},
                "encoding": {
                    "x": {"field": "first", "type": "temporal", "title": None},
                    "x2": {"field": "last"},
                },
            },
            {
                "mark": {"type": "point", "size": 70, "filled": True},
                "encoding": {
                    "x": {"field": "at", "type": "temporal"},
                    "fillOpacity": {"condition": {"test": "datum.exact", "value": 1}, "value": 0},
                    "strokeOpacity": {"value": 1},
                    "stroke": colour,
                },
            },
        ],
    }
    return spec, values


def _day(ordinal: int) -> str:
    last = datetime.date.max.toordinal()
    return datetime.date.fromordinal(min(max(ordinal, 1), last)).isoformat()


def _map(answer: Answer) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    """Places over the land of the world, in the same window as on pages."""
    values = []
    for row in answer.rows:
        cells = dict(zip(answer.columns, row, strict=True))
        north, east = coordinate(cells["latitude"], 90), coordinate(cells["longitude"], 180)
        if north is not None and east is not None:
            kind = display_value(cells.get("kind")).partition(";")[0]
            values.append({"name": display_value(row[0]), "lat": north, "long": east, "kind": kind})
    if not values:
        return None
    # Of one polygon: a ring of sea within land turns the other way, and stays open.
    rings = [[*ring, ring[0]] for ring in land_within(WORLD.window)]
    land = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": rings}}
    colour: dict[str, Any] = {"value": "var(--k1)"}
    kinds = sorted({str(value["kind"]) for value in values})
    if len(kinds) > 1:
        key = _KEY | {"values": [kind for kind in kinds if kind]}
        colour = {"field": "kind", "type": "nominal", "legend": key}
    points = {f: {"field": c, "type": "quantitative"} for f, c in _PLACES.items()}
    spec = {
        "width": 900,
        "height": 345,
        "projection": {"type": "identity", "reflectY": True},
        "layer": [
            {
                "data": {"values": [land]},
                "mark": {"type": "geoshape", "fill": "var(--sunk)", "stroke": "var(--line)"},
            },
            {
                "mark": {"type": "point", "stroke": "var(--paper)", "strokeWidth": 1},
                "encoding": {**points, "color": colour},
            },
        ],
    }
    return spec, values
