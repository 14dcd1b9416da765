"""Cells that a spreadsheet would run as a formula, made harmless, and read back as they were."""

from __future__ import annotations

import re

_RUN = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


def escape_formula(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would run; a number stays one.

    >>> harmless("=1+1"), harmless("-6.9")
    ("'=1+1", '-6.9')
    """
    return f"'{cell}" if _RUN.match(cell) and not _NUMBER.fullmatch(cell) else cell


def unescape_formula(cell: str) -> str:
    """A cell without the apostrophe that `escape_formula` put before it."""
    return cell[1:] if cell.startswith("'") and _RUN.match(cell) else cell
