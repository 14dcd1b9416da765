"""Measure the cost of adding on a small and on a large graph, side by side, as whole processes.

    python benchmarks/adding.py --cities 11600 --runs 9

Each run adds one thing to a workspace over the shipped data, then the same to one that has the
generated graph as well. Additions stay, so both grow, and a run includes updating the store.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from graphs import Size, write_generated

from kembar.store.open_store import open_store
from kembar.workspace.layout import Workspace, init_workspace

# Not in the shipped data, so that GeoNames must have them.
NEW_CITIES = (
    "Ljubljana, Slovenia",
    "Maribor, Slovenia",
    "Tampere, Finland",
    "Turku, Finland",
    "Bergen, Norway",
    "Trondheim, Norway",
    "Aarhus, Denmark",
    "Odense, Denmark",
    "Aalborg, Denmark",
    "Kaunas, Lithuania",
    "Tartu, Estonia",
    "Szeged, Hungary",
    "Debrecen, Hungary",
    "Plovdiv, Bulgaria",
    "Varna, Bulgaria",
)


def partnership(number: int) -> list[str]:
    """Return the arguments for a partnership of two hubs, with one more source."""
    cities = ["--city", "Bandung", "--city", "Seoul"]
    return ["partnership", *cities, "--source", f"https://example.org/news/{number}"]


def with_new_city(number: int) -> list[str]:
    """Return the arguments for a partnership with a city that neither graph has."""
    return ["partnership", "--city", "Bandung", "--city", NEW_CITIES[number]]


def activity(number: int) -> list[str]:
    """Return the arguments for an activity with a budget, under a partnership of two hubs."""
    fields = [
        "--partnership",
        "Bandung – Seoul",
        "--title",
        f"Training {number}",
        "--start",
        "2026-03",
    ]
    return ["activity", *fields, "--kind", "training", "--budget", "850 juta", "--currency", "IDR"]


def seconds(workspace: Workspace, arguments: list[str]) -> float:
    """Return the seconds that one whole process takes."""
    command = [
        sys.executable,
        "-m",
        "kembar",
        "-w",
        str(workspace.root),
        "add",
        *arguments,
        "--yes",
    ]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def compared(
    small: Workspace, large: Workspace, runs: int, task: Callable[[int], list[str]]
) -> tuple[float, float]:
    """Return the medians of both workspaces, measured in turn."""
    both: tuple[list[float], list[float]] = ([], [])
    for number in range(runs):
        for times, workspace in zip(both, (small, large), strict=True):
            times.append(seconds(workspace, task(number)))
    return statistics.median(both[0]), statistics.median(both[1])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure what adding costs.")
    parser.add_argument("--cities", type=int, default=11_600)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small = init_workspace(Path(folder) / "small")
        large = write_generated(Path(folder) / "large", Size.of(options.cities))
        sizes = [len(open_store(workspace).engine) for workspace in (small, large)]
        print(
            f"| what, whole process | {sizes[0]:,} statements | {sizes[1]:,} statements | ratio |"
        )
        print("| --- | --- | --- | --- |")
        for name, task in (
            ("`kembar add partnership`", partnership),
            ("the same with a city from GeoNames", with_new_city),
            ("`kembar add activity` with a budget", activity),
        ):
            one, other = compared(small, large, options.runs, task)
            print(f"| {name} | {one:.3f} s | {other:.3f} s | {other / one:.2f} |")


if __name__ == "__main__":
    main()
