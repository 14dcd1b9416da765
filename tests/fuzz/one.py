"""Fuzz one target, guided by coverage, until its time is over.

Use: python -m tests.fuzz.one TARGET CRASHERS CORPUS [option of libFuzzer ...]; `tests.fuzz.__main__`
does so.
"""

from __future__ import annotations

import hashlib
import sys
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kembar"]):
    from tests.fuzz.targets import TARGETS, Target


class Probe:
    """Calls a target, and keeps the first input that fails at each place; it goes on after that."""

    def __init__(self, target: Target, crashers: Path) -> None:
        self._target, self._crashers = target, crashers
        self._places: set[str] = set()

    def __call__(self, content: bytes) -> None:
        try:
            self._target.attempt(content)
        except KeyboardInterrupt:
            raise
        except BaseException as fault:
            self._keep(content, fault)

    def _keep(self, content: bytes, fault: BaseException) -> None:
        frames = traceback.extract_tb(fault.__traceback__)
        ours = [frame for frame in frames if "/kembar/" in frame.filename] or frames
        place = f"{type(fault).__name__} {Path(ours[-1].filename).name}:{ours[-1].lineno}"
        if place in self._places:
            return
        self._places.add(place)
        path = self._crashers / hashlib.sha256(content).hexdigest()[:12]
        path.write_bytes(content)
        print(f"FAULT {place}: {str(fault)[:200]!r} {path}", flush=True)


def main() -> None:
    name, crashers, *options = sys.argv[1:]
    atheris.Setup([sys.argv[0], *options], Probe(TARGETS[name], Path(crashers)))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
