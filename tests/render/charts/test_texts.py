"""Texts are cleaned, and numbers written as a language writes them."""

from __future__ import annotations

import pytest

from kembar.rdf.terms import Value
from kembar.render.charts.texts import LONGEST_SPOKEN, clean, display_value, grouped, spoken


def test_a_text_is_one_line_that_xml_can_hold() -> None:
    assert clean(" a\n\tb\x00c\ufffe\ud800 ") == "a b c"
    assert clean("서울 👩‍👩‍👧") == "서울 👩‍👩‍👧"


def test_a_thing_is_named_by_its_short_name() -> None:
    assert display_value(Value("https://w3id.org/kembar/City", "iri")) == "kb:City"
    assert display_value(None) == ""


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
