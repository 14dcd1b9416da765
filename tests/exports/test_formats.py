"""Every export format is written under its name, and the command line offers the same formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.cli.exchange import EXPORT_FORMATS as OFFERED
from kembar.errors import InputError
from kembar.exports.formats import EXPORT_FORMATS, Export
from kembar.rdf.oxigraph import OxigraphEngine

pytestmark = pytest.mark.integration


def test_the_command_line_offers_every_format() -> None:
    assert OFFERED == EXPORT_FORMATS


@pytest.mark.parametrize("form", EXPORT_FORMATS)
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
