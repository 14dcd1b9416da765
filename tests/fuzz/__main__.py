"""Fuzz the targets for a time, guided by coverage (`make fuzz`).

Each target has a process of its own with a limit of memory and of time for each input. An input that
fails lies in tests/fuzz/crashers/TARGET/, where the tests try it from then on. The target "changes" tries
sequences of changes to a workspace.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.targets import TARGETS

CRASHERS = Path(__file__).parent / "crashers"
CHANGES = "changes"
NAMES = (CHANGES, *TARGETS)
LIMITS = ("-timeout=60", "-max_len=4096")
"""Seconds for an input (many: a busy machine is no fault), bytes of an input."""

MEMORY = 1024
"""MB for the process of a target."""

_COUNT = re.compile(r"stat::number_of_executed_units:\s+(\d+)")


class Trial(NamedTuple):
    """The number of inputs that were tried on a target, the faults found, and what it printed."""

    inputs: int
    faults: list[str]
    output: str


_LEAST = 10
"""Seconds for a target, unless a person names it."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--target", default="", choices=["", *NAMES])
    parser.add_argument("--seconds", type=int, default=600, help="for all targets together")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--corpus", type=Path, default=Path(".fuzz"))
    chosen = parser.parse_args()
    names = [chosen.target] if chosen.target else list(NAMES)
    if find_spec("atheris") is None:
        print("atheris has no wheel for this Python: sequences of changes are tried, and no bytes")
        names = [CHANGES]
    elif not chosen.target and chosen.seconds * chosen.jobs < len(names) * _LEAST:
        # A start takes seconds: a short run tries some targets well, and the next one others.
        names = random.sample(sorted(TARGETS), max(1, chosen.seconds * chosen.jobs // _LEAST))
    jobs = min(chosen.jobs, len(names))
    seconds = max(1, chosen.seconds * jobs // len(names))
    with ThreadPoolExecutor(jobs) as pool:
        trials = list(pool.map(lambda name: tried(name, seconds, chosen.corpus), names))
    print(f"{sum(trial.inputs for trial in trials):,} inputs")
    return 1 if any(trial.faults for trial in trials) else 0


def tried(name: str, seconds: int, corpora: Path) -> Trial:
    """Try a target, and print the inputs that were tried and the faults found."""
    trial = fuzz(name, seconds, corpora) if name in TARGETS else fuzz_changes(seconds)
    print(f"{name:18} {trial.inputs:>10,} inputs  {'; '.join(trial.faults)}", flush=True)
    if trial.faults:
        print(_last_words(trial.output), flush=True)
    return trial


def fuzz(name: str, seconds: int, corpora: Path, crashers: Path = CRASHERS) -> Trial:
    """Fuzz one target; inputs that reach new code stay in its folder of `corpora`."""
    corpus, failing = (folder.absolute() / name for folder in (corpora, crashers))
    for folder in (corpus, failing):
        folder.mkdir(parents=True, exist_ok=True)
    before = set(failing.iterdir())
    for number, seed in enumerate(TARGETS[name].seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    with tempfile.TemporaryDirectory() as scratch:
        words = Path(scratch) / "words"
        words.write_text("".join(map(_dictionary_line, TARGETS[name].tokens or (" ",))))
        command = ["tests.fuzz.one", name, str(failing), str(corpus), f"-dict={words}", *LIMITS]
        command += [f"-max_total_time={seconds}", f"-artifact_prefix={failing}/"]
        command += [f"-rss_limit_mb={MEMORY + _own_peak()}"]
        code, output = _run([*command, "-print_final_stats=1"], scratch)
    faults = sorted(str(path) for path in set(failing.iterdir()) - before)
    if not any(failing.iterdir()):
        failing.rmdir()
    return Trial(_count(output), faults or _failure(code), output)


def fuzz_changes(seconds: int) -> Trial:
    """Try sequences of changes."""
    with tempfile.TemporaryDirectory() as scratch:
        code, output = _run(["tests.fuzz.sequences", str(seconds)], scratch)
    return Trial(_count(output), _failure(code), output)


def _run(command: list[str], scratch: str) -> tuple[int, str]:
    """Run a module in a process of its own; return its exit code and its output."""
    ran = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=CRASHERS.parents[2],
        env={**os.environ, "TMPDIR": scratch},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    return ran.returncode, ran.stdout


def _own_peak() -> int:
    """Return the most MB that this process had; Linux counts them as the child's peak too."""
    import resource  # Windows has none, nor a wheel of atheris

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _count(output: str) -> int:
    return int((_COUNT.findall(output) or ["0"])[-1])


def _failure(code: int) -> list[str]:
    return [f"exit code {code}"] if code else []


def _dictionary_line(word: str) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n'


def _last_words(output: str) -> str:
    lines = [line for line in output.splitlines() if line.startswith(("FAULT", "==", "SUMMARY"))]
    return "\n".join(lines[-20:] or output.splitlines()[-60:])


if __name__ == "__main__":
    sys.exit(main())
