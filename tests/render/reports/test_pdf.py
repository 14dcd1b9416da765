"""A page is printed by an installed browser, or an error names what is missing."""

from __future__ import annotations

import os
import re
import shutil
import stat
import time
from pathlib import Path

import pytest

from kembar.errors import KembarError
from kembar.render.reports.pdf import BROWSERS, print_pdf

PAGE = "<!doctype html><title>x</title><style>@page { size: A4 }</style><p>Bandung 반둥</p>"


@pytest.mark.browser
def test_a_page_becomes_a_pdf_on_a4(tmp_path: Path) -> None:
    if not any(map(shutil.which, BROWSERS)) and not os.environ.get("CI"):
        pytest.skip("no browser")
    pdf = print_pdf(PAGE, tmp_path / "deep" / "x.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    width, height = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups()
    assert (round(float(width)), round(float(height))) == (595, 842)
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["x.pdf"]


def test_a_missing_browser_is_reported_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("KEMBAR_BROWSER", raising=False)
    monkeypatch.setattr("kembar.render.reports.pdf.BROWSERS", ("chromium",))
    with pytest.raises(
        KembarError, match=r"needs Chromium, Chrome or Edge.*as HTML and print that"
    ):
        print_pdf(PAGE, tmp_path / "x.pdf")
    monkeypatch.setenv("KEMBAR_BROWSER", "nowhere")
    with pytest.raises(KembarError, match="'nowhere', which is not there"):
        print_pdf(PAGE, tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split(") ")[1][0] != "Z"
    except OSError:
        return False


def test_a_hanging_browser_is_ended_and_its_pdf_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck = tmp_path / "stuck"
    stuck.write_text(
        '#!/bin/sh\nfor a; do case $a in --print-to-pdf=*) printf "$SAYS" > ${a#*=};; esac; done\n'
        f"sleep 600 & echo $! > {tmp_path}/child\nwait\n"
    )
    stuck.chmod(stuck.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("KEMBAR_BROWSER", str(stuck))
    monkeypatch.setattr("kembar.render.reports.pdf.BROWSER_TIMEOUT", 1)
    monkeypatch.setenv("SAYS", "%%PDF-1.4 %%%%EOF\n")
    assert print_pdf(PAGE, tmp_path / "x.pdf").read_bytes() == b"%PDF-1.4 %%EOF\n"
    child = int((tmp_path / "child").read_text())
    # A killed process ends when the system comes to it: the test waits, as long as it may take.
    while is_running(child):
        time.sleep(0.01)
    monkeypatch.setenv("SAYS", "%%PDF-1.4 half")
    with pytest.raises(KembarError, match="no answer in 1 seconds"):
        print_pdf(PAGE, tmp_path / "y.pdf")
    assert not (tmp_path / "y.pdf").exists()


def test_a_failing_browser_is_reported_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written."""
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho 'cannot start' >&2\nexit 3\n")
    broken.chmod(broken.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("KEMBAR_BROWSER", str(broken))
    with pytest.raises(KembarError, match=r"broken made no PDF \(cannot start\)"):
        print_pdf(PAGE, tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()
