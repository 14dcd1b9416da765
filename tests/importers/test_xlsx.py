"""Spreadsheets are read as they are shown; a damaged one raises an error of one line."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kembar.errors import InputError
from kembar.importers.xlsx import is_spreadsheet, open_sheets
from kembar.inputs import workbook as workbook_reader


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
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(SHEET).decode()
    # openpyxl writes it by lxml, if that is installed.
    empty = next(form for form in ("<v />", "<v/>", "<v></v>") if form in sheet)
    swap(path, SHEET, empty, "<v>Seoul</v>")
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
            InputError, match=r"list\.xlsx: is damaged or not XLSX \(.*save it again$"
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
    with pytest.raises(InputError, match=r"list\.xlsx(:1)?: is damaged or not XLSX"):
        rows_of(path)


def test_a_too_long_cell_raises_with_its_column(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    workbook.active.append(["Bandung", "x"])
    workbook.save(path)
    swap(path, SHEET, "<t>x</t>", f"<t>{'x' * 1_000_000}</t>")
    with pytest.raises(InputError, match=r"list\.xlsx:1 \[column 2\]: is longer than 100,000"):
        rows_of(path)


def test_a_row_number_beyond_all_sheets_raises(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    workbook.active.append(["Bandung"])
    workbook.save(path)
    swap(path, SHEET, 'r="1"', 'r="999999999999"')
    with pytest.raises(InputError, match="more rows than a sheet can have"):
        rows_of(path)


SST = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<si><t>City</t></si><si><t>Partner</t></si></sst>"
)


def write_sheet(path: Path, rows: str) -> None:
    """Write a workbook of one sheet whose rows are this XML."""
    workbook = openpyxl.Workbook()
    workbook.active.append([1])
    workbook.save(path)
    row = '<row r="1"><c r="A1" t="n"><v>1</v></c></row>'
    swap(path, SHEET, row, rows)


def test_a_cell_far_to_the_right_is_refused(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    for _ in range(3):
        workbook.active.append(["Bandung", "Seoul"])
    workbook.active["XFD2"] = "x"
    workbook.save(path)
    with pytest.raises(InputError, match=r":2: has a cell right of column 1,000 \(XFD2\); delete"):
        rows_of(path)


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    workbook.save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * 60_000_000)
    with pytest.raises(InputError, match="unpacks to more than 200 times its size"):
        rows_of(path)


@pytest.mark.parametrize(
    ("limit", "most", "rows", "fault"),
    [
        ("MOST_CELLS", 50, "<row/>" * 60, "holds more than 50 cells"),
        ("MOST_CELLS", 50, '<row r="60"/>', "holds more than 50 cells"),
        ("MOST_COLUMNS", 5, f"<row>{'<c/>' * 6}</row>", ":1: has a cell right of column 5;"),
        ("MOST_COLUMNS", 5, "<row>" + '<c r="A1"/>' * 6 + "</row>", "column 5 "),
        ("MOST_PARTS", 5, "", "has more than 5 parts"),
        ("LARGEST_BOOK", 1_000, "", "unpacks to more than"),
        ("LARGEST_PART", 100, "", "holds a part"),
    ],
)
def test_each_limit_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, rows: str, fault: str
) -> None:
    monkeypatch.setattr(workbook_reader, limit, most)
    path = tmp_path / "list.xlsx"
    write_sheet(path, rows)
    with pytest.raises(InputError, match=fault):
        rows_of(path)


def test_entities_in_shared_texts_are_refused(tmp_path: Path) -> None:
    path, workbook = book(tmp_path)
    workbook.save(path)
    bomb = "<!DOCTYPE sst [<!ENTITY a 'aa'><!ENTITY b \"x'&a;&a;\">]>" + SST
    for encoding in ("utf-8", "utf-16"):
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(f"xl/{encoding}/sharedStrings.xml", bomb.encode(encoding))
        with pytest.raises(InputError, match=r"damaged or not XLSX .*holds a document type"):
            rows_of(path)
        workbook.save(path)
