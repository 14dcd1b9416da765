"""The types of a record read its table, and a fault is reported with its place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kembar.errors import InputError
from kembar.model.dates import PartialDate
from kembar.model.records import Activity, Agreement, City, Concept, Key, SignedBy
from kembar.model.tables import check_record, read_cell, read_table, record_from

CITY = "city,name_en,country,unit_type,source\n"


def table(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_each_cell_is_read_by_the_type_of_its_field() -> None:
    record = record_from(
        "activities",
        {
            "activity": "a",
            "partnerships": "p--q; p--r",
            "status": "carried-out",
            "start": "2008-08",
            "participants": "4",
            "budget": "850000000.50",
            "source": "s",
        },
    )
    assert isinstance(record, Activity)
    assert record.partnerships == ("p--q", "p--r")
    assert record.start == PartialDate("2008-08")
    assert (record.participants, record.budget) == (4, Decimal("850000000.50"))
    assert record.end is None


def test_signatures_have_name_office_and_city() -> None:
    cells = {"agreement": "a", "partnership": "p", "source": "s"}
    record = record_from("agreements", cells | {"signed_by": "A B | Mayor | id-x; C D"})
    assert isinstance(record, Agreement)
    assert record.signed_by == (SignedBy("A B", "Mayor", "id-x"), SignedBy("C D"))


def test_a_byte_order_mark_and_empty_lines_are_skipped(tmp_path: Path) -> None:
    path = table(tmp_path, "cities.csv", "\ufeff" + CITY + "\nid-solo,Solo,id,city,news\n,,,,\n")
    assert [(row.line, row.record.city) for row in read_table(path)] == [(3, "id-solo")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        (CITY.replace(",", ";"), ":1: separate its cells by commas"),
        ("city,nam\n", r":1 \[nam\]: this table has no such column"),
        ("city,name_en,country,source,city\n", r":1 \[city\]: this column is named twice"),
        ("city,name_en,country\n", r":1 \[source\]: this column is missing"),
        (CITY + "id-solo,Solo\n", ":2: has 2 cells, but the header names 5 columns"),
        (CITY + ",Solo,id,city,news\n", r":2 \[city\]: needs a value"),
        (CITY + "Solo!,Solo,id,city,news\n", r":2 \[city\]: 'Solo!' is not a key"),
        (CITY + 'id-solo,"Solo,id,city,news\n', ":2: is not well-formed CSV"),
        (CITY + "id-solo,So\0lo,id,city,news\n", ":2: holds a NUL byte"),
        (CITY.encode() + "de-köln,Köln,de,city,n\n".encode("latin-1"), ":2: is not UTF-8"),
    ],
)
def test_a_broken_table_is_reported_with_its_place(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    with pytest.raises(
        InputError, match=r"cities\.csv" + message if message[0] == ":" else message
    ):
        read_table(table(tmp_path, "cities.csv", text))


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("start", "3-2-2012", "may be 3 February 2012 or 2 March 2012"),
        ("start", "2015-02-30", "is not a day of the calendar"),
        ("participants", "-1", "is not a count"),
        ("participants", "４", "is not a count"),
        ("budget", "Rp 850", "is not a number: write 850000000 or 12.5"),
        ("budget", "NaN", "is not a number"),
        ("partnerships", "Bandung", "is not a key"),
    ],
)
def test_a_cell_of_the_wrong_type_says_what_is_right(column: str, cell: str, message: str) -> None:
    cells = {"activity": "a", "partnerships": "p", "status": "planned", "source": "s"}
    with pytest.raises(InputError, match=rf"t\.csv:7 \[{column}\]: .*{message}"):
        record_from("activities", cells | {column: cell}, file="t.csv", line=7)


@pytest.mark.parametrize("address", ["ftp://x.org", "x.org", "https://", "https://x.org/a b"])
def test_a_web_address_must_be_one(address: str) -> None:
    with pytest.raises(InputError, match="begin it with http"):
        record_from("sources", {"source": "s", "title": "t", "url": address})


def test_the_name_of_a_table_must_be_a_kind(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"towns\.csv: .* use one of sources\.csv, "):
        read_table(table(tmp_path, "towns.csv", CITY))


def test_a_missing_table_is_reported(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read_table(tmp_path / "cities.csv")


@pytest.mark.parametrize(
    ("kind", "name", "cell"),
    [
        ("cities", "latitude", "1e400"),
        ("cities", "latitude", "٣"),
        ("cities", "latitude", "1_000"),
        ("cities", "latitude", "0." + "1" * 19),
        ("cities", "wikidata", "Q%zz"),
        ("cities", "wikidata", "Q1> <urn:x"),
        ("cities", "geonames", "1/2"),
        ("cities", "city", "x" * 301),
        ("activities", "budget", "9" * 35),
        ("activities", "participants", "9" * 5000),
        ("partnerships", "cities", "; ".join(f"c{n}" for n in range(1001))),
        ("sources", "url", "http://example.org/%zz"),
        ("sources", "url", "http://[::1"),
        ("sources", "url", "http://example.org:99999/"),
        ("sources", "url", "http:///x"),
        ("sources", "url", "http://example.org/\ufffe"),
    ],
)
def test_a_cell_that_no_store_could_hold(kind: str, name: str, cell: str) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]{10,200}$"):
        read_cell(kind, name, cell)


@pytest.mark.parametrize(
    "values",
    [
        {"latitude": float("nan")},
        {"latitude": Decimal("NaN")},
        {"latitude": Decimal("1E+30")},
        {"name_en": 5},
        {"name_en": "a\0b"},
        {"name_en": ""},
        {"other_names": "Parijs van Java"},
        {"other_names": (None,)},
        {"country": Key("I D")},
        {"wikidata": "Q1 x"},
        {"tier": Concept("a b")},
    ],
    ids=repr,
)
def test_a_record_of_a_program_is_checked(values: dict[str, Any]) -> None:
    city = City(city=Key("id-x"), name_en="X", country=Key("id"), source=Key("news"))
    check_record(city)
    with pytest.raises(InputError, match=next(iter(values))):
        check_record(replace(city, **values))
