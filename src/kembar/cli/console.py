"""Texts for standard output and standard error: the one way to print."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from typing import Literal, TextIO

import click

from kembar.errors import InputError, KembarError, ReaderLeft, system_reason
from kembar.language import LANGUAGES, _, _p, speaking
from kembar.visible_text import on_one_line, visible


class _Progress:
    """The line of the terminal that shows a step."""

    is_shown = False


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
        KembarError: standard output is closed, or its disk is full.
        ReaderLeft: the reader of the pipe went away.
    """
    if _Progress.is_shown:
        progress("")
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
        _Progress.is_shown = bool(step)
        with suppress(OSError):
            _write(sys.stderr, f"\r\033[K{visible(on_one_line(step))}")


Reply = Literal["yes", "no", "edit"]


def words_of(reply: Reply) -> list[str]:
    """Return the words of a reply in the language spoken; the first is the one to show."""
    match reply:
        case "yes":
            words = _p("answers, separated by blanks", "y yes")
        case "no":
            words = _p("answers, separated by blanks", "n no")
        case "edit":
            words = _p("answers, separated by blanks", "e edit")
    return words.split()


def is_reply(reply: Reply, text: str) -> bool:
    """Return whether a text is a reply in any language."""
    word = text.strip().casefold()
    for code in LANGUAGES:
        with speaking(code):
            if word in words_of(reply):
                return True
    return False


def ask_yes_or_no(question: str, *, err: bool = False) -> bool:
    """Ask on the terminal until the answer is yes or no; an empty answer is no.

    Args:
        question: with its question mark.
        err: ask on standard error.

    Raises:
        click.Abort: the input ends.
    """
    choices = f"[{words_of('yes')[0]}/{words_of('no')[0].upper()}]"
    while True:
        answer: str = click.prompt(
            f"{question} {choices}", default="", show_default=False, prompt_suffix=": ", err=err
        )
        if is_reply("yes", answer):
            return True
        if not answer.strip() or is_reply("no", answer):
            return False


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


class _Output(io.TextIOWrapper):
    """Standard output, whose faults are errors of one line."""

    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except OSError as fault:
            raise self._error(fault) from None

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as fault:
            raise self._error(fault) from None

    def _error(self, fault: OSError) -> KembarError:
        # The rest goes nowhere, or Python would report the fault again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
        if isinstance(fault, BrokenPipeError):
            return ReaderLeft(_("standard output"))
        if fault.errno == errno.EBADF:
            return InputError(_("is closed"), file=_("standard output"))
        return InputError(
            _("cannot be written: {reason}", reason=system_reason(fault)), file=_("standard output")
        )


def prepare_streams() -> None:
    """Make the standard streams those that the program expects.

    Closed ones are open to nothing, so that no file takes their place. A file or a pipe gets UTF-8
    whatever the locale or PYTHONIOENCODING say: most formats allow no other. Letters that a
    terminal cannot show are written with backslashes.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            # As the wrong end: reading or writing it gives the error of a closed file.
            os.open(os.devnull, os.O_RDONLY if descriptor == 1 else os.O_WRONLY)
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(
            io.BufferedReader(io.FileIO(os.open(os.devnull, os.O_WRONLY))), "utf-8"
        )
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), "utf-8")
    if sys.stdout is None:
        raw = io.FileIO(os.open(os.devnull, os.O_RDONLY), "w")
        sys.stdout = _Output(io.BufferedWriter(raw), "utf-8", "backslashreplace")
    elif isinstance(sys.stdout, io.TextIOWrapper) and not isinstance(sys.stdout, _Output):
        sys.stdout = _prepared(sys.stdout)


def flush() -> None:
    """Write the rest of standard output.

    Raises:
        KembarError, ReaderLeft: as `echo`.
    """
    sys.stdout.flush()


def read_standard_input() -> str:
    """Return the text of standard input, in UTF-8 as all pipes.

    Raises:
        InputError: it is closed.
        UnicodeDecodeError: it is of another encoding.
    """
    if not isinstance(sys.stdin, io.TextIOWrapper):
        return sys.stdin.read()
    try:
        content: bytes = sys.stdin.buffer.read()
    except OSError as fault:
        closed = fault.errno == errno.EBADF
        reason = (
            _("is closed") if closed else _("cannot be read: {reason}", reason=system_reason(fault))
        )
        raise InputError(reason, file=_("standard input")) from None
    return content.decode(sys.stdin.encoding if sys.stdin.isatty() else "utf-8-sig")


def _prepared(stream: io.TextIOWrapper) -> _Output:
    on_screen = stream.isatty()
    encoding = stream.encoding if on_screen else "utf-8"
    errors = "backslashreplace" if stream.errors in ("strict", "surrogateescape") else stream.errors
    newline = None if on_screen else "\n"
    buffer = stream.detach()
    if isinstance(buffer, io.RawIOBase):  # as by `python -u`
        buffer = io.BufferedWriter(buffer)
    return _Output(buffer, encoding, errors, newline, line_buffering=on_screen)
