"""Options and output shared by all commands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kembar.cli.console import echo, is_terminal, say
from kembar.cli.settings.endpoint import (
    ask_about_endpoint,
    endpoint_settings,
    service_options,
)
from kembar.cli.settings.help import TranslatedHelp
from kembar.cli.settings.language import own_language_option
from kembar.cli.settings.limits import allows_service, limit_options, limits
from kembar.errors import InputError, UnknownName
from kembar.language import N_, _, _n, _p, language
from kembar.workspace.output_file import (
    ending_of,
    is_standard_output,
    is_stream,
    write_bytes,
    write_text,
)

if TYPE_CHECKING:
    from kembar import Answer, KnowledgeGraph

ANSWER_FORMATS = ("table", "csv", "json", "markdown", "turtle")
_ENDINGS = {
    ".txt": "table",
    ".csv": "csv",
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".ttl": "turtle",
    ".turtle": "turtle",
}
_PICTURES = {".svg": "svg", ".png": "png"}
"""The forms of a chart by the ending of its file."""

_WORKBOOK = ".xlsx"

NO_ANSWER = N_("No answer: nothing in the graph fits.")

_FORCE = "kembar.force"
"""Where a context keeps --force."""

Function = TypeVar("Function", bound=Callable[..., Any])

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(ANSWER_FORMATS),
    help=N_("Format of the answer. Default: by the ending of the -o file, else a table."),
)


class _OutputPath(click.Path):
    """A path to write to; - is standard output."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return super().convert("/dev/stdout" if value == "-" else value, param, ctx)


def output_option(
    default: Path | None = None,
    text: str = N_("File to write; - is standard output."),
) -> Callable[[Function], Function]:
    """Return a decorator that adds -o and --force."""

    def decorate(command: Function) -> Function:
        return click.option(
            "-o",
            "--output",
            type=_OutputPath(path_type=Path),
            metavar="FILE" if default is None or default.suffix else "FOLDER",
            default=default,
            help=text,
        )(force_option(command))

    return decorate


def _remember_force(ctx: click.Context, param: click.Parameter, force: bool) -> None:
    del param
    ctx.meta[_FORCE] = force


force_option = click.option(
    "--force",
    is_flag=True,
    expose_value=False,
    callback=_remember_force,
    help=N_("Replace the file even if it belongs to the workspace or is a completed form."),
)


def is_forced() -> bool:
    """Return whether the command that runs has --force."""
    return bool(click.get_current_context().meta.get(_FORCE))


def _remember(ctx: click.Context, param: click.Parameter, folder: Path | None) -> Path | None:
    del param
    if folder is not None:
        ctx.obj = folder
    return folder


WORKSPACE = N_(
    "Your workspace: the folder of your own data and questions. Default: KEMBAR_WORKSPACE, else "
    "the current folder if it is one."
)


def workspace_option() -> click.Option:
    """Return --workspace, which may come before a command or behind it."""
    return click.Option(
        ["--workspace", "-w"],
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        expose_value=False,
        callback=_remember,
        help=WORKSPACE,
    )


