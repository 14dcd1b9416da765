"""Run all benchmarks, side by side: `make bench`.

    python benchmarks/bench.py [--real FILE.gexf] [--world FOLDER] [-o RESULTS.md]
    python benchmarks/bench.py --only "Whole processes" -o RESULTS.md

Graphs of 300, 2,900 and 11,600 cities are generated, built, and measured by the other scripts of
this folder, whose docstrings explain the figures. A network of others (GEXF) is imported and
measured too. The world, 100 thousand cities with a million activities, takes hours and 12 GB:
FOLDER has it, or receives it. With --only some headings are measured again, or those that an
interrupted run lacks, each with its day; the others stay in RESULTS.md.
"""

from __future__ import annotations

import argparse
import datetime
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from graphs import WORLD, Size, write_generated

from kembar.store.open_store import open_store
from kembar.workspace.layout import init_workspace

HERE = Path(__file__).parent
SIZES = (300, 2_900, 11_600)
DRAWN = (300, 5_000, 11_600)
"""Cities of the networks whose pages are measured."""

HEADINGS = (
    "Loading, building, mending, checking",
    "Questions",
    "Questions of a hub",
    "Whole processes",
    "Profiles",
    "Columns",
    "Engines",
    "The network page",
)
"""Headings of the results, each of one script."""


def workspaces(place: Path, real: Path | None, world: Path | None) -> Iterator[Path]:
    """Yield the folder of each workspace, smallest first; the world, if any, last."""
    yield init_workspace(place / "shipped").root or place
    for cities in SIZES:
        yield write_generated(place / f"{cities:,} cities", Size.of(cities)).root or place
    if real:
        folder = init_workspace(place / "real").root or place
        kembar(folder, "import", "network", str(real), "--title", "A network of others")
        yield folder
    if world:
        if not (world / "kembar.toml").exists():
            write_generated(world, WORLD)
        yield world


def kembar(folder: Path, *words: str) -> None:
    """Run the command in a workspace; ignore its exit code."""
    subprocess.run([sys.executable, "-m", "kembar", "-w", str(folder), *words], check=False)


def section(title: str, script: str, *arguments: object) -> str:
    """Return the output of one script."""
    print(f"{title} ...", file=sys.stderr)
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    # Servers are started by a module of the tests.
    env = os.environ | {"PYTHONPATH": str(HERE.parent)}
    process = subprocess.run(command, capture_output=True, text=True, cwd=HERE.parent, env=env)
    text = process.stdout
    if process.returncode:
        text += f"\nIt failed: {process.stderr[-300:]}"
    return f"{text.strip()}\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--real", type=Path, help="a network of others, GEXF")
    parser.add_argument("--world", type=Path, help="where the largest graph is or is to be made")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--output", "-o", type=Path)
    parser.add_argument("--only", nargs="+", metavar="HEADING", help="measure these anew")
    options = parser.parse_args()
    day = datetime.date.today()
    head, sections = f"# Measured on {day}\n", dict[str, str]()
    if options.only:
        if not options.output or not options.output.exists():
            parser.error("--only needs --output with a file of results")
        head, sections = read_results(options.output)
        if unknown := set(options.only) - set(HEADINGS):
            wrong, choices = ", ".join(sorted(unknown)), "; ".join(HEADINGS)
            parser.error(f"no heading is called {wrong}: there are {choices}")
    runs = ("--runs", options.runs)
    with tempfile.TemporaryDirectory(prefix="kembar-bench-") as folder:
        folders = list(workspaces(Path(folder), options.real, options.world))
        for one in folders:
            open_store(init_workspace(one))
        shipped, _, middle, large, *others = folders
        sizes = (shipped, middle, large)
        programs = (
            ("stores.py", *folders, *runs),
            ("questions.py", *sizes, *runs, "--rdflib"),
            ("questions.py", *sizes, *runs, "--hub", "Bandung"),
            ("processes.py", shipped, large, *others),
            ("profiles.py", *sizes),
            ("columns.py", large, *runs),
            ("engines.py", middle),
            ("network_page.py", "--cities", *DRAWN),
        )
        for title, (script, *arguments) in zip(HEADINGS, programs, strict=True):
            if options.only and title not in options.only:
                continue
            when = "anew" if title in sections else "later"
            since = f"Measured {when} on {day}.\n\n" if options.only else ""
            sections[title] = since + section(title, str(script), *arguments)
            # Written at once, so that an interrupted run keeps its results.
            if options.output:
                options.output.write_text(results(head, sections), "utf-8")
    print(results(head, sections))


def read_results(path: Path) -> tuple[str, dict[str, str]]:
    """Return the text before the first heading, and that of each heading."""
    head, *parts = path.read_text("utf-8").split("\n## ")
    pairs = (part.partition("\n\n") for part in parts)
    return head, {title: text for title, _, text in pairs}


def results(head: str, sections: dict[str, str]) -> str:
    """Return all results as one document."""
    parts = (f"## {title}\n\n{sections[title]}" for title in HEADINGS if title in sections)
    return "\n".join([head, *parts])


if __name__ == "__main__":
    main()
