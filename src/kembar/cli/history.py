"""Commands on the history of changes: log, diff, undo, redo."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from kembar.cli.console import ask_yes_or_no, echo, say
from kembar.cli.options import Command, open_graph, open_to_write
from kembar.cli.settings.language import language_option
from kembar.cli.submit import on_terminal
from kembar.errors import ReviewRequired
from kembar.rdf.namespaces import NAMESPACES, prefixed_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kembar import ChangeRecord, UndoneChange

_NOTHING = {"en": "Nothing was added yet.", "id": "Belum ada yang ditambahkan."}
_UNDONE = {
    "en": ("Undone: {heading}", "Its text is kept in {path}"),
    "id": ("Dibatalkan: {heading}", "Teksnya disimpan di {path}"),
}
_REDONE = {"en": "Brought back: {}", "id": "Dikembalikan: {}"}
_NOTHING_UNDONE = {"en": "Nothing is undone.", "id": "Tidak ada yang dibatalkan."}
_UNDONE_AT = {"en": "undone on {}", "id": "dibatalkan pada {}"}
_TAKE_BACK = {"en": "Take it back?", "id": "Batalkan?"}
_BRING_BACK = {"en": "Bring it back?", "id": "Kembalikan?"}
_LEFT = {"en": "Nothing was changed.", "id": "Tidak ada yang diubah."}

T = TypeVar("T")


@click.command("log", cls=Command)
@click.option("-n", "--last", type=click.IntRange(1), help="Only the last N.")
@click.option("--undone", is_flag=True, help="Those that were undone, for `kembar redo`.")
@language_option
@click.pass_obj
def log(folder: Path | None, last: int | None, undone: bool, lang: str) -> None:
    """List the changes of the workspace, oldest first: who added what, when."""
    if undone:
        graph = open_graph(folder, lang)
        _print_undone(graph.undone()[-last if last else 0 :], lang)
        for fault in graph.undone_faults():
            say(f"kembar: {fault}", err=True)
        return
    records = open_graph(folder, lang).log()
    if not records:
        echo(_NOTHING[lang], err=True)
    for record in records[-last if last else 0 :]:
        _print_record(record)


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
@click.option("--by", default="", envvar="KEMBAR_BY", help="Your name; also KEMBAR_BY.")
@click.option("--yes", is_flag=True, help="Take it back, although another person made it.")
@language_option
@click.pass_obj
def undo(folder: Path | None, change: str, by: str, yes: bool, lang: str) -> None:
    """Take a change back, an import too; the last one without a name."""
    graph = open_to_write(folder, lang)
    task = functools.partial(graph.undo, graph.change(change).id, author=by)
    record, path = _agreed(task, yes, _TAKE_BACK[lang], lang)
    for line in _UNDONE[lang]:
        say(line.format(heading=_heading(record), path=path))


@click.command("redo", cls=Command)
@click.argument("change", default="")
@click.option("--yes", is_flag=True, help="Bring it back, although something is to be looked at.")
@language_option
@click.pass_obj
def redo(folder: Path | None, change: str, yes: bool, lang: str) -> None:
    """Bring an undone change back, an import too; the last one undone without a name."""
    graph = open_to_write(folder, lang)
    record = _agreed(functools.partial(graph.redo, change), yes, _BRING_BACK[lang], lang)
    say(_REDONE[lang].format(_heading(record)))


def _agreed(task: Callable[..., T], yes: bool, question: str, language: str) -> T:
    """Run a task; on a terminal ask where it has warnings.

    Raises:
        ReviewRequired: there are warnings, no terminal, and no `yes`.
    """
    try:
        return task(ignore_warnings=yes)
    except ReviewRequired as review:
        if not on_terminal():
            raise
        for warning in review.warnings:
            say(warning)
        if not ask_yes_or_no(question, language):
            echo(_LEFT[language], err=True)
            raise SystemExit(1) from None
    return task(ignore_warnings=True)


def _print_record(record: ChangeRecord) -> None:
    say(_heading(record), bold=True)
    for line in (record.label, record.reason):
        if line:
            say(f"    {line}")


def _print_undone(changes: list[UndoneChange], language: str) -> None:
    if not changes:
        echo(_NOTHING_UNDONE[language], err=True)
    for change in changes:
        _print_record(change.record)
        if change.undone_at:
            say("    " + _UNDONE_AT[language].format(f"{change.undone_at:%Y-%m-%d %H:%M} UTC"))


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
