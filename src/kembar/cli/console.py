"""Texts for standard output and standard error: the one way to print."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

import click

from kembar.visible_text import on_one_line, visible


def echo(
    text: object = "",
    *,
    err: bool = False,
    nl: bool = True,
    fg: str = "",
    bold: bool = False,
    dim: bool = False,
) -> None:
    """Print a text: whole into a file or a pipe; styled, and with nothing hidden, on a terminal.

    Args:
        text: a line, or several.
        err: to standard error; a message that nobody can receive is no error.
        nl: end it with a line break.
        fg: a colour on terminals, as "red".
        bold: in bold on terminals.
        dim: less bright on terminals.

    Raises:
        OSError: standard output is closed, or its disk is full.
    """
    stream, out = sys.stderr if err else sys.stdout, str(text)
    if is_terminal(stream):
        out = visible(out)
        if _is_coloured():
            out = click.style(out, fg or None, bold=bold or None, dim=dim or None)
    if not err:
        _write(stream, out + "\n" * nl)
        return
    with suppress(OSError):
        _write(stream, out + "\n" * nl)


def say(
    line: object, *, err: bool = False, fg: str = "", bold: bool = False, dim: bool = False
) -> None:
    """Print a message as one line, whatever the names and cells in it hold."""
    echo(on_one_line(str(line)), err=err, fg=fg, bold=bold, dim=dim)


def progress(step: str) -> None:
    """Show a step of a long task on a terminal only, in place of the one before."""
    if is_terminal(sys.stderr):
        with suppress(OSError):
            _write(sys.stderr, f"\r\033[K{visible(on_one_line(step))}")


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a stream is a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def _is_coloured() -> bool:
    """Return whether a terminal may be coloured (https://no-color.org)."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") not in ("dumb", "unknown")


def _write(stream: TextIO | None, text: str) -> None:
    if stream is not None:
        stream.write(text)
        stream.flush()
