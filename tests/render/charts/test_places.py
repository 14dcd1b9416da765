"""A map names its places and kinds in words, and counts what it leaves out."""

from __future__ import annotations

import re

from kembar.queries.answer import Answer
from kembar.render.charts.places import place_map
from tests.render.charts.charting import answer

BANDUNG, SEOUL, JAKARTA = (
    ("Bandung", "-6.9", "107.6"),
    ("Seoul", "37.6", "127"),
    ("Jakarta", "-6.2", "106.8"),
)


def places(*rows: tuple[str | None, ...]) -> Answer:
    return answer("map", "place latitude longitude", *rows)


def drawn(one: Answer, language: str = "en", home: str = "") -> tuple[str, str]:
    result = place_map(one, language, home)
    assert result
    return result


def test_lines_go_from_home_to_the_others() -> None:
    html, alternative = drawn(places(BANDUNG, SEOUL, JAKARTA), "id", "Bandung")
    lines = re.search(r'class="arc" d="([^"]+)"', html)
    assert lines
    assert lines[1].count("M") == 2
    assert alternative == "Peta 3 tempat. Garis ditarik dari Bandung ke tempat lainnya."


def test_an_unknown_home_changes_nothing() -> None:
    assert drawn(places(BANDUNG, SEOUL), home="Paris") == drawn(places(BANDUNG, SEOUL))


def test_kinds_have_marks_of_their_own() -> None:
    """A place of two kinds is drawn once."""
    rows = [("A", "1", "1", "sister", "X"), ("B", "9", "9", "friend", "X"), ("B", "9", "9", "sister", "X"),
            ("C", "5", "5", None, "Y")]  # fmt: skip
    html, alternative = drawn(answer("map", "place latitude longitude kind country", *rows))
    assert html.count("<span>") == 2
    assert alternative == "Map of 3 places in 2 countries: sister 1, friend 1."


def test_places_without_valid_coordinates_are_listed() -> None:
    rows = (BANDUNG, ("x", None, "1"), ("y", "north", "1"), ("z", "1", "181"), ("w", "nan", "1"))
    assert drawn(places(*rows))[1] == (
        "Map of 1 place. Not on the map, as no coordinates are known: w, x, y, and z."
    )


def test_a_kind_is_written_without_control_characters() -> None:
    rows = [("A", "1", "1", "<b>\x00kind\ufffe</b>\n2")]
    html, alternative = drawn(answer("map", "place latitude longitude kind", *rows))
    assert "&lt;b&gt; kind&lt;/b&gt; 2" in html
    assert alternative == "Map of 1 place: <b> kind</b> 2 1."
