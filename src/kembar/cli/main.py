"""The commands by name, and the exit on an error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from kembar._version import __version__
from kembar.cli.console import echo, flush, prepare_streams, say
from kembar.cli.fault_log import FAULT_CODE, report_fault, watch_threads
from kembar.cli.options import WORKSPACE, Group
from kembar.cli.settings.endpoint import service_options
from kembar.cli.settings.help import usage_message
from kembar.cli.settings.language import choose_language, own_language_option
from kembar.cli.settings.limits import limit_options
from kembar.errors import KembarError, ReaderLeft, system_reason
from kembar.language import N_, _

COMMANDS = {
    "add": ("add", "template"),
    "query": ("cite", "conflicts", "queries", "query"),
    "sparql": ("sparql",),
    "exchange": ("export", "import"),
    "login": ("login", "logout", "trust"),
    "history": ("diff", "log", "redo", "undo"),
    "pages": ("explore", "network", "ontology", "publish", "report"),
    "edit": ("edit", "renew", "retire"),
    "maintain": ("build", "cache", "check", "completion", "init", "migrate", "push"),
}
"""The module below `kembar.cli` that holds each command."""

_HOME_OF = {name: home for home, names in COMMANDS.items() for name in names}


class _Program(Group):
    """Commands whose modules are imported when they are called."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        # Before anything is read, so that help and errors speak it too.
        choose_language(sys.argv[1:] if args is None else args)
        return super().main(args, *rest, **options)

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

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (BrokenPipeError, EOFError) as fault:
            # click would leave without a word; `echo` has caught those of the standard streams.
            raise RuntimeError(f"a process of the program ended: {fault}") from fault


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__,
    prog_name="kembar",
    message="%(prog)s %(version)s",
    help=N_("Show the version and exit."),
)
@click.option(
    "--workspace",
    "-w",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    envvar="KEMBAR_WORKSPACE",
    help=WORKSPACE,
)
@click.pass_context
def main(ctx: click.Context, workspace: Path | None) -> None:
    """Kembar: a knowledge graph of sister-city relations (kota kembar)."""
    ctx.obj = workspace


main.params += [
    *service_options(hidden=False),
    *limit_options(hidden=False),
    own_language_option(),
]


def run() -> int:
    """Run the command that `sys.argv` names, and return its exit code; an error prints one line."""
    prepare_streams()
    watch_threads()
    code = _attempt(lambda: main.main(prog_name="kembar", standalone_mode=False))
    return _attempt(flush) or code


def _attempt(step: Callable[[], object]) -> int:
    """Do a step, and return its exit code."""
    try:
        code = step()
    except SystemExit as leaving:
        code = leaving.code
    except BaseException as error:  # also a panic of an engine
        return _tell(error)
    return code if isinstance(code, int) else 0


def _tell(error: BaseException) -> int:
    """Print what went wrong in one line, and return the exit code."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            echo(error.format_message(), err=True)
            return error.exit_code
        case KeyboardInterrupt() | click.Abort():
            return 130
        case ReaderLeft():
            return error.exit_code
        case KembarError():
            fault, code = str(error), error.exit_code
        case click.ClickException():
            fault, code = usage_message(error), error.exit_code
        case UnicodeEncodeError():
            text = error.object[error.start : error.end]
            fault, code = (
                _(
                    "{text} in {whole} is not a character: write UTF-8",
                    text=repr(text),
                    whole=repr(error.object),
                ),
                2,
            )
        case OSError(strerror=str()):
            place = error.filename or _("the system")
            fault, code = f"{place}: {system_reason(error)}", 2
        case _:
            fault, code = report_fault(error), FAULT_CODE
    say(f"kembar: {' '.join(fault.split())}", err=True)
    return code
