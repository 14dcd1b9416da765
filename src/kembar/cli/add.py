"""Commands that add to the workspace: a thing or a file; and the template of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kembar.cli.form.candidates import choosing
from kembar.cli.options import (
    Command,
    SubGroup,
    open_graph,
    output_option,
    write,
)
from kembar.cli.submit import (
    Submission,
    existing_key,
    on_terminal,
    require_terminal,
    submit_options,
)
from kembar.errors import KembarError
from kembar.language import N_, _
from kembar.workspace.output_file import ending_of

if TYPE_CHECKING:
    from kembar.model.forms import Form


_WISHED = {"partnership": ("kind",)}
"""By kind: single values that nearly every source has."""


class _Add(SubGroup):
    """`kembar add KIND ...`, a command for each kind of thing, or `kembar add FILE`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from kembar.model.forms import addable

        del ctx
        return addable()

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        from kembar.model.forms import addable, forms

        del ctx
        return _command(forms()[name]) if name in addable() else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name not in self.list_commands(ctx) and ("." in name or _is_path(name)):
            return "file", _add_file, args
        if name and not name.startswith("-") and name not in self.list_commands(ctx):
            import kembar

            kembar.entry(name)
        return click.Group.resolve_command(self, ctx, args)


@click.group("add", cls=_Add)
def add() -> None:
    """Add one thing to your workspace, or a file of YAML, CSV or Turtle.

    Without options, a form asks for each field in the terminal. The command shows a preview before
    it writes.
    """


def _is_path(name: str) -> bool:
    """Return whether a file or a folder has this name; False for a name that no file can have."""
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def _command(form: Form) -> click.Command:
    """Return the command that adds one kind of thing: an option for each field of its form."""

    @submit_options(replaces=True)
    def add_one(submission: Submission, key: str, **values: Any) -> None:
        import kembar

        fields = {name: value for name, value in values.items() if value}
        if not fields and not key:
            _fill_in(submission, form)
            return
        _ask_wished(submission, form, key, fields)
        entry = kembar.entry(form.kind, key=key, **fields)
        source, author = submission.source or "", submission.author
        graph = submission.graph
        submission.write(
            choosing(graph, lambda: graph.preview([entry], source=source, author=author))
        )

    command = click.command(
        form.kind,
        cls=Command,
        params=[_option(form, field.name) for field in form.fields],
        help=_(
            "Add: {kind}. Without options, a form asks for each field in the terminal.",
            kind=_(form.label),
        ),
    )(add_one)
    key = N_("Key of the thing: one of the graph, or a new one.")
    command.params.append(click.Option(["--key"], default="", help=key))
    return command


def _ask_wished(submission: Submission, form: Form, key: str, fields: dict[str, Any]) -> None:
    """Ask on a terminal for the fields that people leave out by oversight."""
    wished = [field for field in map(form.field, _WISHED.get(form.kind, ())) if field]
    missing = [field for field in wished if not fields.get(field.name)]
    if key or submission.yes or not missing or not on_terminal():
        return
    from kembar.cli.form.prompts import Prompter

    answers: dict[str, list[str]] = {}
    Prompter(submission.graph).ask_all(missing, {}, answers)
    fields |= {name: answer[0] for name, answer in answers.items() if answer}


def _option(form: Form, name: str) -> click.Option:
    field = form.field(name)
    assert field is not None
    sentences = [_(field.question)]
    if field.is_list:
        sentences.append(_("Repeat it for several."))
    if field.default:
        sentences.append(_("[default: {value}]", value=field.default))
    elif field.required:
        sentences.append(_("[required]"))
    return click.Option(
        [f"--{field.option}", name],
        multiple=field.is_list,
        default=() if field.is_list else "",
        show_default=False,
        help=" ".join(sentences),
    )


@click.command("file", cls=Command, hidden=True)
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@submit_options(replaces=True)
def _add_file(submission: Submission, path: Path) -> None:
    """Add a file of YAML, CSV or Turtle."""
    source, author = submission.source or "", submission.author
    graph = submission.graph
    submission.write(
        choosing(graph, lambda: graph.preview_file(path, source=source, author=author))
    )


@click.command("template", cls=Command)
@click.argument("kind")
@output_option()
@click.pass_obj
def template(folder: Path | None, kind: str, output: Path | None) -> None:
    """Print a YAML form for a kind of thing. Fill it in, then run `kembar add FILE`."""
    if output is not None:
        ending_of(output, (".yaml", ".yml"))
    write(open_graph(folder).template(kind), output, kind, is_form=True)


def _fill_in(submission: Submission, form: Form) -> None:
    """Show the form of one thing in the terminal, and write it when the person confirms."""
    command = f"kembar add {form.kind} --help"
    require_terminal(
        _(
            "there are no options, and a form needs a terminal; {command} lists the options",
            command=command,
        )
    )
    from kembar.cli.form.form import ask_author, fill_in, fill_in_source, report_error

    graph, author = submission.graph, submission.author
    values: Mapping[str, Sequence[str]] = {}
    source = None
    while True:
        entry = fill_in(graph, form, values)
        source = fill_in_source(graph, source)
        author = ask_author(graph, author)
        values = entry.values
        try:
            preview = graph.preview([entry], source=source or "", author=author)
            if key := existing_key(graph, preview):
                entry = replace(entry, key=key)
                preview = graph.preview([entry], source=source or "", author=author)
            if submission.offer(preview):
                return
        except KembarError as bad:
            report_error(graph, bad)
