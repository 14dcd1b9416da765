"""Tables come with metadata of CSV on the Web that are true of them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from csvw import TableGroup

from kembar.exports.csv_metadata import FILE, csv_metadata
from kembar.exports.formats import Export
from kembar.rdf.oxigraph import OxigraphEngine

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def folder(few: OxigraphEngine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Export(few, "csv", version="0a1b").write(tmp_path_factory.mktemp("tables") / "csv")


@pytest.fixture(scope="module")
def metadata(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / FILE).read_text("utf-8"))
    return content


def columns(metadata: dict[str, Any], table: str) -> dict[str, Any]:
    (one,) = (one for one in metadata["tables"] if one["url"] == f"{table}.csv")
    return {column["name"]: column for column in one["tableSchema"]["columns"]}


def test_a_reader_of_csvw_finds_the_tables_valid(folder: Path) -> None:
    group = TableGroup.from_file(folder / FILE)
    assert group.check_referential_integrity(log=None)
    for table in group.tables:
        assert table.check_primary_key()
        with (folder / str(table.url)).open(newline="") as file:
            records = list(csv.reader(file))
        assert len(list(table.iterdicts(strict=True))) == len(records) - 1


def test_it_describes_every_table(folder: Path, metadata: dict[str, Any]) -> None:
    assert {table["url"] for table in metadata["tables"]} == {f.name for f in folder.glob("*.csv")}
    assert metadata["dc:license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "GeoNames" in metadata["dc:rights"]
    assert metadata["dcat:version"] == "0a1b"


def test_columns_have_their_datatypes(metadata: dict[str, Any]) -> None:
    partnerships = columns(metadata, "partnerships")
    assert partnerships["since"]["datatype"]["@id"].endswith("/edtf/EDTF")
    assert partnerships["cities"]["separator"] == "; "
    assert partnerships["cities"]["propertyUrl"] == "https://w3id.org/kembar/hasPartner"
    assert columns(metadata, "sources")["url"]["datatype"] == "anyURI"
    assert columns(metadata, "cities")["latitude"]["datatype"] == "decimal"


def test_a_wrong_cell_is_noticed(folder: Path, tmp_path: Path) -> None:
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    rates = tmp_path / "rates.csv"
    head, first, *_ = rates.read_text("utf-8").splitlines()
    cells = dict(zip(head.split(","), first.split(","), strict=True)) | {"value": "much"}
    rates.write_text(head + "\n" + ",".join(cells.values()) + "\n")
    tables = TableGroup.from_file(tmp_path / FILE).tables
    (table,) = (table for table in tables if str(table.url) == rates.name)
    with pytest.raises(ValueError, match="much"):
        list(table.iterdicts(strict=True))


def test_only_true_foreign_keys_are_stated() -> None:
    source = {"source": "s"}
    row = {"partnership": "a--b", "cities": "a; b", **source}
    tables = {"sources": [source], "partnerships": [row]}

    def stated() -> list[Any]:
        _, partnerships = json.loads(csv_metadata(tables, {}))["tables"]
        keys: list[Any] = partnerships["tableSchema"].get("foreignKeys", [])
        return keys

    (key,) = stated()
    assert key == {
        "columnReference": "source",
        "reference": {"resource": "sources.csv", "columnReference": "source"},
    }
    row["source"] = "unverified"
    assert stated() == []


def test_labels_stand_in_every_language(metadata: dict[str, Any]) -> None:
    labels = columns(metadata, "partnerships")["since"]["rdfs:label"]
    assert {"@value": "since", "@language": "en"} in labels
    assert {label["@language"] for label in labels} == {"en", "id", "ko"}
