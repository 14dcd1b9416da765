"""Measures all, side by side in one run: `make bench`.

    python benchmarks/bench.py [--real FILE.gexf] [--world FOLDER] [-o RESULTS.md]

Graphs of 300, 2,900 and 11,600 cities are generated, built, and measured by the other programs of
this folder; each says what its figures are. A network of others (GEXF) is imported and measured
too. The world, 100 thousand cities with a million activities, takes an hour and 10 GB: FOLDER is
where it is, or is to be made.
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

from kembar.store import open_store
from kembar.workspace import init_workspace

HERE = Path(__file__).parent
SIZES = (300, 2_900, 11_600)
DRAWN = (300, 5_000, 11_600)
"""Cities of the networks that are drawn."""


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
    """What one program prints, under a heading."""
    print(f"{title} ...", file=sys.stderr)
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    # The engines are started as the tests start them.
    env = os.environ | {"PYTHONPATH": str(HERE.parent)}
    ran = subprocess.run(command, capture_output=True, text=True, cwd=HERE.parent, env=env)
    told = ran.stdout if ran.returncode == 0 else f"{ran.stdout}\nIt failed: {ran.stderr[-300:]}"
    return f"## {title}\n\n{told.strip()}\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--real", type=Path, help="a network of others, GEXF")
    parser.add_argument("--world", type=Path, help="where the largest graph is or is to be made")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--output", "-o", type=Path)
    told = parser.parse_args()
    runs = ("--runs", told.runs)
    with tempfile.TemporaryDirectory(prefix="kembar-bench-") as folder:
        made = list(workspaces(Path(folder), told.real, told.world))
        for one in made:
            open_store(init_workspace(one))
        shipped, _, middle, large, *others = made
        asked = (shipped, middle, large)
        sections = [
            ("Loading, building, mending, checking", "stores.py", *made, *runs),
            ("Questions", "questions.py", *asked, *runs, "--rdflib"),
            ("Questions of a hub", "questions.py", *asked, *runs, "--hub", "Bandung"),
            ("Whole processes", "processes.py", shipped, large, *others),
            ("Profiles", "profiles.py", *asked),
            ("Columns", "columns.py", large, *runs),
            ("Engines", "engines.py", middle),
            ("The network page", "network_page.py", "--cities", *DRAWN),
        ]
        text = f"# Measured on {datetime.date.today()}\n"
        for title, script, *arguments in sections:
            text += "\n" + section(title, str(script), *arguments)
            # What was measured stays, whatever happens to the rest.
            if told.output:
                told.output.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
