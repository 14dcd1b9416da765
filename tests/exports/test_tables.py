"""Exported tables load to the same graph, and no spreadsheet evaluates their cells."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from kembar.exports.tables import as_csv_tables, write_xlsx
from kembar.rdf.engine import Engine
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.store.open_store import open_store
from kembar.workspace.layout import Workspace

pytestmark = pytest.mark.integration


def statements(engine: Engine) -> set[tuple[str, str, str]]:
    """All triples about things with their sources, without those about graphs, whose names differ."""
    about = "<https://w3id.org/kembar/id/"
    return {triple for triple in engine.triples() if triple[0].startswith(about)}


def test_the_tables_load_to_the_same_graph(engine: Engine, empty: Workspace) -> None:
    assert empty.root
    for name, text in as_csv_tables(engine).items():
        (empty.root / "data" / name).write_text(text, "utf-8", newline="\n")
    again = statements(open_store(empty).engine)
    assert again == statements(engine)
    assert len(again) > 10_000


def test_a_formula_is_escaped_and_read_back(own: Workspace, tmp_path: Path) -> None:
    assert own.root
    (own.root / "data" / "partnerships.csv").write_text(
        "partnership,cities,source,note\n"
        "id-bandung--id-medan,id-bandung; id-medan,unverified,'=HYPERLINK(1)\n"
    )
    engine = open_store(own).engine
    assert '"=HYPERLINK(1)"' in {o for _, _, o in engine.triples()}
    assert "'=HYPERLINK(1)" in as_csv_tables(engine)["partnerships.csv"]
    book = openpyxl.load_workbook(write_xlsx(engine, tmp_path / "x.xlsx"))
    types = {cell.value: cell.data_type for row in book["partnerships"] for cell in row}
    assert types["=HYPERLINK(1)"] == "s"
    assert "f" not in types.values()


def test_a_workbook_has_numbers_and_days(few: OxigraphEngine, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_xlsx(few, tmp_path / "x.xlsx"))
    head, *rows = book["rates"].iter_rows(values_only=True)
    values = [dict(zip(head, row, strict=True)) for row in rows]
    assert {type(value["value"]) for value in values} <= {int, float}
    days = [value["period"] for value in values]
    assert datetime.datetime(1999, 7, 1) in days
    assert {type(value) for value in days} == {datetime.datetime}


def test_a_workbook_has_a_sheet_for_each_table(engine: Engine, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_xlsx(engine, tmp_path / "x.xlsx"))
    assert set(book.sheetnames) == {name.removesuffix(".csv") for name in as_csv_tables(engine)}
    assert book["cities"].max_row > 200
