"""Texts fit the window; prompts are tried in a terminal (test_form)."""

from __future__ import annotations

import pytest
from prompt_toolkit.layout.screen import Char

from kembar.cli.form.prompts import wrap_to_window
from kembar.render.terminal_table import display_width


@pytest.mark.parametrize("columns", ["24", "40", "200"])
def test_a_sentence_is_as_wide_as_the_window(monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    text = wrap_to_window(
        "Bandung, Indonesia and Utrecht, Netherlands: sister city, since May 2026.", "  "
    )
    assert all(len(line) <= int(columns) for line in text.splitlines())
    assert " ".join(text.split()).endswith("since May 2026.")


def test_wide_letters_fit_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "24")
    lines = wrap_to_window("대한민국 서울특별시와 반둥, 인도네시아: 자매도시", "  ").splitlines()
    assert all(display_width(line) <= 24 for line in lines)
    assert [line.rstrip() for line in lines] == lines
    assert all(line.startswith("    ") for line in lines[1:])


def test_a_tiny_window_still_shows_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "1")
    assert "sister" in wrap_to_window("sister city")


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\u202e", "\u2066", "\udcff"])
def test_typed_and_offered_texts_hide_nothing(sign: str) -> None:
    shown = Char(sign)
    assert (shown.char, shown.width) == (f"<U+{ord(sign):04X}>", 8)
