"""The pages that are shipped are those that click makes; `pytest --accept` writes them anew."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kembar.cli.help_page import BREAK, PAGES, WIDTH
from kembar.cli.main import COMMANDS, main

PROGRAM = str(Path(sys.executable).parent / "kembar")
NAMES = sorted(name for names in COMMANDS.values() for name in names)


def by_click(name: str, width: int = WIDTH) -> str:
    """The help of a command, or of the program where none is named."""
    asked = [*name.split(), "--help"]
    told = CliRunner().invoke(main, asked, prog_name="kembar", terminal_width=width - 2)
    assert told.exit_code == 0
    return told.stdout


def run(*arguments: str, columns: int = WIDTH) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "importtime", PROGRAM, *arguments],
        text=True,
        capture_output=True,
        env=os.environ | {"COLUMNS": str(columns)},
    )


def test_the_pages_are_those_that_click_makes(request: pytest.FixtureRequest) -> None:
    made = BREAK.join(map(by_click, ["", *NAMES]))
    if request.config.getoption("--accept"):
        Path(PAGES).write_text(made, "utf-8")
    assert Path(PAGES).read_text("utf-8") == made


@pytest.mark.parametrize("asked", ["-h", "--help", "add --help", "query -h", "undo --help"])
def test_a_page_is_printed_and_nothing_is_imported(asked: str) -> None:
    ran = run(*asked.split())
    assert ran.returncode == 0
    assert ran.stdout == by_click(asked.rpartition(" ")[0])
    assert {"click", "typing", "pathlib", "pyoxigraph"}.isdisjoint(
        line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()
    )


@pytest.mark.parametrize("name", ["", "edit"])
def test_a_narrow_screen_gets_narrow_help(name: str) -> None:
    told = run(*name.split(), "--help", columns=60).stdout
    assert told == by_click(name, 60)
    assert max(map(len, told.splitlines())) < 60


@pytest.mark.parametrize("width", [100, 0])
def test_more_room_or_none_that_is_known_changes_nothing(width: int) -> None:
    assert run("--help", columns=width).stdout == by_click("")


def test_help_that_is_not_here_is_made_by_click() -> None:
    assert run("add", "partnership", "--help").stdout.startswith("Usage: kembar add partnership [")
    ran = run("addd", "--help")
    assert ran.returncode == 2
    assert "add" in ran.stderr.splitlines()[-1]


def test_it_is_the_same_page_where_the_program_is_called_otherwise() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "kembar", "--help"], text=True, capture_output=True, check=True
    ).stdout
    page = by_click("")
    assert told.startswith("Usage: python -m kembar [")
    assert told.partition("\n")[2] == page.partition("\n")[2]
