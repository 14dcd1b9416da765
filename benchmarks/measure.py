"""How it is measured: in turn, several times, each in a process of its own; medians and spread."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

# Where this is set, every process would compile the program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


LARGE = 3_000_000
"""Statements from which each thing is done once, and what takes an hour is left out."""


@dataclass(frozen=True)
class Times:
    """Seconds of several runs of the same, and the memory of the largest in MB (0 if unknown)."""

    seconds: tuple[float, ...]
    memory: int = 0

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        if len(self.seconds) == 1:
            return f"{figure(self.median)} s (one run)"
        return f"{figure(self.median)} s ({figure(min(self.seconds))}–{figure(max(self.seconds))})"


def figure(number: float) -> str:
    """Three figures of a number, as people read them.

    >>> figure(12.345), figure(0.01234)
    ('12.3', '0.0123')
    """
    digits = 3 - len(str(int(abs(number)))) if abs(number) >= 1 else 4
    return f"{number:.{max(digits, 0)}f}"


def commands(
    told: dict[str, Sequence[str]], runs: int = 9, cwd: Path | None = None
) -> dict[str, Times]:
    """How long whole processes take, each of them in turn; one run more goes before that counts."""
    seconds: dict[str, list[float]] = {name: [] for name in told}
    for run in range(runs + 1):
        for name, command in told.items():
            begun = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, cwd=cwd)
            if run:
                seconds[name].append(time.perf_counter() - begun)
    return {name: Times(tuple(taken)) for name, taken in seconds.items()}


def apart(script: str, *arguments: str, limit: float = 3600) -> Times | None:
    """What `tell` said in a process of its own; None where it took longer than the limit."""
    command = [sys.executable, script, "--alone", *arguments]
    try:
        ran = subprocess.run(command, check=True, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    told = json.loads(ran.stdout.splitlines()[-1])
    return Times(tuple(told["seconds"]), told["memory"])


def tell(*seconds: float) -> None:
    """Print what was measured, for `apart` to read."""
    print(json.dumps({"seconds": seconds, "memory": _most_memory()}))


def _most_memory() -> int:
    """The memory that this process had at most, in MB.

    `getrusage` would tell that of the process which started this one, where that had more.
    """
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def machine(*libraries: str) -> str:
    """What it was measured on, in a line."""
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB, "
        f"Python {platform.python_version()}, {versions}"
    )


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
