"""Numbers as people write them: with separators, and with words such as juta and million."""

from __future__ import annotations

import re
from decimal import Decimal

SCALES = {
    "ribu": 3, "rb": 3, "thousand": 3,
    "juta": 6, "jt": 6, "million": 6, "mio": 6,
    "miliar": 9, "milyar": 9, "billion": 9, "bn": 9,
    "triliun": 12, "trilyun": 12, "trillion": 12,
}  # fmt: skip
"""Words for powers of ten, English and Indonesian. "M" is left out: it means million or miliar."""

_WRITTEN = re.compile(r"(?:[A-Z]{3} |Rp\.? ?|[$€₩] ?)?(-?[\d.,' ]*\d)(?: ?([a-z]+))?")


def read_amount(text: str) -> Decimal:
    """A number as people write it.

    Separators of thousands stand between groups of three digits; where one separator alone could be
    either ("850.000"), the number is refused, as a thousandfold slip is worse than a question. A
    currency before it is not read.

    Raises:
        ValueError: it is none, or could mean two.

    >>> read_amount("Rp 1,5 miliar")
    Decimal('1500000000')
    >>> read_amount("850.000.000")
    Decimal('850000000')
    """
    found = _WRITTEN.fullmatch(" ".join(text.split()))
    scale = SCALES.get(found[2] or "", 0 if found and not found[2] else -1) if found else -1
    digits = _plain(found[1].strip(), scale > 0) if found and scale >= 0 else None
    if digits is None:
        raise ValueError(f"{text!r} is not a number: write 850000000, 12.5 or 850 million")
    amount = Decimal(digits).scaleb(scale)
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount


def _plain(digits: str, scaled: bool) -> str | None:
    """Digits with a point at most; None where they are no number.

    Raises:
        ValueError: they could mean two.
    """
    marks = set(digits) - set("0123456789-")
    if not marks:
        return digits
    if len(marks) == 2:
        point = max(marks, key=digits.rindex)
        whole, _, part = digits.rpartition(point)
        return _grouped(whole, (marks - {point}).pop(), f".{part}") if part.isdigit() else None
    mark = marks.pop()
    if digits.count(mark) > 1 or mark in " '":
        return _grouped(digits, mark, "")
    whole, _, part = digits.partition(mark)
    if len(part) == 3 and not scaled:
        raise ValueError(
            f"{digits!r} could mean {whole} or {whole}{part}: "
            f"write {whole}{part}, or {whole}.{part}0"
        )
    return f"{whole}.{part}" if whole.strip("-") else None


def _grouped(whole: str, mark: str, part: str) -> str | None:
    fits = re.fullmatch(rf"-?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", whole)
    return whole.replace(mark, "") + part if fits else None
