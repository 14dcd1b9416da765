"""No spreadsheet evaluates an escaped cell, and each is restored unchanged."""

from __future__ import annotations

import pytest

from kembar.model.formula_escape import escape_formula, unescape_formula


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1 (55)", "-x", "@x", "\t=1", "\r=1", "'=1", "''@x", "--1"]
)
def test_a_formula_is_escaped_and_restored(cell: str) -> None:
    assert escape_formula(cell) == "'" + cell
    assert unescape_formula(escape_formula(cell)) == cell


@pytest.mark.parametrize("cell", ["", "-6.9", "+12", "Bandung", "'s-Hertogenbosch", "a=b", "'"])
def test_other_cells_stay(cell: str) -> None:
    assert escape_formula(cell) == cell
    assert unescape_formula(cell) == cell
