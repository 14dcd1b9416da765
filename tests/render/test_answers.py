"""An answer is rendered for people, programs and spreadsheets, and texts are escaped."""

from __future__ import annotations

import csv
import io
import json
import sys

import pytest

from kembar.queries.answer import Answer
from kembar.queries.saved import Column, Question, Text
from kembar.rdf.terms import Value
from kembar.render.answers import as_csv, as_json, as_markdown, as_turtle, display_text, print_table

XSD = "http://www.w3.org/2001/XMLSchema#"
QUESTION = Question(
    "q",
    "t",
    "s",
    Text("Q?", "T?"),
    (Column("a", Text("the a", "si a")),),
    (),
    "table",
    Text("", ""),
    (),
    "",
)


def answer(*cells: Value | None) -> Answer:
    return Answer(("a", "b"), [tuple(cells)], QUESTION)


NUMBERS = answer(Value("3", datatype=XSD + "integer"), None)


def test_json_keeps_numbers_and_null() -> None:
    assert json.loads(as_json(NUMBERS)) == [{"a": 3, "b": None}]
    other = answer(Value("1.5", datatype=XSD + "decimal"), Value("2015", datatype=XSD + "gYear"))
    assert json.loads(as_json(other)) == [{"a": 1.5, "b": "2015"}]


def test_numbers_are_grouped_as_in_the_language() -> None:
    sum_of_money = Value("850000000", datatype=XSD + "decimal")
    assert display_text(sum_of_money) == "850,000,000"
    assert display_text(sum_of_money, "id") == "850.000.000"
    assert display_text(Value("12.5", datatype=XSD + "decimal"), "id") == "12,5"
    assert display_text(Value("2015", datatype=XSD + "gYear")) == "2015"
    assert display_text(None) == ""


@pytest.mark.parametrize(
    ("text", "en", "id_", "ko"),
    [
        ("2026-05-24", "24 May 2026", "24 Mei 2026", "2026년 5월 24일"),
        ("2015-05; 2016", "May 2015; 2016", "Mei 2015; 2016", "2015년 5월; 2016년"),
        ("2015~", "about 2015", "sekitar 2015", "2015년경"),
        ("../2007", "2007 or before", "2007 atau sebelumnya", "2007년 이전"),
        ("2015", "2015", "2015", "2015"),
        ("2015-31-31", "2015-31-31", "2015-31-31", "2015-31-31"),
        ("12-24", "12-24", "12-24", "12-24"),
    ],
)
def test_people_read_dates_and_programs_iso(text: str, en: str, id_: str, ko: str) -> None:
    value = Value(text)
    assert [display_text(value, code) for code in ("en", "id", "ko")] == [en, id_, ko]
    assert as_markdown(answer(value, None), "id").endswith(f"| {id_} |  |\n")
    assert as_csv(answer(value, None), "id").endswith(f"\n{text},\n")
    assert json.loads(as_json(answer(value, None), "ko"))[0]["a"] == text


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-x", "@x", "\t=1", "\r=1"])
def test_a_spreadsheet_runs_no_cell(cell: str) -> None:
    (_, row) = csv.reader(io.StringIO(as_csv(answer(Value(cell), None))))
    assert row == ["'" + cell.replace("\r", "\n"), ""]


def test_csv_keeps_quotes_commas_and_lines() -> None:
    nasty = 'a "b", c\nd'
    (_, row) = csv.reader(io.StringIO(as_csv(answer(Value(nasty), None))))
    assert row[0] == nasty


def test_markdown_breaks_no_row_and_makes_no_tag() -> None:
    table = as_markdown(answer(Value("a|b\n<i>"), None), "id")
    assert table.splitlines() == ["| si a | b |", "| --- | --- |", "| a\\|b &lt;i> |  |"]


def test_turtle_is_a_result_set() -> None:
    turtle = as_turtle(answer(Value("서울", language="ko"), Value("urn:x", "iri")))
    assert '"서울"@ko' in turtle
    assert "<urn:x>" in turtle
    assert turtle.count("rs:binding") == 2


def test_a_printed_table_has_translated_headings(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_table(answer(Value("[bold]x[/bold]"), None), "id", sys.stdout)
    table = capsys.readouterr().out
    assert "si a" in table
    assert "[bold]x[/bold]" in table
