"""The tokens keep their contrast: text 4.5 on every ground, marks and edges 3 (WCAG 2.2 AA)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kembar.render import design

FOLDER = Path(design.__file__).parent
GROUNDS = ("paper", "surface", "sunk")
TEXTS = ("ink", "ink-2", "ink-3", "accent", "accent-2", "warn", "ok")
MARKS = ("edge", *(f"k{number}" for number in range(1, 9)), "as", "eu", "am", "af", "oc")


def colours(theme: str) -> dict[str, str]:
    texts = [(FOLDER / f"{name}.css").read_text("utf-8") for name in ("tokens", theme)]
    return dict(re.findall(r"--([\w-]+): #(\w{6})\b", "".join(texts)))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["tokens", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_colours_keep_their_contrast(theme: str, ground: str) -> None:
    of = colours(theme)
    weak = [name for name in TEXTS if contrast(of[name], of[ground]) < 4.5]
    weak += [name for name in MARKS if contrast(of[name], of[ground]) < 3]
    assert weak == []
