"""Any sequence of changes leaves files and store equal, and every invariant true."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.stateful import run_state_machine_as_test

from tests.fuzz import changes
from tests.fuzz.test_targets import QUIET

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(
        not Path("/proc/self/fd").exists(),
        reason="the layer finds the names of open files in /proc",
    ),
]


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    set_hypothesis_home_dir(tmp_path_factory.mktemp("hypothesis"))
    with changes.one_gazetteer():
        yield
    set_hypothesis_home_dir(None)
    changes.commands().close()


def test_any_changes_keep_files_and_store_equal() -> None:
    few = settings(QUIET, max_examples=3, stateful_step_count=7, phases=[Phase.generate])
    run_state_machine_as_test(changes.Changes, settings=few)
    assert changes.Changes.steps > 15
