"""Texts of people and of files are read with the precision and the certainty that they have."""

import pytest

from kembar.model.dates import (
    MONTHS,
    AmbiguousDay,
    PartialDate,
    deciding_order,
    has_more_parts,
    read_date,
    reader_order,
)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1997", "1997"),
        (" 1997 ", "1997"),
        ("1997.0", "1997"),
        ("１９９７", "1997"),
        ("1997-08", "1997-08"),
        ("1997/8", "1997-08"),
        ("08/1997", "1997-08"),
        ("1997.10", "1997-10"),
        ("1997-08-25", "1997-08-25"),
        ("1997-8-5", "1997-08-05"),
        ("25/08/1997", "1997-08-25"),
        ("08/25/1997", "1997-08-25"),
        ("25-08-1997", "1997-08-25"),
        ("25.8.1997", "1997-08-25"),
        ("25. 8. 1997", "1997-08-25"),
        ("1997. 8. 25.", "1997-08-25"),
        ("25 Agustus 1997", "1997-08-25"),
        ("25\u00a0Agustus\n1997", "1997-08-25"),
        ("5 Mei 2013", "2013-05-05"),
        ("August 25, 1997", "1997-08-25"),
        ("AUGUST 25 1997", "1997-08-25"),
        ("25th of August 1997", "1997-08-25"),
        ("25-Aug-1997", "1997-08-25"),
        ("25. März 1997", "1997-03-25"),
        ("Aug 1997", "1997-08"),
        ("Sept. 1997", "1997-09"),
        ("Desember, 1997", "1997-12"),
        ("1997, August", "1997-08"),
        ("1997 August 25", "1997-08-25"),
        ("1997년", "1997"),
        ("1997년 8월", "1997-08"),
        ("1997년 8월 25일", "1997-08-25"),
        ("서기 1997년 8월 25일", "1997-08-25"),
        ("1997年8月25日", "1997-08-25"),
        ("1997-08-25 00:00:00", "1997-08-25"),
        ("1997-08-25T14:30:00+09:00", "1997-08-25"),
        ("1997-08-25+09:00", "1997-08-25"),
    ],
)
def test_a_date_as_people_write_it_keeps_its_precision(text: str, date: str) -> None:
    assert read_date(text) == PartialDate(date)
    assert not has_more_parts(text, PartialDate(date))


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("1997-01-01T00:00:00Z", "1997"),
        ("1997-08-01T00:00:00Z", "1997-08"),
        ("+1997-08-00T00:00:00Z", "1997-08"),
        ("+1997-00-00T00:00:00Z", "1997"),
    ],
)
def test_an_insertion_of_a_program_is_left_out(text: str, certain: str) -> None:
    assert read_date(text) == PartialDate(certain)
    assert has_more_parts(text, PartialDate(certain))


@pytest.mark.parametrize(
    ("texts", "date"),
    [
        ("c. 1997; ca 1997; ca. 1997; circa 1997; around 1997; about 1997; ~1997", "1997~"),
        ("sekitar 1997; sekitar tahun 1997; kira-kira 1997; 1997년경; 1997년 경; 약 1997년", "1997~"),
        ("c. May 1997; sekitar Mei 1997; 1997년 5월경", "1997-05~"),
        ("1997?; 1997 (?); perhaps 1997; mungkin 1997; 1997 (uncertain)", "1997?"),
        ("c. 1997?; about 1997 (uncertain); sekitar 1997 (belum pasti)", "1997%"),
        ("before 1997; sebelum 1997; sebelum tahun 1997; 1997년 전; 1996 or before", "../1996"),
        ("before 25 August 1997; sebelum 25 Agustus 1997", "../1997-08-24"),
        ("1997년 이전; no later than 1997; 1997 or earlier; 1997 atau sebelumnya", "../1997"),
        ("after 1997; setelah 1997; sesudah 1997; 1997년 후", "1998/.."),
        ("after May 1997; setelah Mei 1997", "1997-06/.."),
        ("1997년 이후; 1997 or later; no earlier than 1997; 1997 atau sesudahnya", "1997/.."),
        ("1990s; the 1990s; 1990's; tahun 1990-an; 1990-an; 1990an; 1990년대; 199x", "199X"),
        ("1900s; the 20th century; abad ke-20; 20세기", "19XX"),
        ("about the 1990s; sekitar tahun 1990-an; 1990년대쯤", "199X~"),
        ("1997 or 1998; 1997 atau 1998; 1997년 또는 1998년; 1997/98; 1997-98", "1997/1998"),
        ("2007/08; 2007/2008", "2007/2008"),
        ("1999/00", "1999/2000"),
        ("1997-1999; 1997–1999; 1997 - 1999; 1997~1999; between 1997 and 1999", "1997/1999"),
        ("antara 1997 dan 1999; 1997 sampai 1999; 1997 s.d. 1999; 1997 s/d 1999", "1997/1999"),
        ("1997년부터 1999년까지; 1997년~1999년; from 1997 to 1999", "1997/1999"),
        ("c. 1997-1999", "1997~/1999~"),
        ("1997-08-25 - 1999-01-02; 25 August 1997 to 2 January 1999", "1997-08-25/1999-01-02"),
        ("between 25 and 27 August 1997; antara 25 dan 27 Agustus 1997", "1997-08-25/1997-08-27"),
        ("March or April 1997; Maret atau April 1997; 1997년 3월 또는 4월", "1997-03/1997-04"),
        ("Monday, 25 August 1997; Senin, 25 Agustus 1997; Senin (25/8/1997)", "1997-08-25"),
        ("1997년 8월 25일 월요일; 1997년 8월 25일(월)", "1997-08-25"),
        ("spring 1997; the spring of 1997; musim semi 1997; 1997년 봄; 1997-21", "1997-21"),
        ("fall 1997; autumn 1997; musim gugur tahun 1997; 1997년 가을", "1997-23"),
        ("early 1990s; the early 1990s; awal 1990-an; awal tahun 1990-an; 1990년대 초", "1990/1993"),
        ("mid-1990s; pertengahan 1990-an; 1990년대 중반", "1994/1996"),
        ("late 1990s; akhir 1990-an; 1990년대 말; 1990년대 후반", "1997/1999"),
        ("late 1997; end of 1997; akhir tahun 1997; 1997년 말", "1997-09/1997-12"),
        ("early May 1997; awal Mei 1997", "1997-05-01/1997-05-10"),
        ("1997.1; some month of 1997; suatu bulan pada 1997", "1997-XX"),
        ("in 1997; tahun 1997; pada tahun 1997", "1997"),
        ("on 25 August 1997; pada tanggal 25 Agustus 1997", "1997-08-25"),
    ],
)  # fmt: skip
def test_words_of_three_languages_are_read(texts: str, date: str) -> None:
    assert {text: read_date(text).text for text in texts.split("; ")} == dict.fromkeys(
        texts.split("; "), date
    )
    assert not any(has_more_parts(text, read_date(text)) for text in texts.split("; "))


