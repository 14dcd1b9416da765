"""Commands that maintain a workspace: its store, its checks, its cache; and completion."""

from __future__ import annotations

from pathlib import Path

import click

from kembar.cli.console import echo, progress, say
from kembar.cli.options import Command, SubGroup, open_graph, open_to_write
from kembar.cli.settings.language import language_option


@click.command("init", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a workspace: a folder for your own data and questions."""
    import kembar

    kembar.init(folder)
    say(f"{folder} is a workspace. Next: cd {folder} && kembar explore")


@click.command("build", cls=Command)
@click.pass_obj
def build(folder: Path | None) -> None:
    """Build the store afresh from the files."""
    progress("building")
    graph = open_graph(folder)
    graph.refresh(rebuild=True)
    progress("")
    say(f"{graph.status.statements} statements, {graph.status.store}")


@click.command("migrate", cls=Command)
@language_option
@click.pass_obj
def migrate(folder: Path | None, lang: str) -> None:
    """Bring the workspace to the newest format, as every command that writes does."""
    open_to_write(folder, lang)


@click.command("push", cls=Command)
@click.option(
    "--thorough", "full", is_flag=True, help="Compare every graph, though no file changed."
)
@click.pass_obj
def push(folder: Path | None, full: bool) -> None:
    """Bring the graph to a SPARQL service: all of it, or what differs since the last time."""
    progress("building")
    summary = open_graph(folder).push(progress, full=full)
    progress("")
    if summary.graphs or summary.deleted:
        echo(
            f"{summary.graphs} of {summary.total} graphs sent, {summary.triples} statements; "
            f"{summary.deleted} gone"
        )
    else:
        echo(f"{summary.total} graphs, nothing to send")


@click.command("check", cls=Command)
@click.option(
    "--referee", "with_pyshacl", is_flag=True, help="Let pySHACL check: the same, slower."
)
@language_option
@click.pass_obj
def check(folder: Path | None, with_pyshacl: bool, lang: str) -> None:
    """Check the graph by the shapes, and each folder by its card."""
    graph = open_graph(folder, lang)
    progress("checking")
    problems = [*graph.validate(with_pyshacl=with_pyshacl), *graph.question_faults()]
    progress("")
    for problem in problems:
        say(problem)
    if to_mend := [one for one in problems if not getattr(one, "is_warning", False)]:
        echo(f"kembar: {len(to_mend)} to mend", err=True)
        raise SystemExit(1)
    echo(f"{graph.status.statements} statements, nothing to mend")


@click.group("cache", cls=SubGroup, invoke_without_command=True)
@click.pass_context
def cache(ctx: click.Context) -> None:
    """Show or clear what is cached: built stores, answers, derived data."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(show_cache)


@cache.command("show")
@click.option("--all", "all_", is_flag=True, help="Show those of all workspaces, also moved ones.")
@click.pass_obj
def show_cache(folder: Path | None, all_: bool = False) -> None:
    """Show the folder of the cache, and the size of each part."""
    own = open_graph(folder).workspace.cache
    for files in own.all() if all_ else [own]:
        say(f"{files.folder} of {files.owner}" if all_ else files.folder)
        for name, (count, size) in files.usage().items():
            echo(f"  {name}: {count} files, {size / 1e6:,.1f} MB")


@cache.command("clear")
@click.argument("names", nargs=-1, metavar="[stores|answers|derived]...")
@click.option("--all", "all_", is_flag=True, help="Clear those of all workspaces, also moved ones.")
@click.pass_obj
def clear_cache(folder: Path | None, names: tuple[str, ...], all_: bool) -> None:
    """Delete the cache, or parts of it; a store that is in use stays."""
    own = open_graph(folder).workspace.cache
    for files in own.all() if all_ else [own]:
        before = files.usage()
        files.clear(*names)
        after = files.usage()
        if all_:
            say(files.folder)
        for name in names or before:
            count, size = (b - a for b, a in zip(before[name], after[name], strict=True))
            echo(f"{name}: {count} files deleted, {size / 1e6:,.1f} MB")


@click.command("completion", cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell: eval "$(kembar completion bash)"."""
    from click.shell_completion import get_completion_class

    root = click.get_current_context().find_root().command
    complete = get_completion_class(shell)
    if complete is not None:
        echo(complete(root, {}, "kembar", "_KEMBAR_COMPLETE").source())
