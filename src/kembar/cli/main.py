"""The commands by name, and the exit on an error."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import click

from kembar._version import __version__
from kembar.cli.console import echo
from kembar.cli.endpoint_options import service_options
from kembar.cli.options import Group
from kembar.errors import KembarError

COMMANDS = {
    "add": ("add", "template"),
    "query": ("queries", "query", "sparql"),
    "exchange": ("conflicts", "export", "import"),
    "history": ("diff", "log", "redo", "undo"),
    "pages": ("explore", "network", "ontology", "report"),
    "edit": ("edit", "renew", "retire"),
    "maintain": ("build", "cache", "check", "completion", "init", "migrate", "push"),
}
"""The module below `kembar.cli` that holds each command."""

_HOME_OF = {name: home for home, names in COMMANDS.items() for name in names}


class _Program(Group):
    """Commands whose modules are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(_HOME_OF)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _HOME_OF:
            return None
        home = import_module(f"kembar.cli.{_HOME_OF[cmd_name]}")
        commands = (value for value in vars(home).values() if isinstance(value, click.Command))
        return next(command for command in commands if command.name == cmd_name)


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kembar")
@click.option(
    "--workspace",
    "-w",
    type=click.Path(path_type=Path),
    envvar="KEMBAR_WORKSPACE",
    help="Folder of your own data and questions; the current one if it is a workspace.",
)
@click.pass_context
def main(ctx: click.Context, workspace: Path | None) -> None:
    """Kembar: a knowledge graph of sister-city relations (kota kembar)."""
    ctx.obj = workspace
    # click colours terminals only, and does not know https://no-color.org.
    ctx.color = False if os.environ.get("NO_COLOR") else None


main.params += service_options(hidden=False)


def run() -> None:
    """Run the command that `sys.argv` names; an error prints one line and sets the exit code."""
    try:
        code = main.main(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as help_page:
        help_page.show()
        code = help_page.exit_code
    except (KembarError, click.ClickException) as bad:
        code = bad.exit_code
        _tell(bad.format_message() if isinstance(bad, click.ClickException) else str(bad))
    except click.Abort:
        code = 130
    except BrokenPipeError:
        # The reader closed the pipe, as in `kembar query ... | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as bad:
        code = 2
        _tell(f"{bad.filename or 'the disk'}: {bad.strerror}")
    sys.exit(code if isinstance(code, int) else 0)


def _tell(mistake: str) -> None:
    echo(f"kembar: {' '.join(mistake.split())}", err=True)
