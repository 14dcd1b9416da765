"""A table drawn with lines is the one that rich draws, and nothing in a cell moves a terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kembar.render import terminal_table

ANSWERS = Path(__file__).parents[1] / "answers"
TABLES = (
    [["one", "two"], ["", "a b"], ["", ""]],
    [["반둥 and 서울", "한국어 매우 긴 이름의 도시와 그 친구"], ["e\u0301te\u0301 " * 9, "서\n울"]],
    [["long"], ["https://example.org/" + "a" * 120 + " and then more words than fit"]],
    [["a", "b", "c"], ["x" * 40, "y " * 40, "zz\tz"], ["1", "", "  indented, as it is  "]],
    [["a", "b"], ["한" * 30 + " x", "word-" * 20]],
)


def by_rich(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    out = io.StringIO()
    table = Table(pad_edge=False)
    for heading in rows[0]:
        table.add_column(Text(heading), overflow="fold")
    for row in rows[1:]:
        table.add_row(*map(Text, row))
    Console(file=out, width=width, color_system=None).print(table)
    return out.getvalue().splitlines()


@pytest.mark.parametrize("width", [160, 80, 41, 18])
@pytest.mark.parametrize("rows", TABLES, ids=range(len(TABLES)))
def test_rich_draws_the_same(rows: list[list[str]], width: int) -> None:
    assert list(terminal_table.draw_table(rows[0], rows[1:], width)) == by_rich(rows, width)


@pytest.mark.parametrize(
    "name", ["city-partners", "obstacles-by-type", "studies", "agreements-in-force"]
)
def test_rich_draws_answers_the_same(name: str) -> None:
    with (ANSWERS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for width in (160, 80):
        assert list(terminal_table.draw_table(rows[0], rows[1:], width)) == by_rich(rows, width)


def test_columns_without_room_are_all_drawn() -> None:
    lines = list(terminal_table.draw_table(["a"] * 12, [["xyz"] * 12], 10))
    assert {len(line) for line in lines} == {36}
    assert [line.count("│") for line in lines[3:-1]] == [13] * 3


def test_ascii_draws_in_ascii() -> None:
    lines = list(terminal_table.draw_table(["a", "b"], [["1", "2"]], 20, plain=True))
    assert lines == ["+-----+", "|a | b|", "|--+--|", "|1 | 2|", "+-----+"]


def test_a_cell_moves_no_terminal() -> None:
    lines = list(terminal_table.draw_table(["a\x9b"], [["\x1b[2Jx\r"], ["\u202eb\r\nc"]], 40))
    assert [line.strip("│┃ ") for line in lines if line[0] in "│┃"] == [
        "a<U+009B>",
        "<U+001B>[2Jx<U+000D>",
        "<U+202E>b",
        "c",
    ]
    assert len({len(line) for line in lines}) == 1


def test_headings_are_bold_where_letters_can_be() -> None:
    lines = list(terminal_table.draw_table(["a", "b"], [["c", "d"]], 20, styled=True))
    assert lines[1] == "┃\x1b[1ma \x1b[0m┃\x1b[1m b\x1b[0m┃"
    assert "\x1b" not in "".join(lines[2:])


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("Č", 1),
        ("서울", 4),
        ("e\u0301", 1),
        ("\u1109\u1165", 2),
        ("हिन्दी", 4),
        ("a\u200db", 1),
        ("❤\ufe0f", 2),
        ("👨\u200d👩\u200d👧", 2),
        ("🇮🇩", 2),
    ],
)
def test_display_width_is_that_of_a_terminal(text: str, width: int) -> None:
    assert terminal_table.display_width(text) == width


@pytest.mark.parametrize(
    "word", ["e\u0301" * 9, "❤\ufe0f" * 9, "\u1109\u1165" * 9, "👨\u200d👩\u200d👧" * 9]
)
def test_a_long_word_breaks_between_characters(word: str) -> None:
    lines = terminal_table.wrap_text(word, 3)
    assert "".join(lines) == word
    assert len({*lines}) == 1
    assert all(0 < terminal_table.display_width(line) <= 3 for line in lines)


def test_a_column_of_wide_characters_is_straight() -> None:
    lines = list(
        terminal_table.draw_table(["a"], [["👨\u200d👩\u200d👧"], ["हिन्दी"], ["서울"], ["abc"]], 20)
    )
    assert {terminal_table.display_width(line) for line in lines} == {6}
