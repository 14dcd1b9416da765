"""Commands that maintain a workspace: its store, its checks, its cache; and completion."""

from __future__ import annotations

from pathlib import Path

import click

from kembar.cli.options import Command, language_option, open_graph, progress


@click.command("init", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a workspace: a folder for your own data and questions."""
    import kembar

    kembar.init(folder)
    click.echo(f"{folder} is a workspace. Next: cd {folder} && kembar explore")


@click.command("build", cls=Command)
@click.pass_obj
def build(folder: Path | None) -> None:
    """Build the store afresh from the files."""
    progress("building")
    graph = open_graph(folder)
    graph.refresh(rebuild=True)
    progress("")
    click.echo(f"{graph.status.statements} statements, {graph.status.store}")


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
    if summary.graphs or summary.gone:
        click.echo(
            f"{summary.graphs} of {summary.of} graphs sent, {summary.triples} statements; "
            f"{summary.gone} gone"
        )
    else:
        click.echo(f"{summary.of} graphs, nothing to send")


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
    problems = graph.validate(with_pyshacl=with_pyshacl)
    progress("")
    for problem in problems:
        click.echo(str(problem))
    if problems:
        click.echo(f"kembar: {len(problems)} to mend", err=True)
        raise SystemExit(1)
    click.echo(f"{graph.status.statements} statements, nothing to mend")


@click.command("completion", cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell: eval "$(kembar completion bash)"."""
    from click.shell_completion import get_completion_class

    root = click.get_current_context().find_root().command
    complete = get_completion_class(shell)
    if complete is not None:
        click.echo(complete(root, {}, "kembar", "_KEMBAR_COMPLETE").source())
