"""What the form says, it says in both languages, with the same places."""

from __future__ import annotations

import re

import pytest

from kembar.cli.form_messages import WORDS, WRONG


def places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", text))


@pytest.mark.parametrize("name", WORDS["en"])
def test_each_sentence_stands_in_both_languages(name: str) -> None:
    assert places(WORDS["en"][name]) == places(WORDS["id"][name])


def test_no_language_says_more_than_the_other() -> None:
    assert set(WORDS["en"]) == set(WORDS["id"])
    assert {place for text in WRONG.values() for place in places(text)} == {"told"}
