"""Commands that add to the workspace: a thing of each kind, a file; and the template of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kembar.cli.options import (
    Command,
    SubGroup,
    language_option,
    open_graph,
    output_option,
    workspace_option,
    write,
)
from kembar.cli.submit import (
    Decorated,
    by_option,
    needs_terminal,
    offer,
    options,
    source_details,
    source_option,
    sure_options,
    told_apart,
    told_source,
    write_change,
)
from kembar.errors import KembarError

if TYPE_CHECKING:
    from kembar.knowledge_graph import KnowledgeGraph
    from kembar.model.forms import Form


class _Add(SubGroup):
    """`kembar add KIND ...`, a command for each kind of thing, or `kembar add FILE`."""

    def list_commands(self, _: click.Context) -> list[str]:
        from kembar.model.forms import addable

        return addable()

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        from kembar.model.forms import addable, forms

        return _adding(forms()[name]) if name in addable() else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        named = args[0] if args else ""
        if named not in self.list_commands(ctx) and ("." in named or Path(named).exists()):
            return "file", _add_file, args
        if named and not named.startswith("-") and named not in self.list_commands(ctx):
            from kembar.editing.entry import form_of

            form_of(named)
        return click.Group.resolve_command(self, ctx, args)


@click.group("add", cls=_Add)
def add() -> None:
    """Add to your workspace: one thing, or a file of YAML, CSV or Turtle.

    Without options a form asks in the terminal. What will be written is shown first.
    """


def _adding(form: Form) -> click.Command:
    """The command that adds one kind of thing: an option for each field of its form."""
    command = click.Command(
        form.kind,
        params=[_option(form, name) for name in (ask.name for ask in form.fields)],
        callback=_add_one(form),
        help=f"Add: {form.words['en']}. Without options a form asks in the terminal.",
    )
    options(source_option, *source_details, by_option, sure_options)(command)
    command.params.append(
        click.Option(["--key"], default="", help="Names the thing: one of the graph, or a new one.")
    )
    command.params.append(workspace_option())
    return command


def _option(form: Form, name: str) -> click.Option:
    ask = form.field(name)
    assert ask is not None
    aside = f" [{ask.default}]" if ask.default else " [needed]" if ask.needed else ""
    several = " Repeat it for several." if ask.several else ""
    return click.Option(
        [f"--{ask.flag}", name],
        multiple=ask.several,
        default=() if ask.several else "",
        show_default=False,
        help=f"{ask.words['en']}{several}{aside}",
    )


def _add_one(form: Form) -> Decorated:
    @click.pass_obj
    def add_one(
        folder: Path | None, /, key: str, by: str, yes: bool, dry_run: bool, lang: str, **told: Any
    ) -> None:
        from kembar.editing.entry import entry

        graph = open_graph(folder, lang)
        source = told_source(told)
        values = {name: value for name, value in told.items() if form.field(name) and value}
        if not values and not key:
            _fill_in(graph, form, by, dry_run=dry_run)
            return
        made = graph.preview([entry(form.kind, values, key)], source=source or "", by=by)
        write_change(graph, made, yes=yes, dry_run=dry_run)

    return add_one


@click.command("file", cls=Command, hidden=True)
@click.argument("path", type=click.Path(path_type=Path))
@options(source_option, *source_details, by_option, sure_options)
@click.pass_obj
def _add_file(
    folder: Path | None, /, path: Path, by: str, yes: bool, dry_run: bool, lang: str, **told: str
) -> None:
    """Add a file of YAML, CSV or Turtle."""
    graph = open_graph(folder, lang)
    made = graph.preview_file(path, source=told_source(told) or "", by=by)
    write_change(graph, made, yes=yes, dry_run=dry_run)


@click.command("template", cls=Command)
@click.argument("kind")
@language_option
@output_option
@click.pass_obj
def template(folder: Path | None, kind: str, lang: str, output: Path | None) -> None:
    """Print a YAML file to be filled in for a kind of thing; then `kembar add FILE`."""
    write(open_graph(folder, lang).template(kind), output, kind)


def _fill_in(graph: KnowledgeGraph, form: Form, by: str, *, dry_run: bool) -> None:
    """Ask for one thing in the terminal, and write it when the person agrees."""
    needs_terminal(f"kembar add {form.kind} --help tells its options")
    from kembar.cli.form import fill_in, fill_in_source, who, wrong

    known: Mapping[str, Sequence[str]] = {}
    source = None
    while True:
        entry = fill_in(graph, form, known)
        source = fill_in_source(graph, source)
        by = who(graph, by)
        known = entry.values
        try:
            made = graph.preview([entry], source=source or "", by=by)
            if key := told_apart(graph, made):
                made = graph.preview([replace(entry, key=key)], source=source or "", by=by)
            if offer(graph, made, dry_run=dry_run):
                return
        except KembarError as bad:
            wrong(graph, bad)
