"""The tokens of the design as a configuration of Vega, light and dark."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from kembar.render.design.tokens import colours

_VARIABLE = re.compile(r"var\(--([\w-]+)\)")

_SHADES = ["#d9e5f5", "#9dbbe2", "#4f7fc0", "#1a4aa8"]
"""The same in both themes, so that letters on a shade can be read in both."""

THEMES = ("light", "dark")

FONT = "Noto Sans, DejaVu Sans, Noto Sans CJK KR, Noto Sans KR, Malgun Gothic, sans-serif"

SERIES = ("k1", "k4", "k3", "k2", "k7", "k5", "k6", "k8")
"""Colours of series, in their order; neighbours differ in grey as well."""


@cache
def config(theme: str) -> dict[str, Any]:
    """Return the configuration of Vega for a theme; "light" stands on white, too."""
    of = colours(theme)
    words = {"labelColor": of["ink-3"], "titleColor": of["ink-2"], "labelFontSize": 12}
    words |= {"titleFontSize": 12, "titleFontWeight": "normal"}
    lines = {"domainColor": of["edge"], "tickColor": of["edge"], "gridColor": of["line"]}
    return {
        "background": "transparent",
        "font": FONT,
        "range": {
            "category": [of[name] for name in SERIES],
            "ramp": _SHADES,
            "heatmap": _SHADES,
        },
        "axis": {**words, **lines, "labelLimit": 220},
        "header": words,
        "legend": {**words, "symbolType": "square"},
        "title": {"color": of["ink"], "fontSize": 14},
        "text": {"color": of["ink"], "fontSize": 12},
        "view": {"stroke": None},
        **{mark: {"color": of["k1"]} for mark in ("bar", "line", "area", "rect", "tick", "arc")},
        **{mark: {"color": of["k1"]} for mark in ("circle", "square", "rule", "trail")},
        "point": {"color": of["k1"], "filled": True, "size": 60, "opacity": 1},
    }


def with_colours(value: Any, theme: str) -> Any:
    """A part of a specification with the colours of tokens in the place of `var(--NAME)`."""
    if isinstance(value, dict):
        return {key: with_colours(part, theme) for key, part in value.items()}
    if isinstance(value, list):
        return [with_colours(part, theme) for part in value]
    if isinstance(value, str) and (variable := _VARIABLE.fullmatch(value)):
        return colours(theme).get(variable[1], value)
    return value
