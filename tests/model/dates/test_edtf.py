"""The first and the last day of EDTF level 1, held against the package edtf."""

import datetime
import time

import pytest
from edtf import parse_edtf
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kembar.model.dates.edtf import day_range

YEARS = st.integers(1000, 9000).map(str)
MONTHS = st.integers(1, 12).map(lambda month: f"-{month:02d}")
DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(9000, 1, 1)).map(str)
CERTAIN = YEARS | st.builds(str.__add__, YEARS, MONTHS) | DAYS
UNSPECIFIED = (
    st.integers(100, 899).map(lambda year: f"{year}X")
    | st.integers(10, 89).map(lambda year: f"{year}XX")
    | YEARS.map(lambda year: f"{year}-XX")
    | YEARS.map(lambda year: f"{year}-XX-XX")
    | st.builds("{}{}-XX".format, YEARS, MONTHS)
)
SEASONS = st.builds("{}-{}".format, YEARS, st.integers(21, 23))
STRICT = (
    CERTAIN
    | UNSPECIFIED
    | SEASONS
    | st.builds("{}/{}".format, CERTAIN, CERTAIN)
    | CERTAIN.map("../{}".format)
    | CERTAIN.map("{}/..".format)
)
YEAR_MARKED = st.builds("{}{}".format, YEARS, st.sampled_from("?~%"))
FUZZY = (
    YEAR_MARKED
    | st.builds("{}X{}".format, st.integers(100, 899), st.sampled_from("?~%"))
    | st.builds("{}/{}".format, YEAR_MARKED, YEAR_MARKED)
    | YEAR_MARKED.map("../{}".format)
)


def day(moment: time.struct_time | float) -> datetime.date | None:
    """Return a bound of the referee as a day; an open one is infinite."""
    return None if isinstance(moment, float) else datetime.date(*moment[:3])


@given(STRICT)
@settings(max_examples=300, deadline=None)
def test_a_certain_date_has_the_days_of_the_referee(text: str) -> None:
    judged = parse_edtf(text)
    first, last = day(judged.lower_strict()), day(judged.upper_strict())
    assume(not (first and last and first > last))
    assert day_range(text) == (first, last)


@given(FUZZY)
@settings(max_examples=200, deadline=None)
def test_a_doubtful_date_reaches_as_far_as_the_referee_says(text: str) -> None:
    judged = parse_edtf(text)
    first, last = day(judged.lower_fuzzy()), day(judged.upper_fuzzy())
    assume(not (first and last and first > last))
    assert day_range(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        # Where the referee adds ten years to an end that nobody knows.
        ("1997/", "1997-01-01", ""),
        ("/1997", "", "1997-12-31"),
        # Where it ends the winter with December.
        ("2021-24", "2020-12-01", "2022-02-28"),
        # Where it adds a year to a month, and a year and a month to a day.
        ("2004-05~", "2004-04-01", "2004-06-30"),
        ("2004-05-24?", "2004-04-24", "2004-06-24"),
        ("2004-05-24%", "2004-03-24", "2004-07-24"),
        ("0001~", "0001-01-01", "0002-12-31"),
        ("9999?", "9998-01-01", "9999-12-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_where_the_referee_is_not_followed(text: str, first: str, last: str) -> None:
    days = tuple(day.isoformat() if day else "" for day in day_range(text))
    assert days == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "", "/", "../..", "/..", "XXXX", "1XXX", "199X-05", "2021-21~", "2021-25", "2021-XX-05",
        "1997??", "1997/1995", "0000", "000X", "-1985", "Y12000", "1997-00", "1997-02-29", "97",
        "[1997,1998]", "1997/1998/1999", "２０１５",
    ],
)  # fmt: skip
def test_a_text_beyond_level_1_has_no_days(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        day_range(text)
