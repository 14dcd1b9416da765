"""What all commands share: mistakes in one line, the workspace, the language, showing an answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kembar.cli.endpoint_options import at_service, service_options
from kembar.errors import UnknownName
from kembar.rdf.namespaces import LANGUAGES

if TYPE_CHECKING:
    from kembar.knowledge_graph import KnowledgeGraph
    from kembar.queries.answer import Answer
    from kembar.workspace.layout import Workspace

FORMATS = ("table", "csv", "json", "markdown", "turtle")
_ENDINGS = {".csv": "csv", ".json": "json", ".md": "markdown", ".ttl": "turtle"}

language_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    envvar="KEMBAR_LANG",
    help="Language of headings and labels.",
)
format_option = click.option(
    "--format", "form", type=click.Choice(FORMATS), help="How to show it; told by -o's ending."
)
output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write to a file."
)


def _remember(ctx: click.Context, _: click.Parameter, folder: Path | None) -> Path | None:
    if folder is not None:
        ctx.obj = folder
    return folder


def workspace_option() -> click.Option:
    """--workspace, which stands before a command or behind it."""
    return click.Option(
        ["--workspace", "-w"],
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=_remember,
        help="Folder of your own data and questions; also KEMBAR_WORKSPACE.",
    )


class Command(click.Command):
    """A command that takes --workspace and --endpoint, unless --endpoint means something else."""

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        own = {param.name for param in self.params}
        self.params.append(workspace_option())
        self.params += [one for one in service_options(hidden=True) if one.name not in own]


class Group(click.Group):
    """A group whose commands take --workspace, and that knows the nearest name to a wrong one."""

    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but a wrong name answers with the nearest."""
        names = self.list_commands(ctx)
        if args and not args[0].startswith("-") and args[0] not in names:
            from kembar.names.lookup import nearest

            found = ((name, self.get_command(ctx, name)) for name in names)
            shown = [name for name, command in found if command and not command.hidden]
            raise UnknownName("command", args[0], nearest(args[0], shown))
        return super().resolve_command(ctx, args)


class SubGroup(Group):
    """A group below the program, which takes --workspace as commands do."""

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        self.params += [workspace_option(), *service_options(hidden=True)]


def open_workspace(folder: Path | None) -> Workspace:
    """The workspace that was named, or the current folder's, or the shipped data alone."""
    from kembar.workspace import layout

    return at_service(layout.open_workspace(folder))


def open_graph(folder: Path | None, language: str = "en") -> KnowledgeGraph:
    """The graph of the workspace that was named, or of the current folder, or the shipped one."""
    from kembar.knowledge_graph import KnowledgeGraph

    return KnowledgeGraph(open_workspace(folder), language)


def progress(doing: str) -> None:
    """Say on a terminal what takes its time; a pipe hears nothing."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{doing}", nl=False, err=True)


def show(answer: Answer, language: str, form: str | None, output: Path | None) -> None:
    """Show an answer: a table where no format is named, and what the ending says in a file."""
    from kembar.render import answers

    if form is None and output is not None:
        form = _ENDINGS.get(output.suffix, "csv")
    if form in (None, "table") and output is None:
        answers.print_table(answer, language, sys.stdout)
        if not answer.rows:
            click.echo("No answer: nothing in the graph fits.", err=True)
        return
    text = answers.FORMATS["markdown" if form in (None, "table") else form](answer, language)
    write(text, output, f"{len(answer.rows)} rows")


def write(text: str, output: Path | None, what: str) -> None:
    """Print a text, or write it to a file and say what it holds."""
    from kembar.workspace.atomic_write import write_text

    if output is None:
        click.echo(text, nl=False)
    else:
        write_text(output, text)
        click.echo(f"{output}: {what}", err=True)