@pytest.mark.parametrize("text", ["3/2/2012", "03-02-2012", "3 2 2012"])
def test_an_ambiguous_day_is_read_in_an_order_or_refused(text: str) -> None:
    assert read_date(text, "day") == PartialDate("2012-02-03")
    assert read_date(text, "month") == PartialDate("2012-03-02")
    with pytest.raises(
        AmbiguousDay, match="may be 3 February 2012 or 2 March 2012: write 2012-02-"
    ):
        read_date(text)


def test_the_order_of_the_person_is_asked_last() -> None:
    token = reader_order.set(lambda: "month")
    try:
        assert read_date("3/2/2012") == PartialDate("2012-03-02")
        assert read_date("before 3/2/2012") == PartialDate("../2012-03-01")
        assert read_date("3/2/2012", "day") == PartialDate("2012-02-03")
        with pytest.raises(AmbiguousDay):
            read_date("3/2/2012", "")
    finally:
        reader_order.reset(token)
    with pytest.raises(AmbiguousDay):
        read_date("3/2/2012")


@pytest.mark.parametrize(
    ("text", "order"),
    [("13/2/2012", "day"), ("2/13/2012", "month"), ("3/2/2012", ""), ("13.2.2012", ""), ("x", "")],
)
def test_some_days_show_the_order_of_a_column(text: str, order: str) -> None:
    assert deciding_order(text) == order


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("1997 or 2001", "is not a date: write 1997/2001 if any day between"),
        ("1999-1997", "is not a date: it ends before it begins"),
        ("1999/1997", "ends before it begins"),
        ("../..", "says nothing: leave it out"),
        ("1997-02-30~", "is not a day of the calendar"),
        ("31 Februari 2010", "is not a day of the calendar"),
        ("31/02/1997", "is not a day of the calendar"),
        ("13/13/1997", "is not a day of the calendar"),
        ("00/05/1997", "is not a day of the calendar"),
        ("2010년 2월 30일", "is not a day of the calendar"),
        (
            "25-27 August 1997",
            "and an end: give 1997-08-25 and 1997-08-27, or 1997-08-25/1997-08-27",
        ),
        ("August 25-27, 1997", "give 1997-08-25 and 1997-08-27"),
        ("25 sampai 27 Agustus 1997", "give 1997-08-25 and 1997-08-27"),
        ("1997년 8월 25일~27일", "give 1997-08-25 and 1997-08-27"),
        ("25 August - 3 September 1997", "give 1997-08-25 and 1997-09-03"),
        ("2007-13", "13 is no month; write 2007/2013 if any time"),
        ("2010/15", "15 is no month; write 2010/2015 if any time"),
        ("Y17000", "is not a date: years run from 0001 to 9999"),
        ("-0500", "is not a date: years run from 0001 to 9999"),
        ("before 0001", "is not a date: years run from 0001 to 9999"),
        ("before c. 1997", "is not a date: the date within is uncertain itself"),
    ],
)
def test_the_fault_of_a_date_is_told(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault) as error:
        read_date(text)
    assert str(error.value).count(text) == 1


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("03/03/1997", "1997-03-03"),
        ("03.04.1997", "1997-04-03"),
        ("1997-01-01", "1997-01-01"),
        ("1997-01-01 00:00:00", "1997-01-01"),
        ("1997-08-25T00:00:00Z", "1997-08-25"),
        ("2007-08", "2007-08"),
    ],
)
def test_a_date_that_only_looks_uncertain_stays_whole(text: str, date: str) -> None:
    assert read_date(text) == PartialDate(date)


@pytest.mark.parametrize(
    "text",
    [
        "", "c.", "before", "early", "?", "since 1997", "1997-13", "1997/95", "21/2021", "XXXX",
        "25/08/97", "25-Aug-97", "97", "19970825", "35667", "Smarch 1997", "2019-nCoV", "0000", "unknown", "9" * 10_000,
    ],
)  # fmt: skip
def test_a_text_that_is_no_date_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date: write 2015") as error:
        read_date(text)
    assert len(str(error.value)) < 150


@pytest.mark.parametrize("language", MONTHS)
def test_every_language_names_twelve_months(language: str) -> None:
    names = MONTHS[language]
    assert len(names) == 12
    for number, spellings in enumerate(names, 1):
        for name in spellings.split():
            text = f"1997년 {name} 1일" if language == "ko" else f"1 {name.title()} 1997"
            assert read_date(text) == PartialDate(f"1997-{number:02d}-01")
