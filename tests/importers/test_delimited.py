"""The separator of a text table is detected from its lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.importers.delimited import read_rows, separator_of
from kembar.inputs.limits import LONGEST_RECORD


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("City,Partner\nBandung,Seoul\n", ","),
        ("City;Partner\nBandung;Seoul\n", ";"),
        ("City\tPartner\nBandung\tSeoul\n", "\t"),
        ("City|Partner\nBandung|Seoul\n", "|"),
        ("City;Latitude\nBandung;-6,9\nSeoul;37,5\n", ";"),
        ("City;Partner\nBandung, Indonesia;Seoul, Korea\nBogor, Indonesia;Bandar, X\n", ";"),
        ('City,Partner,Note\nA,B,"x; y; z"\nC,D,"u; v; w"\n', ","),
        ("List of 2024;;\nCity;Partner;Note\nA;B;one, two\nC;D;\n", ";"),
        ("sep=|\nCity,1|Partner,2\n", "|"),
        ("City\nBandung\n", ","),
        ("", ","),
    ],
)
def test_the_separator_makes_regular_rows(text: str, separator: str) -> None:
    assert separator_of(text.splitlines(keepends=True)) == separator


def test_the_header_decides_between_two_separators() -> None:
    lines = ["City, kind;Partner, kind\n", "A, x;B, y\n"]
    assert separator_of(lines) == ","
    assert separator_of(lines, lambda row: row == ["City, kind", "Partner, kind"]) == ";"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_have_the_line_on_which_they_begin(tmp_path: Path, encoding: str, end: str) -> None:
    text = end.join(["a,b", "", '"c', '""d""", e', "수원,Köln", ""])
    assert list(read_rows(table(tmp_path, text, encoding))) == [
        (1, ["a", "b"]),
        (3, [f'c{end}"d"', "e"]),
        (5, ["수원", "Köln"]),
    ]


def test_paired_quotes_within_a_cell_stay(tmp_path: Path) -> None:
    rows = list(read_rows(table(tmp_path, 'City,Partner\nWashington "DC" x, "Seoul, Korea"\n')))
    assert rows[1] == (2, ['Washington "DC" x', "Seoul, Korea"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('a,b\nBandung,"Seoul\nJakarta,Berlin\n', r":2 \[column 2\]: has a stray quote"),
        ('a,b\n"Bandung,Seoul\n"Jakarta",Berlin\n', r":2 \[column 1\]: has a stray quote"),
        ('a,b\nBandung,Seo"ul\n', r":2 \[column 2\]: has a stray quote"),
        ('a,b\nBandung,"Seoul" x\n', r":2 \[column 2\]: has a stray quote"),
        ("a,b,c\nBandung," + "x" * 200_000 + ",c\n", r":2 \[column 2\]: is longer than 100,000"),
        ("a,b\nBandung," + "x" * 10_000_000, r":2 \[column 2\]: is longer than 100,000"),
        ('a,b\nBandung,"' + "x\n" * 200_000, r":2 \[column 2\]: has a stray quote"),
        ("a,b\n" + "x," * LONGEST_RECORD, ":2: is longer than 1,000,000"),
        ("a,b\nBand\0ung,Seoul\n", ":2: holds a NUL character"),
    ],
)
def test_a_broken_table_raises_with_line_and_column(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(InputError, match=r"list\.csv" + message) as error:
        list(read_rows(table(tmp_path, text)))
    assert len(str(error.value).removeprefix(str(tmp_path))) < 150


def test_rows_before_a_fault_are_yielded(tmp_path: Path) -> None:
    rows = read_rows(table(tmp_path, 'a,b\nc,d\ne,"f\n'))
    assert [next(rows), next(rows)] == [(1, ["a", "b"]), (2, ["c", "d"])]
    with pytest.raises(InputError, match=":3 "):
        next(rows)
