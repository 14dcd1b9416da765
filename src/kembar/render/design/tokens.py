"""The colours of the tokens, for drawings that no style sheet reaches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILES = {"light": "tokens.css", "dark": "dark.css"}
_TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})\s*;")


@cache
def colours(theme: str = "light") -> Mapping[str, str]:
    """Return the colour of each token of a theme, "light" or "dark".

    >>> colours()["surface"]
    '#ffffff'
    """
    return dict(_TOKEN.findall((Path(__file__).parent / _FILES[theme]).read_text("utf-8")))
