"""Options and output shared by all commands."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kembar.cli.console import echo
from kembar.cli.endpoint_options import endpoint_settings, service_options
from kembar.cli.query_limits import allows_service, limit_options, limits
from kembar.errors import InputError, UnknownName
from kembar.rdf.namespaces import LANGUAGES

if TYPE_CHECKING:
    from kembar import Answer, KnowledgeGraph

ANSWER_FORMATS = ("table", "csv", "json", "markdown", "turtle")
_ENDINGS = {".csv": "csv", ".json": "json", ".md": "markdown", ".ttl": "turtle"}

language_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    envvar="KEMBAR_LANG",
    help="Language of headings and labels.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(ANSWER_FORMATS),
    help="How to show it; told by -o's ending.",
)
output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write to a file."
)


def _remember(ctx: click.Context, _: click.Parameter, folder: Path | None) -> Path | None:
    if folder is not None:
        ctx.obj = folder
    return folder


def workspace_option() -> click.Option:
    """Return --workspace, which may come before a command or behind it."""
    return click.Option(
        ["--workspace", "-w"],
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=_remember,
        help="Folder of your own data and questions; also KEMBAR_WORKSPACE.",
    )


class Command(click.Command):
    """A command that takes --workspace and --endpoint, unless --endpoint means something else."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        own = {param.name for param in self.params}
        self.params.append(workspace_option())
        shared = service_options(hidden=True) + limit_options(hidden=True)
        self.params += [option for option in shared if option.name not in own]


class Group(click.Group):
    """A group whose commands take --workspace, and that suggests a name for a wrong one."""

    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve as click does, but raise UnknownName with the nearest names."""
        names = self.list_commands(ctx)
        if args and not args[0].startswith("-") and args[0] not in names:
            from kembar.names.lookup import nearest

            commands = ((name, self.get_command(ctx, name)) for name in names)
            visible = [name for name, command in commands if command and not command.hidden]
            raise UnknownName("command", args[0], nearest(args[0], visible))
        return super().resolve_command(ctx, args)


class SubGroup(Group):
    """A group below the program, which takes --workspace as commands do."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.params += [workspace_option(), *service_options(hidden=True)]
        self.params += limit_options(hidden=True)


def open_graph(folder: Path | None, language: str = "en") -> KnowledgeGraph:
    """Open the graph of a workspace, or at the endpoint of this call's options.

    Raises:
        InputError: the folder is no workspace, or an option of the endpoint is wrong.
    """
    import kembar

    try:
        return kembar.open(
            folder,
            language=language,
            endpoint=endpoint_settings(),
            limits=limits(),
            allow_service=allows_service(),
        )
    except InputError as bad:
        if bad.file != "endpoint":
            raise
        raise InputError(bad.fault, file="--", column=bad.column) from None


def progress(step: str) -> None:
    """Show a step of a long task on a terminal only."""
    if sys.stderr.isatty():
        echo(f"\r\033[K{step}", nl=False, err=True)


def show(answer: Answer, language: str, form: str | None, output: Path | None) -> None:
    """Print or write an answer: by default a table, or as the suffix of the file says."""
    from kembar.render import answers

    if form is None and output is not None:
        form = _ENDINGS.get(output.suffix, "csv")
    if form in (None, "table") and output is None:
        answers.print_table(answer, language, sys.stdout)
        if not answer.rows:
            echo("No answer: nothing in the graph fits.", err=True)
        return
    text = answers.ANSWER_WRITERS["markdown" if form in (None, "table") else form](answer, language)
    write(text, output, f"{len(answer.rows)} rows")


def write(text: str, output: Path | None, content: str) -> None:
    """Print a text, or write it to a file and print the path with what it contains."""
    if output is None:
        echo(text, nl=False)
        return
    from kembar.workspace.atomic_write import write_text

    write_text(output, text)
    echo(f"{output}: {content}", err=True)
