"""Commands that revise statements of the graph: edit, retire, renew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kembar.cli.console import echo
from kembar.cli.form.candidates import choosing
from kembar.cli.options import Command
from kembar.cli.submit import Submission, on_terminal, pairs, require_terminal, submit_options
from kembar.errors import KembarError

if TYPE_CHECKING:
    from kembar import Entry

_GUESS = "the dates are those that would follow: set the true ones, as --set valid_from=2026-05"
_SAME = {"en": "Nothing is changed.", "id": "Tidak ada yang diubah."}


@click.command("edit", cls=Command)
@click.argument("name")
@click.option("--set", "values", multiple=True, metavar="FIELD=VALUE", help="A new value.")
@click.option("--clear", multiple=True, metavar="FIELD", help="A field to be emptied.")
@click.option(
    "--said-by", "of_source", default="", help="Whose statement, where several tell of it."
)
@click.option("--reason", default="", help="Why.")
@submit_options()
def edit(
    submission: Submission,
    name: str,
    values: Sequence[str],
    clear: Sequence[str],
    of_source: str,
    reason: str,
) -> None:
    """Mend what a source says of a thing; the earlier reading stays on record."""
    new_values, source = pairs(values), submission.source
    if not new_values and not clear and not source:
        _edit_in_form(submission, name, of_source, reason)
        return
    graph = submission.graph
    preview = choosing(
        graph,
        lambda: graph.preview_edit(
            name,
            new_values,
            clear=clear,
            of_source=of_source,
            source=source or "",
            reason=reason,
            author=submission.author,
        ),
    )
    submission.write(preview)


@click.command("retire", cls=Command)
@click.argument("name")
@click.option("--reason", default="", help="Why it is no longer held.")
@click.option("--said-by", "source", default="", help="Only what this source says.")
@submit_options(source=False)
def retire(submission: Submission, name: str, reason: str, source: str) -> None:
    """Hold something no longer; what was said stays on record with time and reason."""
    graph, author = submission.graph, submission.author
    preview = choosing(
        graph,
        lambda: graph.preview_retirement(name, reason=reason, source=source, author=author),
    )
    submission.write(preview)


@click.command("renew", cls=Command)
@click.argument("agreement")
@click.option("--set", "values", multiple=True, metavar="FIELD=VALUE", help="As signed_on=2026-05.")
@submit_options()
def renew(submission: Submission, agreement: str, values: Sequence[str]) -> None:
    """Add the next agreement of a chain: as the one it renews, but for what you set."""
    source, author = submission.source or "", submission.author
    graph = submission.graph
    preview = choosing(
        graph,
        lambda: graph.preview_renewal(agreement, pairs(values), source=source, author=author),
    )
    submission.write(preview, guess="" if values else _GUESS)


def _edit_in_form(submission: Submission, name: str, of_source: str, reason: str) -> None:
    """Show a source's statements about a thing in a form, and write what the person changes."""
    graph, author = submission.graph, submission.author
    if not on_terminal():
        graph.entry_of(name, of_source)
    require_terminal("name what is to change with --set FIELD=VALUE or --clear FIELD")
    from kembar.cli.form.form import ask_author, ask_reason, choose_source, edit_entry, report_error

    sources = graph.sources_of(name)
    if not of_source and len(sources) > 1:
        of_source = choose_source(graph, sources)
    before = entry = graph.entry_of(name, of_source)
    while True:
        entry = edit_entry(graph, entry)
        values, clear = _differences(before, entry)
        if not values and not clear:
            echo(_SAME[graph.language], err=True)
            return
        reason, author = reason or ask_reason(graph), ask_author(graph, author)
        try:
            preview = graph.preview_edit(
                name, values, clear=clear, of_source=of_source, reason=reason, author=author
            )
            if submission.offer(preview):
                return
        except KembarError as bad:
            report_error(graph, bad)


def _differences(before: Entry, after: Entry) -> tuple[dict[str, Sequence[str]], list[str]]:
    """Return the values of the fields that differ, and the fields that were emptied."""
    values = {
        field: texts
        for field, texts in after.values.items()
        if list(texts) != list(before.values.get(field, ()))
    }
    return values, [field for field in before.values if field not in after.values]
