"""--lang, and the language of the person."""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence

import click

from kembar.language import CATALOGUES, LANGUAGES, N_, preferred_language, set_language

_OPTION = "--lang"


def choose_language(arguments: Sequence[str]) -> None:
    """Let the process, and the library of the command line, speak the language of the person.

    Args:
        arguments: of the command, with --lang anywhere among them. A wrong language counts as
            none here: click refuses it when it reads the arguments.
    """
    named = _named(arguments)
    code = named if named in LANGUAGES else preferred_language()
    set_language(code)
    # click asks Python's gettext, which reads the language from the environment.
    os.environ["LANGUAGE"] = code
    gettext.bindtextdomain("click", CATALOGUES)
    gettext.textdomain("click")


def _named(arguments: Sequence[str]) -> str:
    """Return the value of the last --lang; empty where there is none."""
    named = ""
    for at, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if argument == "--":
            break
        if name == _OPTION:
            named = value if equals else next(iter(arguments[at + 1 : at + 2]), "")
    return named


def own_language_option() -> click.Option:
    """Return --lang, which `choose_language` has read before the command runs."""
    return click.Option(
        [_OPTION],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=N_(
            "Language of messages, headings and labels. Default: KEMBAR_LANG, else the language of "
            "the system."
        ),
    )
