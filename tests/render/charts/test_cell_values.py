"""A cell has a number, a coordinate, a time, or no value."""

from __future__ import annotations

import datetime

import pytest

from kembar.rdf.terms import Value
from kembar.render.charts.cell_values import coordinate, number, stretch

XSD = "http://www.w3.org/2001/XMLSchema#"


def day(year: int, month: int, date: int) -> int:
    return datetime.date(year, month, date).toordinal()


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [("3", "integer", 3), ("2.5", "decimal", 2.5), ("INF", "double", None), ("NaN", "double", None),
     ("many", "integer", None), ("2015", "gYear", None), ("3", "string", None)],
)  # fmt: skip
def test_a_number_is_one_by_its_datatype_and_finite(
    text: str, kind: str, wanted: float | None
) -> None:
    assert number(Value(text, datatype=XSD + kind)) == wanted


def test_an_empty_cell_has_no_value() -> None:
    assert number(None) is None
    assert coordinate(None, 90) is None
    assert stretch(None) is None


def test_a_coordinate_may_be_text_but_is_on_the_globe() -> None:
    assert coordinate(Value("-6.9"), 90) == -6.9
    assert coordinate(Value("91"), 90) is None
    assert coordinate(Value("91"), 180) == 91
    assert coordinate(Value("inf"), 180) is None


@pytest.mark.parametrize(
    ("text", "first", "after", "exact"),
    [("2015-05-20", (2015, 5, 20), (2015, 5, 21), True),
     ("2015-05", (2015, 5, 1), (2015, 6, 1), False),
     ("2015-12", (2015, 12, 1), (2016, 1, 1), False),
     ("2015", (2015, 1, 1), (2016, 1, 1), False),
     ("2015; 2015-05-20", (2015, 5, 20), (2015, 5, 21), True),
     ("2015-05-20; 2015-05-20", (2015, 5, 20), (2015, 5, 21), True),
     ("2015; 2016-05-20", (2015, 1, 1), (2016, 5, 21), False),
     ("2015-05-20; 2015-06-01", (2015, 5, 20), (2015, 6, 2), False),
     ("soon; 2015", (2015, 1, 1), (2016, 1, 1), False)],
)  # fmt: skip
def test_a_stretch_is_as_exact_as_all_dates_of_the_cell(
    text: str, first: tuple[int, int, int], after: tuple[int, int, int], exact: bool
) -> None:
    result = stretch(Value(text))
    assert result
    assert (result.first, result.after, result.exact) == (day(*first), day(*after), exact)


def test_a_cell_without_a_date_has_no_stretch() -> None:
    assert stretch(Value("n.d.; ; long ago")) is None


def test_an_uncertain_date_has_the_stretch_of_its_days() -> None:
    about = stretch(Value("1997~"))
    assert about is not None
    assert not about.exact
    assert about.first == datetime.date(1996, 1, 1).toordinal()
    assert about.after == datetime.date(1999, 1, 1).toordinal()
    before = stretch(Value("../1996"))
    assert before is not None
    assert (before.open_before, before.open_after) == (True, False)
