"""Texts for standard output and standard error: the one way to print."""

from __future__ import annotations

import click


def echo(
    text: object = "",
    *,
    err: bool = False,
    nl: bool = True,
    fg: str = "",
    bold: bool = False,
    dim: bool = False,
) -> None:
    """Print a text.

    Args:
        text: a line, or several.
        err: to standard error.
        nl: end it with a line break.
        fg: a colour on terminals, as "red".
        bold: in bold on terminals.
        dim: less bright on terminals.
    """
    click.secho(text, err=err, nl=nl, fg=fg or None, bold=bold or None, dim=dim or None)
