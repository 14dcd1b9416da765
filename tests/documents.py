"""Documents that the program makes, held to what it makes today."""

from __future__ import annotations

from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


def hold(name: str, made: str, request: pytest.FixtureRequest) -> None:
    """The document is what was made; `pytest --accept` writes it anew."""
    if request.config.getoption("--accept"):
        (DOCS / name).write_text(made, "utf-8")
    assert (DOCS / name).read_text("utf-8").splitlines() == made.splitlines()
