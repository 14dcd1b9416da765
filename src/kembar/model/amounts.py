"""Read numbers as people write them: with separators, and with words such as juta and million."""

from __future__ import annotations

import re
from decimal import Decimal

from kembar.errors import quoted
from kembar.model.limits import EXACT, check_number

SCALES = {
    "ribu": 3, "rb": 3, "thousand": 3,
    "juta": 6, "jt": 6, "million": 6, "mio": 6,
    "miliar": 9, "milyar": 9, "billion": 9, "bn": 9,
    "triliun": 12, "trilyun": 12, "trillion": 12,
}  # fmt: skip
"""Words for powers of ten, English and Indonesian. "M" is left out: it means million or miliar."""

_AMOUNT = re.compile(r"(?:[A-Z]{3} |Rp\.? ?|[$€₩] ?)?(-?[\d.,' ]*\d)(?: ?([a-z]+))?")


def read_amount(text: str) -> Decimal:
    """Return the number that a text means.

    Separators of thousands stand between groups of three digits. A lone separator that could be
    either kind ("850.000") is refused, as a thousandfold slip is worse than a question. A currency
    before the number is ignored.

    Raises:
        ValueError: the text is no number, could mean two, or has too many digits.

    >>> read_amount("Rp 1,5 miliar")
    Decimal('1500000000')
    >>> read_amount("850.000.000")
    Decimal('850000000')
    """
    match = _AMOUNT.fullmatch(" ".join(text.split()))
    scale = _scale(match[2]) if match else None
    digits = _plain(match[1].strip(), scale > 0) if match and scale is not None else None
    if digits is None:
        raise ValueError(f"{quoted(text)} is not a number: write 850000000, 12.5 or 850 million")
    amount = check_number(check_number(Decimal(digits)).scaleb(scale or 0, EXACT))
    is_whole = amount == amount.to_integral_value()
    return amount.quantize(Decimal(1), context=EXACT) if is_whole else amount


def _scale(word: str | None) -> int | None:
    """The power of ten of a scale word: 0 without a word, None for an unknown one."""
    return SCALES.get(word) if word else 0


def _plain(digits: str, has_scale: bool) -> str | None:
    """Return the digits with at most a decimal point; None where they are no number.

    Raises:
        ValueError: the digits could mean two numbers.
    """
    marks = set(digits) - set("0123456789-")
    if not marks:
        return digits
    if len(marks) > 2:
        return None
    if len(marks) == 2:
        point = max(marks, key=digits.rindex)
        whole, _, part = digits.rpartition(point)
        separator = (marks - {point}).pop()
        return _without_groups(whole, separator, f".{part}") if part.isdigit() else None
    mark = marks.pop()
    if digits.count(mark) > 1 or mark in " '":
        return _without_groups(digits, mark, "")
    whole, _, part = digits.partition(mark)
    if len(part) == 3 and not has_scale:
        raise ValueError(
            f"{quoted(digits)} could mean {whole} or {whole}{part}: "
            f"write {whole}{part}, or {whole}.{part}0"
        )
    return f"{whole}.{part}" if whole.strip("-") else None


def _without_groups(whole: str, mark: str, part: str) -> str | None:
    grouped = re.fullmatch(rf"-?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", whole)
    return whole.replace(mark, "") + part if grouped else None
