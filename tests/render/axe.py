"""axe-core on a page in a browser: both themes, two widths; and widths at which a page does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.render.chromium import Browser

_WINDOWS = (1400, 390)
_WIDTHS = (320, 760, 1000, 1100)
"""The narrowest window, and those in which a bar of entries could be too wide."""

_AXE = (Path(__file__).parents[1] / "vendored/axe.min.js").read_text("utf-8")
_SHORTEN = """for (const one of document.querySelectorAll("details.more")) one.open = true;
for (const list of document.querySelectorAll("ul, ol, dl, tbody"))
  for (const one of [...list.children].slice(30)) one.remove()"""
"""Opens what a reader would open, and leaves thirty of many alike, so that axe is soon done."""

_RUN = """return axe.run(document, {%s resultTypes: ["violations"], preload: false}).then(({violations}) =>
  violations.map(({id, nodes}) => id + ": " + nodes[0].html.slice(0, 200)))"""

_RULES = {"light": "", "dark": "runOnly: ['color-contrast'],"}
"""A theme changes nothing but colours, so that all other rules are tried once."""


def _see(browser: Browser, width: int, theme: str) -> None:
    """Show the page in a window of this width, in pixels, and this theme."""
    feature = {"name": "prefers-color-scheme", "value": theme}
    browser.devtools("Emulation.setEmulatedMedia", features=[feature])
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.devtools("Emulation.setDeviceMetricsOverride", **size)


@contextmanager
def any_window(browser: Browser) -> Iterator[None]:
    """Let a block change window and theme; they are as before after it."""
    try:
        yield
    finally:
        browser.devtools("Emulation.setEmulatedMedia", features=[])
        browser.devtools("Emulation.clearDeviceMetricsOverride")


def findings(browser: Browser) -> dict[str, list[str]]:
    """Return all that axe finds on the page that is open, by width and theme."""
    browser.run(_AXE)
    browser.run(_SHORTEN)
    by_window: dict[str, list[str]] = {}
    for width in _WINDOWS:
        for theme, rules in _RULES.items():
            _see(browser, width, theme)
            if violations := browser.run(_RUN % rules):
                by_window[f"{width} {theme}"] = violations
    return by_window


def too_wide(browser: Browser) -> list[int]:
    """Return the widths of windows in which the page would have to be moved sideways."""
    wide = []
    for width in _WIDTHS:
        _see(browser, width, "light")
        if browser.run("return document.documentElement.scrollWidth") > width:
            wide.append(width)
    return wide
