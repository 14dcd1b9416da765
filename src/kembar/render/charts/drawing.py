"""A drawing as plain data: what stands where, in points from its upper left corner.

Kinds differ by hatching and shape, so that a drawing can be printed in black.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from kembar.render.charts.text_metrics import shortened, width

WIDTH = 504.0
"""Seven inches in points: the text of an A4 page."""

SMALL, NORMAL = 8.0, 9.0
"""Sizes of letters, in points."""

INK, GREY, PALE, FAINT, WHITE, BLUE = (
    "#1d2430", "#5c6470", "#d9dce1", "#eceef1", "#ffffff", "#1b4f8a",
)  # fmt: skip

SHAPES = ("o", "s", "^", "D", "v", "P", "X", "h")
"""Shapes of marks by which categories are told apart, in Matplotlib's letters."""

STAR = "*"

Anchor = Literal["left", "center", "right"]
"""The part of a text that is at its point."""


@dataclass(frozen=True)
class Look:
    """The fill of a surface: a colour, and strokes over it (a sign of `hatching.SPACING`)."""

    colour: str
    hatch: str = ""
    edge: str = INK


LOOKS = (
    Look(BLUE),
    Look(WHITE, "/"),
    Look("#a9afb8"),
    Look(WHITE, "|"),
    Look(INK),
    Look(WHITE, "x"),
    Look(PALE, "\\"),
    Look(WHITE, "-"),
)
"""Looks by which categories are told apart, each unlike its neighbours in grey too."""


@dataclass(frozen=True)
class Box:
    """A rectangle, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    look: Look
    border: float = 0.6


@dataclass(frozen=True)
class Mark:
    """A small shape around a point; hollow where what it marks is not exact."""

    x: float
    y: float
    shape: str = SHAPES[0]
    size: float = 7.0
    hollow: bool = False
    colour: str = INK


@dataclass(frozen=True)
class Line:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    colour: str = INK
    thickness: float = 0.8
    dashed: bool = False


@dataclass(frozen=True)
class Area:
    """A surface within rings; a ring that turns the other way is a hole."""

    rings: tuple[tuple[tuple[float, float], ...], ...]
    colour: str = PALE


@dataclass(frozen=True)
class Writing:
    """A line of text at its baseline."""

    x: float
    y: float
    text: str
    size: float = NORMAL
    anchor: Anchor = "left"
    colour: str = INK


Item = Box | Mark | Line | Area | Writing


@dataclass
class Drawing:
    """Items in the order in which they are laid on each other."""

    height: float = 0.0
    items: list[Item] = field(default_factory=list)

    def add(self, *items: Item) -> None:
        """Lay items on top."""
        self.items += items

    def write(
        self,
        x: float,
        middle: float,
        text: str,
        size: float = NORMAL,
        anchor: Anchor = "left",
        colour: str = INK,
    ) -> None:
        """Write a line whose letters stand around a height."""
        self.add(Writing(x, middle + 0.36 * size, text, size, anchor, colour))

    def key(self, entries: Sequence[tuple[Sequence[Item], str]], left: float, top: float) -> float:
        """Tell what looks and shapes mean: samples drawn around (0, 0), up to 8 to each side.

        Entries follow each other as words do. Returns the height of what comes next.
        """
        x, middle = left, top + 7
        for samples, words in entries:
            words = shortened(words, SMALL, WIDTH - left - 24)
            needed = 22 + width(words, SMALL) + 12
            if x > left and x + needed > WIDTH:
                x, middle = left, middle + 14
            self.add(*(_moved(sample, x + 9, middle) for sample in samples))
            self.write(x + 22, middle, words, SMALL)
            x += needed
        return middle + 7 if entries else top


def categories(names: Sequence[str], other: str) -> list[str]:
    """Each category, or `other` for what has none and for the rarest beyond what can be told apart.

    Where nothing has a category, all stay without.
    """
    often = Counter(names)
    if set(often) == {""}:
        return list(names)
    named = [name for name in often if name]
    if len(named) > len(SHAPES) or (len(named) == len(SHAPES) and "" in often):
        named = sorted(named, key=lambda name: -often[name])[: len(SHAPES) - 1]
    return [name if name in named else other for name in names]


def _moved(item: Item, x: float, y: float) -> Item:
    match item:
        case Box():
            return Box(item.x + x, item.y + y, item.width, item.height, item.look, item.border)
        case Mark():
            return Mark(item.x + x, item.y + y, item.shape, item.size, item.hollow, item.colour)
        case Line():
            points = tuple((one + x, other + y) for one, other in item.points)
            return Line(points, item.colour, item.thickness, item.dashed)
        case _:
            raise TypeError(f"a key shows no {type(item).__name__}")
