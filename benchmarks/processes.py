"""Whole processes of commands, as a person waits for them, beside Python doing nothing.

    python benchmarks/processes.py WORKSPACE ...

Prints a table of Markdown. *Anew* is a process that nothing was kept for: the answers, the charts
and what was printed are taken away before each run; the layout of a network and the heads of
questions stay, as Python's bytecode does. *Again* is the same asked once more. Python alone is
started before each run, so that the ratios are of one moment of the machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from measure import Times, figure, machine, table

from kembar.remembering import users_cache
from kembar.store import open_store
from kembar.workspace import open_workspace

ASKED = ("query", "city-partners", "-p", "city=Bandung")
LONGER = {
    "kembar report partnership Bandung Seoul": ("report", "partnership", "Bandung", "Seoul"),
    "kembar report city Bandung": ("report", "city", "Bandung"),
    "kembar network": ("network", "-o", "n.html"),
    "kembar add partnership, a preview": (
        "add", "partnership", "--city", "Bandung", "--city", "Utrecht", "--dry-run",
    ),
}  # fmt: skip
"""Commands that write, and do it each time."""

PASS = [sys.executable, "-c", "pass"]


def measure(folder: Path, runs: int = 9) -> list[list[str]]:
    """A row for each command: what, and seconds, and how many times Python's start."""
    program = [str(Path(sys.executable).with_name("kembar"))]
    kembar = [*program, "-w", str(folder.absolute())]
    open_store(open_workspace(folder))
    asked = {"kembar --help": [*program, "--help"], "kembar query": [*kembar, *ASKED]}
    longer = {name: [*kembar, *words] for name, words in LONGER.items()}
    rows = []
    for name, command in (asked | longer).items():
        count = runs if name in asked else 3
        # What changed this moment is not printed again, and the first run makes bytecode.
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
        time.sleep(2.1)
        for when, kept in (("anew", False), ("again", True)):
            starts, took = _timed(command, folder, count, kept=kept)
            ratio = f"{figure(took.median / starts.median)} ×"
            rows.append([f"`{name}`, {when}", str(took), str(starts), ratio])
    return rows


def _timed(command: list[str], folder: Path, runs: int, *, kept: bool) -> tuple[Times, Times]:
    """Python's start and a command, by turns."""
    starts, seconds = [], []
    for _ in range(runs):
        starts.append(_took(PASS, folder))
        if not kept:
            places = [folder / ".kembar" / name for name in ("answers", "charts")]
            for place in (Path(users_cache()) / "printed", *places):
                shutil.rmtree(place, ignore_errors=True)
        seconds.append(_took(command, folder))
    return Times(tuple(starts)), Times(tuple(seconds))


def _took(command: list[str], folder: Path) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return time.perf_counter() - begun


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("workspaces", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    told = parser.parse_args()
    for name in ("KEMBAR_WORKSPACE", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(name, None)
    print(machine("click", "pyoxigraph"))
    for folder in told.workspaces:
        print(f"\n{folder.name}\n")
        print(
            table(
                ["whole process", "seconds", "`python -c pass`", "times"],
                measure(folder, told.runs),
            )
        )


if __name__ == "__main__":
    main()
