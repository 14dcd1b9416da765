"""Names beside marks: by turns, where neither a mark nor another name is touched.

A name that finds no place is left out: the more of them a picture holds, the fewer are read.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from kembar.render.network.disc_packing import Box, Point

T = TypeVar("T")

Segment = tuple[float, float, float, float]
"""From x, y to x, y."""

_BESIDE = ((0, 0), (180, 0), (-35, 0), (35, 0), (-145, 0), (145, 0), (-90, 0), (90, 0))
"""Angles, and the length of a line that leads there, in parts of the size of the letters."""

_LED = (
    *((angle, far) for far in (1.2, 2.1, 3.1) for angle in (0, 180, -40, 40, -140, 140, -90, 90)),
    # A hub in a wide fan has its name outside of it.
    *((angle, far) for far in (4.5, 6.0, 7.5, 9.5, 12.0) for angle in range(-180, 180, 20)),
)

_NARROW = set("iljt.,'I|() ")

_BROAD = set("mwMW")

_HEIGHT = 1.06

_PAD = 0.15


@dataclass(frozen=True)
class NamedMark:
    """A mark and its name.

    Attributes:
        middle: of the mark.
        radius: of the mark.
        text: its name; "" for none, where the mark alone is to stay clear.
        away: the angle in degrees that points away from its neighbours.
        led: the name may stand apart, at the end of a line.
    """

    middle: Point
    radius: float
    text: str = ""
    away: float | None = None
    led: bool = False

    @property
    def box(self) -> Box:
        """The mark, with a little room around it."""
        (x, y), room = self.middle, self.radius + 1
        return x - room, y - room, x + room, y + room


@dataclass(frozen=True)
class Label:
    """A name in its place: where its line of letters begins, ends or has its middle.

    Attributes:
        box: that the letters fill.
        leader: the line from the mark to it, where it stands apart.
    """

    text: str
    at: Point
    anchor: Literal["start", "middle", "end"]
    box: Box
    leader: Segment | None = None


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is; letters of Korean and Chinese are as wide as high."""
    return size * sum(map(_em, text))


def set_labels(
    marks: Sequence[NamedMark],
    size: float,
    within: Box,
    lines: Iterable[Segment] = (),
    clear: Iterable[Box] = (),
) -> list[Label]:
    """Return the names that have a place; of two that want one, the earlier has it.

    Args:
        marks: in the order of their turns.
        size: of the letters.
        within: the edges of the picture.
        lines: that a name should not cover, where it has the choice.
        clear: boxes that names must not touch.
    """
    cell = 4 * size
    boxes: _Cells[object] = _Cells(cell)
    leaders: _Cells[Segment] = _Cells(cell)
    covered: _Cells[Segment] = _Cells(cell)
    for mark in marks:
        boxes.add(mark.box, mark)
    for box in clear:
        boxes.add(box, box)
    for line in lines:
        covered.add(_around(line), line)
    labels = []
    for mark in marks:
        best: tuple[int, Label] | None = None
        for label in _candidates(mark, size) if mark.text else ():
            if not _inside(label.box, within) or not _is_free(label, mark, boxes, leaders):
                continue
            crossed = sum(_crosses(label.box, line) for _, line in covered.near(label.box))
            if best is None or crossed < best[0]:
                best = crossed, label
            if not crossed:
                break
        if best:
            label = best[1]
            labels.append(label)
            boxes.add(label.box, label)
            if label.leader:
                leaders.add(_around(label.leader), label.leader)
    return labels


class _Cells(Generic[T]):
    """Boxes by the cells of a grid that they touch, each with what it stands for."""

    def __init__(self, cell: float) -> None:
        self._cell = cell
        self._grid: dict[tuple[int, int], list[tuple[Box, T]]] = defaultdict(list)

    def add(self, box: Box, thing: T) -> None:
        for place in self._places(box):
            self._grid[place].append((box, thing))

    def near(self, box: Box) -> Iterator[tuple[Box, T]]:
        """The boxes that touch a box, each once."""
        seen = set()
        for place in self._places(box):
            for other in self._grid.get(place, ()):
                if id(other[1]) not in seen and _touch(box, other[0]):
                    seen.add(id(other[1]))
                    yield other

    def _places(self, box: Box) -> Iterator[tuple[int, int]]:
        left, top, right, bottom = (math.floor(side / self._cell) for side in box)
        for column in range(left, right + 1):
            for row in range(top, bottom + 1):
                yield column, row


def _candidates(mark: NamedMark, size: float) -> Iterator[Label]:
    """Places for a name, the best first."""
    wide, high, pad = text_width(mark.text, size), size * _HEIGHT, size * _PAD
    places = [*_BESIDE, *(_LED if mark.led else ())]
    away = mark.away
    if away is not None:
        places.sort(key=lambda place: (place[1], abs((place[0] - away + 180) % 360 - 180)))
    for angle, apart in places:
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        far = mark.radius + size * (0.25 + apart)
        x, y = mark.middle[0] + far * cos, mark.middle[1] + far * sin
        anchor: Literal["start", "middle", "end"] = (
            "start" if cos > 0.3 else "end" if cos < -0.3 else "middle"
        )
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
        middle = y
        if abs(sin) >= 0.3:
            # Right above or below, it is clear of marks beside its own.
            middle += math.copysign(high * (0.5 if abs(sin) > 0.9 else 0.42), sin)
        box = (left - pad, middle - high / 2 - pad, left + wide + pad, middle + high / 2 + pad)
        leader = (
            (
                mark.middle[0] + mark.radius * cos,
                mark.middle[1] + mark.radius * sin,
                x - size * 0.1 * cos,
                y - size * 0.1 * sin,
            )
            if apart
            else None
        )
        yield Label(mark.text, (x, middle + high * 0.34), anchor, box, leader)


def _is_free(
    label: Label, mark: NamedMark, boxes: _Cells[object], leaders: _Cells[Segment]
) -> bool:
    """Tell whether a name and the line to it touch no other mark, name or such line."""
    if any(thing is not mark for _, thing in boxes.near(label.box)):
        return False
    if any(_crosses(label.box, line) for _, line in leaders.near(label.box)):
        return False
    if label.leader is None:
        return True
    around, line = _around(label.leader), label.leader
    own = mark.box
    # Marks that touch are no obstacle to one another's lines: else neither would have a name.
    return not any(
        thing is not mark and _crosses(box, line) and not _touch(box, own)
        for box, thing in boxes.near(around)
    ) and not any(True for _ in leaders.near(around))


def _crosses(box: Box, line: Segment) -> bool:
    """Tell whether a line passes through a box."""
    x, y, end_x, end_y = line
    begin, end = 0.0, 1.0
    dx, dy = end_x - x, end_y - y
    for step, room in ((-dx, x - box[0]), (dx, box[2] - x), (-dy, y - box[1]), (dy, box[3] - y)):
        if abs(step) < 1e-9:
            if room < 0:
                return False
        elif step < 0:
            begin = max(begin, room / step)
        else:
            end = min(end, room / step)
    return begin <= end


def _around(line: Segment) -> Box:
    x, y, end_x, end_y = line
    return min(x, end_x), min(y, end_y), max(x, end_x), max(y, end_y)


def _touch(one: Box, other: Box) -> bool:
    return not (one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1])


def _inside(box: Box, within: Box) -> bool:
    return (
        box[0] >= within[0] and box[1] >= within[1] and box[2] <= within[2] and box[3] <= within[3]
    )


def _em(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in _NARROW:
        return 0.34
    if character in _BROAD:
        return 0.86
    return 0.68 if character.isupper() else 0.58
