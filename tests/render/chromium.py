"""A headless Chromium without a network connection, driven by chromedriver."""

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
    # No name resolves: any request of the page would be an error in its log.
    "--host-resolver-rules=MAP * ~NOTFOUND",
]

WITHOUT_GPU = ["--disable-gpu", "--enable-unsafe-swiftshader"]
"""The processor draws everything, WebGL too. A frame waits until the one before is displayed."""

_DRIVER = "GL Driver Message"
"""Part of the messages that a page waited for WebGL, which is no fault of the page."""

LIMIT = 60
"""Seconds after which a state that a test waits for counts as never reached."""

_POLL = """return new Promise(resolve => {
  const end = performance.now() + %d;
  (function poll() {
    const value = %s;
    if (value) resolve({value});
    else if (performance.now() > end) resolve(null);
    else setTimeout(poll, 10);
  })();
})"""

_FRAMES = """return new Promise(resolve => {
  let left = %d;
  requestAnimationFrame(function next() { left -= 1; left > 0 ? requestAnimationFrame(next) : setTimeout(resolve); });
})"""


class Browser:
    """A session of the W3C WebDriver protocol."""

    def __init__(self, port: int, profile: Path, *flags: str) -> None:
        self.base = f"http://127.0.0.1:{port}"
        capabilities = {
            "goog:chromeOptions": {"args": [*FLAGS, *flags, f"--user-data-dir={profile}"]},
            "goog:loggingPrefs": {"browser": "ALL"},
            "timeouts": {"script": 2000 * LIMIT},
        }
        body = {"capabilities": {"alwaysMatch": capabilities}}
        self.base += f"/session/{self._call('POST', '/session', body)['sessionId']}"

    def open(self, page: Path, fragment: str = "") -> None:
        url = page.as_uri() + (f"#{fragment}" if fragment else "")
        self._call("POST", "/url", {"url": url})

    def run(self, script: str) -> Any:
        """Run the body of a function in the page and return its result; promises are awaited."""
        return self._call("POST", "/execute/sync", {"script": script, "args": []})

    def wait(self, expression: str) -> Any:
        """Return the value of an expression as soon as it is true."""
        result = self.run(_POLL % (1000 * LIMIT, expression))
        assert result is not None, f"not true in {LIMIT} seconds: {expression}"
        return result["value"]

    def frames(self, count: int = 2) -> None:
        """Wait for frames: after two, the page has drawn all that was set before."""
        self.run(_FRAMES % count)

    def devtools(self, command: str, **parameters: Any) -> Any:
        """Run a command of the DevTools protocol."""
        body = {"cmd": command, "params": parameters}
        return self._call("POST", "/goog/cdp/execute", body)

    def enter_frame(self, number: int) -> None:
        """Run the next scripts in a frame of the page."""
        self._call("POST", "/frame", {"id": number})

    def screenshot(self) -> bytes:
        """Return what is visible, as PNG."""
        return base64.b64decode(self._call("GET", "/screenshot"))

    def log(self) -> list[dict[str, Any]]:
        """Return the messages since the last call, errors of the page among them."""
        messages = self._call("POST", "/se/log", {"type": "browser"})
        return [message for message in messages if _DRIVER not in message["message"]]

    def close(self) -> None:
        self._call("DELETE", "")

    def act(self, *actions: dict[str, Any]) -> None:
        """Perform pointer actions of the protocol with the mouse."""
        mouse = {"type": "pointer", "id": "mouse", "actions": list(actions)}
        self._call("POST", "/actions", {"actions": [mouse]})

    def wheel(self, x: int, y: int, turn: int) -> None:
        """Turn the mouse's wheel over a point; negative is upwards and zooms in."""
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
        with urllib.request.urlopen(request, timeout=3 * LIMIT) as response:
            return json.load(response)["value"]


@contextmanager
def browsing(driver: str, profile: Path, *flags: str) -> Iterator[Browser]:
    """Start chromedriver and a browser with these flags; both end with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([driver, f"--port={port}"], stdout=subprocess.DEVNULL)
    try:
        _wait_for_port(port)
        session = Browser(port, profile, *flags)
        try:
            yield session
        finally:
            session.close()
    finally:
        process.terminate()
        process.wait(timeout=LIMIT)


def _wait_for_port(port: int) -> None:
    end = time.monotonic() + LIMIT
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
