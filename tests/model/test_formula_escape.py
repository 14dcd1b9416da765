"""No cell is run, and each is read back as it was."""

from __future__ import annotations

import pytest

from kembar.model.formula_escape import escape_formula, unescape_formula


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1 (55)", "-x", "@x", "\t=1", "\r=1", "'=1", "''@x", "--1"]
)
def test_what_would_be_run_is_made_harmless_and_comes_back(cell: str) -> None:
    assert escape_formula(cell) == "'" + cell
    assert unescape_formula(escape_formula(cell)) == cell


@pytest.mark.parametrize("cell", ["", "-6.9", "+12", "Bandung", "'s-Hertogenbosch", "a=b", "'"])
def test_the_rest_stays_as_it_is(cell: str) -> None:
    assert escape_formula(cell) == cell
    assert unescape_formula(cell) == cell
