"""Commands that revise what the workspace says: edit, retire, renew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kembar.cli.options import Command, open_graph
from kembar.cli.submit import (
    by_option,
    needs_terminal,
    offer,
    on_terminal,
    options,
    pairs,
    source_details,
    source_option,
    sure_options,
    told_source,
    write_change,
)
from kembar.errors import KembarError

if TYPE_CHECKING:
    from kembar.knowledge_graph import KnowledgeGraph

_SAME = {"en": "Nothing is changed.", "id": "Tidak ada yang diubah."}


@click.command("edit", cls=Command)
@click.argument("name")
@click.option("--set", "values", multiple=True, metavar="FIELD=VALUE", help="A new value.")
@click.option("--clear", multiple=True, metavar="FIELD", help="A field to be emptied.")
@click.option("--said-by", default="", help="Whose statement, where several tell of it.")
@click.option("--reason", default="", help="Why.")
@options(source_option, *source_details, by_option, sure_options)
@click.pass_obj
def edit(
    folder: Path | None,
    /,
    name: str,
    values: Sequence[str],
    clear: Sequence[str],
    said_by: str,
    reason: str,
    by: str,
    yes: bool,
    dry_run: bool,
    lang: str,
    **told: str,
) -> None:
    """Mend what a source says of a thing; the earlier reading stays on record."""
    graph = open_graph(folder, lang)
    new = pairs(values)
    if not new and not clear and not told_source(told):
        _ask_again(graph, name, said_by, reason, by, dry_run=dry_run)
        return
    made = graph.preview_edit(
        name,
        new,
        clear=clear,
        said_by=said_by,
        source=told_source(told) or "",
        reason=reason,
        by=by,
    )
    write_change(graph, made, yes=yes, dry_run=dry_run)


@click.command("retire", cls=Command)
@click.argument("name")
@click.option("--reason", default="", help="Why it is no longer held.")
@click.option("--said-by", default="", help="Only what this source says.")
@options(by_option, sure_options)
@click.pass_obj
def retire(
    folder: Path | None,
    name: str,
    reason: str,
    said_by: str,
    by: str,
    yes: bool,
    dry_run: bool,
    lang: str,
) -> None:
    """Hold something no longer; what was said stays on record with time and reason."""
    graph = open_graph(folder, lang)
    made = graph.preview_retirement(name, reason=reason, said_by=said_by, by=by)
    write_change(graph, made, yes=yes, dry_run=dry_run)


@click.command("renew", cls=Command)
@click.argument("agreement")
@click.option("--set", "values", multiple=True, metavar="FIELD=VALUE", help="As signed_on=2026-05.")
@options(source_option, *source_details, by_option, sure_options)
@click.pass_obj
def renew(
    folder: Path | None,
    /,
    agreement: str,
    values: Sequence[str],
    by: str,
    yes: bool,
    dry_run: bool,
    lang: str,
    **told: str,
) -> None:
    """Add the next agreement of a chain: as the one it renews, but for what you set."""
    graph = open_graph(folder, lang)
    source = told_source(told) or ""
    made = graph.preview_renewal(agreement, pairs(values), source=source, by=by)
    write_change(graph, made, yes=yes, dry_run=dry_run)


def _ask_again(
    graph: KnowledgeGraph, name: str, said_by: str, reason: str, by: str, *, dry_run: bool
) -> None:
    """Ask for what is said of a thing, with what stands there, and write what is changed."""
    if not on_terminal():
        graph.current(name, said_by)
    needs_terminal("name what is to change with --set FIELD=VALUE or --clear FIELD")
    from kembar.cli.form import fill_in, who, whose, why, wrong
    from kembar.model.forms import forms

    tellers = graph.tellers(name)
    if not said_by and len(tellers) > 1:
        said_by = whose(graph, tellers)
    before = graph.current(name, said_by)
    known = before.values
    while True:
        known = fill_in(graph, forms()[before.kind], known).values
        changed = {
            f: told for f, told in known.items() if list(told) != list(before.values.get(f, ()))
        }
        clear = [field for field in before.values if field not in known]
        if not changed and not clear:
            click.echo(_SAME[graph.language], err=True)
            return
        reason, by = reason or why(graph), who(graph, by)
        try:
            made = graph.preview_edit(
                name, changed, clear=clear, said_by=said_by, reason=reason, by=by
            )
            if offer(graph, made, dry_run=dry_run):
                return
        except KembarError as bad:
            wrong(graph, bad)
