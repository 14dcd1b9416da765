"""Dates, numbers and sums as people of each language write them."""

from __future__ import annotations

import pytest

from kembar.language import language_name, speaking
from kembar.render.pages.things.wording import euros, short_date, sum_of


@pytest.mark.parametrize(
    ("language", "date", "words"),
    [
        ("en", "2016-10-07", "7 Oct 2016"),
        ("id", "2015-05-20", "20 Mei 2015"),
        ("ko", "2016-10-07", "2016년 10월 7일"),
        ("en", "2016-10", "Oct 2016"),
        ("en", "2016", "2016"),
        ("en", "2016~", "about 2016"),
        ("en", "no date", "no date"),
    ],
)
def test_dates_are_short_where_a_language_has_it(language: str, date: str, words: str) -> None:
    with speaking(language):
        assert short_date(date) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "IDR 3.05 trillion"), ("id", "IDR 3,05 triliun"), ("ko", "IDR 3.05조")],
)
def test_sums_are_in_words(language: str, words: str) -> None:
    with speaking(language):
        assert sum_of(3_050_000_000_000, "IDR") == words


def test_small_sums_keep_their_digits() -> None:
    assert euros(85_918.03) == "€85,918"
    assert euros(3_284_484.29) == "€3.28 million"


def test_languages_have_names() -> None:
    with speaking("ko"):
        assert language_name("id") == "인도네시아어"
    assert language_name("?") == "?"
