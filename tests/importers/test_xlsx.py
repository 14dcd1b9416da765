"""Spreadsheets are read as they are shown; a damaged one raises an error of one line."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kembar.errors import InputError
from kembar.importers import xlsx
from kembar.importers.xlsx import is_spreadsheet, open_sheets


def book(folder: Path) -> tuple[Path, openpyxl.Workbook]:
    return folder / "list.xlsx", openpyxl.Workbook()


def rows_of(path: Path) -> list[tuple[int, list[str]]]:
    with open_sheets(path) as sheets:
        return list(sheets[0].rows())


def swap(path: Path, part: str, old: str, new: str) -> None:
    """Change a text within one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part].decode()
    parts[part] = parts[part].decode().replace(old, new, 1).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)


SHEET = "xl/worksheets/sheet1.xml"


def test_a_cell_is_what_it_shows(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    workbook.active.append(["  Seoul ", 1997, 1997.0, -6.9147, None, True])
    assert (workbook.save(path), rows_of(path)) == (
        None,
        [(1, ["Seoul", "1997", "1997", "-6.9147", "", "True"])],
    )


@pytest.mark.parametrize(
    ("shown_as", "text"),
    [
        ("yyyy-mm-dd", "1997-08-01"),
        ("m/d/yyyy", "1997-08-01"),
        ('[$-409]d"th of" mmmm yyyy', "1997-08-01"),
        ("mmm-yy", "1997-08"),
        ('"day" mmmm yyyy', "1997-08"),
        ("yyyy", "1997"),
    ],
)
def test_a_date_has_the_precision_of_its_format(tmp_path: Path, shown_as: str, text: str) -> None:
    path, workbook = book(tmp_path)
    workbook.active["A1"] = datetime.datetime(1997, 8, 1)
    workbook.active["A1"].number_format = shown_as
    workbook.save(path)
    assert rows_of(path) == [(1, [text])]


def test_a_formula_is_the_value_that_was_computed(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    workbook.active.append(["Bandung", '="Se"&"oul"'])
    workbook.save(path)
    assert rows_of(path) == [(1, ["Bandung", ""])]
    swap(path, SHEET, "<v />", "<v>Seoul</v>")
    swap(path, SHEET, '<c r="B1">', '<c r="B1" t="str">')
    assert rows_of(path) == [(1, ["Bandung", "Seoul"])]


def test_errors_and_impossible_dates_are_empty(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    workbook.active.append(["Bandung", "#REF!", 99_999_999])
    workbook.active["C1"].number_format = "yyyy-mm-dd"
    workbook.save(path)
    assert rows_of(path) == [(1, ["Bandung", "", ""])]


def test_rows_keep_their_numbers_without_empty_ones(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    workbook.active["B3"], workbook.active["A7"] = "x", "y"
    workbook.save(path)
    assert rows_of(path) == [(3, ["", "x"]), (7, ["y"])]


def test_a_wrong_declared_size_does_not_matter(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    workbook.active.append(["a", "b"])
    workbook.active.append(["c", "d"])
    workbook.save(path)
    swap(path, SHEET, 'ref="A1:B2"', 'ref="A1"')
    assert rows_of(path) == [(1, ["a", "b"]), (2, ["c", "d"])]


def test_cells_merged_downwards_count_for_all_rows(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    for row in (["Bandung", "Seoul"], [None, "Suwon"], [None, "Braunschweig"], [None, "Cuenca"]):
        workbook.active.append(row)
    workbook.active.append([None, "Tianjin", None, "z"])
    workbook.active.merge_cells("A1:A3")
    workbook.active.merge_cells("D5:E9")
    workbook.active.cell(8, 1, "Jakarta")
    workbook.save(path)
    assert rows_of(path) == [
        (1, ["Bandung", "Seoul"]),
        (2, ["Bandung", "Suwon"]),
        (3, ["Bandung", "Braunschweig"]),
        (4, ["", "Cuenca"]),
        (5, ["", "Tianjin", "", "z"]),
        (8, ["Jakarta", "", "", "z"]),
    ]
    with open_sheets(path) as (sheet,):
        assert [(block.name, block.last_row) for block in sheet.merged] == [
            ("A1:A3", 3),
            ("D5:E9", 9),
        ]


def test_hidden_sheets_are_skipped(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    workbook.create_sheet("Lists").sheet_state = "hidden"
    workbook.create_sheet("More")
    workbook.save(path)
    with open_sheets(path) as sheets:
        assert [sheet.name for sheet in sheets] == ["Sheet", "More"]


def test_an_xlsx_is_recognised_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    openpyxl.Workbook().save(path)
    assert is_spreadsheet(path)
    path.write_text("City,Partner\n")
    assert not is_spreadsheet(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(InputError, match="old or locked Excel file; save it as XLSX"):
        is_spreadsheet(path)
    with pytest.raises(InputError, match="cannot be read: No such file"):
        is_spreadsheet(tmp_path / "no.csv")


def test_a_cut_off_file_raises_in_one_line(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    for number in range(5000):
        workbook.active.append([f"Bandung {number}", f"Seoul {number}"])
    workbook.save(path)
    whole = path.read_bytes()
    for length in (10, len(whole) // 2, len(whole) - 10):
        path.write_bytes(whole[:length])
        with pytest.raises(
            InputError, match=r"list\.xlsx: is damaged or no XLSX \(.*save it again$"
        ):
            rows_of(path)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, "</row>", "<oops></row>"),
        (SHEET, "<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
        ("xl/styles.xml", "<styleSheet", '<!DOCTYPE x [<!ENTITY a "b">]><styleSheet'),
        ("xl/workbook.xml", "<sheets>", "<sheet>"),
        (SHEET, '<c r="A1"', '<c r="Z1Z"'),
        (SHEET, 't="inlineStr"><is><t>Bandung</t></is>', 't="s"><v>77</v>'),
    ],
)
def test_a_damaged_part_raises_in_one_line(tmp_path: Path, part: str, old: str, new: str) -> None:
    path, workbook = book(tmp_path)
    workbook.active.append(["Bandung", "Seoul"])
    workbook.save(path)
    swap(path, part, old, new)
    with pytest.raises(InputError, match=r"list\.xlsx(:1)?: is damaged or no XLSX"):
        rows_of(path)


def test_a_too_long_cell_raises_with_its_column(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    workbook.active.append(["Bandung", "x"])
    workbook.save(path)
    swap(path, SHEET, "<t>x</t>", f"<t>{'x' * 10_000_000}</t>")
    with pytest.raises(InputError, match=r"list\.xlsx:1 \[column 2\]: is longer than 100,000"):
        rows_of(path)


def test_a_row_number_beyond_all_sheets_raises(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    workbook.active.append(["Bandung"])
    workbook.save(path)
    swap(path, SHEET, 'r="1"', 'r="999999999999"')
    with pytest.raises(InputError, match="more rows than a sheet can have"):
        rows_of(path)


def test_a_file_that_unpacks_to_too_much_raises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, workbook = book(tmp_path)
    workbook.save(path)
    monkeypatch.setattr(xlsx, "LARGEST_BOOK", 1000)
    with pytest.raises(InputError, match="unpacks to more than"):
        rows_of(path)
