"""Charts of one's own: specifications of Vega-Lite, drawn with the tokens of the design.

Nothing is read from elsewhere: the data are the rows of the answer, and a specification that names
an address, or makes rows of its own, is refused.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from kembar.errors import InputError
from kembar.language import _, _n, speaking
from kembar.queries.answer import Answer
from kembar.render.charts.cell_values import number
from kembar.render.charts.texts import clean

MOST_ROWS = 5_000
"""Rows of an answer that a chart takes."""

_PALETTE = ["#1a4aa8", "#bf7112", "#5a1a75", "#23936b", "#12707f", "#b8264f", "#7f8794", "#5c5208"]

CONFIG: dict[str, Any] = {
    "background": "transparent",
    "font": "Noto Sans, DejaVu Sans, Noto Sans CJK KR, sans-serif",
    "range": {"category": _PALETTE, "ramp": ["#d9e5f5", "#9dbbe2", "#4f7fc0", "#1a4aa8"]},
    "axis": {
        "labelColor": "#5a6662",
        "titleColor": "#45514d",
        "domainColor": "#7d8884",
        "tickColor": "#7d8884",
        "gridColor": "#d6dbd8",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 220,
    },
    "legend": {"labelColor": "#45514d", "titleColor": "#45514d", "labelFontSize": 12},
    "title": {"color": "#18211f", "fontSize": 14},
    "text": {"color": "#18211f"},
    "view": {"stroke": None},
    "bar": {"color": _PALETTE[0]},
    "line": {"color": _PALETTE[0]},
    "point": {"color": _PALETTE[0], "filled": True},
}
"""The light theme as a configuration of Vega; dark pages set a light ground below the picture."""


def rows_of(answer: Answer) -> list[dict[str, Any]]:
    """Return the rows of an answer as objects: numbers as numbers, all else as texts.

    Each has the names of the columns in the query.
    """
    return [
        {
            column: None if cell is None else _plain(cell)
            for column, cell in zip(answer.columns, row, strict=True)
        }
        for row in answer.rows[:MOST_ROWS]
    ]


def _plain(cell: Any) -> float | str:
    value = number(cell)
    # A character that XML does not allow ends the process of the library.
    return clean(str(cell)) if value is None else value


def vega_chart(spec: dict[str, Any], answer: Answer, language: str) -> tuple[Markup, str] | None:
    """The drawing and what it is; None where the answer has no row.

    Raises:
        InputError: the specification cannot be drawn.
    """
    if not answer.rows:
        return None
    svg = draw(spec, answer, "svg", language).decode()
    # The element alone: a page in HTML has no declaration of XML within.
    body = svg[svg.index("<svg") :]
    with speaking(language):
        count = _n("{count} row", "{count} rows", len(answer.rows))
        title = answer.question.title.in_language(language) if answer.question else ""
        text = _("Chart of the answer below ({count}).", count=count)
    html = Markup('<div class="vega" role="img" aria-label="{}">{}</div>').format(
        title or text, Markup(body)
    )
    return html, text


def draw(spec: dict[str, Any], answer: Answer, form: str, language: str = "en") -> bytes:
    """Return the picture of an answer by a specification, as "svg" or "png".

    Raises:
        InputError: the specification cannot be drawn.
    """
    import vl_convert

    whole = {
        "width": 560,
        **_with_titles(spec, answer, language),
        "data": {"values": rows_of(answer)},
    }
    name = answer.question.name if answer.question else ""
    options: dict[str, Any] = {"config": CONFIG, "allowed_base_urls": []}
    try:
        if form == "png":
            return bytes(vl_convert.vegalite_to_png(whole, scale=2, **options))
        return str(vl_convert.vegalite_to_svg(whole, **options)).encode()
    except (ValueError, BaseExceptionGroup) as bad:
        first = str(bad).strip().splitlines()[0][:200] if str(bad).strip() else ""
        fault = _("cannot be drawn as Vega-Lite: {fault}", fault=first)
        raise InputError(fault, file=f"{name}.vl.json") from None


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

    return {
        key: titled(part) if key in ("encoding", "layer", "hconcat", "vconcat", "spec") else part
        for key, part in spec.items()
    }
