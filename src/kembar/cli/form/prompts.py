"""Prompts in the terminal: a question, its completions, and the interpretation of the answer."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from threading import Thread
from typing import TYPE_CHECKING

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, ThreadedCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.layout.screen import Char
from prompt_toolkit.output import ColorDepth

from kembar.cli.console import Reply, echo, is_reply, words_of
from kembar.cli.form.candidates import candidate_lines
from kembar.cli.form.messages import (
    example,
    no_such_thing,
    suggestion,
)
from kembar.errors import AmbiguousName, KembarError, UnknownName
from kembar.language import _
from kembar.names.normalize import fold
from kembar.render import terminal_table
from kembar.visible_text import marks

if TYPE_CHECKING:
    from kembar import KnowledgeGraph
    from kembar.model.forms import Form, FormField

_MAX_COMPLETIONS = 40

_MENU_LINES = 9

# Typed and offered texts stay whole, and show all that they hold.
Char.display_mappings.update(marks())


class Prompter:
    """Prompts for the fields of a form, in the language of a graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        # prompt_toolkit warns on terminals that do not report the position of the cursor.
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
        plain = ColorDepth.MONOCHROME if os.environ.get("NO_COLOR") else None
        self._session: PromptSession[str] = PromptSession(color_depth=plain)

    def begin(self, form: Form, *, editing: bool) -> None:
        """Print the heading of a form, and prepare its completions in the background."""
        kind = _(form.label)
        heading = (
            _(
                "{kind}: Enter keeps an answer, an empty line deletes it, Ctrl-C stops.",
                kind=kind.capitalize(),
            )
            if editing
            else _(
                "New: {kind}. Enter alone skips a question without a star, Tab completes, "
                "Ctrl-C stops.",
                kind=kind,
            )
        )
        self.say(heading, bold=True)
        completions = self._graph.completions
        Thread(target=completions.prepare, args=(form.fields,), daemon=True).start()

    def say(self, text: str, *, bold: bool = False) -> None:
        """Print a text in lines as wide as the window."""
        echo(wrap_to_window(text), bold=bold)

    def print_error(self, message: str) -> None:
        """Print an error below an answer."""
        echo(wrap_to_window(f"! {message}"), fg="red")

    def ask_all(
        self,
        fields: Iterable[FormField],
        before: Mapping[str, Sequence[str]],
        values: dict[str, list[str]],
    ) -> None:
        """Ask for some fields, and add the answers to `values`."""
        for field in fields:
            applies = not field.after or values.get(field.after)
            if applies and not (field.unless and values.get(field.unless)):
                values[field.name] = self.ask(field, before.get(field.name, ()))

    def ask(self, field: FormField, before: Sequence[str]) -> list[str]:
        """Ask for the values of a field; return them as they were typed."""
        display = self._graph.completions.text_of_cell
        default = [display(field, value) for value in before]
        least = max(field.least, int(bool(field.unless)))
        question = _(field.question) + self._hint(field, least, bool(default))
        values = self._ask_line(field, question, "; ".join(default), least)
        if values == default:
            return list(before)
        while field.is_list and values and not default:
            more = self._ask_line(field, _("Another? (Enter: no more)"), "", least - len(values))
            if not more:
                break
            values += more
        return values

    def ask_source(self, field: FormField, default: str) -> str:
        """Ask for a source: the name of one of the graph, an address or a title; or nothing."""
        question, text = _(field.question), default
        while True:
            text = self._prompt(question, text, field)
            question = ""
            if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", text):
                self.print_error(
                    _(
                        "{text} is not a web address: write https://{address}",
                        text=repr(text),
                        address=text,
                    )
                )
            elif not text:
                self._print_note(_("unverified: no source"))
                return text
            elif title := self._graph.completions.source(text):
                if fold(title) != fold(text):
                    self._print_note(title)
                return text
            elif "://" not in text or self._interpret(field, text):
                self._print_note(_("a new source"))
                return text

    def text(self, question: str, default: str) -> str:
        """Ask for any text."""
        return self._prompt(question, default)

    def confirm_more(self, fields: str) -> bool:
        """Ask whether the person wants to fill in the unusual fields too."""
        choices = f"[{words_of('yes')[0]}/{words_of('no')[0].upper()}]"
        question = _("More fields to fill in? ({fields})", fields=fields)
        return is_reply("yes", self._prompt(f"{question} {choices}", ""))

    def choice(self, question: str, choices: Sequence[str], *, needed: bool) -> str:
        """Ask for one of some keys; return "" for none where none is needed."""
        text = ""
        while True:
            text = self._prompt(question, text, completer=_Words(choices))
            question = ""
            if text in choices or not (text or needed):
                return text
            fault = _(
                "{text} is none of these: {choices}.", text=repr(text), choices=", ".join(choices)
            )
            self.print_error(fault)
            # A word is corrected, a number typed anew.
            text = "" if text.isdecimal() else text

    def ask_to_write(self, *, default_yes: bool) -> Reply:
        """Ask whether to write, to stop, or to edit the answers."""
        default = words_of("yes" if default_yes else "no")[0]
        question = _(
            "Write this? {yes}: yes, {no}: no, {edit}: change the answers [{default}]",
            yes=words_of("yes")[0],
            no=words_of("no")[0],
            edit=words_of("edit")[0],
            default=default,
        )
        replies: tuple[Reply, ...] = ("yes", "no", "edit")
        while True:
            text = self._prompt(question, "") or default
            for reply in replies:
                if is_reply(reply, text):
                    return reply
            question = ""

    def _hint(self, field: FormField, least: int, has_values: bool) -> str:
        """Return the hint after a question: the default, a star, how to separate values."""
        default = self._graph.completions.text_of_cell(field, field.default)
        hint = f" [{default}]" if default else " *" if least else ""
        if has_values and field.is_list:
            several = _("several: with ; between them")
            return f"{hint} ({several})"
        return hint

    def _ask_line(self, field: FormField, question: str, default: str, least: int) -> list[str]:
        """Ask for the values that one line holds, until all can be read."""
        while True:
            text = self._prompt(question, default, field)
            # A word of a list is chosen anew, other text is corrected.
            question, default = "", "" if field.scheme or field.choices else text
            is_split = field.is_list and field.form != "web"
            parts = [part.strip() for part in (text.split(";") if is_split else [text])]
            parts = [part for part in parts if part]
            if not parts and least > 0:
                several = _("At least {count} are required.", count=field.least)
                self.print_error(several if field.least > 1 else _("This is required."))
                continue
            values = [self._interpret(field, part) for part in parts]
            if all(values):
                return values

    def _interpret(self, field: FormField, text: str) -> str:
        """Return a value, and print its meaning if that differs from the text; "" if it has none.

        A text with only one completion is replaced by it: part of a word of a list, names of
            partners.
        """
        completions = self._graph.completions
        value = text
        try:
            try:
                meaning = completions.in_words(field, text)
            except (UnknownName, ValueError):
                value = completions.only_match(field, text)
                if not value:
                    raise
                meaning = completions.in_words(field, value)
        except AmbiguousName as several:
            return self._choose(field, text, several)
        except (KembarError, ValueError) as bad:
            self.print_error(self._error_message(field, text, bad))
            return ""
        if " ".join(meaning.split()) != " ".join(text.split()):
            self._print_note(meaning)
        return value

    def _choose(self, field: FormField, text: str, several: AmbiguousName) -> str:
        """Return a value in which one of the things that a name fits is chosen by number."""
        for line in candidate_lines(several):
            echo(wrap_to_window(line), fg="red")
        numbers = [str(number) for number in range(1, len(several.candidates) + 1)]
        number = self.choice(_("Which one? Its number (Enter: none)"), numbers, needed=False)
        if not number:
            return ""
        return self._interpret(
            field, text.replace(several.name, several.candidates[int(number) - 1])
        )

    def _error_message(self, field: FormField, text: str, error: Exception) -> str:
        if field.scheme or field.choices:
            near = self._graph.completions.nearest(field, text)
            fault = _("{text} is not in this list.", text=repr(text))
            return f"{fault} {suggestion(near)}".rstrip()
        if isinstance(error, UnknownName):
            return no_such_thing(field, error)
        return str(error)

    def _print_note(self, text: str) -> None:
        echo(wrap_to_window(f"= {text}"), dim=True)

    def _prompt(
        self,
        question: str,
        default: str,
        field: FormField | None = None,
        completer: Completer | None = None,
    ) -> str:
        """Return the line that is typed below a question, with single blanks."""
        if question:
            echo(wrap_to_window(question), bold=True)
        if field:
            completer = ThreadedCompleter(_Names(self._graph, field))
        hint = example(field) if field else ""
        try:
            text = self._session.prompt(
                "> ",
                default=default,
                completer=completer,
                complete_while_typing=completer is not None,
                placeholder=lambda: [("fg:ansibrightblack", "" if get_app().is_done else hint)],
                reserve_space_for_menu=_MENU_LINES if completer else 0,
                pre_run=_open_menu if field and (field.scheme or field.choices) else None,
            )
        except (KeyboardInterrupt, EOFError):
            echo(_("Nothing was written."), err=True)
            raise click.Abort from None
        return " ".join(text.split())


