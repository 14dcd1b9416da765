"""Commands on the history of changes: log, diff, undo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kembar.cli.console import echo, say
from kembar.cli.options import Command, language_option, open_graph
from kembar.rdf.namespaces import NAMESPACES, prefixed_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kembar import ChangeRecord

_NOTHING = {"en": "Nothing was added yet.", "id": "Belum ada yang ditambahkan."}
_UNDONE = {
    "en": ("Undone: {heading}", "Its text is kept in {path}"),
    "id": ("Dibatalkan: {heading}", "Teksnya disimpan di {path}"),
}


@click.command("log", cls=Command)
@click.option("-n", "--last", type=click.IntRange(1), help="Only the last N.")
@language_option
@click.pass_obj
def log(folder: Path | None, last: int | None, lang: str) -> None:
    """List the changes of the workspace, oldest first: who added what, when."""
    records = open_graph(folder, lang).log()
    if not records:
        echo(_NOTHING[lang], err=True)
    for record in records[-last if last else 0 :]:
        say(_heading(record), bold=True)
        for line in (record.label, record.reason):
            if line:
                say(f"    {line}")


@click.command("diff", cls=Command)
@click.argument("change", default="")
@language_option
@click.pass_obj
def diff(folder: Path | None, change: str, lang: str) -> None:
    """Show the statements that a change brought (+) and took (-); the last one without a name."""
    changes = open_graph(folder, lang).diff(change)
    for sign, colour, graphs in (("-", "red", changes.removed), ("+", "green", changes.added)):
        for line in _statements(graphs.values()):
            say(f"{sign} {line}", fg=colour)


@click.command("undo", cls=Command)
@click.argument("change", default="")
@language_option
@click.pass_obj
def undo(folder: Path | None, change: str, lang: str) -> None:
    """Take a change back, an import too; the last one without a name."""
    record, path = open_graph(folder, lang).undo(change)
    for line in _UNDONE[lang]:
        say(line.format(heading=_heading(record), path=path))


def _heading(record: ChangeRecord) -> str:
    author = f"  {record.author}" if record.author else ""
    return f"{record.id}  {record.at:%Y-%m-%d %H:%M} UTC{author}  {record.action}"


def _statements(graphs: Iterable[Iterable[tuple[str, ...]]]) -> Iterator[str]:
    """Yield the triples of named graphs, one a line, in stable order, without their provenance."""
    graph_base = f"<{NAMESPACES['graph']}"
    for triple in sorted({triple for triples in graphs for triple in triples}):
        if not triple[0].startswith(graph_base):
            yield " ".join(map(_short, triple))


def _short(term: str) -> str:
    """Return a term of N-Triples with a prefixed name for its IRI."""
    if term.startswith("<"):
        return prefixed_name(term[1:-1])
    value, separator, datatype = term.rpartition("^^")
    is_typed = separator and datatype.startswith("<")
    return f"{value}^^{prefixed_name(datatype[1:-1])}" if is_typed else term
