"""A real headless Chromium without a network, driven over its DevTools by chromedriver."""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,900",
    # No name resolves: whatever the page asked of the network would be an error in its log.
    "--host-resolver-rules=MAP * ~NOTFOUND",
]

WITHOUT_GPU = ["--disable-gpu", "--enable-unsafe-swiftshader"]
"""All drawn by the processor, WebGL too. The next frame waits until the last one is seen."""

SOFTWARE_WEBGL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
"""As without a graphics card, but the driver does not remark in the log that it was waited for."""


class Browser:
    """A session of the W3C WebDriver protocol."""

    def __init__(self, port: int, profile: Path, *flags: str) -> None:
        self.base = f"http://127.0.0.1:{port}"
        options = {"args": [*FLAGS, *flags, f"--user-data-dir={profile}"]}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        made = self._call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.base += f"/session/{made['sessionId']}"

    def open(self, page: Path, place: str = "") -> None:
        self._call("POST", "/url", {"url": page.as_uri() + (f"#{place}" if place else "")})

    def run(self, script: str) -> Any:
        return self._call("POST", "/execute/sync", {"script": script, "args": []})

    def ask(self, command: str, **parameters: Any) -> Any:
        """A command of the DevTools protocol."""
        told = {"cmd": command, "params": parameters}
        return self._call("POST", "/goog/cdp/execute", told)

    def screenshot(self) -> bytes:
        """What is seen, as PNG."""
        return base64.b64decode(self._call("GET", "/screenshot"))

    def log(self) -> list[dict[str, Any]]:
        return list(self._call("POST", "/se/log", {"type": "browser"}))

    def close(self) -> None:
        self._call("DELETE", "")

    def act(self, *actions: dict[str, Any]) -> None:
        """Let the mouse do something, as the protocol tells it."""
        mouse = {"type": "pointer", "id": "mouse", "actions": list(actions)}
        self._call("POST", "/actions", {"actions": [mouse]})

    def wheel(self, x: int, y: int, turn: int) -> None:
        """Turn the mouse's wheel over a place; upwards, to come nearer, is negative."""
        roll = {"type": "scroll", "x": x, "y": y, "deltaX": 0, "deltaY": turn, "duration": 0}
        wheel = {"type": "wheel", "id": "wheel", "actions": [roll]}
        self._call("POST", "/actions", {"actions": [wheel]})

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        request = urllib.request.Request(
            self.base + path,
            method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]


@contextmanager
def browsing(driver: str, profile: Path, *flags: str) -> Iterator[Browser]:
    """A browser with these flags besides, chromedriver at that path; it is ended with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([driver, f"--port={port}"], stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        session = Browser(port, profile, *flags)
        try:
            yield session
        finally:
            session.close()
    finally:
        process.terminate()
        process.wait(timeout=10)
