from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from kembar.cli.main import COMMANDS, main


def test_each_command_is_in_the_module_of_the_table() -> None:
    ctx = click.Context(main)
    for home, names in COMMANDS.items():
        for name in names:
            command = main.get_command(ctx, name)
            assert command is not None
            assert command.name == name
            assert command in vars(import_module(f"kembar.cli.{home}")).values()


def test_no_command_is_missing_from_the_table() -> None:
    for home, names in COMMANDS.items():
        names_in_module = {
            value.name
            for value in vars(import_module(f"kembar.cli.{home}")).values()
            if isinstance(value, click.Command) and not value.hidden
        }
        below = {
            name
            for value in vars(import_module(f"kembar.cli.{home}")).values()
            if isinstance(value, click.Group)
            for name in value.commands
        }
        assert names_in_module - below == set(names)


def _run_with(fault: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Run a real command whose graph raises a fault when it is opened."""
    code = (
        "import kembar, os, signal\n"
        f"def fail(*_, **__): {fault}\n"
        "kembar.open = fail\n"
        "from kembar.cli import run; run()"
    )
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "-c", code, "check"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("fault", "code", "line"),
    [
        ("1 // 0", 70, "kembar: a fault of the program: ZeroDivisionError: "),
        ("fail()", 70, "kembar: a fault of the program: RecursionError: "),
        ("raise type('Panic', (BaseException,), {})('x')", 70, "kembar: a fault of the program: "),
        ("raise BrokenPipeError(32, 'Broken pipe')", 70, "kembar: a fault of the program: "),
        ("raise EOFError", 70, "kembar: a fault of the program: "),
        ("raise OSError(5, 'Input/output error', 'x')", 2, "kembar: x: Input/output error"),
        ("'\\udcff'.encode()", 2, "kembar: '\\udcff' in '\\udcff' is not a character"),
        ("os.kill(os.getpid(), signal.SIGINT)", 130, ""),
    ],
)
def test_any_fault_is_one_line_and_a_code(tmp_path: Path, fault: str, code: int, line: str) -> None:
    ran = _run_with(fault, tmp_path)
    assert ran.returncode == code
    assert ran.stderr.startswith(line)
    assert ran.stderr.count("\n") == 1  # where Ctrl-C stands on a terminal, the end of its line
    assert "Traceback" not in ran.stderr
    logs = list(tmp_path.rglob("faults.log"))
    assert len(logs) == (code == 70)
    assert all(str(log) in ran.stderr for log in logs)


@pytest.mark.parametrize(
    "moment",
    [
        "sys.meta_path.insert(0, type('F', (), {'find_spec': staticmethod(stop)}))",
        "atexit.register(stop)",
    ],
    ids=["imports", "exit"],
)
def test_ctrl_c_at_any_moment_is_no_traceback(tmp_path: Path, moment: str) -> None:
    code = (
        "import atexit, os, signal, sys\n"
        "from kembar.cli import run\n"
        "def stop(*_): os.kill(os.getpid(), signal.SIGINT)\n"
        f"{moment}\n"
        "sys.argv[1:] = ['--help']\n"
        "run()"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (130, "")
