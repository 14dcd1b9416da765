"""Profile each command as a whole process, and print the seconds of each part of the program.

    python benchmarks/profiles.py WORKSPACE ... [--source FOLDER]

Each command runs once, in a process of its own, with no answer cached, in a store that is
built (but for `build`, which starts from nothing). `--source` measures another
version of the program: the folder that holds `kembar/` and, beside it, `data`, `ontology` and
`queries`. Seconds under a profiler are more than those without, most where Python does the work.
"""

from __future__ import annotations

import argparse
import os
import pstats
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from measure import figure, machine, table

import kembar
from kembar.workspace.layout import open_workspace

COMMANDS: dict[str, tuple[str, ...]] = {
    "build": ("build",),
    "--help": ("--help",),
    "query city-partners Bandung": ("query", "city-partners", "-p", "city=Bandung"),
    "query turnover": ("query", "turnover", "--format", "csv"),
    "network": ("network", "-o", "n.html"),
    "report partnership": ("report", "partnership", "Bandung", "Seoul"),
    "report city": ("report", "city", "Bandung"),
    "add partnership, a preview": (
        "add", "partnership", "--city", "Bandung", "--city", "Utrecht", "--dry-run",
    ),
    "check": ("check",),
}  # fmt: skip

PARTS = ("importing", "the engine", "files", "layout and pages", "other libraries", "Kembar")
"""The activities that take time. *Kembar* is its own Python; *importing* is all that imports do."""

# The main thread waits for those that compute rules, and for the processes that read files.
_ENGINES = ("pyoxigraph", "duckdb", "builtins.Shapes", "_thread.lock")
_FILES = ("posix.", "_io.", "hashlib", "sha256", "'read' of", "'write' of", "fsync", "marshal")
_DRAWING = ("igraph", "_layout_method", "networkx", "jinja2", "numpy", "json")
_IMPORT = "<frozen importlib._bootstrap>"

_PROFILED = """
import cProfile, sys
sys.argv = ["kembar", *sys.argv[2:]]
profile = cProfile.Profile()
try:
    profile.run("from kembar.cli import run; run()")
finally:
    profile.dump_stats({path!r})
"""


def profiled(folder: Path, words: tuple[str, ...], source: Path) -> dict[str, float]:
    """Seconds of one command, by part."""
    cache = open_workspace(folder).cache
    cache.clear("answers")
    if words == ("build",):
        cache.clear()
    with tempfile.TemporaryDirectory() as place:
        path = str(Path(place) / "profile")
        subprocess.run(
            [sys.executable, "-c", _PROFILED.format(path=path), "-", "-w", str(folder), *words],
            capture_output=True,
            cwd=place,
            env=os.environ | {"PYTHONPATH": str(source)},
        )
        return by_part(pstats.Stats(path))


def by_part(stats: pstats.Stats) -> dict[str, float]:
    """Return the seconds of a profile by part; their sum is the whole."""
    spent: Counter[str] = Counter(dict.fromkeys(PARTS, 0.0))
    whole = importing = 0.0
    for (file, _, name), (_, _, own, along, _) in stats.stats.items():
        whole += own
        if file == _IMPORT and name == "_find_and_load":
            importing = along
        elif "importlib" not in file and name != "<module>":
            spent[_part(file, name)] += own
    spent["importing"] = importing
    spent["other libraries"] = max(whole - sum(spent[p] for p in PARTS if p != PARTS[4]), 0.0)
    return dict(spent)


def _part(file: str, name: str) -> str:
    called = f"{file} {name}"
    if "/kembar/" in file:
        return "Kembar"
    for part, words in (("the engine", _ENGINES), ("files", _FILES), (PARTS[3], _DRAWING)):
        if any(word in called for word in words):
            return part
    return "other libraries"


def main() -> None:
    """Profile and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("workspaces", nargs="+", type=Path)
    parser.add_argument("--source", type=Path, default=Path(kembar.__file__).parents[1])
    options = parser.parse_args()
    os.environ.pop("KEMBAR_WORKSPACE", None)
    print(machine("click", "pyoxigraph", "shacl"))
    for folder in options.workspaces:
        print(f"\n{folder.name}\n")
        rows = []
        for name, words in COMMANDS.items():
            spent = profiled(folder.absolute(), words, options.source.absolute())
            seconds = [figure(spent[part]) for part in PARTS]
            rows.append([f"`{name}`", figure(sum(spent.values())), *seconds])
        print(table(["command", "seconds", *PARTS], rows))


if __name__ == "__main__":
    main()
