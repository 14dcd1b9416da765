"""Dates in words say all that the text says, and are read back."""

from datetime import date as day

import pytest
from babel.dates import format_date, format_skeleton

from kembar.language import LANGUAGES, speaking
from kembar.model.dates import PartialDate, in_words, read_date


@pytest.mark.parametrize(
    ("date", "en", "id_", "ko"),
    [
        ("2026", "2026", "2026", "2026년"),
        ("2026-03", "March 2026", "Maret 2026", "2026년 3월"),
        ("2026-08-09", "9 August 2026", "9 Agustus 2026", "2026년 8월 9일"),
        ("1997~", "about 1997", "sekitar 1997", "1997년경"),
        ("1997?", "1997 (uncertain)", "1997 (belum pasti)", "1997년(불확실)"),
        ("1997-05%", "about May 1997 (uncertain)", "sekitar Mei 1997 (belum pasti)", "1997년 5월경(불확실)"),
        ("199X", "the 1990s", "tahun 1990-an", "1990년대"),
        ("19XX", "some year from 1900 to 1999", "suatu tahun dari 1900 sampai 1999", "1900년부터 1999년 사이의 한 해"),
        ("2004-XX", "some month of 2004", "suatu bulan pada 2004", "2004년의 어느 달"),
        ("2004-05-XX", "some day of May 2004", "suatu hari pada Mei 2004", "2004년 5월의 어느 날"),
        ("2004-XX-XX", "some day of 2004", "suatu hari pada 2004", "2004년의 어느 날"),
        ("2021-21", "spring 2021 (March to May)", "musim semi 2021 (Maret sampai Mei)", "2021년 봄(3월~5월)"),
        ("2021-24", "winter 2021 (December to February)", "musim dingin 2021 (Desember sampai Februari)", "2021년 겨울(12월~2월)"),
        ("1997-08-25/2007", "some time between 25 August 1997 and 2007", "suatu saat antara 25 Agustus 1997 dan 2007", "1997년 8월 25일부터 2007년 사이"),
        ("../2007", "2007 or before", "2007 atau sebelumnya", "2007년 이전"),
        ("2007~/..", "about 2007 or later", "sekitar 2007 atau sesudahnya", "2007년경 이후"),
    ],
)  # fmt: skip
def test_a_date_in_words_has_its_precision_and_doubt(date: str, en: str, id_: str, ko: str) -> None:
    words = {"en": en, "id": id_, "ko": ko}
    assert {code: in_words(PartialDate(date), code) for code in words} == words
    with speaking("ko"):
        assert in_words(PartialDate(date)) == ko
    if date != "19XX":
        assert {read_date(text).text for text in words.values()} == {date}


@pytest.mark.parametrize(
    ("date", "en"),
    [
        ("/2007", "2007 or before (beginning unknown)"),
        ("2007/", "2007 or later (end unknown)"),
    ],
)
def test_an_unknown_end_differs_from_an_open_one(date: str, en: str) -> None:
    assert in_words(PartialDate(date), "en") == en


@pytest.mark.parametrize("code", LANGUAGES)
def test_dates_are_written_as_the_cldr_has_them(code: str) -> None:
    locale = {"en": "en_GB"}.get(code, code)
    for month in range(1, 13):
        one = day(2026, month, 3 + month)
        assert in_words(PartialDate(one.isoformat()), code) == format_date(one, "long", locale)
        month_alone = format_skeleton("yMMMM", one, locale=locale)
        assert in_words(PartialDate(f"2026-{month:02d}"), code) == month_alone
    assert in_words(PartialDate("2026"), code) == format_skeleton("y", one, locale=locale)
