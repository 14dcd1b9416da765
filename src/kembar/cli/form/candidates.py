"""Questions about a name that fits several things: the candidates by number."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from kembar.cli.console import is_terminal, say
from kembar.errors import AmbiguousName, quoted
from kembar.language import _

if TYPE_CHECKING:
    from kembar import KnowledgeGraph

Result = TypeVar("Result")


def choosing(graph: KnowledgeGraph, step: Callable[[], Result]) -> Result:
    """Do a step; on a terminal, ask about each name in it that fits several things.

    Raises:
        AmbiguousName: there is no terminal, or the person chooses none of them.
    """
    while True:
        try:
            return step()
        except AmbiguousName as error:
            choice = choice_among(error)
            if not choice or graph.choices.get(error.name) == choice:
                raise
            graph.choices[error.name] = choice


def choice_among(error: AmbiguousName) -> str:
    """Ask a person at a terminal which thing a name means; return "" where there is none.

    Raises:
        click.Abort: the input ends.
    """
    return ask_which(error) if is_terminal(sys.stdin) and is_terminal(sys.stderr) else ""


def ask_which(error: AmbiguousName) -> str:
    """Ask which of its candidates a name means; return "" for none of them.

    Raises:
        click.Abort: the input ends.
    """
    most = len(error.candidates)
    for line in candidate_lines(error):
        say(line, err=True)
    while True:
        text = click.prompt(
            _("Which one? Its number (Enter: none)"),
            default="",
            show_default=False,
            prompt_suffix=": ",
            err=True,
        ).strip()
        if not text:
            return ""
        if text.isdecimal() and 1 <= int(text) <= most:
            return error.candidates[int(text) - 1]
        fault = _("{text} is not a number from 1 to {most}.", text=quoted(text), most=most)
        say(f"! {fault}", err=True)


def candidate_lines(error: AmbiguousName) -> list[str]:
    """Return the lines of a list of candidates, each with its number and its aside."""
    pairs = zip(error.candidates, error.asides, strict=True)
    return [
        _("{name} may be:", name=quoted(error.name)),
        *(
            f"  {number}  {candidate}" + (f" ({aside})" if aside else "")
            for number, (candidate, aside) in enumerate(pairs, 1)
        ),
    ]
