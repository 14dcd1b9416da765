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
from kembar.language import N_, _

if TYPE_CHECKING:
    from kembar import Entry

_GUESS = N_(
    "the dates are a guess from the earlier agreement: set the true ones, for example "
    "--set valid_from=2026-05"
)


@click.command("edit", cls=Command)
@click.argument("name")
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="FIELD=VALUE",
    help=N_("New value of a field, for example since=2019. Repeat it for several."),
)
@click.option(
    "--clear", multiple=True, metavar="FIELD", help=N_("Field to empty. Repeat it for several.")
)
@click.option(
    "--said-by",
    "of_source",
    default="",
    help=N_("Source whose statement to change, where several sources describe the thing."),
)
@click.option("--reason", default="", help=N_("Reason of the change."))
@submit_options()
def edit(
    submission: Submission,
    name: str,
    values: Sequence[str],
    clear: Sequence[str],
    of_source: str,
    reason: str,
) -> None:
    """Correct the statements of a source about a thing; the history keeps the earlier ones."""
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
@click.option("--reason", default="", help=N_("Reason of the withdrawal."))
@click.option("--said-by", "source", default="", help=N_("Only the statements of this source."))
@submit_options(source=False)
def retire(submission: Submission, name: str, reason: str, source: str) -> None:
    """Mark statements as withdrawn; the history keeps them, with date and reason."""
    graph, author = submission.graph, submission.author
    preview = choosing(
        graph,
        lambda: graph.preview_retirement(name, reason=reason, source=source, author=author),
    )
    submission.write(preview)


@click.command("renew", cls=Command)
@click.argument("agreement")
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="FIELD=VALUE",
    help=N_("Value of the new agreement, for example signed_on=2026-05. Repeat it for several."),
)
@submit_options()
def renew(submission: Submission, agreement: str, values: Sequence[str]) -> None:
    """Add the renewal of an agreement: a copy of it with the values that you set."""
    source, author = submission.source or "", submission.author
    graph = submission.graph
    preview = choosing(
        graph,
        lambda: graph.preview_renewal(agreement, pairs(values), source=source, author=author),
    )
    submission.write(preview, guess="" if values else _(_GUESS))


def _edit_in_form(submission: Submission, name: str, of_source: str, reason: str) -> None:
    """Show a source's statements about a thing in a form, and write what the person changes."""
    graph, author = submission.graph, submission.author
    if not on_terminal():
        graph.entry_of(name, of_source)
    require_terminal(
        _(
            "there are no options, and a form needs a terminal; name the change with "
            "--set FIELD=VALUE or --clear FIELD"
        )
    )
    from kembar.cli.form.form import ask_author, ask_reason, choose_source, edit_entry, report_error

    sources = graph.sources_of(name)
    if not of_source and len(sources) > 1:
        of_source = choose_source(graph, sources)
    before = entry = graph.entry_of(name, of_source)
    while True:
        entry = edit_entry(graph, entry)
        values, clear = _differences(before, entry)
        if not values and not clear:
            echo(_("Nothing was changed."), err=True)
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
