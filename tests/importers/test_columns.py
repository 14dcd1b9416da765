"""Columns are recognised by their names in two languages; an ambiguous header is refused."""

from __future__ import annotations

from collections import Counter

import pytest

from kembar.errors import InputError
from kembar.importers.columns import COLUMN_NAMES, is_header, map_columns, meaning_of, plain_name


def columns_of(header: str, **mapping: str) -> dict[str, str]:
    columns = map_columns(header.split("|"), mapping, file="list.csv", line=1)
    return {
        meaning: "+".join(columns.header[i] for i in positions)
        for meaning, positions in columns.positions.items()
    }


@pytest.mark.parametrize("meaning", COLUMN_NAMES)
def test_every_usual_name_has_its_meaning(meaning: str) -> None:
    for name in COLUMN_NAMES[meaning]:
        assert meaning_of(f" {name.upper()}: ") == meaning
    assert meaning_of(meaning) == meaning


def test_no_usual_name_has_two_meanings() -> None:
    names = Counter(plain_name(name) for names in COLUMN_NAMES.values() for name in names)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("header", "meanings"),
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
def test_usual_headers_are_understood(header: str, meanings: str) -> None:
    assert list(columns_of(header)) == meanings.split()


def test_the_user_maps_columns() -> None:
    assert columns_of("Ville|Jumelée|Source", city="Ville", partner="jumelee") == {
        "city": "Ville",
        "partner": "Jumelée",
        "reference": "Source",
    }
    assert columns_of("Source|Target|Year|Date", city="Source", partner="Target", since="Date") == {
        "city": "Source",
        "partner": "Target",
        "since": "Date",
    }


def test_reference_and_note_may_have_several_columns() -> None:
    columns = columns_of("City|Partner|Source|URL|Note|Remarks")
    assert columns["reference"] == "Source+URL"
    assert columns["note"] == "Note+Remarks"


def test_unread_columns_are_listed() -> None:
    columns = map_columns(["City", "", "Partner", "Population", "Tahun", "Date"], {"since": "Date"})
    assert columns.unread == ("Population", "Tahun")


@pytest.mark.parametrize(
    ("header", "mapping", "message"),
    [
        ("Town|Year|", {}, "no column holds the partner; the columns are Town, Year; name it: --map partner=COLUMN"),
        ("a|b", {}, "no column holds the city and partner; the columns are a, b; name it: --map city=COLUMN --map partner=COLUMN"),
        ("City|Country|City|Country", {}, r"\[City\]: this column is named twice; rename one"),
        ("City|Partner|Year|YEAR", {}, r"\[Year\]: this column is named twice"),
        ("City|Partner|Note|note", {}, r"\[Note\]: this column is named twice"),
        ("City|Partner|Year|Date", {}, "several columns could be since: Year, Date; say which: --map since=Year"),
        ("City|Sister city|Country", {}, r"\[Country\]: it is not clear which of the two cities this column describes: --map country=Country / --map partner_country=Country"),
        ("City|Partner|Lat|Lon", {}, r"\[Lat\]: it is not clear which of the two cities this column describes: --map latitude=Lat / --map partner_latitude=Lat"),
        ("City|Partner", {"since": "Jahr"}, r"\[Jahr\]: there is no such column to map since to; the columns are City, Partner"),
        ("City|Partner", {"place": "City"}, "'place' cannot be mapped; use one of city, country, partner"),
        ("a|a|b", {"city": "a", "partner": "b"}, r"\[a\]: this column is named twice"),
        ("a|b", {"city": "a", "partner": "A"}, r"\[A\]: is mapped twice"),
        ("|".join(f"c{i}" for i in range(500)), {}, "c18, c19, \\+480"),
    ],
)  # fmt: skip
def test_an_ambiguous_header_raises_with_the_remedy(
    header: str, mapping: dict[str, str], message: str
) -> None:
    with pytest.raises(InputError, match=r"^list\.csv:1.*" + message):
        columns_of(header, **mapping)


@pytest.mark.parametrize(
    ("header", "mapping"),
    [
        ("City|Sister city|Country", {"partner_country": "Country"}),
        ("City|Sister city|Country", {"country": "Country"}),
        ("City|Country|Sister city", {}),
        ("City|Sister city|Country|Partner country", {}),
        ("City 1|City 2|Country 1", {}),
        ("Sister city|City|Country", {}),
    ],
)
def test_a_country_with_a_clear_owner_is_accepted(header: str, mapping: dict[str, str]) -> None:
    assert {"city", "partner"} < set(columns_of(header, **mapping))


def test_a_header_is_recognised_among_titles() -> None:
    assert is_header(["No", "Kota", "Mitra"], {})
    assert is_header(["Stadt", "partner"], {"city": "Stadt"})
    assert not is_header(["Sister cities of Indonesia", ""], {})
    assert not is_header(["Bandung", "Seoul"], {})
