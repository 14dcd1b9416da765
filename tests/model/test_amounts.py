"""Numbers are read as people write them, and refused where they could mean two."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kembar.model.amounts import read_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("850000000", "850000000"),
        ("850,000,000", "850000000"),
        ("850.000.000", "850000000"),
        ("850 000 000", "850000000"),
        ("850.000.000,50", "850000000.50"),
        ("850,000.5", "850000.5"),
        ("12.5", "12.5"),
        ("12,5", "12.5"),
        ("850 juta", "850000000"),
        ("850 Juta", "850000000"),
        ("Rp. 3.000.000,-", "3000000"),
        ("2.500.000 orang", "2500000"),
        ("120 people", "120"),
        ("Rp 850 juta", "850000000"),
        ("Rp850.000.000", "850000000"),
        ("1,5 miliar", "1500000000"),
        ("1.250 miliar", "1250000000"),
        ("2 million", "2000000"),
        ("IDR 300 million", "300000000"),
        ("-6.9175", "-6.9175"),
    ],
)
def test_a_number_is_read(text: str, amount: str) -> None:
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["many", "", "12 M", "1.2.3", "85,00,000", "1,234.567.890", ".", "0'. 0"]
)
def test_other_texts_are_no_numbers(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        read_amount(text)


@pytest.mark.parametrize("text", ["850.000", "850,000"])
def test_an_ambiguous_number_is_refused_with_both(text: str) -> None:
    with pytest.raises(ValueError, match=r"could mean 850 or 850000: write 850000, or 850.0000"):
        read_amount(text)


@pytest.mark.parametrize(
    "text", ["9" * 35, "1e400", "∞", "٣", "999999999999 triliun", "0." + "1" * 30]
)
def test_an_amount_has_a_limit(text: str) -> None:
    with pytest.raises(ValueError, match=r"digits|is not a number"):
        read_amount(text)


def test_a_long_amount_is_not_rounded() -> None:
    assert read_amount("12345678901234567.123456789012") == Decimal(
        "12345678901234567.123456789012"
    )


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("3억 5,000만 원", "350000000"),
        ("5,000만 원", "50000000"),
        ("1.5억", "150000000"),
        ("2만5천", "25000"),
        ("12,000원", "12000"),
    ],
)
def test_korean_words_may_follow_one_another(text: str, amount: str) -> None:
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["만", "3천 2억", "1억 1억", "오억"])
def test_korean_words_in_no_order_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        read_amount(text)
