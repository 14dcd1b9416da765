"""The commands by their names, and how a mistake ends the program."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import click

from kembar import __version__
from kembar.cli import again
from kembar.cli.frame import Group
from kembar.cli.service import service_options
from kembar.errors import KembarError

COMMANDS = {
    "adding": {
        "add": "Add to your workspace: one thing, or a file of YAML, CSV or Turtle.",
        "template": "Print a YAML file to be filled in for a kind of thing; then `kembar add "
        "FILE`.",
    },
    "answers": {
        "queries": "List the saved questions, all or those whose titles hold WORDS, in either "
        "language.",
        "query": "Answer a saved question. See `kembar queries` for their names.",
        "sparql": "Ask in SPARQL: a query, the name of a file, or - for standard input.",
    },
    "exchange": {
        "conflicts": "Show where sources disagree, and what only one source or one side claims.",
        "export": "Write the whole graph for other programs; csv makes a folder of tables.",
        "import": "Import a source: a table, a network, Wikidata, or RDF.",
    },
    "history": {
        "diff": "Show the statements that a change brought (+) and took (-); the last one without "
        "a name.",
        "log": "List the changes of the workspace, oldest first: who added what, when.",
        "undo": "Take a change back, an import too; the last one without a name.",
    },
    "pages": {
        "explore": "Build the graph, check it, answer every question and draw the network.",
        "network": "Write the network as an HTML page that works without a network.",
        "ontology": "Print the model; with -o, write it as a page to browse, or as Markdown "
        "(FILE.md).",
        "report": "Write a report: city NAME, partnership A B, case STUDY, country NAME.",
    },
    "revising": {
        "edit": "Mend what a source says of a thing; the earlier reading stays on record.",
        "renew": "Add the next agreement of a chain: as the one it renews, but for what you set.",
        "retire": "Hold something no longer; what was said stays on record with time and reason.",
    },
    "upkeep": {
        "build": "Build the store afresh from the files.",
        "check": "Check the graph by the shapes, and each folder by its card.",
        "completion": 'Print the completion script of a shell: eval "$(kembar completion bash)".',
        "init": "Make a workspace: a folder for your own data and questions.",
        "push": "Bring the graph to a SPARQL service: all of it, or what differs since the last "
        "time.",
    },
}
"""The module below `kembar.cli` that holds each command, and what help says of it at first.

That is what the command says of itself (a test holds them together); told here, so that the list of
all commands imports none.
"""

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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        told = {name: said for names in COMMANDS.values() for name, said in names.items()}
        commands = [click.Command(name, help=said) for name, said in told.items()]
        click.Group(commands=commands).format_commands(ctx, formatter)


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


def run(asked: again.Asked | None) -> None:
    """Do what is asked: whatever goes wrong is told in one line, with the exit code that it has."""
    try:
        code = again.heard(asked, lambda: main.main(standalone_mode=False))
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
