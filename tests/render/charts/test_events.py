"""The begin and the end of an event are read from a row, under any names of columns."""

from __future__ import annotations

from kembar.render.charts.events import events_of
from tests.render.charts.charting import answer


def test_the_thing_is_named_by_its_column_or_the_first() -> None:
    (one,) = events_of(answer("timeline", "what thing start", ("agreement", "MoU", "2015")))
    assert (one.label, one.what) == ("MoU", "agreement")
    (other,) = events_of(answer("timeline", "agreement start", ("LoI", "2015")))
    assert (other.label, other.what) == ("LoI", "")


def test_documents_begin_when_they_are_signed() -> None:
    (one,) = events_of(
        answer("timeline", "agreement type signed until", ("A", "LoI", "2015", "2016"))
    )
    assert one.what == "LoI"
    assert one.start
    assert one.end
    assert one.start.after == one.end.first
    assert one.reach == (one.start.first, one.end.after)


def test_a_cell_without_a_date_is_none() -> None:
    (one,) = events_of(answer("timeline", "a start end", ("x", "soon", None)))
    assert (one.start, one.end) == (None, None)
