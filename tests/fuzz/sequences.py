"""Try sequences of changes until the time is over, with processes killed at random moments too.

Use: python -m tests.fuzz.sequences SECONDS; `tests.fuzz.__main__` does so.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.stateful import run_state_machine_as_test

from tests.fuzz.changes import Changes, commands, one_gazetteer


class KilledToo(Changes):
    """`Changes`, and processes killed at random moments."""

    random_kills = True


def main() -> None:
    end = time.monotonic() + float(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch, one_gazetteer():
        os.environ["XDG_CACHE_HOME"] = os.environ["XDG_CONFIG_HOME"] = scratch
        set_hypothesis_home_dir(Path(scratch) / "hypothesis")
        few = settings(
            max_examples=4,
            stateful_step_count=25,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        )
        while True:
            run_state_machine_as_test(KilledToo, settings=few)
            print(f"stat::number_of_executed_units: {KilledToo.steps}", flush=True)
            if time.monotonic() > end:
                break
        commands().close()


if __name__ == "__main__":
    main()
