"""Ctrl-C at once, also while a library computes and does not look for signals."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import suppress

_PATIENCE = 0.5
"""Seconds after Ctrl-C in which the command may end by itself."""

EXIT_CODE = 130


def end_at_ctrl_c() -> None:
    """Let Ctrl-C end the process, at the latest after `_PATIENCE`.

    Every file is written whole or not at all, and a store is used only when it is whole: so the
    process may be ended at any moment. Does nothing on Windows, where signals have no pipe.
    """
    if sys.platform == "win32" or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
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
                os._exit(EXIT_CODE)
