"""One process at a time has the lock; a killed one loses it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kembar.errors import KembarError
from kembar.workspace.lock import LOCK, workspace_lock

HOLD = (
    "import sys, time; from pathlib import Path; from kembar.workspace.lock import workspace_lock\n"
    "with workspace_lock(Path(sys.argv[1])):\n    print('locked', flush=True); time.sleep(60)"
)


def holder(root: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "locked\n"
    return process


def test_a_second_process_gives_up_with_one_line(tmp_path: Path) -> None:
    process = holder(tmp_path)
    try:
        message = r"another process has been writing here for 0\.1 s"
        with pytest.raises(KembarError, match=message), workspace_lock(tmp_path, 0.1):
            pass
    finally:
        process.kill()
        process.communicate()


def test_a_killed_process_loses_the_lock(tmp_path: Path) -> None:
    process = holder(tmp_path)
    process.kill()
    process.communicate()
    with workspace_lock(tmp_path, 10):
        assert (tmp_path / LOCK).exists()


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), workspace_lock(tmp_path, 1):
            raise ZeroDivisionError
    with workspace_lock(tmp_path, 1):
        pass


def test_a_process_may_lock_again(tmp_path: Path) -> None:
    with workspace_lock(tmp_path, 1):
        with workspace_lock(tmp_path, 0.1):
            pass
        process = subprocess.run(
            [sys.executable, "-c", HOLD.replace("])", "]), 0.1"), str(tmp_path)],
            capture_output=True,
            text=True,
        )
    assert "another process has been writing here for 0.1 s" in process.stderr


def test_an_unwritable_place_raises(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    with pytest.raises(KembarError, match="cannot be written"), workspace_lock(tmp_path, 1):
        pass
