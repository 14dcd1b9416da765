"""A table of links is read row by row; its errors have their line and column."""

from __future__ import annotations

import datetime
import itertools
import tracemalloc
from pathlib import Path

import openpyxl
import pytest

from kembar.errors import InputError
from kembar.importers.links import Link, Mention, Rejected
from kembar.importers.tables import read_columns, read_table_links
from kembar.model.dates import PartialDate

BANDUNG, SEOUL = Mention("Bandung", "Indonesia"), Mention("Seoul", "South Korea")


def table(folder: Path, text: str | bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def workbook(folder: Path, *sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number + 1}")
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(folder / "list.xlsx")
    return folder / "list.xlsx"


def names(path: Path, **options: str) -> list[tuple[str, str]]:
    links = list(read_table_links(path, **options))
    return [(link.one.name, link.other.name) for link in links if isinstance(link, Link)]


def test_a_row_is_a_link_with_all_its_cells(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "Kota,Negara,Kota Mitra,Negara Mitra,Sejak,Sampai,Jenis,Sumber,Keterangan,Populasi\n"
        "Bandung,Indonesia,Seoul,South Korea,25 Agustus 1997,2026,kota kembar,https://example.org/a,MoU,9\n",
    )
    assert list(read_table_links(path)) == [
        Link(
            BANDUNG,
            SEOUL,
            kind="kota kembar",
            since=PartialDate("1997-08-25"),
            until=PartialDate("2026"),
            reference="https://example.org/a",
            note="MoU",
            line=2,
        )
    ]
    assert read_columns(path).unread == ("Populasi",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encoding_and_separator_do_not_matter(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    lines = ["City,Partner,Note", 'Köln,Málaga,"a, b; c|d"', 'Łódź,서울,""']
    lines = lines[: 2 if encoding == "cp1252" else 3]
    text = "\r\n".join(line.replace(",", separator, 2) for line in lines)
    path = table(tmp_path, text.encode(encoding))
    assert names(path) == [("Köln", "Málaga"), ("Łódź", "서울")][: len(lines) - 1]


def test_titles_above_the_header_are_skipped(tmp_path: Path) -> None:
    path = table(
        tmp_path, "\n,,\nDaftar kota kembar 2024,,\n\nNo,Kota,Mitra\n1,Bandung,Seoul\n,,\n"
    )
    assert [link.line for link in read_table_links(path)] == [6]


def test_the_user_maps_columns_with_other_names(tmp_path: Path) -> None:
    path = table(tmp_path, "Source;Target;Type\nBandung;Seoul;Undirected\n")
    assert list(read_table_links(path, columns={"city": "source", "partner": "Target"})) == [
        Link(Mention("Bandung"), Mention("Seoul"), kind="Undirected", line=2)
    ]


def test_positions_and_identifiers_are_read(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "City;City Wikidata;City latitude;City longitude;Partner;Partner Wikidata;Partner coordinates\n"
        "Bandung;Q10389;-6,9147;107,6098;Seoul;https://www.wikidata.org/wiki/Q8684;Point(126.99 37.56)\n",
    )
    assert list(read_table_links(path)) == [
        Link(
            Mention("Bandung", "", "Q10389", -6.9147, 107.6098),
            Mention("Seoul", "", "Q8684", 37.56, 126.99),
            line=2,
        )
    ]


def test_unreadable_cells_of_a_row_go_into_its_note(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "City,Partner,Year,Source,URL,Remarks,Note\n"
        "Bandung,Seoul,long ago,Kompas,https://example.org/a,x,y\n",
    )
    (link,) = read_table_links(path)
    assert isinstance(link, Link)
    assert (link.since, link.reference) == (None, "https://example.org/a")
    assert link.note == "x; y; since: long ago; reference: Kompas; https://example.org/a"


def test_escaped_formulas_are_unescaped(tmp_path: Path) -> None:
    path = table(tmp_path, "City,Partner,Note\n'=Bandung,'s-Hertogenbosch,'-x\n")
    (link,) = read_table_links(path)
    assert isinstance(link, Link)
    assert (link.one.name, link.other.name, link.note) == ("=Bandung", "'s-Hertogenbosch", "-x")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Bandung,Indonesia", Rejected("has 2 cells, but the header names 4 columns; look for a missing or an extra separator", 2)),
        ("Bandung,Indonesia,Seoul,South Korea,1997", Rejected("has 5 cells, but the header names 4 columns; look for a missing or an extra separator", 2)),
        (",Indonesia,Seoul,South Korea", Rejected("is empty", 2, "Kota")),
        ("Bandung,Indonesia, ,South Korea", Rejected("is empty", 2, "Mitra")),
        (f"Bandung,Indonesia,{'x' * 300},", Rejected("is too long for a name; look for a stray quote", 2, "Mitra")),
        ("Bandung,Indonesia,BANDUNG,indonesia", Rejected("links Bandung with itself; if these are two cities, give both their countries", 2)),
        ("Cambridge,,Cambridge,United States", Rejected("links Cambridge with itself; if these are two cities, give both their countries", 2)),
        ("Q10389,,http://www.wikidata.org/entity/Q10389,", Rejected("links Q10389 with itself; if these are two cities, give both their countries", 2)),
        ("Kota,Negara,Mitra,Negara Mitra", Rejected("repeats the header", 2)),
    ],
)  # fmt: skip
def test_a_bad_row_is_rejected_with_the_reason(tmp_path: Path, row: str, message: Rejected) -> None:
    path = table(
        tmp_path, f"Kota,Negara,Mitra,Negara Mitra\n{row}\nBogor,Indonesia,Bandar,Malaysia\n"
    )
    first, second = read_table_links(path)
    assert first == message
    assert isinstance(second, Link)
    assert second.line == 3


@pytest.mark.parametrize(
    "row",
    ["Cambridge,United Kingdom,Cambridge,United States", "Q1,,Q2,", "Bandung,,Seoul,,,"],
)
def test_two_distinct_cities_of_one_name_are_a_link(tmp_path: Path, row: str) -> None:
    (link,) = read_table_links(table(tmp_path, f"Kota,Negara,Mitra,Negara Mitra\n{row}\n"))
    assert isinstance(link, Link)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty; its first line must name the columns"),
        ("\n\n ,\n", "is empty"),
        ("City,Year\nBandung,1997\n", ":1: no column holds the partner; the columns are City, Year; name it: --map partner=COLUMN"),
        ("Title\nCity,Country,City,Country\n", r":2 \[City\]: this column is named twice"),
        ("<!doctype html>\n<html>", ":1: no column holds the city and partner"),
        ('City,Partner\nA,B\n"C,D\n', r":3 \[column 1\]: has a stray quote"),
        ("City,Partner\nA,B\nC\0,D\n", ":3: holds a NUL character"),
        ("City,Partner\nA," + "B" * 10_000_000, r":2 \[column 2\]: is longer than 100,000"),
        ("City,Partner\nA,Köln\n".encode() + b"A,K\xf6ln\n", ":3: mixes encodings"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, ": is an old or locked Excel file"),
        (b"PK\x03\x04 and no more", ": is damaged or not XLSX"),
    ],
)  # fmt: skip
def test_a_broken_file_raises_with_its_line(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    with pytest.raises(InputError, match=r"list\.csv.*" + message) as error:
        list(read_table_links(table(tmp_path, text)))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("columns", "sheet", "message"),
    [
        ({"city": "Ville"}, "", r":1 \[Ville\]: there is no such column to map city to; the columns are City, Partner"),
        ({"kota": "City"}, "", ":1: 'kota' cannot be mapped; use one of city, country"),
        ({}, "Sheet 1", ": is a text without sheets"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_or_sheet_raises(
    tmp_path: Path, columns: dict[str, str], sheet: str, message: str
) -> None:
    with pytest.raises(InputError, match=r"list\.csv" + message):
        list(read_table_links(table(tmp_path, "City,Partner\nA,B\n"), columns=columns, sheet=sheet))


def test_a_missing_file_raises(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        list(read_table_links(tmp_path / "list.csv"))
    with pytest.raises(InputError, match="cannot be read: it is a folder"):
        list(read_table_links(tmp_path))


def test_a_spreadsheet_is_read_as_it_is_shown(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        [
            [],
            ["Sister cities", None, None],
            [],
            ["City", "Country", "Twin town", "Twin country", "Year", "Remarks"],
            ["Bandung", "Indonesia", "Seoul", "South Korea", 1997.0],
            ["Bandung", "Indonesia", "Suwon", None, datetime.date(1997, 8, 25), "x"],
            [None, None, None],
            ["Bandung", "Indonesia"],
        ],
    )
    assert list(read_table_links(path)) == [
        Link(BANDUNG, SEOUL, since=PartialDate("1997"), line=5),
        Link(BANDUNG, Mention("Suwon"), since=PartialDate("1997-08-25"), note="x", line=6),
        Rejected("is empty", 8, "Twin town"),
    ]


def test_a_city_merged_over_its_partners_counts_for_each(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        [["List of 2024"], ["Kota", "Mitra"], ["Bandung", "Seoul"], [None, "Suwon"], ["Asia"]],
    )
    book = openpyxl.load_workbook(path)
    for cells in ("A1:B1", "A3:A4", "A5:B5"):
        book.active.merge_cells(cells)
    book.save(path)
    assert names(path) == [("Bandung", "Seoul"), ("Bandung", "Suwon")]
    assert list(read_table_links(path))[-1] == Rejected("is empty", 5, "Mitra")


@pytest.mark.parametrize(
    ("rows", "merged", "message"),
    [
        ([["City", None, "Partner", None], ["Name", "Country", "Name", "Country"]], "A1:B1", r":1 \[A1:B1\]: cells A1:B1 are merged in the header; split them"),
        ([["City", "Partner", "Year"], [None, None, "signed"]], "A1:A2", r":1 \[A1:A2\]: cells A1:A2 are merged"),
        ([["City", "Twins", None], ["A", "B", "C"]], "B1:C1", ":1: cells B1:C1 are merged .*; no column holds the partner; the columns are City, Twins"),
    ],
)  # fmt: skip
def test_merged_cells_in_a_header_raise(
    tmp_path: Path, rows: list[list[object]], merged: str, message: str
) -> None:
    path = workbook(tmp_path, rows)
    book = openpyxl.load_workbook(path)
    book.active.merge_cells(merged)
    book.save(path)
    with pytest.raises(InputError, match=r"list\.xlsx" + message):
        list(read_table_links(path))


def test_the_only_sheet_with_links_is_chosen(tmp_path: Path) -> None:
    links = [["City", "Partner"], ["Bandung", "Seoul"]]
    assert names(workbook(tmp_path, [["Read me"]], links, [])) == [("Bandung", "Seoul")]
    path = workbook(tmp_path, links, [["City", "Partner"], ["Solo", "Montana"]])
    with pytest.raises(
        InputError, match="has links on several sheets: Sheet 1, Sheet 2; say which"
    ):
        names(path)
    assert names(path, sheet="Sheet 2") == [("Solo", "Montana")]
    with pytest.raises(InputError, match="has no sheet 'x'; its sheets are Sheet 1, Sheet 2"):
        names(path, sheet="x")
    with pytest.raises(InputError, match="is empty; a row must name the columns"):
        names(workbook(tmp_path, [], []))
    with pytest.raises(InputError, match=":1: no column holds the city and partner"):
        names(workbook(tmp_path, [["Read me", "x"]], [["more"]]))


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("City,Partner,Note\n")
        file.writelines(f"Köln {i},Seoul {i},{'x' * 400}\n" for i in range(30_000))
    links = read_table_links(path)
    next(links)
    tracemalloc.start()
    for _ in itertools.islice(links, 29_000):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    links.close()
    assert peak < path.stat().st_size / 10
