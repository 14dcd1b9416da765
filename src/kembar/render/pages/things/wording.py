"""Dates, numbers and sums as pages have them, in the language that is spoken."""

from __future__ import annotations

import datetime
from functools import lru_cache

from kembar.language import _, _n, language, numeral
from kembar.model.dates import PartialDate, in_words

_MILLION = 1_000_000
_THOUSAND = 1000
_DAY = len("2016-10-07")
_MONTH = len("2016-10")


def short_date(text: str) -> str:
    """Return a date in words, its month short where the language has short months.

    >>> short_date("2016-10-07")
    '7 Oct 2016'
    """
    return _short_date(text, language())


@lru_cache(maxsize=65_536)
def _short_date(text: str, code: str) -> str:
    plain = text.replace("-", "").isdigit() and len(text) in (_DAY, _MONTH)
    if code == "ko" or not plain or text.startswith("-"):
        return date_in_words(text)
    from babel.dates import format_date

    day = datetime.date.fromisoformat(text if len(text) == _DAY else f"{text}-01")
    return str(format_date(day, "d MMM y" if len(text) == _DAY else "MMM y", locale=code))


def date_in_words(text: str) -> str:
    """Return a date in words; a text that is no date as it is."""
    try:
        return in_words(PartialDate(text))
    except ValueError:
        return text


def short_number(number: float) -> str:
    """Return a large number in words that people say: "3.05 trillion"."""
    if abs(number) < _MILLION:
        is_whole = number == int(number) or abs(number) >= _THOUSAND
        return numeral(round(number) if is_whole else round(number, 2))
    return _short_number(number, language())


@lru_cache(maxsize=4096)
def _short_number(number: float, code: str) -> str:
    from babel.numbers import format_compact_decimal

    return str(format_compact_decimal(number, format_type="long", locale=code, fraction_digits=2))


def sum_of(amount: float, currency: str) -> str:
    """Return a sum of money: "IDR 60 billion"."""
    return _("{currency} {amount}", currency=currency, amount=short_number(amount))


def euros(amount: float) -> str:
    """Return a sum in euros: "€3.94 million"."""
    return _("€{amount}", amount=short_number(amount))


def people(number: float) -> str:
    """Return a number of people."""
    return _n("{count} person", "{count} people", int(number))
