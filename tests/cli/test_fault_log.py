"""A fault of the program is one line; its details are in a log that only its owner reads."""

from __future__ import annotations

import stat
import sys
import threading
from pathlib import Path

import pytest

from kembar.cli import fault_log
from kembar.cli.fault_log import record, report_fault, watch_threads


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "log" / "faults.log"
    monkeypatch.setattr(fault_log, "_log_file", lambda: path)
    monkeypatch.delenv("KEMBAR_DEBUG", raising=False)
    return path


def fault(message: str = "no such thing") -> Exception:
    try:
        raise RuntimeError(message)
    except RuntimeError as error:
        return error


def test_the_line_names_the_log_and_the_log_the_place(log: Path) -> None:
    line = report_fault(fault())
    assert line == (
        f"a fault of the program: RuntimeError: no such thing; its details are in {log};"
        " please report it"
    )
    text = log.read_text("utf-8")
    assert "test_fault_log.py" in text
    assert text.rstrip().endswith("RuntimeError: no such thing")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_message_is_cut_to_a_line() -> None:
    line = report_fault(fault("a\n b " + "x" * 5000))
    assert "RuntimeError: a b xxx" in line
    assert "\n" not in line
    assert len(line) < 500


def test_a_log_is_bounded(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fault_log, "_MOST_BYTES", 1000)
    monkeypatch.setattr(fault_log, "_MOST_OF_ONE", 2000)
    for number in range(20):
        record(fault(f"{number}" + "x" * 10_000))
    assert {path.name for path in log.parent.iterdir()} == {"faults.log", "faults.log.1"}
    assert sum(path.stat().st_size for path in log.parent.iterdir()) < 10_000


def test_endless_recursion_is_recorded(log: Path) -> None:
    def deeper() -> None:
        deeper()

    with pytest.raises(RecursionError) as error:
        deeper()
    assert "RecursionError" in report_fault(error.value)
    assert log.stat().st_size < 100_000


def test_a_log_that_cannot_be_written_is_no_second_fault(log: Path) -> None:
    log.parent.write_text("a file")
    assert "its details could not be saved; please report it" in report_fault(fault())


def test_debugging_shows_the_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KEMBAR_DEBUG", "1")
    report_fault(fault())
    assert "Traceback" in capsys.readouterr().err


def test_a_fault_in_a_thread_goes_to_the_log_alone(
    log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    watch_threads()
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    assert capsys.readouterr() == ("", "")
    assert "ZeroDivisionError" in log.read_text("utf-8")
