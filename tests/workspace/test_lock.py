"""One writer at a time, across processes; a dead one holds nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kembar.errors import KembarError
from kembar.workspace.lock import LOCK, workspace_lock

HOLD = (
    "import sys, time; from pathlib import Path; from kembar.workspace.lock import workspace_lock\n"
    "with workspace_lock(Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(60)"
)


def holder(root: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_another_process_is_told_in_one_line_that_the_workspace_is_held(tmp_path: Path) -> None:
    process = holder(tmp_path)
    try:
        told = r"another process has been writing here for 0\.1 s"
        with pytest.raises(KembarError, match=told), workspace_lock(tmp_path, 0.1):
            pass
    finally:
        process.kill()
        process.communicate()


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    process = holder(tmp_path)
    process.kill()
    process.communicate()
    with workspace_lock(tmp_path, 10):
        assert (tmp_path / LOCK).exists()


def test_it_can_be_held_again_and_after_an_error(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), workspace_lock(tmp_path, 1):
            raise ZeroDivisionError
    with workspace_lock(tmp_path, 1):
        pass


def test_who_holds_it_may_take_hold_of_it_again(tmp_path: Path) -> None:
    with workspace_lock(tmp_path, 1):
        with workspace_lock(tmp_path, 0.1):
            pass
        process = subprocess.run(
            [sys.executable, "-c", HOLD.replace("])", "]), 0.1"), str(tmp_path)],
            capture_output=True,
            text=True,
        )
    assert "another process has been writing here for 0.1 s" in process.stderr


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    with pytest.raises(KembarError, match="cannot be written"), workspace_lock(tmp_path, 1):
        pass
