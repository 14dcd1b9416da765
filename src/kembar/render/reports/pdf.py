"""A page as PDF, printed by an installed browser: Chromium, Chrome or Edge."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from kembar.errors import KembarError, system_reason
from kembar.language import _
from kembar.workspace.output_file import write_bytes

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
"""Commands, in the order of the search; KEMBAR_BROWSER names another."""

BROWSER_TIMEOUT = 90
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


def print_pdf(page: str, path: Path, *, force: bool = False) -> Path:
    """Print a self-contained page in HTML to a PDF, whole or not at all.

    Args:
        page: in HTML.
        path: the file.
        force: replace also a file of a workspace.

    Raises:
        InputError: a file of a workspace stands there.
        KembarError: there is no browser, it fails, or a disk error occurs.
    """
    browser = _browser()
    with tempfile.TemporaryDirectory(prefix="kembar-") as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, "utf-8")
        command = [browser, *_QUIET, *_as_root(), f"--user-data-dir={folder}/profile"]
        message = _run(command, source, target)
        if not _is_whole(target):
            raise KembarError(
                _(
                    "{browser} made no PDF ({message}); print the HTML page instead",
                    browser=Path(browser).name,
                    message=message,
                )
            )
        return write_bytes(path, target.read_bytes(), force=force)


def _is_whole(pdf: Path) -> bool:
    return pdf.is_file() and pdf.read_bytes().rstrip().endswith(b"%%EOF")


def _browser() -> str:
    own = os.environ.get("KEMBAR_BROWSER")
    browser = next(filter(None, map(shutil.which, [own] if own else BROWSERS)), None)
    if browser is None:
        if own:
            raise KembarError(
                _(
                    "KEMBAR_BROWSER names {browser}, which is not there; name Chromium, Chrome or "
                    "Edge, or write the report as HTML and print that",
                    browser=repr(own),
                )
            )
        raise KembarError(
            _(
                "a PDF needs Chromium, Chrome or Edge, and none is there: install one, name it in "
                "KEMBAR_BROWSER, or write the report as HTML and print that"
            )
        )
    return browser


def _as_root() -> list[str]:
    """Return the option for root, as which Chromium's sandbox does not run; the page is our own."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def _run(command: list[str], source: Path, target: Path) -> str:
    """Run the browser, end it with all its children, and return the last line of its stderr."""
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
        return system_reason(bad)
    try:
        stderr = browser.communicate(timeout=BROWSER_TIMEOUT)[1]
    except subprocess.TimeoutExpired:
        # It may have printed the page before.
        return _("no answer in {seconds} seconds", seconds=BROWSER_TIMEOUT)
    finally:
        _end(browser)
    return (stderr.strip().splitlines() or [_("it gave no reason")])[-1][:200]


def _end(browser: subprocess.Popen[str]) -> None:
    """End a browser with its children, which are in a process group of their own."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(browser.pid, signal.SIGKILL)
        else:
            browser.kill()
    if browser.stderr:
        browser.stderr.close()
    browser.wait()
