"""The help of each command, made beforehand: to import click takes longer than to start Python.

`help.txt` holds it as click prints it 80 columns wide, page after page. A narrower screen gets its
help from click.
"""

from __future__ import annotations

import os
import sys

from kembar.cli import again

WIDTH = 80
"""Columns. click makes no line longer where there is more room."""

BREAK = "\f\n"
"""Stands between two pages."""

PAGES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "help.txt")


def printed() -> bool:
    """Whether help was asked for, of the program or of a command, and could be printed."""
    page = _page(sys.argv) if _columns() >= WIDTH else ""
    if page:
        again.put(page.encode())
    return bool(page)


def _page(argv: list[str]) -> str:
    """The page that is asked for; nothing where none is, or one that is not here."""
    program, *words = argv
    if not words or words.pop() not in again.HELP or os.environ.get("_KEMBAR_COMPLETE"):
        return ""
    usage = " ".join(["Usage:", os.path.basename(program), *words, "["])
    with open(PAGES, encoding="utf-8") as file:
        pages = file.read().split(BREAK)
    return next((page for page in pages if page.startswith(usage)), "")


def _columns() -> int:
    """How wide the screen is, as `shutil` tells it, which takes long to import."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or WIDTH
    except (OSError, ValueError):
        return WIDTH
