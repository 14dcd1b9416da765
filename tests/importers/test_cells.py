"""Cells become the values of a link; those that cannot be parsed are noted unchanged."""

from __future__ import annotations

import pytest

from kembar.importers.cells import CITY, PARTNER, read_degrees, read_link, read_mention, read_point
from kembar.importers.links import Link, Mention
from kembar.model.dates import PartialDate

ONE, OTHER = Mention("Bandung"), Mention("Seoul")


def link(**cells: str) -> Link:
    return read_link(ONE, OTHER, cells, [], line=7)


@pytest.mark.parametrize(
    ("text", "angle"),
    [
        ("-6.9147", -6.9147),
        ("−6.9147", -6.9147),
        ("6,9147", 6.9147),
        ("6.9147° S", -6.9147),
        ("6,9147 LS", -6.9147),
        ("6°30′S", -6.5),
        ("6° 30' 36\" N", 6.51),
        ("6°30′36″", 6.51),
        ("90", 90.0),
    ],
)
def test_an_angle_is_read_in_usual_notations(text: str, angle: float) -> None:
    assert read_degrees(text, 90) == pytest.approx(angle)


@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "1e1", "90.1", "-91", "٦", "6°S30"])
def test_a_text_without_an_angle_raises(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not an angle|is more than 90"):
        read_degrees(text, 90)


@pytest.mark.parametrize(
    "text",
    [
        "-6.9147, 107.6098",
        "-6.9147,107.6098",
        "-6.9147 107.6098",
        "-6,9147; 107,6098",
        "-6,9147, 107,6098",
        "Point(107.6098 -6.9147)",
        "POINT (107.6098 -6.9147)",
        "<http://www.opengis.net/def/crs/OGC/1.3/CRS84> Point(107.6098 -6.9147)",
        "6.9147 LS, 107.6098 BT",
    ],
)
def test_a_pair_of_angles_is_a_position(text: str) -> None:
    assert read_point(text) == pytest.approx((-6.9147, 107.6098))


@pytest.mark.parametrize("text", ["", "6.9", "1, 2, 3", "107.6098, -6.9147", "Point(1)"])
def test_a_text_without_a_pair_of_angles_raises(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a|is more than"):
        read_point(text)


def test_a_mention_has_all_cells_of_its_place() -> None:
    cells = {
        "city": "Bandung",
        "country": "ID",
        "city_wikidata": "wd:Q10389",
        "latitude": "-6.9",
        "longitude": "107.6",
        "city_geonames": "1650357",
        "partner": "Q8684",
        "partner_geonames": "https://sws.geonames.org/1835848/",
        "partner_coordinates": "37.5, 127",
    }
    notes: list[str] = []
    assert read_mention(cells, CITY, notes) == Mention(
        "Bandung", "ID", "Q10389", -6.9, 107.6, geonames="1650357"
    )
    assert read_mention(cells, PARTNER, notes) == Mention(
        "Q8684", "", "Q8684", 37.5, 127.0, geonames="1835848"
    )
    assert notes == []


def test_unreadable_cells_of_a_place_are_noted() -> None:
    cells = {
        "city": "A",
        "city_wikidata": "item 5",
        "city_geonames": "0x",
        "latitude": "95",
        "longitude": "10",
    }
    notes: list[str] = []
    assert read_mention(cells, CITY, notes) == Mention("A")
    assert notes == ["city_wikidata: item 5", "city_geonames: 0x", "latitude: 95", "longitude: 10"]
    notes.clear()
    assert read_mention({"city": "A", "latitude": "5"}, CITY, notes) == Mention("A")
    assert notes == ["latitude: 5"]


def test_uncertain_dates_are_noted_unchanged() -> None:
    parsed = link(since="03/04/1997", until="long ago", note="sister school too")
    assert (parsed.since, parsed.until) == (None, None)
    assert parsed.note == "sister school too; since: 03/04/1997; until: long ago"
    assert link(since="25 Agustus 1997") == Link(
        ONE, OTHER, since=PartialDate("1997-08-25"), line=7
    )


def test_an_end_before_the_start_is_noted_instead() -> None:
    parsed = link(since="1997-08-25", until="1990")
    assert (parsed.until, parsed.note) == (None, "until: 1990 (before since)")
    assert link(since="1997-08-25", until="1997").until == PartialDate("1997")


@pytest.mark.parametrize(
    ("cell", "address", "note"),
    [
        ("https://example.org/a_(b)", "https://example.org/a_(b)", ""),
        ("Kompas, 12 May 1997", "", "reference: Kompas, 12 May 1997"),
        ("Kompas (https://example.org/a).", "https://example.org/a", "reference: Kompas (https://example.org/a)."),
        ("javascript:alert(1)", "", "reference: javascript:alert(1)"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_the_words_around_a_reference_are_noted(cell: str, address: str, note: str) -> None:
    assert (link(reference=cell).reference, link(reference=cell).note) == (address, note)
