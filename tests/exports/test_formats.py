"""Every export format is written under its name, and the command line offers the same formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.cli.exchange import EXPORT_FORMATS as OFFERED
from kembar.errors import InputError, NothingToWrite
from kembar.exports.formats import EXPORT_FORMATS, Export
from kembar.rdf.oxigraph import OxigraphEngine

pytestmark = pytest.mark.integration


def test_the_command_line_offers_every_format() -> None:
    assert OFFERED == EXPORT_FORMATS


@pytest.mark.parametrize("form", [f for f in EXPORT_FORMATS if f != "quickstatements"])
def test_every_format_is_written(
    few: OxigraphEngine, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Export(few, form).write()
    assert path.exists()
    assert path.is_dir() == (form in ("csv", "grlc"))


@pytest.mark.parametrize("form", ["csv", "gexf", "annotations", "grlc"])
def test_a_format_without_a_complete_form_says_so(
    few: OxigraphEngine, form: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="has no complete form"):
        Export(few, form, complete=True).write(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_an_export_with_nothing_to_write_leaves_no_file(
    few: OxigraphEngine, tmp_path: Path
) -> None:
    """No city of the shipped data names its item of Wikidata."""
    (tmp_path / "old.tsv").write_text("old")
    for name in ("new.tsv", "old.tsv"):
        with pytest.raises(NothingToWrite, match="nothing to write"):
            Export(few, "quickstatements").write(tmp_path / name)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]
