"""The command line: parses arguments, calls the one object, prints its results."""

import atexit
import gc
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from types import FrameType

_PATIENCE = 0.5
"""Seconds after Ctrl-C in which a command may end by itself."""


def run() -> None:
    """Run the command that `sys.argv` names; exit with its code."""
    # A command's objects live until it ends: looking for garbage among them took a seventh of the
    # time of a query, half of it at exit.
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)
    # While modules are imported and when all is done, Ctrl-C has nothing to clean up.
    interruptible = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    try:
        if interruptible:
            signal.signal(signal.SIGINT, _leave)
            end_at_ctrl_c()
        from kembar.cli import main

        if interruptible:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        code = main.run()
        if interruptible:
            signal.signal(signal.SIGINT, _leave)
    except KeyboardInterrupt:
        _leave()
    sys.exit(code)


def _leave(number: int = signal.SIGINT, frame: FrameType | None = None) -> None:
    """Exit at once, without a word."""
    del number, frame
    os._exit(130)


def end_at_ctrl_c() -> None:
    """Let Ctrl-C end the process after `_PATIENCE`, also while a library computes.

    Every file is written whole or not at all, and a store is used only when it is whole: so the
    process may be ended at any moment. Does nothing on Windows, where signals have no pipe.
    """
    if sys.platform == "win32":
        return
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    # Python writes the number of a signal there at once, whatever the main thread does.
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    threading.Thread(target=_watch, args=(reader,), daemon=True).start()


def _watch(reader: int) -> None:
    with suppress(OSError):
        while signals := os.read(reader, 64):
            if signal.SIGINT in signals:
                time.sleep(_PATIENCE)
                _leave()
