"""Measures the program on the shipped data: `make bench` prints the table of benchmarks/README.md.

Each figure is the median of five runs in one process, or of five whole processes where it says so.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from kembar.network import network
from kembar.questions import ask, find_questions
from kembar.store import open_store
from kembar.validation import validate
from kembar.views.network_page import network_page
from kembar.workspace import Workspace, init_workspace

RUNS = 5


def median(task: Callable[[], object], runs: int = RUNS) -> float:
    """Seconds that a task takes, as the median of several runs."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        task()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def process(*arguments: str) -> float:
    """Seconds of a whole process of the command, as the median of several."""
    command = [sys.executable, "-m", "kembar", *arguments]
    return median(lambda: subprocess.run(command, check=True, capture_output=True))


def adding(office: Workspace) -> float:
    """Seconds of adding a partnership by the command, its file taken away after each."""
    arguments = ["add", "partnership", "--city", "Bandung", "--city", "Utrecht"]

    def add() -> None:
        command = [sys.executable, "-m", "kembar", "-w", str(office.root), *arguments]
        subprocess.run(command, check=True, capture_output=True)

    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        add()
        times.append(time.perf_counter() - begun)
        for path in (office.root or Path()).glob("data/added/*"):
            path.unlink()
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        office = init_workspace(Path(folder) / "office")
        built = open_store(office, afresh=True)
        questions = find_questions(office).values()
        slowest = max(questions, key=lambda q: median(lambda: ask(built.engine, q), 2))
        triples = list(built.engine.triples())
        rows = [
            ("building the store from the files", median(lambda: open_store(office, afresh=True))),
            ("opening a store that is in step", median(lambda: open_store(office))),
            (f"the slowest question ({slowest.name})", median(lambda: ask(built.engine, slowest))),
            ("checking by the shapes with `shacl`", median(lambda: validate(triples, office))),
            (
                "the same with pySHACL, one run",
                median(lambda: validate(triples, office, referee=True), 1),
            ),
            (
                "drawing the network page",
                median(lambda: network_page(network(built.engine), "Kembar")),
            ),
            ("`python -c pass`, whole process", median(python_alone)),
            ("`kembar --help`, whole process", process("--help")),
            ("`kembar query city-partners`, whole process", process("query", "city-partners")),
            ("`kembar add partnership`, whole process", adding(office)),
            (
                "`kembar report partnership`, whole process",
                process("report", "partnership", "Bandung", "Seoul", "-o", f"{folder}/r.html"),
            ),
            (
                "`kembar report city`, whole process",
                process("report", "city", "Bandung", "-o", f"{folder}/r.html"),
            ),
            ("`kembar explore`, whole process", process("explore", "-o", f"{folder}/out")),
        ]
    engines = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "shacl", "pyshacl"))
    print(f"Python {platform.python_version()}, {engines}, {len(triples):,} statements\n")
    print("| what | seconds |\n| --- | --- |")
    for what, seconds in rows:
        print(f"| {what} | {seconds:.3f} |")


def python_alone() -> None:
    """The interpreter alone."""
    subprocess.run([sys.executable, "-c", "pass"], check=True)


if __name__ == "__main__":
    main()
