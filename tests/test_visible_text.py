"""Nothing in a text of others moves, colours or deceives a terminal; all other text stays."""

from __future__ import annotations

import unicodedata

import pytest

from kembar.visible_text import on_one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "<U+001B>[2J"),
        ("\x1b]0;title\x07", "<U+001B>]0;title<U+0007>"),
        ("\x9b31m", "<U+009B>31m"),
        ("a\x00\x7f", "a<U+0000><U+007F>"),
        ("gpj\u202eexe", "gpj<U+202E>exe"),
        ("\u2066a\u2069\u200f", "<U+2066>a<U+2069><U+200F>"),
        ("a\u2028b\u2029", "a<U+2028>b<U+2029>"),
        ("Ban\u200bdung\ufeff\u00ad", "Ban<U+200B>dung<U+FEFF><U+00AD>"),
        ("a\U000e0041", "a<U+E0041>"),
        ("a\rb\r\n", "a<U+000D>b\r\n"),
        ("\udcff.csv", "<U+DCFF>.csv"),
    ],
)
def test_signs_that_a_terminal_obeys_or_hides_are_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text", ["", "a\tb\n", "서울 Čačak é", "می\u200cخواهم", "👨\u200d👩\u200d👧 ❤\ufe0f", "القاهرة"]
)
def test_text_of_any_language_stays(text: str) -> None:
    assert visible(text) == text


def test_no_control_or_format_character_is_forgotten() -> None:
    """All of Unicode's, but those that words and emoji are written with."""
    needed = {"\n", "\t", "\u200c", "\u200d"}
    for number in range(0x110000):
        sign = chr(number)
        if unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs"):
            assert (visible(sign) == sign) == (sign in needed), hex(number)
        if unicodedata.bidirectional(sign) in ("LRE", "RLE", "LRO", "RLO", "PDF"):
            assert visible(sign) != sign
        if unicodedata.bidirectional(sign) in ("LRI", "RLI", "FSI", "PDI"):
            assert visible(sign) != sign


def test_a_line_is_one_line() -> None:
    assert on_one_line("a\n b\r\n\u2028c  d\x1b") == "a b c  d\x1b"
