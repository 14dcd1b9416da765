"""Records are plain, and the guide to the data names every table and column."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

from kembar.model.records import KINDS

GUIDE = (Path(__file__).parents[3] / "data" / "README.md").read_text("utf-8")


def test_the_first_field_of_a_record_is_its_key() -> None:
    for record in KINDS.values():
        assert is_dataclass(record)
        assert fields(record)[0].name == record.__name__.lower()


def test_the_guide_to_the_data_lists_every_column() -> None:
    columns = {
        kind: re.findall(r"^\| (\w+) \|", body, re.M)
        for kind, body in re.findall(r"^## (\w+)\.csv:.*?\n(.*?)(?=^## |\Z)", GUIDE, re.M | re.S)
    }
    assert columns == {
        kind: ["column", *(field.name for field in fields(record))]
        for kind, record in KINDS.items()
    }
