"""The command line: parsing and printing only. What a command does not use is not imported."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from kembar import __version__
from kembar.cli import adding, answers, exchange, history, pages, revising, upkeep
from kembar.cli.frame import Group
from kembar.errors import KembarError


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
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


for _command in (
    pages.explore,
    answers.queries,
    answers.query,
    answers.sparql,
    pages.network,
    pages.report,
    pages.ontology,
    upkeep.init,
    adding.add,
    adding.template,
    revising.edit,
    revising.retire,
    revising.renew,
    history.log,
    history.diff,
    history.undo,
    exchange.import_,
    exchange.conflicts,
    exchange.export,
    upkeep.build,
    upkeep.check,
    upkeep.completion,
):
    main.add_command(_command)


def run() -> None:
    """The program: whatever goes wrong is told in one line, with the exit code that it has."""
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
        # Somebody read enough, as `kembar query ... | head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as bad:
        code = 2
        _tell(f"{bad.filename or 'the disk'}: {bad.strerror}")
    sys.exit(code if isinstance(code, int) else 0)


def _tell(mistake: str) -> None:
    click.echo(f"kembar: {' '.join(mistake.split())}", err=True)
