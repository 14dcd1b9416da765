"""An answer as a chart, of the kind that its question's head names: bars, a timeline, or a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kembar.queries.answer import Answer
from kembar.render.charts.bars import bars
from kembar.render.charts.events import START
from kembar.render.charts.map import place_map
from kembar.render.charts.svg import inline_svg
from kembar.render.charts.timeline import Band, timeline


@dataclass(frozen=True)
class Chart:
    """An `<svg>` element for a page in HTML, and the same in one to three sentences."""

    svg: str
    alternative: str


def chart(
    answer: Answer, language: str = "en", home: str = "", bands: Sequence[Band] = ()
) -> Chart | None:
    """Return the chart of an answer, or None if it has no view or no row that can be drawn.

    - `bar`: the first column names the bars, the first column of numbers is their length; a
      column `group` tells the bars of one name apart.
    - `timeline`: columns `start` (or `signed`, `since`) and `end` (or `until`), which may be lists
      of dates that differ; `what` (or `type`) is the category; `thing`, else the first column, is
      what stands at the line.
    - `map`: columns `latitude` and `longitude`, perhaps `kind` and `country`; the first column is
      the place's name.

    Args:
        answer: of a saved question.
        language: "en" or "id".
        home: for a map, the name of a place of the answer from which lines go to the others.
        bands: for a timeline, times to be shaded: a label, the start and the end of each.
    """
    question = answer.question
    if question is None or question.view == "table":
        return None
    columns = set(answer.columns)
    drawn = None
    if question.view == "bar":
        drawn = bars(answer, language)
    elif question.view == "timeline" and columns & set(START):
        drawn = timeline(answer, language, bands)
    elif question.view == "map" and columns >= {"latitude", "longitude"}:
        drawn = place_map(answer, language, home)
    if drawn is None:
        return None
    drawing, alternative = drawn
    title = question.title.in_language(language)
    return Chart(inline_svg(drawing, question.name, title, alternative), alternative)
