"""Paragraphs: their text without sources and marks."""

from __future__ import annotations

from kembar.profiles.sentences import Clause, plain


def test_the_text_of_a_paragraph_is_plain() -> None:
    paragraph = (Clause("Bandung has "), Clause("16 partners", ("a",), strong=True), Clause("."))
    assert plain(paragraph) == "Bandung has 16 partners."
