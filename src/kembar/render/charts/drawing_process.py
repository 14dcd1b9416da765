"""A process that draws pictures by Vega-Lite, with limits of time and memory.

It is started for the first picture and stays for further ones, as its start takes half a second.
"""

from __future__ import annotations

import atexit
import base64
import json
import os
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Lock, Timer
from typing import Any

from kembar.errors import KembarError
from kembar.language import _
from kembar.render.charts import drawing_child

SECONDS = 20.0
"""For one picture, with the start of the process."""


class NotDrawable(Exception):
    """A fault that the library names, or a limit, in one line."""


class _Process:
    def __init__(self) -> None:
        library = find_spec("vl_convert")
        if library is None or library.origin is None:
            raise KembarError(_("charts need vl-convert-python, which is not installed"))
        self.owner = os.getpid()
        # Isolated: nothing of the current folder or of the environment is imported.
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-I", "-S", drawing_child.__file__),
                str(Path(library.origin).parents[1]),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def answer(self, request: dict[str, Any]) -> dict[str, str]:
        """Return the answer; empty where the process ended, or its time did."""
        assert self._process.stdin
        assert self._process.stdout
        timer = Timer(SECONDS, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except OSError:
            line = b""
        finally:
            timer.cancel()
        answer: dict[str, str] = json.loads(line) if line.endswith(b"\n") else {}
        return answer

    def end(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError, AttributeError):
                stream.close()  # type: ignore[union-attr]  # both are pipes


_processes: list[_Process] = []
_lock = Lock()


def draw_by_process(spec: dict[str, Any], config: dict[str, Any], form: str) -> bytes:
    """Return the picture of a specification of Vega-Lite with its data, as "svg" or "png".

    Raises:
        NotDrawable: a fault of the specification, or too much time or memory.
        KembarError: the library is not installed.
    """
    with _lock:
        if _processes and _processes[0].owner != os.getpid():
            _processes.clear()  # of the process that this one was copied from
        if not _processes:
            _processes.append(_Process())
        answer = _processes[0].answer({"spec": spec, "config": config, "form": form})
        if "svg" not in answer and "png" not in answer:
            # A fault may leave something behind in the library that harms the next picture.
            _processes.pop().end()
    if not answer:
        raise NotDrawable(
            _("takes more than {seconds} s or too much memory", seconds=round(SECONDS))
        )
    if "fault" in answer:
        raise NotDrawable(answer["fault"][:200])
    return answer["svg"].encode() if "svg" in answer else base64.b64decode(answer["png"])


def end_drawing() -> None:
    """End the process, if there is one."""
    while _processes:
        process = _processes.pop()
        if process.owner == os.getpid():
            process.end()


atexit.register(end_drawing)
