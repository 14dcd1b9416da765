"""An answer as a chart in HTML, of the form that its question's head names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kembar.queries.answer import Answer
from kembar.render.charts.bars import bars
from kembar.render.charts.events import START
from kembar.render.charts.places import place_map
from kembar.render.charts.timeline import Band, timeline
from kembar.render.charts.vega import vega_chart


@dataclass(frozen=True)
class Chart:
    """A chart as HTML, and the same in one to three sentences."""

    html: Markup
    alternative: str


def chart(
    answer: Answer, language: str = "en", home: str = "", bands: Sequence[Band] = ()
) -> Chart | None:
    """Return the chart of an answer, or None if it has no view or no row that can be drawn.

    - `bar`: the first column names the bars, the first column of numbers is their length; a
      column `group` tells the bars of one name apart.
    - `timeline`: columns `start` (or `signed`, `since`) and `end` (or `until`), which may be lists
      of dates that differ; `what` (or `type`) names the lane; `thing`, else the first column, is
      the name.
    - `map`: columns `latitude` and `longitude`, perhaps `kind` and `country`; the first column is
      the place's name.
    - a specification of Vega-Lite, in the head or in a file beside the question.

    Args:
        answer: of a saved question.
        language: "en", "id" or "ko".
        home: for a map, the name of a place of the answer from which lines go to the others.
        bands: for a timeline, times to be shaded: a label, the start and the end of each.

    Raises:
        InputError: a specification that cannot be drawn.
    """
    question = answer.question
    if question is None:
        return None
    columns = set(answer.columns)
    drawn = None
    if question.chart:
        drawn = vega_chart(answer, language)
    elif question.view == "bar":
        drawn = bars(answer, language)
    elif question.view == "timeline" and columns & set(START):
        drawn = timeline(answer, language, bands)
    elif question.view == "map" and columns >= {"latitude", "longitude"}:
        drawn = place_map(answer, language, home)
    return Chart(*drawn) if drawn else None


def compares(answer: Answer) -> bool:
    """Return whether a chart shows more than its table: one bar, or one mark, compares nothing."""
    is_of_bars = answer.question is not None and (
        answer.question.chart or answer.question.view == "bar"
    )
    return len(answer.rows) > (1 if is_of_bars else 0)
