"""Texts are cleaned, measured and cut, and numbers written as a language writes them."""

from __future__ import annotations

import pytest

from kembar.rdf.terms import Value
from kembar.render.charts.text_metrics import (
    LONGEST_SPOKEN,
    clean,
    display_value,
    grouped,
    shortened,
    spoken,
    width,
)


def test_a_text_is_one_line_that_xml_can_hold() -> None:
    assert clean(" a\n\tb\x00c\ufffe\ud800 ") == "a b c"
    assert clean("서울 👩‍👩‍👧") == "서울 👩‍👩‍👧"


def test_a_thing_is_named_by_its_short_name() -> None:
    assert display_value(Value("https://w3id.org/kembar/City", "iri")) == "kb:City"
    assert display_value(None) == ""


def test_wide_letters_are_wide_and_marks_take_no_room() -> None:
    assert width("서울", 10) == 20
    assert width("e\u0301", 10) == width("e", 10)
    assert width("mm", 10) > width("nn", 10) > width("ll", 10)


@pytest.mark.parametrize(
    "text", ["A rather long name of a thing", "서울특별시와 반둥시의 우호 협력", "…"]
)
@pytest.mark.parametrize("room", [20.0, 60.0, 500.0])
def test_a_text_is_cut_to_its_room(text: str, room: float) -> None:
    cut = shortened(text, 9, room)
    assert width(cut, 9) <= room
    assert cut == text or cut.endswith("…")


def test_a_long_label_in_a_sentence_is_cut() -> None:
    assert spoken("short") == "short"
    assert len(spoken("x" * 900)) == LONGEST_SPOKEN + 1


@pytest.mark.parametrize(
    ("number", "en", "id_"),
    [(1234, "1,234", "1.234"), (1234.5, "1,234.5", "1.234,5"), (0.1 + 0.2, "0.3", "0,3"),
     (-1234567.0, "-1,234,567", "-1.234.567"), (1e-9, "1e-09", "1e-09")],
)  # fmt: skip
def test_thousands_stand_apart_as_in_the_language(number: float, en: str, id_: str) -> None:
    assert (grouped(number, "en"), grouped(number, "id")) == (en, id_)
