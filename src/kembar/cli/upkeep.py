"""Commands that keep: a workspace, its store, its checks, and what is added to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kembar.cli.frame import (
    Command,
    SubGroup,
    language_option,
    open_store,
    open_workspace,
    progress,
)

if TYPE_CHECKING:
    from kembar.additions import Addition
    from kembar.oxigraph import Engine
    from kembar.workspace import Workspace


@click.command("init", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a workspace: a folder for your own data and questions."""
    from kembar.workspace import init_workspace

    init_workspace(folder)
    click.echo(f"{folder} is a workspace. Next: cd {folder} && kembar explore")


@click.command("build", cls=Command)
@click.pass_obj
def build(folder: Path | None) -> None:
    """Build the store afresh from the files."""
    progress("building")
    built = open_store(open_workspace(folder), afresh=True)
    progress("")
    click.echo(f"{len(built.engine)} statements, {built.how}")


@click.command("check", cls=Command)
@click.option("--referee", is_flag=True, help="Let pySHACL check: the same, slower.")
@language_option
@click.pass_obj
def check(folder: Path | None, referee: bool, lang: str) -> None:
    """Check the graph by the shapes, and each folder by its card."""
    from kembar.checks import to_mend

    workspace = open_workspace(folder)
    engine = open_store(workspace).engine
    progress("checking")
    faults = to_mend(workspace, engine, lang, referee=referee)
    progress("")
    for fault in faults:
        click.echo(fault)
    if faults:
        click.echo(f"kembar: {len(faults)} to mend", err=True)
        raise SystemExit(1)
    click.echo(f"{len(engine)} statements, nothing to mend")


class _Add(SubGroup):
    """`kembar add partnership ...`, or `kembar add FILE` for what is none of its commands."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and ("." in args[0] or Path(args[0]).exists()):
            return "file", self.commands["file"], args
        return super().resolve_command(ctx, args)


@click.group("add", cls=_Add)
def add() -> None:
    """Add a partnership, or a file of Turtle or CSV, to your workspace."""


_dry_run = click.option("--dry-run", is_flag=True, help="Show and check only; write nothing.")


@add.command("partnership")
@click.option("--city", "cities", multiple=True, required=True, help="A partner; at least twice.")
@click.option("--kind", default="sister-city", show_default=True)
@click.option("--since", default="", help="2026, 2026-05 or 2026-05-24.")
@click.option("--until", default="", help="When it ended.")
@click.option("--source", default="", help="Web address of who says so; unverified without.")
@click.option("--by", default="", help="Your name.")
@click.option("--note", default="", help="A remark.")
@_dry_run
@language_option
@click.pass_obj
def add_partnership(
    folder: Path | None, /, cities: tuple[str, ...], dry_run: bool, lang: str, **told: str
) -> None:
    """Add a partnership of two or more cities."""
    from kembar import additions

    workspace = open_workspace(folder)
    engine = open_store(workspace).engine
    addition = additions.new_partnership(workspace, engine, cities=list(cities), **told)
    _add(addition, engine, workspace, dry_run, lang)


@add.command("file", hidden=True)
@click.argument("path", type=click.Path(path_type=Path))
@_dry_run
@language_option
@click.pass_obj
def add_file(folder: Path | None, path: Path, dry_run: bool, lang: str) -> None:
    """Add a file of Turtle or CSV."""
    from kembar import additions

    workspace = open_workspace(folder)
    addition = additions.from_file(workspace, path)
    _add(addition, open_store(workspace).engine, workspace, dry_run, lang)


def _add(
    addition: Addition, engine: Engine, workspace: Workspace, dry_run: bool, lang: str
) -> None:
    """Preview, check, write, and bring the store into step."""
    from kembar import additions

    for line in addition.said:
        click.echo(line, err=True)
    for part in addition.parts:
        click.echo(part.turtle)
    additions.check(addition, engine, workspace, lang)
    if dry_run:
        click.echo("Dry run: nothing was written.", err=True)
        return
    for path in additions.write(addition):
        click.echo(f"Written to {path}", err=True)
    open_store(workspace)


@click.command("completion", cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell: eval "$(kembar completion bash)"."""
    from click.shell_completion import get_completion_class

    root = click.get_current_context().find_root().command
    complete = get_completion_class(shell)
    if complete is not None:
        click.echo(complete(root, {}, "kembar", "_KEMBAR_COMPLETE").source())
