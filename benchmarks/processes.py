"""Measure whole processes of commands, beside a process of Python that does nothing.

    python benchmarks/processes.py WORKSPACE ...

Prints a table of Markdown. *Anew* is a process without cached answers: they are deleted before
each run; the layout of a network stays, as Python's bytecode does. *Again* is the same asked once
more. Python alone is
started before each run, so that the ratios are of one moment of the machine.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from measure import LARGE, Times, figure, machine, table

from kembar.workspace.layout import open_workspace

ASKED = {
    "kembar query city-partners": ("query", "city-partners", "-p", "city=Bandung"),
    "kembar query partnership-profile": (
        "query", "partnership-profile", "-p", "partnership=id-bandung--kr-seoul",
    ),
}  # fmt: skip
"""All partners of a city, of which a large graph has many, and the facts of one partnership."""

LONGER = {
    "kembar report partnership Bandung Seoul": ("report", "partnership", "Bandung", "Seoul"),
    "kembar report city Bandung": ("report", "city", "Bandung"),
    "kembar network": ("network", "-o", "n.html"),
    "kembar add partnership, a preview": (
        "add", "partnership", "--city", "Bandung", "--city", "Utrecht", "--dry-run",
    ),
}  # fmt: skip
"""Commands that write, and do it each time; on the largest graphs that takes an hour."""

WHOLE = {
    "kembar query activities-by-year": ("query", "activities-by-year", "--engine", "sparql"),
}
"""A query over all activities, for its memory on the largest graphs."""

_COUNT = """
import pathlib, sys
from kembar.store.open_store import open_store
from kembar.workspace.layout import open_workspace
print(len(open_store(open_workspace(pathlib.Path(sys.argv[1]))).engine))
"""
"""Counts statements in its own process, as a process inherits the peak memory of its parent."""

PASS = [sys.executable, "-c", "pass"]


def measure(folder: Path, runs: int = 9) -> list[list[str]]:
    """Return a row for each command: name, seconds, ratio to Python's start, memory."""
    program = [str(Path(sys.executable).with_name("kembar"))]
    kembar = [*program, "-w", str(folder.absolute())]
    statements = int(subprocess.check_output([sys.executable, "-c", _COUNT, str(folder)]))
    queries = {"kembar --help": [*program, "--help"]}
    queries |= {name: [*kembar, *words] for name, words in ASKED.items()}
    besides, fewer = (LONGER, 3) if statements < LARGE else (WHOLE, 1)
    longer = {name: [*kembar, *words] for name, words in besides.items()}
    rows = []
    for name, command in (queries | longer).items():
        count = runs if name in queries else fewer
        # The first run makes bytecode, and hashes of files changed this moment are not settled.
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
        time.sleep(2.1)
        for when, cached in (("anew", False), ("again", True)):
            starts, took = _timed(command, folder, count, cached=cached)
            ratio = f"{figure(took.median / starts.median)} ×"
            memory = f"{took.memory} MB"
            rows.append([f"`{name}`, {when}", str(took), str(starts), ratio, memory])
    return rows


def _timed(command: list[str], folder: Path, runs: int, *, cached: bool) -> tuple[Times, Times]:
    """Return the times of Python's start and of a command, in turn."""
    starts, took = [], []
    for _ in range(runs):
        starts.append(_took(PASS, folder))
        if not cached:
            open_workspace(folder).cache.clear("answers")
        took.append(_took(command, folder))
    return _times(starts), _times(took)


def _took(command: list[str], folder: Path) -> tuple[float, int]:
    """Return the seconds of a process, and its peak memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    # Kilobytes on Linux.
    return seconds, used.ru_maxrss // 1024


def _times(runs: list[tuple[float, int]]) -> Times:
    return Times(tuple(seconds for seconds, _ in runs), max(memory for _, memory in runs))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("workspaces", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    for name in ("KEMBAR_WORKSPACE", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(name, None)
    print(machine("click", "pyoxigraph"))
    for folder in options.workspaces:
        print(f"\n{folder.name}\n")
        print(
            table(
                ["whole process", "seconds", "`python -c pass`", "times", "memory"],
                measure(folder, options.runs),
            )
        )


if __name__ == "__main__":
    main()
