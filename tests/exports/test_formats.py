"""Every export format is written under its name, and the command line offers the same formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.cli.exchange import EXPORT_FORMATS as OFFERED
from kembar.errors import NothingToWrite
from kembar.exports.formats import EXPORT_FORMATS, Export
from kembar.rdf.engine import Engine

pytestmark = pytest.mark.integration


def test_the_command_line_offers_every_format() -> None:
    assert OFFERED == EXPORT_FORMATS


@pytest.mark.parametrize("form", [f for f in EXPORT_FORMATS if f != "quickstatements"])
def test_every_format_is_written(
    engine: Engine, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Export(engine, form).write()
    assert path.exists()
    assert path.is_dir() == (form in ("csv", "grlc"))


def test_an_export_with_nothing_to_write_leaves_no_file(engine: Engine, tmp_path: Path) -> None:
    """No city of the shipped data names its item of Wikidata."""
    (tmp_path / "old.tsv").write_text("old")
    for name in ("new.tsv", "old.tsv"):
        with pytest.raises(NothingToWrite, match="nothing to write"):
            Export(engine, "quickstatements").write(tmp_path / name)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]
