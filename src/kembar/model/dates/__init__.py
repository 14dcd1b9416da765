"""Dates as sources give them: of some precision, perhaps uncertain, never with an invented day.

`PartialDate` is the value: a year, a month or a day, or a text of EDTF level 1. `read_date` reads
what people write, and `in_words` says it back to them.
"""

from kembar.model.dates.day_order import (
    DAY_FIRST,
    MONTH_FIRST,
    AmbiguousDay,
    order_of_locale,
    order_of_reader,
    reader_order,
)
from kembar.model.dates.edtf import EDTF
from kembar.model.dates.months import MONTHS
from kembar.model.dates.partial_date import PartialDate
from kembar.model.dates.reading import deciding_order, has_more_parts, read_date
from kembar.model.dates.wording import in_words

__all__ = [
    "DAY_FIRST",
    "EDTF",
    "MONTHS",
    "MONTH_FIRST",
    "AmbiguousDay",
    "PartialDate",
    "deciding_order",
    "has_more_parts",
    "in_words",
    "order_of_locale",
    "order_of_reader",
    "read_date",
    "reader_order",
]
