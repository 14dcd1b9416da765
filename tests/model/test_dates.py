"""Dates keep the precision of their source."""

import pytest

from kembar.model.dates import MONTHS, PartialDate, has_more_parts, read_date


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("2015", "gYear"), ("2015-05", "gYearMonth"), ("2015-05-24", "date"), ("2024-02-29", "date")],
)
def test_precision_decides_the_datatype(text: str, datatype: str) -> None:
    assert PartialDate(text).datatype == datatype


@pytest.mark.parametrize(
    "text", ["", "15", "2015-5", "2015-13", "2001-02-30", "0000", "2015-05-24T00:00", "٢٠١٥"]
)
def test_other_texts_are_no_dates(text: str) -> None:
    with pytest.raises(ValueError, match="is not a d"):
        PartialDate(text)


def test_dates_sort_in_time_order() -> None:
    texts = ["2016", "2015-05-24", "2015", "2015-05"]
    assert [str(d) for d in sorted(map(PartialDate, texts))] == [
        "2015", "2015-05", "2015-05-24", "2016",
    ]  # fmt: skip


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
        ("03/04/1997", "1997"),
        ("03-04-1997", "1997"),
        ("2007/08", "2007"),
        ("1999/00", "1999"),
        ("1997.1", "1997"),
        ("1997-01-01T00:00:00Z", "1997"),
        ("1997-08-01T00:00:00Z", "1997-08"),
        ("+1997-08-00T00:00:00Z", "1997-08"),
        ("+1997-00-00T00:00:00Z", "1997"),
    ],
)
def test_an_ambiguous_date_is_cut_to_what_is_certain(text: str, certain: str) -> None:
    assert read_date(text) == PartialDate(certain)
    assert has_more_parts(text, PartialDate(certain))


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
        "", "c. 1997", "ca 1997", "1997?", "1990s", "1997-1999", "1997–1999", "before 1997",
        "25/08/97", "25-Aug-97", "97", "19970825", "35667", "31/02/1997", "13/13/1997",
        "00/05/1997", "30 Feb 1997", "Smarch 1997", "2019-nCoV", "0000", "unknown", "9" * 10_000,
    ],
)  # fmt: skip
def test_an_uncertain_date_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date: write 2015") as error:
        read_date(text)
    assert len(str(error.value)) < 150


@pytest.mark.parametrize("language", MONTHS)
def test_every_language_names_twelve_months(language: str) -> None:
    names = MONTHS[language]
    assert len(names) == 12
    for number, spellings in enumerate(names, 1):
        for name in spellings.split():
            assert read_date(f"1 {name.title()} 1997") == PartialDate(f"1997-{number:02d}-01")
