"""Dates in words say all that the text says, and are read back."""

import pytest

from kembar.model.dates import PartialDate, in_words, read_date


@pytest.mark.parametrize(
    ("date", "en", "id_"),
    [
        ("2026", "2026", "2026"),
        ("2026-03", "March 2026", "Maret 2026"),
        ("2026-08-09", "9 August 2026", "9 Agustus 2026"),
        ("1997~", "about 1997", "sekitar 1997"),
        ("1997?", "1997 (uncertain)", "1997 (belum pasti)"),
        ("1997-05%", "about May 1997 (uncertain)", "sekitar Mei 1997 (belum pasti)"),
        ("199X", "the 1990s", "tahun 1990-an"),
        ("19XX", "some year from 1900 to 1999", "suatu tahun dari 1900 sampai 1999"),
        ("2004-XX", "some month of 2004", "suatu bulan pada 2004"),
        ("2004-05-XX", "some day of May 2004", "suatu hari pada Mei 2004"),
        ("2004-XX-XX", "some day of 2004", "suatu hari pada 2004"),
        ("2021-21", "spring 2021 (March to May)", "musim semi 2021 (Maret sampai Mei)"),
        ("2021-24", "winter 2021 (December to February)", "musim dingin 2021 (Desember sampai Februari)"),
        ("1997-08-25/2007", "some time between 25 August 1997 and 2007", "suatu saat antara 25 Agustus 1997 dan 2007"),
        ("../2007", "2007 or before", "2007 atau sebelumnya"),
        ("2007~/..", "about 2007 or later", "sekitar 2007 atau sesudahnya"),
    ],
)  # fmt: skip
def test_a_date_in_words_has_its_precision_and_doubt(date: str, en: str, id_: str) -> None:
    assert in_words(PartialDate(date), "en") == en
    assert in_words(PartialDate(date), "id") == id_
    if date != "19XX":
        assert (read_date(en).text, read_date(id_).text) == (date, date)


@pytest.mark.parametrize(
    ("date", "en"),
    [
        ("/2007", "2007 or before (beginning unknown)"),
        ("2007/", "2007 or later (end unknown)"),
    ],
)
def test_an_unknown_end_differs_from_an_open_one(date: str, en: str) -> None:
    assert in_words(PartialDate(date), "en") == en
