"""The chart of an answer is written as a picture, as the page on charts says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kembar.cli.main import main
from kembar.workspace.layout import init_workspace

pytestmark = pytest.mark.integration

PAGE = (Path(__file__).parents[2] / "docs" / "howto" / "chart.md").read_text("utf-8")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    init_workspace(tmp_path)
    (tmp_path / "queries").mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_on_charts_does_what_it_says(office: Path) -> None:
    spec = re.search(r"```json title=\"(.+?)\"\n(.+?)```", PAGE, re.DOTALL)
    assert spec
    (office / spec[1]).write_text(spec[2], encoding="utf-8")
    commands = re.findall(r"^kembar (.+)$", PAGE, re.MULTILINE)
    assert len(commands) == 4
    for command in commands:
        ran = CliRunner().invoke(main, command.split())
        assert ran.exit_code == 0, ran.output
    assert (office / "obstacles.svg").read_text("utf-8").startswith("<svg ")
    for name in ("kegiatan.png", "partners.png"):
        assert (office / name).read_bytes().startswith(b"\x89PNG")


def test_a_fault_is_told_by_check_and_query(office: Path) -> None:
    spec = {"mark": "bar", "encoding": {"x": {"field": "partner"}}}
    (office / "queries" / "most-connected.vl.json").write_text(json.dumps(spec), "utf-8")
    for command in ("check", "query most-connected -o x.svg"):
        ran = CliRunner().invoke(main, command.split())
        assert ran.exit_code != 0
        assert "partner is no column of the answer" in f"{ran.output}{ran.exception}"
    assert not (office / "x.svg").exists()


def test_an_answer_without_a_chart_says_so(office: Path) -> None:
    ran = CliRunner().invoke(main, ["query", "differing-dates", "-o", "x.png"])
    assert ran.exit_code != 0
    assert "this answer has no chart" in f"{ran.output}{ran.exception}"
    assert list(office.glob("x.*")) == []
