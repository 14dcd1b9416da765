"""Charts of one's own: specifications of Vega-Lite, drawn with the tokens of the design.

The data are the rows of the answer; nothing is read from elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from kembar.errors import InputError
from kembar.language import _, _n, speaking
from kembar.queries.answer import Answer
from kembar.queries.chart_spec import spec_of, spec_place
from kembar.rdf.terms import Value
from kembar.render.charts.cell_values import number
from kembar.render.charts.drawing_process import NotDrawable, draw_by_process
from kembar.render.charts.svg_text import named_svg
from kembar.render.charts.texts import display_value
from kembar.render.charts.theme import THEMES, config, with_colours

MOST_ROWS = 5_000
"""Rows of an answer that a chart takes."""

WIDTH = 560
"""Of a drawing that tells none itself, in px, without its labels."""

_PARTS = ("encoding", "layer", "hconcat", "vconcat", "concat", "spec", "facet")
"""Where a specification names columns."""


def rows_of(answer: Answer) -> list[dict[str, Any]]:
    """Return the rows of an answer as objects: numbers as numbers, all else as texts.

    Each has the names of the columns in the query. A date of which only the year or the month is
    known stays as it is told.
    """
    return [
        {name: _plain(cell) for name, cell in zip(answer.columns, row, strict=True)}
        for row in answer.rows[:MOST_ROWS]
    ]


def _plain(cell: Value | None) -> float | str | None:
    if cell is None:
        return None
    value = number(cell)
    return display_value(cell) if value is None else value


def vega_chart(answer: Answer, language: str) -> tuple[Markup, str] | None:
    """The drawing of a question's own specification, light and dark, and what it is.

    None where the answer has no row.

    Raises:
        InputError: the specification cannot be drawn.
    """
    question = answer.question
    if not answer.rows or question is None:
        return None
    title = question.title.in_language(language)
    with speaking(language):
        count = _n("{count} row", "{count} rows", len(answer.rows))
        alternative = _("Chart of the answer below ({count}).", count=count)
    drawings = [
        Markup(
            named_svg(
                own_picture(answer, "svg", language, theme),
                f"{question.name}-{theme}",
                title,
                alternative,
                f"of-{theme}",
            )
        )
        for theme in THEMES
    ]
    html = Markup('<div class="vega" tabindex="0" role="group" aria-label="{}">{}</div>').format(
        title, Markup("").join(drawings)
    )
    return html, alternative


def own_picture(answer: Answer, form: str, language: str = "en", theme: str = "light") -> bytes:
    """Return the picture of an answer by its question's own specification, as "svg" or "png".

    Raises:
        InputError: the specification cannot be drawn.
    """
    assert answer.question
    spec = _with_titles(spec_of(answer.question), answer, language)
    try:
        return draw(spec, rows_of(answer), form, theme)
    except NotDrawable as bad:
        fault = _("cannot be drawn as Vega-Lite: {fault}", fault=str(bad))
        raise InputError(fault, file=spec_place(answer.question)) from None


def draw(
    spec: dict[str, Any], values: Sequence[dict[str, Any]], form: str, theme: str = "light"
) -> bytes:
    """Return the picture of rows by a specification, as "svg" or "png".

    Raises:
        NotDrawable: the specification cannot be drawn, or leads elsewhere.
    """
    whole = {"width": WIDTH, **spec, "data": {"values": list(values)}}
    if any(key in spec for key in ("hconcat", "vconcat", "concat", "facet", "repeat")):
        del whole["width"]
        whole |= {"width": spec["width"]} if "width" in spec else {}
    ground = {"background": "white"} if form == "png" else {}
    picture = draw_by_process(with_colours(whole, theme), config(theme) | ground, form)
    if form == "svg":
        try:
            named_svg(picture, "chart", "", "")
        except ValueError as bad:
            fault = _("it draws {part}, which leads elsewhere", part=str(bad))
            raise NotDrawable(fault) from None
    return picture


def _with_titles(spec: dict[str, Any], answer: Answer, language: str) -> dict[str, Any]:
    """The specification with headings of columns in the place of titles that it leaves out."""

    def titled(value: Any) -> Any:
        if isinstance(value, dict):
            own = {key: titled(part) for key, part in value.items()}
            field = own.get("field")
            if isinstance(field, str) and field in answer.columns and "title" not in own:
                own["title"] = answer.heading(field, language)
            return own
        return [titled(part) for part in value] if isinstance(value, list) else value

    return {key: titled(part) if key in _PARTS else part for key, part in spec.items()}
