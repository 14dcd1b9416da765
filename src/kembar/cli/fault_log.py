"""Faults of the program: one line for the person, and their place in a log file."""

from __future__ import annotations

import datetime
import os
import platform
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kembar._version import __version__
from kembar.cli.console import echo
from kembar.language import _

if TYPE_CHECKING:
    import threading

FAULT_CODE = 70
"""The exit code of a fault of the program, EX_SOFTWARE of sysexits.h."""

_MOST_BYTES, _MOST_OF_ONE = 500_000, 50_000
"""Bytes of a log, of which the one before is kept, and characters of a fault in it."""

_MOST_SHOWN = 200
"""Characters of a fault's own message."""


def report_fault(error: BaseException) -> str:
    """Record a fault, and return the line that reports it; KEMBAR_DEBUG=1 shows its place."""
    try:
        if os.environ.get("KEMBAR_DEBUG"):
            echo("".join(traceback.format_exception(error)), err=True)
        log = record(error)
    except (RecursionError, MemoryError):
        log = None
    if log is None:
        return _(
            "a fault of the program: {fault}; its details could not be saved; please report it",
            fault=_name(error),
        )
    return _(
        "a fault of the program: {fault}; its details are in {file}; please report it",
        fault=_name(error),
        file=log,
    )


def record(error: BaseException) -> Path | None:
    """Append a fault with its place to the log; return the path, or None if it cannot be written.

    Nobody else may read it. Its size is bounded.
    """
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    head = f"{now} kembar {__version__}, Python {sys.version.split()[0]}, {platform.platform()}"
    text = "".join(traceback.format_exception(error, limit=-50))
    entry = f"{head}\n{text[-_MOST_OF_ONE:]}\n".encode("utf-8", "backslashreplace")
    try:
        log = _log_file()
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if log.exists() and log.stat().st_size > _MOST_BYTES:
            log.replace(log.with_name(f"{log.name}.1"))
        descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            file.write(entry)
    except OSError:
        return None
    return log


def watch_threads() -> None:
    """Let a fault in a thread or in a destructor go to the log alone, not over what is shown."""
    if os.environ.get("KEMBAR_DEBUG"):
        return
    import threading

    threading.excepthook = _record_of_thread
    sys.unraisablehook = _record_unraisable


def _record_of_thread(fault: threading.ExceptHookArgs) -> None:
    if fault.exc_value is not None and not isinstance(fault.exc_value, SystemExit):
        record(fault.exc_value)


def _record_unraisable(fault: sys.UnraisableHookArgs) -> None:
    with suppress(Exception):
        if fault.exc_value is not None:
            record(fault.exc_value)


def _log_file() -> Path:
    from platformdirs import user_log_path

    return user_log_path("kembar", appauthor=False) / "faults.log"


def _name(error: BaseException) -> str:
    """Return the type of a fault, and its message cut to a line."""
    message = " ".join(str(error).split())
    cut = f"{message[: _MOST_SHOWN - 1]}…" if len(message) > _MOST_SHOWN else message
    return f"{type(error).__name__}: {cut}" if cut else type(error).__name__
