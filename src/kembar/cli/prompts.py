"""Who asks in the terminal: a question, its completions, how the answer was taken."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from threading import Thread
from typing import TYPE_CHECKING, Literal

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, ThreadedCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.output import ColorDepth

from kembar.cli.form_messages import WORDS, WRONG
from kembar.errors import AmbiguousName, KembarError, UnknownName
from kembar.names.normalize import fold
from kembar.render import terminal_table

if TYPE_CHECKING:
    from kembar.knowledge_graph import KnowledgeGraph
    from kembar.model.forms import Form, FormField

Agreed = Literal["yes", "no", "mend"]

_MOST = 40
"""Completions that are offered at once; a menu shows some, and the arrow keys the others."""

_MENU = 9
"""Lines below a question that are kept for its menu."""


class Clerk:
    """Asks in the language of a graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self.words = WORDS[graph.language]
        # Not every window tells where its cursor is, and prompt_toolkit would complain of it.
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
        plain = ColorDepth.MONOCHROME if os.environ.get("NO_COLOR") else None
        self._session: PromptSession[str] = PromptSession(color_depth=plain)

    def begin(self, form: Form, *, mending: bool) -> None:
        """Say what is asked for, and read its names while the first question is read."""
        told = self.words["mend" if mending else "begin"]
        kind = form.words[self._graph.language]
        self.say(told.format(kind=kind.capitalize() if mending else kind), bold=True)
        completions = self._graph.completions
        Thread(target=completions.prepare, args=(form.fields,), daemon=True).start()

    def say(self, told: str, *, bold: bool = False) -> None:
        """A sentence, its lines as wide as the window."""
        click.secho(wrapped(told), bold=bold)

    def wrong(self, told: str) -> None:
        """What is wrong with an answer, below it."""
        click.secho(wrapped(f"! {told}"), fg="red")

    def through(
        self,
        asks: Iterable[FormField],
        known: Mapping[str, Sequence[str]],
        values: dict[str, list[str]],
    ) -> None:
        """Ask for some fields, and add what is answered to `values`."""
        for ask in asks:
            asked = not ask.after or values.get(ask.after)
            if asked and not (ask.unless and values.get(ask.unless)):
                values[ask.name] = self.ask(ask, known.get(ask.name, ()))

    def ask(self, ask: FormField, known: Sequence[str]) -> list[str]:
        """The values of a field, as they were typed."""
        shown = [self._graph.completions.written(ask, value) for value in known]
        question = ask.words[self._graph.language]
        least = max(ask.least, int(bool(ask.unless)))
        default = self._graph.completions.written(ask, ask.default)
        aside = f" [{default}]" if default else " *" if least else ""
        if shown and ask.several:
            aside += f" ({self.words['several']})"
        told = self._parts(ask, question + aside, "; ".join(shown), least)
        if told == shown:
            return list(known)
        while ask.several and told and not shown:
            more = self._parts(ask, self.words["another"], "", least - len(told))
            if not more:
                break
            told += more
        return told

    def source(self, ask: FormField, known: str) -> str:
        """Who says so: a source of the graph, an address or a title; empty where nobody does."""
        question, told = ask.words[self._graph.language], known
        while True:
            told = self._prompt(question, told, ask)
            question = ""
            if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", told):
                self.wrong(self.words["address"].format(told=told))
                continue
            if not told:
                self._aside(self.words["unverified"])
            elif found := self._graph.completions.source(told):
                if fold(found) != fold(told):
                    self._aside(found)
            elif "://" in told and not self._understood(ask, told):
                continue
            else:
                self._aside(self.words["new source"])
            return told

    def text(self, question: str, default: str) -> str:
        """A text of whatever kind."""
        return self._prompt(question, default)

    def more(self, what: str) -> bool:
        """Whether there is more to tell than the usual."""
        told = self._prompt(self.words["more"].format(more=what), "")
        return bool(told) and told.casefold() in self.words["yes"].split()

    def choice(self, question: str, choices: Sequence[str], *, needed: bool) -> str:
        """One of some keys; empty where it is none and need not be one."""
        told = ""
        while True:
            told = self._prompt(question, told, completer=_Words(choices))
            question = ""
            if told in choices or not (told or needed):
                return told
            self.wrong(self.words["none"].format(told=told, choices=", ".join(choices)))

    def agreed(self, *, sure: bool) -> Agreed:
        """Whether to write it, leave it or mend the answers."""
        default = self.words["yes" if sure else "no"].split()[0]
        question = self.words["write"].format(default=default)
        while True:
            told = self._prompt(question, "").casefold() or default
            if told in self.words["yes"].split():
                return "yes"
            if told in self.words["no"].split():
                return "no"
            if told in self.words["change"].split():
                return "mend"
            question = ""

    def _parts(self, ask: FormField, question: str, default: str, least: int) -> list[str]:
        """The answers that one line holds, asked again until they are understood."""
        while True:
            told = self._prompt(question, default, ask)
            # What is not in a list is chosen from it, the rest is mended.
            question, default = "", "" if ask.scheme or ask.choices else told
            apart = ask.several and ask.form != "web"
            parts = [part.strip() for part in (told.split(";") if apart else [told])]
            parts = [part for part in parts if part]
            if not parts and least > 0:
                few = self.words["few"].format(least=ask.least)
                self.wrong(few if ask.least > 1 else self.words["needed"])
                continue
            understood = [self._understood(ask, part) for part in parts]
            if all(understood):
                return understood

    def _understood(self, ask: FormField, told: str) -> str:
        """An answer, and how it was taken where that reads otherwise; empty where it is wrong.

        What only one thing fits stands for it: part of a word of a list, the names of partners.
        """
        completions = self._graph.completions
        meant = told
        try:
            try:
                taken = completions.taken(ask, told)
            except (UnknownName, ValueError):
                meant = completions.only(ask, told)
                if not meant:
                    raise
                taken = completions.taken(ask, meant)
        except (KembarError, ValueError) as bad:
            self.wrong(self._fault(ask, told, bad))
            return ""
        if " ".join(taken.split()) != " ".join(told.split()):
            self._aside(taken)
        return meant

    def _fault(self, ask: FormField, told: str, bad: Exception) -> str:
        language = self._graph.language
        if ask.scheme or ask.choices:
            near = self._graph.completions.like(ask, told)
            return self.words["no word"].format(told=told) + self._nearest(near)
        if isinstance(bad, UnknownName):
            said = self.words["unknown"].format(kind=_kinds(ask, language), name=bad.name)
            first = self.words["first"].format(kind=ask.of[0]) if ask.of else ""
            return said + (self._nearest(bad.nearest) or first)
        if isinstance(bad, AmbiguousName):
            candidates = "; ".join(bad.candidates)
            return self.words["ambiguous"].format(name=bad.name, candidates=candidates)
        if language == "id" and ask.form in WRONG:
            return WRONG[ask.form].format(told=told)
        return str(bad)

    def _nearest(self, names: Sequence[str]) -> str:
        return self.words["nearest"].format(nearest=", ".join(names)) if names else ""

    def _aside(self, taken: str) -> None:
        click.secho(wrapped(f"= {taken}"), dim=True)

    def _prompt(
        self,
        question: str,
        default: str,
        ask: FormField | None = None,
        completer: Completer | None = None,
    ) -> str:
        """What is typed on a line of its own below a question."""
        if question:
            click.secho(wrapped(question), bold=True)
        if ask:
            completer = ThreadedCompleter(_Names(self._graph, ask))
        example = self._example(ask) if ask else ""
        try:
            told = self._session.prompt(
                "> ",
                default=default,
                completer=completer,
                complete_while_typing=completer is not None,
                placeholder=lambda: [("fg:ansibrightblack", "" if get_app().is_done else example)],
                reserve_space_for_menu=_MENU if completer else 0,
                pre_run=_open_menu if ask and (ask.scheme or ask.choices) else None,
            )
        except (KeyboardInterrupt, EOFError):
            click.echo(self.words["left"], err=True)
            raise click.Abort from None
        return " ".join(told.split())

    def _example(self, ask: FormField) -> str:
        if ask.scheme or ask.choices or ask.hints:
            return self.words["list"]
        return self.words[ask.form] if ask.form in ("date", "amount", "web", "signature") else ""


