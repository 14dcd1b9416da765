"""Values of programs become texts within limits, or are refused in one line."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from kembar.model.dates import PartialDate
from kembar.model.limits import (
    LONGEST_TEXT,
    MOST_DIGITS,
    MOST_VALUES,
    check_text,
    check_values,
    text_of,
)

JAKARTA = datetime.timezone(datetime.timedelta(hours=7))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" Bandung ", "Bandung"),
        (1e-7, "0.00000010"[:-1]),
        (1e20 / 10, "10000000000000000000"),
        (Decimal("1E+3"), "1000"),
        (12, "12"),
        (datetime.date(2020, 5, 1), "2020-05-01"),
        (datetime.datetime(2020, 5, 1, tzinfo=JAKARTA), "2020-05-01 00:00:00+07:00"),
        (PartialDate("2020-05"), "2020-05"),
    ],
)
def test_texts_numbers_and_dates_are_values(value: object, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    "value",
    [
        float("nan"), float("inf"), Decimal("sNaN"), 10**400, 10**5000, Decimal("1E+999999999"),
        Decimal("1E-999999999"), Fraction(1, 3), 1j, b"x", ["x"], {"a": 1}, {"a"}, True, object(),
        "a\0b", "a\ud800", "\x1b[31m", "\ufffe", "x" * (LONGEST_TEXT + 1),
    ],
    ids=lambda value: repr(value)[:20] if not isinstance(value, int) else f"{value:.0e}"[:20]
    if isinstance(value, int) and value < 10**300 else "huge",
)  # fmt: skip
def test_a_text_that_is_no_value_is_refused_in_one_line(value: object) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]{10,160}$"):
        text_of(value)


def test_a_text_may_have_lines_and_tabs() -> None:
    assert check_text("one\ttwo\r\nthree \u202e") == "one\ttwo\r\nthree \u202e"


def test_a_number_may_have_all_its_digits() -> None:
    assert text_of(10**MOST_DIGITS - 1) == "9" * MOST_DIGITS
    with pytest.raises(ValueError, match="more than 20 digits"):
        text_of(10**MOST_DIGITS)


def test_a_list_has_a_limit() -> None:
    check_values(["x"] * MOST_VALUES)
    with pytest.raises(ValueError, match="1,001 values; give at most 1,000"):
        check_values(["x"] * (MOST_VALUES + 1))
