"""The messages of the form have the same placeholders in both languages."""

from __future__ import annotations

import re

import pytest

from kembar.cli.form.messages import WORDS, WRONG


def places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", text))


@pytest.mark.parametrize("name", WORDS["en"])
def test_placeholders_are_the_same_in_both_languages(name: str) -> None:
    assert places(WORDS["en"][name]) == places(WORDS["id"][name])


def test_both_languages_have_the_same_messages() -> None:
    assert set(WORDS["en"]) == set(WORDS["id"])
    assert {place for text in WRONG.values() for place in places(text)} == {"text"}
