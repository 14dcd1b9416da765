"""Commands on the history of changes: log, diff, undo, redo."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from kembar.cli.console import ask_yes_or_no, echo, say
from kembar.cli.options import Command, open_graph, open_to_write
from kembar.cli.settings.help import WholeNumber
from kembar.cli.submit import on_terminal
from kembar.errors import ReviewRequired
from kembar.language import N_, _, _p
from kembar.rdf.namespaces import NAMESPACES, prefixed_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kembar import ChangeRecord, UndoneChange

T = TypeVar("T")


@click.command("log", cls=Command)
@click.option("-n", "--last", type=WholeNumber(1), help=N_("Only so many, the latest."))
@click.option("--undone", is_flag=True, help=N_("Undone changes, for `kembar redo`."))
@click.pass_obj
def log(folder: Path | None, last: int | None, undone: bool) -> None:
    """List the changes of the workspace, oldest first: date, author and contents."""
    if undone:
        graph = open_graph(folder)
        _print_undone(graph.undone()[-last if last else 0 :])
        for fault in graph.undone_faults():
            say(f"kembar: {fault}", err=True)
        return
    records = open_graph(folder).log()
    if not records:
        echo(_("There are no changes yet."), err=True)
    for record in records[-last if last else 0 :]:
        _print_record(record)


@click.command("diff", cls=Command)
@click.argument("change", default="")
@click.pass_obj
def diff(folder: Path | None, change: str) -> None:
    """Show the statements that a change added (+) and removed (-); by default, of the last one."""
    changes = open_graph(folder).diff(change)
    for sign, colour, graphs in (("-", "red", changes.removed), ("+", "green", changes.added)):
        for line in _statements(graphs.values()):
            say(f"{sign} {line}", fg=colour)


@click.command("undo", cls=Command)
@click.argument("change", default="")
@click.option("--by", default="", envvar="KEMBAR_BY", help=N_("Your name. Default: KEMBAR_BY."))
@click.option("--yes", is_flag=True, help=N_("Undo it even if another person made it."))
@click.pass_obj
def undo(folder: Path | None, change: str, by: str, yes: bool) -> None:
    """Undo a change or an import; by default, the last one."""
    graph = open_to_write(folder)
    task = functools.partial(graph.undo, graph.change(change).id, author=by)
    record, path = _agreed(task, yes, _("Undo it?"))
    say(_("Undone: {change}", change=_heading(record)))
    say(_("Its text is kept in {file}", file=path))


@click.command("redo", cls=Command)
@click.argument("change", default="")
@click.option("--yes", is_flag=True, help=N_("Redo it despite warnings."))
@click.pass_obj
def redo(folder: Path | None, change: str, yes: bool) -> None:
    """Redo an undone change or import; by default, the one that was undone last."""
    graph = open_to_write(folder)
    record = _agreed(functools.partial(graph.redo, change), yes, _("Redo it?"))
    say(_("Redone: {change}", change=_heading(record)))


def _agreed(task: Callable[..., T], yes: bool, question: str) -> T:
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
        if not ask_yes_or_no(question):
            echo(_("Nothing was changed."), err=True)
            raise SystemExit(1) from None
    return task(ignore_warnings=True)


def _print_record(record: ChangeRecord) -> None:
    say(_heading(record), bold=True)
    for line in (record.label, record.reason):
        if line:
            say(f"    {line}")


def _print_undone(changes: list[UndoneChange]) -> None:
    if not changes:
        echo(_("There are no undone changes."), err=True)
    for change in changes:
        _print_record(change.record)
        if change.undone_at:
            time = f"{change.undone_at:%Y-%m-%d %H:%M} UTC"
            say("    " + _("undone on {time}", time=time))


def _heading(record: ChangeRecord) -> str:
    author = f"  {record.author}" if record.author else ""
    return f"{record.id}  {record.at:%Y-%m-%d %H:%M} UTC{author}  {_action(record.action)}"


def _action(name: str) -> str:
    """Return an action in words: the English ones are the names in the data."""
    words = {
        "add": _p("action", "add"),
        "edit": _p("action", "edit"),
        "import": _p("action", "import"),
        "renew": _p("action", "renew"),
        "retire": _p("action", "retire"),
    }
    return words.get(name, name)


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
