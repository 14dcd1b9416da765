"""Escape cells that a spreadsheet would run as a formula, and restore them."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


def escape_formula(cell: str) -> str:
    """Return the cell with an apostrophe before what a spreadsheet would run; numbers stay.

    >>> escape_formula("=1+1"), escape_formula("-6.9")
    ("'=1+1", '-6.9')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def unescape_formula(cell: str) -> str:
    """Return the cell without the apostrophe of `escape_formula`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
