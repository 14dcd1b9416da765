"""The form in the terminal: a prompt for each field, with completion and immediate checks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kembar.cli.console import Reply
from kembar.cli.form.prompts import Prompter
from kembar.errors import KembarError
from kembar.language import _

if TYPE_CHECKING:
    from kembar import Entry, KnowledgeGraph
    from kembar.model.forms import Form

FormValues = Mapping[str, Sequence[str]]


def fill_in(graph: KnowledgeGraph, form: Form, before: FormValues) -> Entry:
    """Ask for the fields of one thing: the usual ones, and on request the others.

    Args:
        graph: whose names are offered as completions.
        form: the fields.
        before: the initial values, as texts or as the cells of a table.

    Raises:
        click.Abort: the person stops.
    """
    import kembar

    prompter = Prompter(graph)
    prompter.begin(form, editing=bool(before))
    values: dict[str, list[str]] = {}
    usual = [field for field in form.fields if field.usual or before.get(field.name)]
    prompter.ask_all(usual, before, values)
    others = [field for field in form.fields if field not in usual]
    if others and prompter.confirm_more(_(form.more)):
        prompter.ask_all(others, before, values)
    return kembar.entry(form.kind, key="", **values)


def edit_entry(graph: KnowledgeGraph, entry: Entry) -> Entry:
    """Ask for the fields of an entry again; its values are the initial ones."""
    from kembar.model.forms import forms

    return fill_in(graph, forms()[entry.kind], entry.values)


def fill_in_source(graph: KnowledgeGraph, before: Entry | None = None) -> Entry | None:
    """Ask for the source, and for its fields if the graph lacks it.

    Args:
        graph: whose sources are offered as completions.
        before: the source that was entered the last time.
    """
    import kembar
    from kembar.model.forms import forms

    prompter, form = Prompter(graph), forms()["source"]
    earlier = before.values if before else {}
    default = next(iter(earlier.get("url") or earlier.get("title", ())), "")
    name = prompter.ask_source(form.fields[0], default)
    if not name:
        return None
    if graph.completions.source(name):
        return kembar.entry("source", url=name)
    values = {"url" if "://" in name else "title": [name]}
    rest = [field for field in form.fields if field.name != "url" and field.name not in values]
    prompter.ask_all([field for field in rest if field.usual], earlier, values)
    if prompter.confirm_more(_(form.more)):
        prompter.ask_all([field for field in rest if not field.usual], earlier, values)
    return kembar.entry("source", key="", **values)


def ask_author(graph: KnowledgeGraph, author: str) -> str:
    """Ask for the author's name."""
    return Prompter(graph).text(_("Your name?"), author or _last_author(graph))


def ask_reason(graph: KnowledgeGraph) -> str:
    """Ask for the reason of a change."""
    return Prompter(graph).text(_("Why is it changed?"), "")


def ask_same_as(graph: KnowledgeGraph, warnings: Sequence[str]) -> str:
    """Ask which of the things in warnings is the same; return its key, or "" if none is."""
    prompter = Prompter(graph)
    keys = []
    for warning in warnings:
        # The last sentence is for a command.
        sentences, option, rest = warning.rpartition("--key ")
        del option
        keys.append(re.split(r"[^a-z\d-]", rest)[0])
        prompter.say(f"- {sentences.rpartition('. ')[0]}.")
    return prompter.choice(_("Is it one of these? (Enter: no, it is new)"), keys, needed=False)


def choose_source(graph: KnowledgeGraph, sources: Sequence[str]) -> str:
    """Ask for the source whose statements are edited; return its key."""
    prompter = Prompter(graph)
    for source in sources:
        title = graph.completions.source(source)
        prompter.say(f"- {source}" + (f": {title}" if title else ""))
    return prompter.choice(_("Whose statement do you want to change?"), sources, needed=True)


def ask_to_write(graph: KnowledgeGraph, *, default_yes: bool) -> Reply:
    """Ask whether to write; Enter alone means yes if `default_yes`."""
    return Prompter(graph).ask_to_write(default_yes=default_yes)


def report_error(graph: KnowledgeGraph, error: KembarError) -> None:
    """Print that nothing was written, and the error."""
    prompter = Prompter(graph)
    prompter.print_error(_("Nothing was written.") + f" {error}")


def _last_author(graph: KnowledgeGraph) -> str:
    """Return the author of the last change that names one."""
    return next((record.author for record in reversed(graph.log()) if record.author), "")
