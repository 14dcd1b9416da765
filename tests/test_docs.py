"""The examples of the documents are run."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from kembar.workspace.layout import init_workspace

DOCS = Path(__file__).parents[1] / "docs"


def test_the_examples_of_python_md_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    init_workspace(tmp_path / "office")
    monkeypatch.chdir(tmp_path)
    failures, examples = doctest.testfile(
        str(DOCS / "python.md"), module_relative=False, verbose=False
    )
    assert examples > 60
    assert failures == 0
