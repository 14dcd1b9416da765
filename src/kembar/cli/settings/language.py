"""--lang, the language of the person, and help in that language."""

from __future__ import annotations

import copy
import gettext
import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from kembar.language import CATALOGUES, LANGUAGES, N_, _, preferred_language, set_language

Function = TypeVar("Function", bound=Callable[..., Any])

_OPTION = "--lang"
_TEXT = N_("Language of messages, headings and labels; also KEMBAR_LANG, else that of the system.")


def choose_language(arguments: Sequence[str]) -> None:
    """Let the process, and the library of the command line, speak the language of the person.

    Args:
        arguments: of the command, which --lang may be anywhere among; a wrong one is no language
            yet, as click tells it when it reads the arguments.
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


def language_option(command: Function) -> Function:
    """Add --lang to a command, as its parameter `lang`."""
    return click.option(
        _OPTION,
        type=click.Choice(LANGUAGES),
        default=preferred_language,
        show_default=False,
        help=_TEXT,
    )(command)


def own_language_option() -> click.Option:
    """Return --lang for a command without that parameter."""
    return click.Option(
        [_OPTION],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=_TEXT,
        envvar="KEMBAR_LANG",
    )


class TranslatedHelp(click.Command):
    """A command whose help and whose options' help are translated when they are shown."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help, in the language spoken."""
        translated = copy.copy(self)
        translated.help = _(self.help) if self.help else None
        super(TranslatedHelp, translated).format_help_text(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the help, in the language spoken."""
        translated = copy.copy(self)
        translated.help = _(self.help) if self.help else None
        return super(TranslatedHelp, translated).get_short_help_str(limit)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, in the language spoken."""
        translated = copy.copy(self)
        translated.params = [_translated(param) for param in self.params]
        super(TranslatedHelp, translated).format_options(ctx, formatter)


def _translated(param: click.Parameter) -> click.Parameter:
    if not isinstance(param, click.Option) or not param.help:
        return param
    translated = copy.copy(param)
    translated.help = _(param.help)
    return translated
