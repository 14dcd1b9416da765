"""Commands about what was changed: the log, what a change brought, taking it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kembar.cli.options import Command, language_option, open_graph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kembar.editing.history import ChangeRecord
    from kembar.rdf.terms import Term, Triple

_NOTHING = {"en": "Nothing was added yet.", "id": "Belum ada yang ditambahkan."}
_UNDONE = {
    "en": "Undone: {}\nIts text is kept in {}",
    "id": "Dibatalkan: {}\nTeksnya disimpan di {}",
}


@click.command("log", cls=Command)
@click.option("-n", "--last", type=click.IntRange(1), help="Only the last N.")
@language_option
@click.pass_obj
def log(folder: Path | None, last: int | None, lang: str) -> None:
    """List the changes of the workspace, oldest first: who added what, when."""
    known = open_graph(folder, lang).log()
    if not known:
        click.echo(_NOTHING[lang], err=True)
    for logged in known[-last if last else 0 :]:
        click.secho(_heading(logged), bold=True)
        for line in (logged.label, logged.reason):
            if line:
                click.echo(f"    {line}")


@click.command("diff", cls=Command)
@click.argument("change", default="")
@language_option
@click.pass_obj
def diff(folder: Path | None, change: str, lang: str) -> None:
    """Show the statements that a change brought (+) and took (-); the last one without a name."""
    effect = open_graph(folder, lang).diff(change)
    for sign, colour, graphs in (("-", "red", effect.removed), ("+", "green", effect.added)):
        for line in _statements(graphs):
            click.secho(f"{sign} {line}", fg=colour)


@click.command("undo", cls=Command)
@click.argument("change", default="")
@language_option
@click.pass_obj
def undo(folder: Path | None, change: str, lang: str) -> None:
    """Take a change back, an import too; the last one without a name."""
    logged, kept = open_graph(folder, lang).undo(change)
    click.echo(_UNDONE[lang].format(_heading(logged), kept))


def _heading(logged: ChangeRecord) -> str:
    who = f"  {logged.by}" if logged.by else ""
    return f"{logged.id}  {logged.at:%Y-%m-%d %H:%M} UTC{who}  {logged.action}"


def _statements(graphs: Mapping[Term, list[Triple]]) -> Iterator[str]:
    """Statements of people, one a line, in stable order; not those on who said them when."""
    from kembar.rdf.namespaces import NAMESPACES

    home = f"<{NAMESPACES['graph']}"
    said = {triple for triples in graphs.values() for triple in triples}
    for triple in sorted(said):
        if not triple[0].startswith(home):
            yield " ".join(map(_short, triple))


def _short(term: Term) -> str:
    from kembar.rdf.namespaces import prefixed_name

    if term.startswith("<"):
        return prefixed_name(term[1:-1])
    value, typed, datatype = term.rpartition("^^")
    return (
        f"{value}^^{prefixed_name(datatype[1:-1])}" if typed and datatype.startswith("<") else term
    )
