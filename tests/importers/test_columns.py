"""Columns are known by their names in two languages; what is open is asked, never guessed."""

from __future__ import annotations

from collections import Counter

import pytest

from kembar.errors import InputError
from kembar.importers.columns import COLUMNS, is_header, map_columns, meaning_of, plain_name


def told(header: str, **named: str) -> dict[str, str]:
    columns = map_columns(header.split("|"), named, file="list.csv", line=1)
    return {
        meaning: "+".join(columns.header[place] for place in places)
        for meaning, places in columns.places.items()
    }


@pytest.mark.parametrize("meaning", COLUMNS)
def test_every_name_tells_what_it_is_listed_for(meaning: str) -> None:
    for name in COLUMNS[meaning]:
        assert meaning_of(f" {name.upper()}: ") == meaning
    assert meaning_of(meaning) == meaning


def test_no_name_tells_two_things() -> None:
    names = Counter(plain_name(name) for names in COLUMNS.values() for name in names)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("City|Country|Sister city|Partner country|Year", "city country partner partner_country since"),
        ("CITY 1|COUNTRY_1|City-2|Country (2)|Since|Until", "city country partner partner_country since until"),
        ("Kota|Negara|Mitra|Negara Mitra|Tahun|Jenis|Sumber|Keterangan", "city country partner partner_country since kind reference note"),
        ("Kota A|Kota B|Tanggal|Sampai|URL", "city partner since until reference"),
        ("Twin town|Country|Town|Date", "partner country city since"),
        ("Kota|Kota kembar|Tipe|Bahasa", "city partner kind"),
        ("city|partner|city_wikidata|partner_wikidata", "city partner city_wikidata partner_wikidata"),
    ],
)  # fmt: skip
def test_usual_headers_are_understood(header: str, wanted: str) -> None:
    assert list(told(header)) == wanted.split()


def test_the_user_may_name_columns() -> None:
    assert told("Ville|Jumelée|Source", city="Ville", partner="jumelee") == {
        "city": "Ville",
        "partner": "Jumelée",
        "reference": "Source",
    }
    assert told("Source|Target|Year|Date", city="Source", partner="Target", since="Date") == {
        "city": "Source",
        "partner": "Target",
        "since": "Date",
    }


def test_several_columns_may_tell_the_reference_and_the_note() -> None:
    columns = told("City|Partner|Source|URL|Note|Remarks")
    assert columns["reference"] == "Source+URL"
    assert columns["note"] == "Note+Remarks"


def test_columns_that_nothing_is_read_from_are_told() -> None:
    columns = map_columns(["City", "", "Partner", "Population", "Tahun", "Date"], {"since": "Date"})
    assert columns.unread == ("Population", "Tahun")


@pytest.mark.parametrize(
    ("header", "named", "said"),
    [
        ("Town|Year|", {}, "no column tells the partner; the columns are Town, Year; name it: --map partner=COLUMN"),
        ("a|b", {}, "no column tells the city and partner; the columns are a, b; name it: --map city=COLUMN --map partner=COLUMN"),
        ("City|Country|City|Country", {}, r"\[City\]: this column is named twice; rename one"),
        ("City|Partner|Year|YEAR", {}, r"\[Year\]: this column is named twice"),
        ("City|Partner|Note|note", {}, r"\[Note\]: this column is named twice"),
        ("City|Partner|Year|Date", {}, "could each be since: Year, Date; say which: --map since=Year"),
        ("City|Sister city|Country", {}, r"\[Country\]: says not whose it is: --map country=Country or --map partner_country=Country"),
        ("City|Partner|Lat|Lon", {}, r"\[Lat\]: says not whose it is: --map latitude=Lat or --map partner_latitude=Lat"),
        ("City|Partner", {"since": "Jahr"}, r"\[Jahr\]: no such column to map since to; the columns are City, Partner"),
        ("City|Partner", {"place": "City"}, "'place' cannot be mapped; use city, country, partner"),
        ("a|a|b", {"city": "a", "partner": "b"}, r"\[a\]: this column is named twice"),
        ("a|b", {"city": "a", "partner": "A"}, r"\[A\]: is mapped twice"),
        ("|".join(f"c{i}" for i in range(500)), {}, "c18, c19 and 480 more"),
    ],
)  # fmt: skip
def test_what_is_open_is_asked_with_what_to_write(
    header: str, named: dict[str, str], said: str
) -> None:
    with pytest.raises(InputError, match=r"^list\.csv:1.*" + said):
        told(header, **named)


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("City|Sister city|Country", {"partner_country": "Country"}),
        ("City|Sister city|Country", {"country": "Country"}),
        ("City|Country|Sister city", {}),
        ("City|Sister city|Country|Partner country", {}),
        ("City 1|City 2|Country 1", {}),
        ("Sister city|City|Country", {}),
    ],
)
def test_a_country_whose_place_is_told_needs_no_question(
    header: str, named: dict[str, str]
) -> None:
    assert {"city", "partner"} < set(told(header, **named))


def test_a_header_is_known_among_titles() -> None:
    assert is_header(["No", "Kota", "Mitra"], {})
    assert is_header(["Stadt", "partner"], {"city": "Stadt"})
    assert not is_header(["Sister cities of Indonesia", ""], {})
    assert not is_header(["Bandung", "Seoul"], {})
