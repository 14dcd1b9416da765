"""A terminal of a test's own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def on_terminal(arguments: Sequence[str | bytes], cwd: Path, **environment: str) -> str:
    """Return all that a command shows on a terminal of its own."""
    here, there = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "kembar", *arguments],
        cwd=cwd,
        stdin=there,
        stdout=there,
        stderr=there,
        env={**os.environ, **environment},
    )
    os.close(there)
    output = b""
    while True:
        try:
            read = os.read(here, 65536)
        except OSError:
            break  # so Linux reports that the other end is closed
        if not read:
            break
        output += read
    process.wait(timeout=60)
    os.close(here)
    return output.decode()
