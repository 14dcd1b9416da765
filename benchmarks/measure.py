"""Shared by the benchmarks: times of processes and tasks, with median and spread, and tables."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

# Otherwise every process would compile the modules again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


LARGE = 3_000_000
"""Statements from which each task runs once, and tasks of an hour are skipped."""


@dataclass(frozen=True)
class Times:
    """Seconds of several runs of a task, and the peak memory in MB (0 if unknown)."""

    seconds: tuple[float, ...]
    memory: int = 0

    @property
    def median(self) -> float:
        """The median of the seconds."""
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        if len(self.seconds) == 1:
            return f"{figure(self.median)} s (one run)"
        return f"{figure(self.median)} s ({figure(min(self.seconds))}–{figure(max(self.seconds))})"


def figure(number: float) -> str:
    """Return a number with three significant digits.

    >>> figure(12.345), figure(0.01234)
    ('12.3', '0.0123')
    """
    digits = 3 - len(str(int(abs(number)))) if abs(number) >= 1 else 4
    return f"{number:.{max(digits, 0)}f}"


def run_alone(script: str, *arguments: str, limit: float = 3600) -> Times | None:
    """Return the times that a script reports in its own process; None beyond the limit."""
    command = [sys.executable, script, "--alone", *arguments]
    try:
        process = subprocess.run(command, check=True, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    result = json.loads(process.stdout.splitlines()[-1])
    return Times(tuple(result["seconds"]), result["memory"])


def report_times(*seconds: float) -> None:
    """Print seconds and peak memory, for `run_alone` to parse."""
    print(json.dumps({"seconds": seconds, "memory": _peak_memory()}))


def _peak_memory() -> int:
    """Return the peak memory of this process in MB.

    `getrusage` would include that of the process that started this one.
    """
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def machine(*libraries: str) -> str:
    """Return a description of the machine and the libraries, in a line."""
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB, "
        f"Python {platform.python_version()}, {versions}"
    )


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
