"""Questions about a name that fits several things: the candidates by number."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from kembar.cli.console import is_terminal, say
from kembar.errors import AmbiguousName, quoted

if TYPE_CHECKING:
    from kembar import KnowledgeGraph

WORDS = {
    "en": {
        "which": "{name} may be:",
        "number": "Which one? Its number (Enter: none)",
        "no number": "! {text} is no number from 1 to {most}.",
    },
    "id": {
        "which": "{name} bisa berarti:",
        "number": "Yang mana? Nomornya (Enter: bukan semuanya)",
        "no number": "! {text} bukan nomor 1 sampai {most}.",
    },
}

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
            choice = ""
            if is_terminal(sys.stdin) and is_terminal(sys.stderr):
                choice = ask_which(error, graph.language)
            if not choice or graph.choices.get(error.name) == choice:
                raise
            graph.choices[error.name] = choice


def ask_which(error: AmbiguousName, language: str) -> str:
    """Ask which of its candidates a name means; return "" for none of them.

    Raises:
        click.Abort: the input ends.
    """
    words, most = WORDS[language], len(error.candidates)
    for line in candidate_lines(error, language):
        say(line, err=True)
    while True:
        text = click.prompt(
            words["number"], default="", show_default=False, prompt_suffix=": ", err=True
        ).strip()
        if not text:
            return ""
        if text.isdecimal() and 1 <= int(text) <= most:
            return error.candidates[int(text) - 1]
        say(words["no number"].format(text=quoted(text), most=most), err=True)


def candidate_lines(error: AmbiguousName, language: str) -> list[str]:
    """Return the lines of a list of candidates, each with its number and what is told of it."""
    pairs = zip(error.candidates, error.asides, strict=True)
    return [
        WORDS[language]["which"].format(name=quoted(error.name)),
        *(
            f"  {number}  {candidate}" + (f" ({aside})" if aside else "")
            for number, (candidate, aside) in enumerate(pairs, 1)
        ),
    ]
