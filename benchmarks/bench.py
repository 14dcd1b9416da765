"""Measures all, side by side in one run: `make bench`.

    python benchmarks/bench.py [--real FILE.gexf] [--world FOLDER] [-o RESULTS.md]
    python benchmarks/bench.py --only "Whole processes" -o RESULTS.md

Graphs of 300, 2,900 and 11,600 cities are generated, built, and measured by the other programs of
this folder; each says what its figures are. A network of others (GEXF) is imported and measured
too. The world, 100 thousand cities with a million activities, takes hours and 12 GB: FOLDER is
where it is, or is to be made. With --only some headings are measured anew, or those that a run
lacks which was cut, each with its day, and the others stay in RESULTS.md as they are.
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
"""Cities of the networks that are drawn."""

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
"""What is measured, each by a program of its own."""


def workspaces(place: Path, real: Path | None, world: Path | None) -> Iterator[Path]:
    """A folder for each graph, built, smallest first; the world, if any, last."""
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
    """Run the command in a workspace; it may end with things to review."""
    subprocess.run([sys.executable, "-m", "kembar", "-w", str(folder), *words], check=False)


def section(title: str, script: str, *arguments: object) -> str:
    """What one program prints."""
    print(f"{title} ...", file=sys.stderr)
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    # The engines are started as the tests start them.
    env = os.environ | {"PYTHONPATH": str(HERE.parent)}
    ran = subprocess.run(command, capture_output=True, text=True, cwd=HERE.parent, env=env)
    told = ran.stdout if ran.returncode == 0 else f"{ran.stdout}\nIt failed: {ran.stderr[-300:]}"
    return f"{told.strip()}\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--real", type=Path, help="a network of others, GEXF")
    parser.add_argument("--world", type=Path, help="where the largest graph is or is to be made")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--output", "-o", type=Path)
    parser.add_argument("--only", nargs="+", metavar="HEADING", help="measure these anew")
    told = parser.parse_args()
    day = datetime.date.today()
    head, measured = f"# Measured on {day}\n", dict[str, str]()
    if told.only:
        if not told.output or not told.output.exists():
            parser.error("--only needs --output with a file of results")
        head, measured = read_results(told.output)
        if unknown := set(told.only) - set(HEADINGS):
            wrong, known = ", ".join(sorted(unknown)), "; ".join(HEADINGS)
            parser.error(f"no heading is called {wrong}: there are {known}")
    runs = ("--runs", told.runs)
    with tempfile.TemporaryDirectory(prefix="kembar-bench-") as folder:
        made = list(workspaces(Path(folder), told.real, told.world))
        for one in made:
            open_store(init_workspace(one))
        shipped, _, middle, large, *others = made
        asked = (shipped, middle, large)
        programs = (
            ("stores.py", *made, *runs),
            ("questions.py", *asked, *runs, "--rdflib"),
            ("questions.py", *asked, *runs, "--hub", "Bandung"),
            ("processes.py", shipped, large, *others),
            ("profiles.py", *asked),
            ("columns.py", large, *runs),
            ("engines.py", middle),
            ("network_page.py", "--cities", *DRAWN),
        )
        for title, (script, *arguments) in zip(HEADINGS, programs, strict=True):
            if told.only and title not in told.only:
                continue
            when = "anew" if title in measured else "later"
            since = f"Measured {when} on {day}.\n\n" if told.only else ""
            measured[title] = since + section(title, str(script), *arguments)
            # What was measured stays, whatever happens to the rest.
            if told.output:
                told.output.write_text(results(head, measured), "utf-8")
    print(results(head, measured))


def read_results(path: Path) -> tuple[str, dict[str, str]]:
    """What stands above all headings, and what stands under each."""
    head, *parts = path.read_text("utf-8").split("\n## ")
    told = (part.partition("\n\n") for part in parts)
    return head, {title: text for title, _, text in told}


def results(head: str, measured: dict[str, str]) -> str:
    """All as one document."""
    told = (f"## {title}\n\n{measured[title]}" for title in HEADINGS if title in measured)
    return "\n".join([head, *told])


if __name__ == "__main__":
    main()
