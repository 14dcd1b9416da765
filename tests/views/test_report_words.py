"""Words of reports stand in both languages."""

from __future__ import annotations

from kembar.views.report_words import WORDS, cited


def test_both_languages_have_the_same_words() -> None:
    assert set(WORDS["en"]) == set(WORDS["id"])
    for word, english in WORDS["en"].items():
        assert english != WORDS["id"][word]


def test_a_publication_is_told_with_what_is_known() -> None:
    assert cited(("A", "B"), "T", "P", "2015") == "A, B (2015). T. P."
    assert cited(("A",), "T", "A", "") == "A. T."
    assert cited((), "T!", "", "") == "T!"
    assert cited((), "T", "", "2015") == "T. 2015."
