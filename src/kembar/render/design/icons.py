"""Icons of the design: drawn once at the top of a page, used by name wherever they stand."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

_USED = re.compile(r'href="#g-([a-z0-9]+)"')


@cache
def symbols() -> dict[str, str]:
    """Return the drawing of each icon by its name."""
    lines = (Path(__file__).parent / "icons.html").read_text("utf-8").splitlines()
    return {line.partition('id="g-')[2].partition('"')[0]: line for line in lines}


@cache
def icon(name: str, css: str = "") -> Markup:
    """Return an icon as it stands in a text, in a colour of the style sheets ("k1").

    >>> icon("find")
    Markup('<svg class="i" aria-hidden="true"><use href="#g-find"/></svg>')
    """
    if name not in symbols():
        raise KeyError(name)
    classes = f"i {css}".strip()
    return Markup('<svg class="{}" aria-hidden="true"><use href="#g-{}"/></svg>').format(
        classes, name
    )


def with_icons(page: str, place: str, others: tuple[str, ...] = ()) -> str:
    """Return a page with the drawings of the icons that it uses in a place of it.

    Args:
        page: the HTML text.
        place: the text that is replaced.
        others: names of icons that a script uses.
    """
    used = dict.fromkeys([*_USED.findall(page), *others])
    drawings = "".join(symbols()[name] for name in used)
    sprite = f'<svg width="0" height="0" class="sprite" aria-hidden="true">{drawings}</svg>'
    return page.replace(place, sprite, 1)
