"""A date has the precision and the certainty of its source, and the days that it may be."""

import pytest

from kembar.model.dates import EDTF, PartialDate


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("2015", "gYear"), ("2015-05", "gYearMonth"), ("2015-05-24", "date"), ("2024-02-29", "date")],
)
def test_precision_decides_the_datatype(text: str, datatype: str) -> None:
    assert PartialDate(text).datatype == datatype


@pytest.mark.parametrize(
    "text",
    ["", "15", "c. 1997", "2015-5", "2015-13", "2001-02-30", "0000", "2015-05-24T00:00", "٢٠١٥"],
)
def test_other_texts_are_no_dates(text: str) -> None:
    with pytest.raises(ValueError, match="is not a d"):
        PartialDate(text)


def test_dates_sort_in_time_order() -> None:
    texts = ["2016", "2015-05-24", "2015", "2015-05"]
    assert [str(d) for d in sorted(map(PartialDate, texts))] == [
        "2015", "2015-05", "2015-05-24", "2016",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["1997~", "199X", "2004-XX", "2021-21", "1997/1998", "../2007"])
def test_an_uncertain_date_is_a_literal_of_edtf(text: str) -> None:
    assert PartialDate(text).datatype == EDTF
    assert not PartialDate(text).is_certain


def test_uncertain_dates_sort_by_the_first_day() -> None:
    texts = ["1998/..", "1997~", "1996", "1995-21", "../1990", "1995-02", "1997", "199X"]
    assert [date.text for date in sorted(map(PartialDate, texts))] == [
        "../1990", "199X", "1995-02", "1995-21", "1997~", "1996", "1997", "1998/..",
    ]  # fmt: skip
