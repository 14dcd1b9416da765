"""A mistake is one line with an exit code, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from kembar.cli.main import main
from tests.conftest import Run
from tests.terminals import on_terminal


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["qury"], 2, "no command is called 'qury'. Did you mean query"),
        (["query"], 2, "Missing argument 'NAME'"),
        (["query", "--lag", "en", "x"], 2, "Did you mean '--lang'?"),
        (["query", "city-partner"], 2, "Did you mean city-partners"),
        (["query", "city-partners", "-p", "city"], 2, "write name=value"),
        (["query", "city-partners", "-p", "city=Atlantis"], 2, "no city of the graph is called"),
        (
            ["query", "city-partners", "-p", "town=Bandung"],
            2,
            "no parameter of the question city-partners",
        ),
        (["query", "agreements-in-force", "-p", "asOf=soon"], 2, "[asOf]: 'soon' is not a date"),
        (["queries", "--topic", "obstacle"], 2, "Did you mean obstacles"),
        (["sparql", "SELECT * { ?s ?p "], 2, "not a SPARQL query"),
        (["sparql", "nowhere.rq"], 2, "cannot be read"),
        (["network", "--kind", "sister"], 2, "Did you mean"),
        (["network", "--depth", "9"], 2, "1<=x<=6"),
        (["network", "-o", "/proc/no/n.html"], 2, "cannot be written"),
        (["-w", "nowhere", "queries"], 2, "is not a workspace"),
        (["queries", "-w", "nowhere"], 2, "is not a workspace"),
        (["add", "partnership", "--city", "Bandung", "--city", "Seoul"], 2, "kembar init"),
        (["add", "nowhere.csv"], 2, "use one of sources.csv"),
        (["add", "partnerhip"], 2, "Did you mean partnership"),
    ],
)
def test_a_mistake_is_one_line_with_an_exit_code(
    kembar: Run, arguments: list[str], code: int, message: str
) -> None:
    ran = kembar(*arguments)
    assert ran.returncode == code
    assert message in ran.stderr
    assert ran.stderr.startswith("kembar: ")
    assert ran.stderr.count("\n") == 1


def test_workspace_comes_before_or_after_the_command(kembar: Run, tmp_path: Path) -> None:
    kembar("init", "office")
    (tmp_path / "office" / "kembar.toml").write_text('title = "x"\nshipped = false\n')
    before = kembar("-w", "office", "build").stdout
    after = kembar("build", "-w", "office").stdout
    assert before == after != kembar("build").stdout


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    ran = subprocess.run(
        f"{sys.executable} -m kembar query network --format csv | head -1",
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (ran.stdout, ran.stderr) == ("source,target,kind\n", "")


def test_nothing_is_coloured_in_a_pipe(kembar: Run) -> None:
    for arguments in (["query", "tier-gap"], ["queries"], ["ontology"]):
        assert "\x1b" not in kembar(*arguments).stdout


@pytest.mark.parametrize("arguments", [["queries"], ["query", "tier-gap"]])
def test_a_terminal_is_coloured_unless_no_color_is_set(
    arguments: list[str], tmp_path: Path
) -> None:
    environment = {"TERM": "xterm-256color", "NO_COLOR": ""}
    assert "\x1b[1m" in on_terminal(arguments, tmp_path, **environment)
    assert "\x1b" not in on_terminal(arguments, tmp_path, **environment | {"NO_COLOR": "1"})


def test_progress_is_shown_on_a_terminal_only(kembar: Run, tmp_path: Path) -> None:
    assert "building" in on_terminal(["build"], tmp_path, TERM="xterm")
    assert kembar("build").stderr == ""


def test_every_command_takes_a_workspace() -> None:
    ctx = click.Context(main)
    for name in main.list_commands(ctx):
        command = main.get_command(ctx, name)
        assert command is not None
        assert any("--workspace" in parameter.opts for parameter in command.params), name
