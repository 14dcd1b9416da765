"""Dates keep the precision that is known."""

import pytest

from kembar.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("2015", "gYear"), ("2015-05", "gYearMonth"), ("2015-05-24", "date"), ("2024-02-29", "date")],
)
def test_precision_decides_the_datatype(text: str, datatype: str) -> None:
    assert PartialDate(text).datatype == datatype


@pytest.mark.parametrize(
    "text", ["", "15", "2015-5", "2015-13", "2001-02-30", "0000", "2015-05-24T00:00", "٢٠١٥"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a d"):
        PartialDate(text)


def test_dates_sort_in_time_order() -> None:
    texts = ["2016", "2015-05-24", "2015", "2015-05"]
    assert [str(d) for d in sorted(map(PartialDate, texts))] == [
        "2015", "2015-05", "2015-05-24", "2016",
    ]  # fmt: skip
