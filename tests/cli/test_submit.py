"""A change is shown before it is written; where nobody reads it to its end, nothing is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kembar.cli.submit import pairs, told_source
from kembar.errors import InputError
from tests.conftest import Run


def test_pairs_are_values_by_field() -> None:
    told = pairs(["signed-on=2016", "fields=water", "fields=youth", "note=a=b"])
    assert told == {"signed_on": ["2016"], "fields": ["water", "youth"], "note": ["a=b"]}
    with pytest.raises(InputError, match="'since' sets nothing"):
        pairs(["since"])


def test_a_source_is_told_by_its_address_or_its_title() -> None:
    assert told_source({}) is None
    made = told_source({"source_title": "Interview", "source": ""})
    assert made is not None
    assert made.first("title") == "Interview"
    with pytest.raises(InputError, match="or --source-title"):
        told_source({"source_publisher": "X"})


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break in another way there")
def test_what_is_not_read_to_its_end_is_not_written(kembar: Run, tmp_path: Path) -> None:
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
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 2
    assert told == "kembar: what is shown was not read to its end: nothing was written\n"
    assert not (tmp_path / "office" / "data" / "added").exists()