class _Names(Completer):
    """Completes the last of the names that are being typed."""

    def __init__(self, graph: KnowledgeGraph, ask: FormField) -> None:
        self._graph = graph
        self._ask = ask

    def get_completions(self, document: Document, _: CompleteEvent) -> Iterator[Completion]:
        """What may stand there, the likeliest first."""
        typed = document.text_before_cursor
        if self._ask.form == "signature" and typed.rpartition(";")[2].count("|") < 2:
            return
        parts = r"[;|]" if self._ask.form == "signature" else r";" if self._ask.several else r"$"
        begun = re.split(parts, typed)[-1].lstrip() if parts != "$" else typed.lstrip()
        for offer in islice(self._graph.completions.of(self._ask, begun), _MOST):
            yield Completion(offer.text, -len(begun), display_meta=offer.aside)


class _Words(Completer):
    """Completes one of some words."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words

    def get_completions(self, document: Document, _: CompleteEvent) -> Iterator[Completion]:
        """The words that begin so."""
        typed = document.text_before_cursor
        yield from (Completion(word, -len(typed)) for word in self._words if word.startswith(typed))


def _open_menu() -> None:
    """Show the words of a list before anything is typed."""
    buffer = get_app().current_buffer
    if not buffer.text:
        buffer.start_completion()


def _kinds(ask: FormField, language: str) -> str:
    """What an answer may name, in words."""
    from kembar.model.forms import forms

    if ask.form == "country":
        return {"en": "country", "id": "negara"}[language]
    joint = {"en": " or ", "id": " atau "}[language]
    return joint.join(forms()[kind].words[language] for kind in ask.of)


def wrapped(text: str, indent: str = "") -> str:
    """Return a sentence in lines that fit the window, all but the first two cells further in."""
    width = max(shutil.get_terminal_size().columns, 20) - len(indent)
    text = " ".join(text.split())
    first = terminal_table.wrapped(text, width)[0].rstrip()
    rest = text[len(first) :].lstrip()
    more = terminal_table.wrapped(rest, width - 2) if rest else []
    return "\n".join([indent + first, *(f"{indent}  {line.rstrip()}" for line in more)])
