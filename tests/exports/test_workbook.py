"""A workbook has its cells as texts, numbers and days, and the same bytes each time."""

from __future__ import annotations

import datetime
import io
import time

import pytest
from openpyxl import load_workbook

from kembar.exports.workbook import Sheet, day, number, workbook

ROWS = (("=1+1", 7, datetime.date(2015, 5, 24)), ("반둥\x07", 1.5, ""))


def test_cells_keep_their_kind() -> None:
    book = load_workbook(io.BytesIO(workbook([Sheet("s", ("a", "b", "c"), ROWS)])))
    rows = list(book["s"].values)
    assert rows[0] == ("a", "b", "c")
    assert rows[1] == ("=1+1", 7, datetime.datetime(2015, 5, 24))
    assert rows[2] == ("반둥 ", 1.5, None)
    assert book["s"]["A2"].data_type == "s"


def test_bytes_do_not_depend_on_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = workbook([Sheet("s", ("a", "b", "c"), ROWS)])
    hour = time.localtime(time.time() + 3_600)
    monkeypatch.setattr(time, "localtime", lambda *_seconds: hour)
    assert workbook([Sheet("s", ("a", "b", "c"), ROWS)]) == first


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("-1.5", -1.5), ("1234567890123456", "1234567890123456"), ("1e5", "1e5")],
)
def test_numbers_keep_all_their_digits(text: str, value: object) -> None:
    assert number(text) == value


def test_only_a_whole_day_is_a_day() -> None:
    assert day("2015-05-24") == datetime.date(2015, 5, 24)
    assert day("2015-05") == "2015-05"
    assert day("2015-13-41") == "2015-13-41"
