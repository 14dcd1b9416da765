"""The workbook begins with a sheet that has a row for each partnership, with true numbers."""

from __future__ import annotations

import datetime
from pathlib import Path

import networkx as nx
import openpyxl
import pytest

from kembar.exports.formats import Export
from kembar.exports.partnership_sheet import headings, partnership_rows
from kembar.language import speaking
from kembar.queries.network import network
from kembar.rdf.oxigraph import OxigraphEngine

pytestmark = pytest.mark.integration


def test_the_first_sheet_has_a_row_for_each(few: OxigraphEngine, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(Export(few, "xlsx").write(tmp_path / "x.xlsx"))
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert book.sheetnames[:2] == ["all partnerships", "sources"]
    assert head == headings()
    assert len(rows) == len({key for *_, key in network(few).edges(keys=True)})
    bandung = next(row for row in rows if row[-1] == "id-bandung--kr-seoul")
    values = dict(zip(head, bandung, strict=True))
    assert values["partners"] == "Bandung – Seoul"
    assert values["countries"] == "Indonesia; South Korea"
    assert isinstance(values["agreements"], int)
    assert isinstance(values["last agreement"], datetime.datetime)
    assert values["sources"] > 1
    assert values["status"] == "active"
    assert {row[head.index("status")] for row in rows} >= {"active", "prospective"}


def test_a_language_names_sheet_and_columns(few: OxigraphEngine, tmp_path: Path) -> None:
    with speaking("id"):
        book = openpyxl.load_workbook(Export(few, "xlsx", "id").write(tmp_path / "x.xlsx"))
    assert book.sheetnames[0] == "semua kemitraan"
    head = next(book.worksheets[0].iter_rows(values_only=True))
    assert head[:4] == ("mitra", "negara", "jenis", "status")


def test_partners_of_three_stand_in_one_row() -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds={"sister-city": "sister city"})
    for name in ("C", "A", "B"):
        graph.add_node(name, label=name, country=f"Land of {name}")
    values = {"name": "A – B – C", "kinds": ["sister-city"], "since": ["1997"], "until": ["2001-05", "2002"],
              "status": "ended", "sources": [["S", "", ""]], "activities": [],
              "agreements": [["x", "1997-08-25"], ["y", ""]]}  # fmt: skip
    for one, other in (("C", "A"), ("A", "B"), ("B", "C")):
        graph.add_edge(one, other, key="https://w3id.org/kembar/id/k", **values)
    assert list(partnership_rows(graph, {"ended": "over"})) == [
        ["A – B – C", "Land of A; Land of B; Land of C", "sister city", "over", 1997,
         "2001-05; 2002", 2, datetime.date(1997, 8, 25), 0, "", 1, "S", "k"]
    ]  # fmt: skip
