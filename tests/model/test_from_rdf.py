"""Triples become rows of tables again, and those rows the same triples."""

from __future__ import annotations

import pytest

from kembar.model.from_rdf import table_columns, table_rows
from kembar.model.tables import record_from
from kembar.model.to_rdf import record_triples
from kembar.rdf.terms import Term, Triple
from kembar.store.load import read_graphs
from kembar.workspace.layout import Workspace

FILES = Workspace().files("data", ".csv")


def rows_as_triples(tables: dict[str, list[dict[str, str]]]) -> set[Triple]:
    return {
        triple
        for kind, rows in tables.items()
        for row in rows
        for triple in record_triples(record_from(kind, row))
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_shipped_table_survives_the_round_trip(file: object) -> None:
    for graph, triples in read_graphs(file).items():
        source = graph[1:-1].partition("#")[2]
        if source:
            assert rows_as_triples(table_rows(triples, source)) == set(triples), graph
        else:
            own = {t for t in triples if "/id/source/" in t[0]}
            assert rows_as_triples(table_rows(own)) == own


def test_a_further_value_of_a_single_cell_makes_a_row() -> None:
    def triples(since: str) -> list[Triple]:
        cells = {"partnership": "p", "cities": "a; b", "since": since, "source": "news"}
        return record_triples(record_from("partnerships", cells))

    rows = table_rows([*triples("1997"), *triples("1998")], "news")["partnerships"]
    assert [row["since"] for row in rows] == ["1997", "1998"]
    assert rows_as_triples({"partnerships": rows}) == {*triples("1997"), *triples("1998")}


def test_columns_occur_in_the_order_of_the_record() -> None:
    rows = [{"source": "s", "city": "c"}, {"city": "d", "name_en": "D", "source": "s"}]
    assert table_columns("cities", rows) == ["city", "name_en", "source"]


def test_other_triples_make_no_rows() -> None:
    assert table_rows([(Term("<urn:x>"), Term("<urn:p>"), Term('"y"'))]) == {}


def test_each_status_of_a_partnership_makes_a_row() -> None:
    def triples(status: str, day: str) -> list[Triple]:
        cells = {"partnership": "p", "cities": "a; b", "status": status, "status_on": day}
        return record_triples(record_from("partnerships", cells | {"source": "news"}))

    both = {*triples("prospective", "2015?"), *triples("active", "2018-05")}
    rows = table_rows(both, "news")["partnerships"]
    assert {(row["status"], row["status_on"]) for row in rows} == {
        ("prospective", "2015?"),
        ("active", "2018-05"),
    }
    assert rows_as_triples({"partnerships": rows}) == both
