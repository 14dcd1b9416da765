"""Read numbers as people write them: with separators, and with words such as juta and million."""

from __future__ import annotations

import re
from decimal import Decimal

from kembar.errors import quoted
from kembar.language import _
from kembar.model.limits import EXACT, check_number

SCALES = {
    "ribu": 3, "rb": 3, "thousand": 3,
    "juta": 6, "jt": 6, "million": 6, "mio": 6,
    "miliar": 9, "milyar": 9, "billion": 9, "bn": 9,
    "triliun": 12, "trilyun": 12, "trillion": 12,
}  # fmt: skip
"""Words for powers of ten, English and Indonesian. "M" is left out: it means million or miliar."""

KOREAN_SCALES = {
    "조": 12, "천억": 11, "백억": 10, "십억": 9, "억": 8, "천만": 7, "백만": 6, "십만": 5, "만": 4,
    "천": 3,
}  # fmt: skip
"""Korean words for powers of ten, of which a number may have several: 3억 5,000만."""

_PEOPLE = "orang|people|persons"
_AMOUNT = re.compile(
    r"(?:[A-Z]{3} |Rp\.? ?|[$€₩] ?)?(-?[\d.,' ]*\d)(?:,-)?"
    rf"(?: ?(?!(?:{_PEOPLE})$)([A-Za-z]+))?(?: ?(?:{_PEOPLE}))?"
)
_KOREAN_PART = rf"([0-9][0-9,]*(?:\.[0-9]+)?) ?({'|'.join(KOREAN_SCALES)}) ?"
_KOREAN = re.compile(
    rf"(?:[A-Z]{{3}} |₩ ?)?((?:{_KOREAN_PART})*)([0-9][0-9,]*)? ?(?:원|루피아|달러|유로|엔|명)?"
)


def read_amount(text: str) -> Decimal:
    """Return the number that a text means.

    Separators of thousands stand between groups of three digits. A lone separator that could be
    either kind ("850.000") is refused, as a thousandfold slip is worse than a question. A currency
    before the number is ignored, and so is ",-" after it.

    Raises:
        ValueError: the text is no number, could mean two, or has too many digits.

    >>> read_amount("Rp 1,5 miliar")
    Decimal('1500000000')
    >>> read_amount("850.000.000")
    Decimal('850000000')
    """
    plain_text = " ".join(text.split())
    if (korean := _korean(plain_text)) is not None:
        return korean
    match = _AMOUNT.fullmatch(plain_text)
    scale = _scale(match[2]) if match else None
    digits = _plain(match[1].strip(), scale > 0) if match and scale is not None else None
    if digits is None:
        raise ValueError(
            _("{text} is not a number: write 850000000, 12.5 or 850 million", text=quoted(text))
        )
    amount = check_number(check_number(Decimal(digits)).scaleb(scale or 0, EXACT))
    is_whole = amount == amount.to_integral_value()
    return amount.quantize(Decimal(1), context=EXACT) if is_whole else amount


def _korean(text: str) -> Decimal | None:
    """Return the number of a text with Korean words, whose commas stand between groups of digits.

    >>> _korean("3억 5,000만 원")
    Decimal('350000000')
    """
    match = _KOREAN.fullmatch(text)
    if match is None or text.isascii() or not (match[1] or match[4]):
        return None
    parts = re.findall(_KOREAN_PART, match[1])
    scales = [KOREAN_SCALES[word] for _digits, word in parts]
    if scales != sorted(set(scales), reverse=True):
        return None
    pairs = [*zip((digits for digits, _word in parts), scales, strict=True), (match[4] or "0", 0)]
    numbers = [Decimal(digits.replace(",", "")).scaleb(scale) for digits, scale in pairs]
    return check_number(sum(numbers, Decimal(0))).quantize(Decimal(1), context=EXACT)


def _scale(word: str | None) -> int | None:
    """The power of ten of a scale word: 0 without a word, None for an unknown one."""
    return SCALES.get(word.lower()) if word else 0


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
        whole, part = digits.rsplit(point, 1)
        separator = (marks - {point}).pop()
        return _without_groups(whole, separator, f".{part}") if part.isdigit() else None
    mark = marks.pop()
    if digits.count(mark) > 1 or mark in " '":
        return _without_groups(digits, mark, "")
    whole, part = digits.split(mark)
    if len(part) == 3 and not has_scale:
        joined, exact = whole + part, f"{whole}.{part}0"
        fault = _(
            "{text} could mean {one} or {other}: write {other}, or {exact}",
            text=quoted(digits),
            one=whole,
            other=joined,
            exact=exact,
        )
        raise ValueError(fault)
    return f"{whole}.{part}" if whole.strip("-") else None


def _without_groups(whole: str, mark: str, part: str) -> str | None:
    grouped = re.fullmatch(rf"-?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", whole)
    return whole.replace(mark, "") + part if grouped else None
