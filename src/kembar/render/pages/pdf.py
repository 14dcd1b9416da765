"""A page as PDF, printed by a browser that the machine has: Chromium, Chrome or Edge."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from kembar.errors import KembarError
from kembar.workspace.atomic_write import write_bytes

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
"""Looked for in this order; KEMBAR_BROWSER names another."""

LONGEST = 90
"""Seconds that a browser may take."""

_QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def print_pdf(page: str, path: Path) -> Path:
    """Print a self-contained page in HTML to a PDF, whole or not at all.

    Raises:
        KembarError: there is no browser, it fails, or the disk says no.
    """
    browser = _browser()
    with tempfile.TemporaryDirectory(prefix="kembar-") as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, "utf-8")
        told = _run(
            [browser, *_QUIET, *_as_root(), f"--user-data-dir={folder}/profile"], source, target
        )
        if not _is_whole(target):
            raise KembarError(
                f"{Path(browser).name} made no PDF ({told}); print the HTML page instead"
            )
        return write_bytes(path, target.read_bytes())


def _is_whole(made: Path) -> bool:
    return made.is_file() and made.read_bytes().rstrip().endswith(b"%%EOF")


def _browser() -> str:
    named = os.environ.get("KEMBAR_BROWSER")
    found = [shutil.which(name) for name in ([named] if named else BROWSERS)]
    browser = next(filter(None, found), None)
    if browser is None:
        missing = f"{named!r} is not there" if named else "no browser was found"
        raise KembarError(
            f"a PDF needs Chromium, Chrome or Edge, and {missing}: install one, name it in"
            " KEMBAR_BROWSER, or write the report as HTML and print that"
        )
    return browser


def _as_root() -> list[str]:
    """Chromium's sandbox does not run as root; the page is our own and loads nothing."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def _run(command: list[str], source: Path, target: Path) -> str:
    """Run the browser, and end it with all that it started; what it says last, in one line."""
    command = [*command, f"--print-to-pdf={target}", source.as_uri()]
    try:
        browser = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )
    except OSError as bad:
        return str(bad.strerror)
    try:
        _, said = browser.communicate(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        # Seen once: it had printed, and did not end.
        return f"no answer in {LONGEST} seconds"
    finally:
        _end(browser)
    return (said.strip().splitlines() or ["it said nothing"])[-1][:200]


def _end(browser: subprocess.Popen[str]) -> None:
    """End a browser with its children, which stand in a group of their own."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(browser.pid, signal.SIGKILL)
        else:
            browser.kill()
    if browser.stderr:
        browser.stderr.close()
    browser.wait()
