"""Help, usage and errors of the command line, in the language spoken when they are shown."""

from __future__ import annotations

import copy
import inspect
import re
from typing import Any, TypeVar

import click

from kembar.language import _, _p
from kembar.render.terminal_table import display_width

_FILLER = "\0"
"""Follows each letter that is two cells wide, as click counts letters."""

_PLACEHOLDER = re.compile(r"(?<![\w-])[A-Z]{2,}(?: RANGE)?(?!\w)")

_Param = TypeVar("_Param", bound=click.Parameter)


def _placeholders() -> dict[str, str]:
    """Return the words that stand for values in usage and help, in the language spoken."""
    return {
        "AGREEMENT": _p("placeholder", "AGREEMENT"),
        "ARGS": _p("placeholder", "ARGS"),
        "CHANGE": _p("placeholder", "CHANGE"),
        "COLUMN": _p("placeholder", "COLUMN"),
        "COMMAND": _p("placeholder", "COMMAND"),
        "DATE": _p("placeholder", "DATE"),
        "FIELD": _p("placeholder", "FIELD"),
        "FILE": _p("placeholder", "FILE"),
        "FLOAT": _p("placeholder", "NUMBER"),
        "FLOAT RANGE": _p("placeholder", "NUMBER"),
        "FOLDER": _p("placeholder", "FOLDER"),
        "FORMAT": _p("placeholder", "FORMAT"),
        "HOST": _p("placeholder", "HOST"),
        "INTEGER": _p("placeholder", "NUMBER"),
        "INTEGER RANGE": _p("placeholder", "NUMBER"),
        "KIND": _p("placeholder", "KIND"),
        "MEANING": _p("placeholder", "MEANING"),
        "NAME": _p("placeholder", "NAME"),
        "NAMES": _p("placeholder", "NAMES"),
        "OPTIONS": _p("placeholder", "OPTIONS"),
        "PATH": _p("placeholder", "FILE"),
        "QUERY": _p("placeholder", "QUERY"),
        "SECONDS": _p("placeholder", "SECONDS"),
        "SHELL": _p("placeholder", "SHELL"),
        "TEXT": _p("placeholder", "TEXT"),
        "VALUE": _p("placeholder", "VALUE"),
        "VARIABLE": _p("placeholder", "VARIABLE"),
        "WORDS": _p("placeholder", "WORDS"),
    }


def in_placeholders(text: str) -> str:
    """Return a usage or a metavar, as "NAME=VALUE", with its placeholders translated."""
    words = _placeholders()
    return _PLACEHOLDER.sub(lambda match: words.get(match[0], match[0]), text)


def translated(param: _Param, ctx: click.Context) -> _Param:
    """Return a copy of a parameter whose help and metavar are in the language spoken."""
    own = copy.copy(param)
    if isinstance(own, click.Option):
        own.help = _(own.help) if own.help else None
        if own.is_flag or own.count:
            return own
    if isinstance(own, click.Option | click.Argument):
        own.metavar = in_placeholders(param.make_metavar(ctx))
    return own


def usage_message(error: click.ClickException) -> str:
    """Return what is wrong with the arguments, in one line and in the language spoken."""
    if isinstance(error, click.BadParameter) and error.param and error.ctx:
        error.param = translated(error.param, error.ctx)
    return error.format_message()


class _Formatter(click.HelpFormatter):
    """Help whose lines fit the window also where letters are two cells wide."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _filled(in_placeholders(args)), prefix)

    def write_text(self, text: str) -> None:
        super().write_text(_filled(text))

    def write_dl(self, rows: Any, *sizes: Any, **more: Any) -> None:
        pairs = [(_filled(first), _filled(second)) for first, second in rows]
        super().write_dl(pairs, *sizes, **more)

    def getvalue(self) -> str:
        return super().getvalue().replace(_FILLER, "")


def _filled(text: str) -> str:
    """Return a text that has as many letters as it takes cells."""
    if text.isascii():
        return text
    return "".join(one + _FILLER if display_width(one) > 1 else one for one in text)


class _Context(click.Context):
    formatter_class = _Formatter


class TranslatedHelp(click.Command):
    """A command whose help and whose options' help are translated when they are shown."""

    context_class = _Context

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help, in the language spoken."""
        super(TranslatedHelp, self._translated()).format_help_text(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the help, in the language spoken."""
        return super(TranslatedHelp, self._translated()).get_short_help_str(limit)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, in the language spoken."""
        own = copy.copy(self)
        own.params = [translated(param, ctx) for param in self.params]
        super(TranslatedHelp, own).format_options(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help, whose own help is in the language spoken."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this help and exit.")
        return option

    def _translated(self) -> TranslatedHelp:
        own = copy.copy(self)
        own.help = _(inspect.cleandoc(self.help)) if self.help else None
        return own


class WholeNumber(click.IntRange):
    """A whole number of a range; click's own fault would be "not a valid integer range"."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number that a text means."""
        try:
            int(value)
        except ValueError:
            self.fail(_("{value} is not a whole number.", value=repr(value)), param, ctx)
        return int(super().convert(value, param, ctx))


class Number(click.types.FloatParamType):
    """A number; the program itself checks its range."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number that a text means."""
        try:
            return float(value)
        except ValueError:
            self.fail(_("{value} is not a number.", value=repr(value)), param, ctx)


class NumberRange(click.FloatRange):
    """A number of a range."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number that a text means."""
        return float(super().convert(Number().convert(value, param, ctx), param, ctx))
