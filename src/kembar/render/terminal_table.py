"""A table drawn with lines: columns as wide as their cells, wrapped where there is no room.

It is drawn as rich draws it, to which a test holds it; but to import rich takes four times as long
as to start Python, and 15 thousand rows took it 3.9 s, which take 0.16 s here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

LINES = (
    ("┏", "━", "┳", "┓"),
    ("┃", "┃", "┃"),
    ("┡", "━", "╇", "┩"),
    ("│", "│", "│"),
    ("└", "─", "┴", "┘"),
)
"""Above the heading, beside it, below it, beside each row, below the last."""

PLAIN = (
    ("+", "-", "-", "+"),
    ("|", "|", "|"),
    ("|", "-", "+", "|"),
    ("|", "|", "|"),
    ("+", "-", "-", "+"),
)
"""The same, where there are no other signs than those of ASCII."""

BOLD, DIM, _END = "\x1b[1m", "\x1b[2m", "\x1b[0m"

_WORD = re.compile(r"\s*\S+\s*")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What would move or colour a terminal, and is no text."""


def draw_table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    width: int,
    *,
    plain: bool = False,
    styled: bool = False,
) -> Iterator[str]:
    """The lines of a table.

    Args:
        head: the headings of its columns.
        rows: its cells; a line feed in one begins a new line of it.
        width: cells of a terminal that a line may take.
        plain: draw in ASCII.
        styled: headings are bold.
    """
    if not head:
        yield ""
        return
    above, beside_head, below_head, beside, below = PLAIN if plain else LINES
    table = [[_seen(cell) for cell in row] for row in (head, *rows)]
    room = width - len(head) - 1
    # A blank stands on each side of a line between columns, and none at the edges.
    blanks = [(n > 0) + (n < len(head) - 1) for n in range(len(head))]
    widest = [max(map(_widest, cells)) for cells in zip(*table, strict=True)]
    wanted = [max(1, min(w + b, room)) for w, b in zip(widest, blanks, strict=True)]
    # The least is a sign, though there be no room for it.
    columns = [max(c, 1 + (n > 0)) for n, c in enumerate(_narrowed(wanted, room))]
    yield _ruled(above, columns)
    for number, row in enumerate(table):
        told = [
            wrapped(cell, max(1, column - b))
            for cell, column, b in zip(row, columns, blanks, strict=True)
        ]
        high = max(map(len, told))
        for lines in told:
            empty = [""] * (high - len(lines))
            # Headings stand on their line, cells hang from theirs.
            lines[:] = lines + empty if number else empty + lines
        signs = beside if number else beside_head
        for parts in zip(*told, strict=True):
            cells = [
                _filled(part, column, n > 0)
                for n, (part, column) in enumerate(zip(parts, columns, strict=True))
            ]
            if styled and not number:
                cells = [style(cell, BOLD) for cell in cells]
            yield signs[0] + signs[1].join(cells) + signs[2]
        if not number:
            yield _ruled(below_head, columns)
    yield _ruled(below, columns)


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines that take no more than so many cells of a terminal, broken between words.

    A word that is longer than a line is broken where the line ends.
    """
    return [part for line in _seen(text).split("\n") for part in _broken(line, width)]


def style(text: str, how: str) -> str:
    """A text as a terminal shows it in a style, `BOLD` or `DIM`."""
    return f"{how}{text}{_END}"


def cells_of(text: str) -> int:
    """How many cells of a terminal a text takes: none, one or two for each of its characters."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(sign: str) -> int:
    if sign < "\u0300":
        return 1
    from unicodedata import category, east_asian_width

    kind = category(sign)
    if kind in ("Mn", "Mc", "Me", "Cf") or "\u1160" <= sign < "\u1200":
        # Marks, and the vowels and last consonants of Hangul that is written letter by letter.
        return 0
    return 2 if kind != "Cn" and east_asian_width(sign) in "WF" else 1


def _seen(text: str) -> str:
    return _UNSEEN.sub("", text).expandtabs()


def _widest(text: str) -> int:
    return max(map(cells_of, text.split("\n")))


def _narrowed(columns: list[int], room: int) -> list[int]:
    """The columns as wide as there is room: the widest give way first, all alike."""
    columns = list(columns)
    while (excess := sum(columns) - room) > 0 and max(columns) > 1:
        widest = max(columns)
        less = widest - max((c for c in columns if c != widest), default=1)
        wide = [n for n, column in enumerate(columns) if column == widest]
        for left, n in zip(range(len(wide), 0, -1), wide, strict=True):
            given = min(less, round(excess / left))
            columns[n] -= given
            excess -= given
    return columns


def _ruled(signs: Sequence[str], columns: Sequence[int]) -> str:
    left, line, between, right = signs
    return left + between.join(line * column for column in columns) + right


def _filled(part: str, column: int, blank: bool) -> str:
    """A line of a cell as wide as its column."""
    told = f" {part}" if blank else part
    return told + " " * (column - cells_of(told))


def _broken(line: str, width: int) -> Iterator[str]:
    if cells_of(line) <= width:
        yield line
        return
    begun, used = "", 0
    for word in _WORD.findall(line):
        long = cells_of(word.rstrip())
        if long <= width - used:
            begun += word
            used += cells_of(word)
            continue
        parts = [word] if long <= width else _cut(word, width)
        for part in parts:
            if begun:
                yield _fitting(begun, width)
            begun = part
        used = cells_of(begun)
    yield _fitting(begun, width)


def _fitting(line: str, width: int) -> str:
    """A line without the blanks at its end for which there is no room."""
    while cells_of(line) > width and line[-1].isspace():
        line = line[:-1]
    return line


def _cut(word: str, width: int) -> list[str]:
    parts, used = [""], 0
    for sign in word:
        wide = cells_of(sign)
        if parts[-1] and used + wide > width:
            parts.append("")
            used = 0
        parts[-1] += sign
        used += wide
    return parts
