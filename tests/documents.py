"""Documents that the program writes, compared with what it writes today."""

from __future__ import annotations

from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


def assert_document(name: str, text: str, request: pytest.FixtureRequest) -> None:
    """Compare a document with its text of today; `pytest --accept` replaces it."""
    if request.config.getoption("--accept"):
        (DOCS / name).write_text(text, "utf-8")
    assert (DOCS / name).read_text("utf-8").splitlines() == text.splitlines()
