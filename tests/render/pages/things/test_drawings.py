"""Places of drawings in per cent: time lines, bars and columns."""

from __future__ import annotations

import datetime
import itertools

from kembar.profiles.facts import Concept
from kembar.profiles.figures import FieldCount
from kembar.profiles.measures import Measures
from kembar.profiles.timeline import Hole, TimelineEntry, holes, timeline
from kembar.queries.saved import Text
from kembar.render.pages.things.drawings import TimeLine, field_bars, time_line, year_columns
from kembar.render.pages.things.setting import Setting
from kembar.render.pages.things.view import View

SEOUL = "id-bandung--kr-seoul"


def view(measures: Measures) -> View:
    return View(Setting(measures, "en"), "Title", "index.html")


def entry(lane: str, day: str, title: str = "A title") -> TimelineEntry:
    date = datetime.date.fromisoformat(day)
    return TimelineEntry(lane, title, title, (day,), date, date)


def seoul(measures: Measures) -> TimeLine:
    partners = measures.facts.partnerships[SEOUL].partners
    drawn = time_line(timeline(measures, SEOUL), holes(measures, SEOUL), view(measures), partners)
    assert drawn
    return drawn


def test_lanes_come_in_the_order_of_the_partners(measures: Measures) -> None:
    lanes = [lane.name for lane in seoul(measures).lanes]
    assert lanes == [
        "Mayor of Bandung",
        "Mayor of Seoul",
        "Documents",
        "Carried out",
        "Planned only",
    ]


def test_names_in_office_stand_below_the_office(measures: Measures) -> None:
    bandung, _, documents, *_ = seoul(measures).lanes
    assert bandung.names.startswith("Ridwan Kamil, Oded M. Danial, Yana Mulyana")
    assert documents.names == ""


def test_every_mark_lies_within_its_lane(measures: Measures) -> None:
    for lane in seoul(measures).lanes:
        for one in lane.marks:
            assert 0 <= one.left <= 100
            assert one.left + one.width <= 100.1
            assert one.title


def test_people_of_an_office_do_not_overlap(measures: Measures) -> None:
    for lane in seoul(measures).lanes[:2]:
        ends = [(one.left, one.left + one.width) for one in lane.marks]
        assert all(end <= start for (_, end), (start, _) in itertools.pairwise(ends))


def test_the_last_document_has_its_words(measures: Measures) -> None:
    marks = seoul(measures).lanes[2].marks
    assert marks[-1].text == "Friendship agreement, 7 Oct 2016"
    assert [one.css for one in marks] == ["dot doc q", "dot doc", "lbl"]


def test_a_silence_is_drawn_with_its_length(measures: Measures) -> None:
    entries = [entry("done", "2015-07-01"), entry("done", "2019-07-01")]
    silence = Hole(datetime.date(2019, 7, 1), datetime.date(2026, 7, 1), 7)
    drawn = time_line(entries, [silence], view(measures))
    assert drawn
    (lane,) = drawn.lanes
    assert lane.marks[-1].text == "7 years: no sign of life known"
    assert lane.marks[-1].short == "7 years"
    assert drawn.legend == (("dot", "carried out"),)


def test_one_date_alone_is_no_time_line(measures: Measures) -> None:
    assert time_line([entry("done", "2015-07-01")], [], view(measures)) is None


def test_the_longest_bar_is_whole(measures: Measures) -> None:
    counts = [
        FieldCount(Concept("water", Text("water")), 2, 8),
        FieldCount(Concept("culture", Text("culture")), 4, 0),
    ]
    water, culture = field_bars(counts, view(measures))
    assert water.parts == ((100.0, ""), (25.0, "thin"))
    assert culture.parts == ((0.0, ""), (50.0, "thin"))


def test_columns_bear_their_numbers() -> None:
    drawn = year_columns({2017: ["a", "b", "c", "d"], 2019: ["e"]}, 2020)
    assert drawn
    assert drawn.columns[-4:] == ((92, "4"), (0, ""), (23, "1"), (0, ""))
    assert drawn.years == (2009, 2014, 2020)
    assert "most in 2017, 4" in drawn.words


def test_one_alone_fills_no_drawing(measures: Measures) -> None:
    drawn = year_columns({2020: ["a"]}, 2020)
    assert drawn
    assert drawn.columns[-2:] == ((0, ""), (23, "1"))
    (bar,) = field_bars([FieldCount(Concept("water", Text("water")), 0, 1)], view(measures))
    assert bar.parts[0] == (25.0, "")


def test_no_activity_has_no_columns() -> None:
    assert year_columns({}, 2020) is None
    assert year_columns({1950: ["a"]}, 2020) is None