class _Names(Completer):
    """Completes the last of the names that are being typed."""

    def __init__(self, graph: KnowledgeGraph, field: FormField) -> None:
        self._graph = graph
        self._field = field

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterator[Completion]:
        """Yield the completions, the likeliest first."""
        del complete_event
        line, field = document.text_before_cursor, self._field
        if field.form == "signature" and line.rpartition(";")[2].count("|") < 2:
            return
        separators = "[;|]" if field.form == "signature" else ";" if field.is_list else ""
        prefix = (re.split(separators, line)[-1] if separators else line).lstrip()
        for offer in islice(self._graph.completions.complete(field, prefix), _MAX_COMPLETIONS):
            yield Completion(offer.text, -len(prefix), display_meta=offer.aside)


class _Words(Completer):
    """Completes one of some words."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterator[Completion]:
        """Yield the words that begin with the line."""
        del complete_event
        line = document.text_before_cursor
        yield from (Completion(word, -len(line)) for word in self._words if word.startswith(line))


def _open_menu() -> None:
    """Show the words of a list before anything is typed."""
    buffer = get_app().current_buffer
    if not buffer.text:
        buffer.start_completion()


def wrap_to_window(text: str, indent: str = "") -> str:
    """Return a sentence in lines that fit the window, after the first indented by two cells."""
    width = max(shutil.get_terminal_size().columns, 20) - len(indent)
    text = " ".join(text.split())
    first = terminal_table.wrap_text(text, width)[0].rstrip()
    rest = text[len(first) :].lstrip()
    more = terminal_table.wrap_text(rest, width - 2) if rest else []
    return "\n".join([indent + first, *(f"{indent}  {line.rstrip()}" for line in more)])
