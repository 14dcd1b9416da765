"""Limits of the values that people and files give: their length, their digits, their number.

A larger value is a slip or an attack, and would make a page, a message or the store useless.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from contextlib import suppress
from decimal import Context, Decimal, InvalidOperation
from numbers import Real

from kembar.errors import quoted
from kembar.inputs.limits import LARGEST_CELL
from kembar.language import _, numeral
from kembar.model.dates import PartialDate

LONGEST_TEXT = LARGEST_CELL
"""Characters of a value, as of a cell."""

LONGEST_KEY = 300
"""Characters of a key; those that the program makes have at most some 200."""

MOST_VALUES = 1_000
"""Values of a list, as the partners of a partnership."""

MOST_DIGITS = 20
"""Digits of a number before its point: of larger ones the store could not make a sum."""

MOST_DECIMALS = 18
"""Digits of a number behind its point; the store drops further ones."""

MOST_COUNT_DIGITS = 18
"""Digits of a count, which the store holds in 64 bits."""

EXACT = Context(prec=MOST_DIGITS + MOST_DECIMALS + 12)
"""For arithmetic with such numbers, also in thousands of millions, without rounding."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no file of XML can hold, so that nothing could be exported with them."""


def check_text(text: str) -> str:
    """Return a text that can be a value.

    Raises:
        ValueError: it is too long, or holds a control character or half a character.
    """
    if len(text) > LONGEST_TEXT:
        many, most = numeral(len(text)), numeral(LONGEST_TEXT)
        raise ValueError(_("has {many} characters; write at most {most}", many=many, most=most))
    if sign := _UNPRINTABLE.search(text):
        fault = _("holds {sign}, which no text may hold; leave it out", sign=quoted(sign[0]))
        raise ValueError(fault)
    return text


def check_number(number: Decimal) -> Decimal:
    """Return a number that can be a value.

    Raises:
        ValueError: it is none, or has too many digits.
    """
    if not number.is_finite():
        raise ValueError(not_a_number(number))
    if number and number.adjusted() >= MOST_DIGITS:
        fault = _("has more than {most} digits; write a smaller number", most=MOST_DIGITS)
        raise ValueError(fault)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MOST_DECIMALS:
        fault = _("has more than {most} digits after the point; round it", most=MOST_DECIMALS)
        raise ValueError(fault)
    return number


def not_a_number(text: object) -> str:
    """Return the message that a text is not a number."""
    return _("{value} is not a number: write 850000000 or 12.5", value=quoted(text))


def check_values(values: Sequence[object]) -> None:
    """Check the number of values of a list.

    Raises:
        ValueError: there are too many.
    """
    if len(values) > MOST_VALUES:
        many, most = numeral(len(values)), numeral(MOST_VALUES)
        raise ValueError(_("has {many} values; give at most {most}", many=many, most=most))


def text_of(value: object) -> str:
    """Return a value of a program as people write it: a number without exponent, an ISO date.

    Raises:
        ValueError: it is not a text, number or date, or passes a limit.
    """
    if isinstance(value, (Real, Decimal)) and not isinstance(value, bool):
        return f"{check_number(_decimal(value)):f}"
    if isinstance(value, (str, datetime.date, PartialDate)):
        return check_text(str(value).strip())
    kind = type(value).__name__
    raise ValueError(_("is of type {type}; give a text, a number or a date", type=kind))


def _decimal(number: Real | Decimal) -> Decimal:
    with suppress(InvalidOperation):
        return Decimal(number if isinstance(number, (int, Decimal)) else str(number))
    return Decimal("NaN")
