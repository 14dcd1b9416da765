"""The options of all commands that change a workspace, and the order of preview and write."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kembar.cli.submit import pairs, source_entry
from kembar.errors import InputError
from tests.conftest import Run


def test_pairs_are_values_by_field() -> None:
    values = pairs(["signed-on=2016", "fields=water", "fields=youth", "note=a=b"])
    assert values == {"signed_on": ["2016"], "fields": ["water", "youth"], "note": ["a=b"]}
    with pytest.raises(InputError, match="'since' sets nothing"):
        pairs(["since"])


def test_a_source_needs_an_address_or_a_title() -> None:
    assert source_entry({}) is None
    entry = source_entry({"source_title": "Interview", "source": ""})
    assert entry is not None
    assert entry.first("title") == "Interview"
    with pytest.raises(InputError, match="or --source-title"):
        source_entry({"source_publisher": "X"})


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break in another way there")
def test_a_preview_not_read_to_its_end_is_not_written(kembar: Run, tmp_path: Path) -> None:
    kembar("init", "office")
    command = [sys.executable, "-m", "kembar", "-w", "office", "add", "partnership"]
    process = subprocess.Popen(
        [*command, "--city", "Bandung", "--city", "Medan"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    stderr = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 2
    assert stderr == "kembar: nobody read the preview to its end: nothing was written\n"
    assert not (tmp_path / "office" / "data" / "added").exists()
