"""Commands that maintain a workspace: its store, its checks, its cache; and completion."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from kembar.cli.console import echo, progress, say
from kembar.cli.form.candidates import choice_among
from kembar.cli.options import Command, SubGroup, open_graph, open_to_write, tell_status
from kembar.errors import AmbiguousName, UnknownName
from kembar.language import N_, _, _n, language, numeral


@click.command("init", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--city", default="", help=N_("Your city: questions ask of it, unless you name another.")
)
def init(folder: Path, city: str) -> None:
    """Make a workspace: a folder for your own data and questions.

    With --city, also one that exists gets this city.
    """
    import kembar

    is_new = not (folder / "kembar.toml").exists()
    try:
        graph = kembar.init(folder, language=language(), city=city)
    except AmbiguousName as error:
        choice = choice_among(error)
        if not choice:
            raise
        graph = kembar.init(folder, language=language(), city=choice)
    except UnknownName as error:
        if error.nearest:
            raise
        remedy = _("Leave --city out, add a partnership of your city, then give --city again.")
        raise UnknownName("city of the graph", error.name, remedy=remedy) from None
    is_here = folder.resolve() == Path.cwd()
    values = {
        "folder": folder.resolve().name if is_here else folder,
        "command": ("" if is_here else f"cd {shlex.quote(str(folder))} && ") + "kembar explore",
    }
    if not city:
        say(_("{folder} is a workspace now. Next: {command}", **values))
        return
    # The store of the shipped data is there, and that of a new workspace is not yet.
    names = kembar.KnowledgeGraph(kembar.Workspace(), language()) if is_new else graph
    name = names.city_name(graph.workspace.city)
    say(_("{folder} is a workspace for {city} now. Next: {command}", **values, city=name))


@click.command("build", cls=Command)
@click.pass_obj
def build(folder: Path | None) -> None:
    """Build the store anew from the files."""
    progress(_("building"))
    graph = open_graph(folder)
    graph.refresh(rebuild=True)
    progress("")
    tell_status(graph)


@click.command("migrate", cls=Command)
@click.pass_obj
def migrate(folder: Path | None) -> None:
    """Convert the workspace to the newest format, as every command that writes does."""
    open_to_write(folder)


@click.command("push", cls=Command)
@click.option(
    "--thorough",
    "full",
    is_flag=True,
    help=N_("Compare every graph, even if no file has changed."),
)
@click.pass_obj
def push(folder: Path | None, full: bool) -> None:
    """Send the graph to a SPARQL service: all of it, or the changes since the last time."""
    progress(_("building"))
    summary = open_graph(folder).push(progress, full=full)
    progress("")
    if summary.graphs or summary.deleted:
        echo(
            _(
                "Sent: {graphs} of {total} graphs ({statements} statements). Deleted: {deleted}.",
                graphs=numeral(summary.graphs),
                total=numeral(summary.total),
                statements=numeral(summary.triples),
                deleted=numeral(summary.deleted),
            )
        )
    else:
        echo(_n("{count} graph, nothing to send", "{count} graphs, nothing to send", summary.total))


@click.command("check", cls=Command)
@click.option(
    "--referee",
    "with_pyshacl",
    is_flag=True,
    help=N_("Check with pySHACL: the same result, but slower."),
)
@click.pass_obj
def check(folder: Path | None, with_pyshacl: bool) -> None:
    """Check the graph against its rules, and each folder against its source.toml."""
    graph = open_graph(folder)
    progress(_("checking"))
    problems = [*graph.validate(with_pyshacl=with_pyshacl), *graph.question_faults()]
    progress("")
    for problem in problems:
        say(problem)
    if errors := [one for one in problems if not getattr(one, "is_warning", False)]:
        summary = _n("{count} problem to solve", "{count} problems to solve", len(errors))
        echo(f"kembar: {summary}", err=True)
        raise SystemExit(1)
    echo(
        _n(
            "{count} statement, no problems found",
            "{count} statements, no problems found",
            graph.status.statements,
        )
    )


@click.group("cache", cls=SubGroup, invoke_without_command=True)
@click.pass_context
def cache(ctx: click.Context) -> None:
    """Show or clear the cache: built stores, answers, derived data."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(show_cache)


@cache.command("show")
@click.option(
    "--all",
    "all_",
    is_flag=True,
    help=N_("Show the caches of all workspaces, even of those that were moved."),
)
@click.pass_obj
def show_cache(folder: Path | None, all_: bool = False) -> None:
    """Show the folder of the cache, and the size of each part."""
    own = open_graph(folder).workspace.cache
    for files in own.all() if all_ else [own]:
        place = _("{cache} of {folder}", cache=files.folder, folder=files.owner)
        say(place if all_ else files.folder)
        for name, (count, size) in files.usage().items():
            usage = _n(
                "{name}: {count} file, {size} MB",
                "{name}: {count} files, {size} MB",
                count,
                name=name,
                size=_megabytes(size),
            )
            echo(f"  {usage}")


@cache.command("clear")
@click.argument("names", nargs=-1, metavar="[stores|answers|derived]...")
@click.option(
    "--all",
    "all_",
    is_flag=True,
    help=N_("Clear the caches of all workspaces, even of those that were moved."),
)
@click.pass_obj
def clear_cache(folder: Path | None, names: tuple[str, ...], all_: bool) -> None:
    """Delete the cache, or parts of it; a store in use stays."""
    own = open_graph(folder).workspace.cache
    for files in own.all() if all_ else [own]:
        before = files.usage()
        files.clear(*names)
        after = files.usage()
        if all_:
            say(files.folder)
        for name in names or before:
            count, size = (b - a for b, a in zip(before[name], after[name], strict=True))
            echo(
                _n(
                    "{name}: {count} file deleted, {size} MB",
                    "{name}: {count} files deleted, {size} MB",
                    count,
                    name=name,
                    size=_megabytes(size),
                )
            )


def _megabytes(size: int) -> str:
    return numeral(round(size / 1e6, 1))


@click.command("completion", cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell: eval "$(kembar completion bash)"."""
    from click.shell_completion import get_completion_class

    root = click.get_current_context().find_root().command
    complete = get_completion_class(shell)
    if complete is not None:
        echo(complete(root, {}, "kembar", "_KEMBAR_COMPLETE").source())
