"""Names find places where they touch nothing, the more important first."""

from __future__ import annotations

import itertools
import random

from kembar.render.network.disc_packing import Box
from kembar.render.network.labels import NamedMark, set_labels, text_width

ALL = (0.0, 0.0, 400.0, 300.0)


def touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_names_touch_no_mark_no_name_and_no_edge() -> None:
    chance = random.Random(5)
    marks = [
        NamedMark(
            (chance.uniform(0, 400), chance.uniform(0, 300)), 5.0, f"Kota {n}", led=n % 2 == 0
        )
        for n in range(150)
    ]
    labels = set_labels(marks, 10, ALL)
    assert 20 < len(labels) < 150
    for one, other in itertools.combinations(labels, 2):
        assert not touch(one.box, other.box)
    for label in labels:
        assert label.box[0] >= 0
        assert label.box[2] <= 400
        for mark in marks:
            (x, y), r = mark.middle, mark.radius
            assert mark.text == label.text or not touch(label.box, (x - r, y - r, x + r, y + r))


def test_of_two_that_want_a_place_the_earlier_has_it() -> None:
    marks = [NamedMark((200.0, 150.0), 4.0, "First"), NamedMark((200.0, 162.0), 4.0, "Second")]
    labels = set_labels(marks, 10, (190.0, 140.0, 260.0, 172.0))
    assert [label.text for label in labels] == ["First"]


def test_a_name_points_away_from_the_neighbours() -> None:
    for away, anchor in ((0.0, "start"), (180.0, "end"), (90.0, "middle")):
        (label,) = set_labels([NamedMark((200.0, 150.0), 4.0, "Seoul", away)], 10, ALL)
        assert label.anchor == anchor
        assert label.leader is None


def test_a_name_in_a_crowd_stands_at_the_end_of_a_line() -> None:
    crowd = [
        NamedMark((200.0 + dx, 150.0 + dy), 5.0)
        for dx, dy in itertools.product((-24, 0, 24), repeat=2)
        if dx or dy
    ]
    hub = NamedMark((200.0, 150.0), 5.0, "Busan", led=True)
    assert not set_labels([NamedMark(hub.middle, 5.0, "Busan"), *crowd], 10, ALL)
    (label,) = set_labels([hub, *crowd], 10, ALL)
    assert label.leader


def test_the_place_that_covers_fewest_lines_is_taken() -> None:
    mark = NamedMark((200.0, 150.0), 4.0, "Daegu")
    (plain,) = set_labels([mark], 10, ALL)
    (label,) = set_labels([mark], 10, ALL, [(200.0, 150.0, 300.0, 150.0)])
    assert plain.anchor == "start"
    assert label.anchor == "end"


def test_names_keep_clear_of_given_boxes() -> None:
    mark = NamedMark((200.0, 150.0), 4.0, "Daegu")
    assert not set_labels([mark], 10, ALL, clear=[(100.0, 100.0, 300.0, 200.0)])


def test_a_syllable_is_as_wide_as_high() -> None:
    assert text_width("서울", 10) == 20
    assert text_width("ili", 10) < text_width("MWM", 10) / 2