class Command(TranslatedHelp, click.Command):
    """A command that takes --workspace and --endpoint, unless --endpoint means something else."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        own = {param.name for param in self.params}
        self.params.append(workspace_option())
        shared = [
            *service_options(hidden=True),
            *limit_options(hidden=True),
            own_language_option(),
        ]
        self.params += [option for option in shared if option.name not in own]


class Group(TranslatedHelp, click.Group):
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
        self.params += [*limit_options(hidden=True), own_language_option()]


def open_graph(folder: Path | None) -> KnowledgeGraph:
    """Open the graph of a workspace, or at the endpoint of this call's options.

    It speaks the language of the command.

    Raises:
        InputError: the folder is no workspace, an option of the endpoint is wrong, or the person
            does not agree with the endpoint that the workspace names.
    """
    import kembar

    try:
        graph = kembar.open(
            folder,
            language=language(),
            endpoint=endpoint_settings(),
            limits=limits(),
            allow_service=allows_service(),
        )
    except InputError as bad:
        if bad.file != "endpoint":
            raise
        raise InputError(bad.fault, file="--", column=bad.column) from None
    ask_about_endpoint(graph.workspace)
    if is_terminal(sys.stdin) and is_terminal(sys.stdout):
        from kembar.model.dates import order_of_locale, reader_order

        # 3/2/2012 has the order of the person's country; a script gets an error about it.
        reader_order.set(order_of_locale)
    return graph


def open_to_write(folder: Path | None) -> KnowledgeGraph:
    """Open the graph of a workspace to write; say so if this converts it to a newer format.

    Raises:
        KembarError: as `open_graph`; or the workspace is older and cannot be written.
    """
    graph = open_graph(folder)
    if copy := graph.migrate():
        say(
            _(
                "The workspace now has the newest format; the files that changed are kept in "
                "{folder}",
                folder=copy,
            ),
            err=True,
        )
    return graph


def show(answer: Answer, form: str | None, output: Path | None) -> None:
    """Print or write an answer: by default a table, or in the format of the file's ending.

    A format has the same bytes in a file and in a pipe; a table on a terminal fits its width.
    """
    from kembar.render import answers

    if output is not None and is_standard_output(output):
        output = None
    if output is not None and form is None and output.suffix.casefold() in _PICTURES:
        _write_picture(answer, output)
        return
    if output is not None and form is None and output.suffix.casefold() == _WORKBOOK:
        write_bytes(output, answers.as_workbook(answer, language()), force=is_forced())
        tell_written(output, rows_of(answer))
        return
    if output is not None:
        form = form_of(form, output, _ENDINGS, others=() if form else (_WORKBOOK, *_PICTURES))
    if form in (None, "table") and output is None:
        answers.print_table(answer, language(), sys.stdout)
        if not answer.rows:
            echo(_(NO_ANSWER), err=True)
        return
    text = answers.ANSWER_WRITERS[form or "table"](answer, language())
    write(text, output, rows_of(answer))


def _write_picture(answer: Answer, output: Path) -> None:
    """Write the chart of an answer.

    Raises:
        InputError: the answer has no chart.
    """
    from kembar.render.answers import chart_picture

    content = chart_picture(answer, _PICTURES[output.suffix.casefold()], language())
    if content is None:
        fault = _(
            "this answer has no chart; a question has one by view in its head (bar, timeline, "
            "map), or by a specification of Vega-Lite beside it"
        )
        raise InputError(fault, file=output)
    write_bytes(output, content, force=is_forced())
    tell_written(output, rows_of(answer))


def rows_of(answer: Answer) -> str:
    """Return the number of an answer's rows, in words."""
    return _n("{count} row", "{count} rows", len(answer.rows))


def form_of(
    form: str | None,
    output: Path,
    endings: Mapping[str, str],
    default: str = "csv",
    others: Iterable[str] = (),
) -> str:
    """Return the form to write in a file: that of the option, else that of the file's ending.

    Args:
        form: that of the option, if any.
        output: the file; a pipe or a device may have any name.
        endings: the form of each ending.
        default: the form for a pipe.
        others: more endings that the command takes, to be told.

    Raises:
        InputError: the file's ending belongs to another form, or to none.
    """
    fitting = [ending for ending, name in endings.items() if form in (None, name)]
    ending = ending_of(output, [*fitting, *others])
    if form or ending or is_stream(output):
        return form or endings.get(ending, default)
    known = ", ".join([*endings, *others])
    if output.suffix:
        fault = _(
            "{ending} names no format; use {endings}, or --format",
            ending=output.suffix,
            endings=known,
        )
    else:
        fault = _("has no ending; use {endings}, or --format", endings=known)
    raise InputError(fault, file=output)


def write(text: str, output: Path | None, content: str, *, is_form: bool = False) -> None:
    """Print a text, or write it to a file and print the path with what it contains."""
    if output is None or is_standard_output(output):
        echo(text, nl=False)
        return
    write_text(output, text, force=is_forced(), is_form=is_form)
    tell_written(output, content)


def tell_written(output: Path, content: str, *, err: bool = True) -> None:
    """Print the path of a result with what it contains, unless the result was printed."""
    if not is_standard_output(output):
        say(f"{output}: {content}", err=err)


def tell_status(graph: KnowledgeGraph) -> None:
    """Print the number of statements in the store, and the way in which it was opened."""
    count, state = graph.status
    words = {
        "opened": _p("store", "opened"),
        "updated": _p("store", "updated"),
        "built": _p("store", "built"),
        "in memory": _p("store", "in memory"),
    }
    if state in words:
        state = words[state]
    else:
        state = _p("store", "at {address}", address=state.removeprefix("at "))
    statements = _n("{count} statement", "{count} statements", count)
    say(_("{statements}; store {state}", statements=statements, state=state))
