"""A table drawn with lines: columns as wide as their cells, wrapped where there is no room.

The layout is that of rich; a test compares the two. Importing rich takes four times as long
as starting Python, and it needs 3.9 s for 15 thousand rows, which take 0.16 s here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kembar.visible_text import visible

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
"""The same in ASCII."""

_NARROW = re.compile("[ -\u02ff\u2010-\u2027]*")
"""Latin letters, signs, dashes and quotation marks, which take a cell each."""

BOLD, DIM, _END = "\x1b[1m", "\x1b[2m", "\x1b[0m"

_WORD = re.compile(r"\s*\S+\s*")


def draw_table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    width: int,
    *,
    plain: bool = False,
    styled: bool = False,
) -> Iterator[str]:
    """Yield the lines of a table.

    Args:
        head: the headings of its columns.
        rows: its cells; a line feed in one begins a new line of it.
        width: of a line, in cells of the terminal.
        plain: draw in ASCII.
        styled: headings are bold.
    """
    if not head:
        yield ""
        return
    above, beside_head, below_head, beside, below = PLAIN if plain else LINES
    table = [[_printable(cell) for cell in row] for row in (head, *rows)]
    columns = _column_widths(table, width)
    yield _rule(above, columns)
    for line in _row_lines(table[0], columns, at_bottom=True):
        yield _joined(beside_head, [style(cell, BOLD) for cell in line] if styled else line)
    yield _rule(below_head, columns)
    for row in table[1:]:
        for line in _row_lines(row, columns):
            yield _joined(beside, line)
    yield _rule(below, columns)


def wrap_text(text: str, width: int) -> list[str]:
    """Return a text in lines of at most so many cells of the terminal, broken between words.

    A word that is longer than a line is broken where the line ends.
    """
    return [part for line in _printable(text).split("\n") for part in _broken(line, width)]


def style(text: str, code: str) -> str:
    """Return a text with the escape codes of a style, `BOLD` or `DIM`."""
    return f"{code}{text}{_END}"


def display_width(text: str) -> int:
    """Return the number of terminal cells of a text without control characters."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    # Most texts are in Latin letters, and the import takes half as long as starting Python.
    from wcwidth import wcswidth

    return wcswidth(text)


def _printable(text: str) -> str:
    return visible(text.replace("\r\n", "\n")).expandtabs()


def _blanks(count: int) -> list[int]:
    """Return the blanks in each column: one on each side of a line, and none at the edges."""
    return [(n > 0) + (n < count - 1) for n in range(count)]


def _column_widths(table: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the cells of the terminal that each column takes, with its blanks."""
    count = len(table[0])
    room = width - count - 1
    widest = [max(map(_widest_line, cells)) for cells in zip(*table, strict=True)]
    ideal = [max(1, min(w + b, room)) for w, b in zip(widest, _blanks(count), strict=True)]
    # A column has at least one character, even where there is no room for it.
    return [max(c, 1 + (n > 0)) for n, c in enumerate(_narrowed(ideal, room))]


def _widest_line(text: str) -> int:
    return max(map(display_width, text.split("\n")))


def _narrowed(columns: list[int], room: int) -> list[int]:
    """Return columns as wide as there is room: the widest are narrowed first, all alike."""
    columns = list(columns)
    while (excess := sum(columns) - room) > 0 and max(columns) > 1:
        widest = max(columns)
        less = widest - max((c for c in columns if c != widest), default=1)
        wide = [n for n, column in enumerate(columns) if column == widest]
        for remaining, n in zip(range(len(wide), 0, -1), wide, strict=True):
            reduction = min(less, round(excess / remaining))
            columns[n] -= reduction
            excess -= reduction
    return columns


def _row_lines(
    row: Sequence[str], columns: Sequence[int], *, at_bottom: bool = False
) -> Iterator[list[str]]:
    """Yield the lines of a row, each as its cells; short cells end at the top or the bottom."""
    cells = [
        wrap_text(cell, max(1, column - blanks))
        for cell, column, blanks in zip(row, columns, _blanks(len(columns)), strict=True)
    ]
    height = max(map(len, cells))
    for lines in cells:
        empty = [""] * (height - len(lines))
        lines[:] = empty + lines if at_bottom else lines + empty
    for line in zip(*cells, strict=True):
        yield [
            _padded(part, column, n > 0)
            for n, (part, column) in enumerate(zip(line, columns, strict=True))
        ]


def _joined(signs: Sequence[str], cells: Sequence[str]) -> str:
    return signs[0] + signs[1].join(cells) + signs[2]


def _rule(signs: Sequence[str], columns: Sequence[int]) -> str:
    left, line, between, right = signs
    return left + between.join(line * column for column in columns) + right


def _padded(part: str, column: int, blank: bool) -> str:
    """Return a line of a cell as wide as its column."""
    text = f" {part}" if blank else part
    return text + " " * (column - display_width(text))


def _broken(line: str, width: int) -> Iterator[str]:
    if display_width(line) <= width:
        yield line
        return
    begun, used = "", 0
    for word in _WORD.findall(line):
        length = display_width(word.rstrip())
        if length <= width - used:
            begun += word
            used += display_width(word)
            continue
        for part in [word] if length <= width else _cut(word, width):
            if begun:
                yield _without_blanks(begun, width)
            begun = part
        used = display_width(begun)
    yield _without_blanks(begun, width)


def _without_blanks(line: str, width: int) -> str:
    """Return a line without the blanks at its end for which there is no room."""
    while display_width(line) > width and line[-1].isspace():
        line = line[:-1]
    return line


def _cut(word: str, width: int) -> list[str]:
    """Return a long word in parts that fit, at least a character each."""
    parts, used = [""], 0
    for character in _characters(word):
        wide = display_width(character)
        if parts[-1] and used + wide > width:
            parts.append("")
            used = 0
        parts[-1] += character
        used += wide
    return parts


def _characters(word: str) -> list[str]:
    """Return the code points of a word, those together that a terminal draws as one character."""
    characters: list[str] = []
    for sign in word:
        alone = display_width(sign)
        last = characters[-1] if characters else ""
        if last and (not alone or display_width(last + sign) != display_width(last) + alone):
            characters[-1] += sign
        else:
            characters.append(sign)
    return characters
