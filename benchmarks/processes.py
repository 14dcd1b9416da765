"""Whole processes of commands, as a person waits for them, beside Python doing nothing.

    python benchmarks/processes.py WORKSPACE ...

Prints a table of Markdown. *Anew* is a process that nothing was kept for: the answers and what was
printed are taken away before each run. *Again* is the same asked once more.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from measure import Times, commands, figure, machine, table

from kembar.remembering import users_cache
from kembar.store import open_store
from kembar.workspace import open_workspace

ASKED = ("query", "city-partners", "-p", "city=Bandung")
NEVER_AGAIN = {
    "kembar add partnership, a preview": (
        "add", "partnership", "--city", "Bandung", "--city", "Utrecht", "--dry-run",
    ),
    "kembar report partnership Bandung Seoul": ("report", "partnership", "Bandung", "Seoul"),
    "kembar report city Bandung": ("report", "city", "Bandung"),
    "kembar network": ("network", "-o", "n.html"),
}  # fmt: skip
"""Commands that are done each time."""


def measure(folder: Path, runs: int = 9) -> list[list[str]]:
    """A row for each command: what, and seconds, and how many times Python's start."""
    kembar = [sys.executable, "-m", "kembar", "-w", str(folder.absolute())]
    open_store(open_workspace(folder))
    # What changed this moment is not printed again.
    time.sleep(2.1)
    told = commands(
        {
            "python -c pass": [sys.executable, "-c", "pass"],
            "kembar --help, again": [*kembar[:3], "--help"],
            "kembar query, again": [*kembar, *ASKED],
        },
        runs,
    )
    told |= {
        "kembar --help, anew": _anew([*kembar[:3], "--help"], folder, runs),
        "kembar query, anew": _anew([*kembar, *ASKED], folder, runs),
    }
    told |= commands({name: [*kembar, *words] for name, words in NEVER_AGAIN.items()}, 3, folder)
    start = told["python -c pass"].median
    return [[what, str(took), f"{figure(took.median / start)} ×"] for what, took in told.items()]


def _anew(command: list[str], folder: Path, runs: int) -> Times:
    seconds = []
    for _ in range(runs):
        for kept in (Path(users_cache()) / "printed", folder / ".kembar" / "answers"):
            shutil.rmtree(kept, ignore_errors=True)
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - begun)
    return Times(tuple(seconds))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("workspaces", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    told = parser.parse_args()
    os.environ.pop("KEMBAR_WORKSPACE", None)
    print(machine("click", "pyoxigraph", "rich"))
    for folder in told.workspaces:
        print(f"\n{folder.name}\n")
        print(table(["whole process", "seconds", "of Python's start"], measure(folder, told.runs)))


if __name__ == "__main__":
    main()
