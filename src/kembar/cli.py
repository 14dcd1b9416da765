"""The command line: parsing and printing only. What a command does not use is not imported."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kembar import __version__
from kembar.errors import InputError, KembarError
from kembar.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from kembar.additions import Addition
    from kembar.oxigraph import Engine
    from kembar.questions import Answer
    from kembar.store import Built
    from kembar.workspace import Workspace

FORMATS = ("table", "csv", "json", "markdown", "turtle")

_language = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    envvar="KEMBAR_LANG",
    help="Language of headings and labels.",
)
_format = click.option("--format", "form", type=click.Choice(FORMATS), help="How to show it.")
_output = click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file.")


class _Kembar(click.Group):
    """Tells a mistake in one line, whatever went wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KembarError as bad:
            click.echo(f"kembar: {bad}", err=True)
            ctx.exit(bad.exit_code)
        except BrokenPipeError:
            # Somebody read enough, as `kembar query ... | head` does.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=_Kembar, context_settings={"help_option_names": ["-h", "--help"]})
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


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a workspace: a folder for your own data and questions."""
    from kembar.workspace import init_workspace

    init_workspace(folder)
    click.echo(f"{folder} is a workspace. Next: cd {folder} && kembar explore")


@main.command()
@click.pass_obj
def build(folder: Path | None) -> None:
    """Build the store afresh from the files."""
    built = _store(_workspace(folder), afresh=True)
    click.echo(f"{len(built.engine)} statements, {built.how}")


@main.command("queries")
@click.option("--topic", help="Only this topic.")
@_language
@click.pass_obj
def list_queries(folder: Path | None, topic: str | None, lang: str) -> None:
    """List the saved questions by topic."""
    from kembar.questions import find_questions

    questions = sorted(find_questions(_workspace(folder)).values(), key=lambda q: (q.topic, q.name))
    last = ""
    for question in questions:
        if topic and question.topic != topic:
            continue
        if question.topic != last:
            last = question.topic
            click.secho(f"\n{last}", bold=True)
        click.echo(f"  {question.name}\n      {question.words.said_in(lang)}")
        for parameter in question.parameters:
            if parameter.kind != "language":
                said = parameter.words.said_in(lang)
                click.echo(f"      -p {parameter.name}=...  {said} ({parameter.kind})")


@main.command()
@click.argument("name")
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE")
@_language
@_format
@_output
@click.pass_obj
def query(
    folder: Path | None,
    name: str,
    parameters: tuple[str, ...],
    lang: str,
    form: str | None,
    output: Path | None,
) -> None:
    """Answer a saved question. See `kembar queries` for their names."""
    from kembar.questions import ask, find_question

    workspace = _workspace(folder)
    question = find_question(workspace, name)
    given = dict([_pair(parameter) for parameter in parameters])
    if any(parameter.name == "lang" for parameter in question.parameters):
        given.setdefault("lang", lang)
    _show(ask(_store(workspace).engine, question, given), lang, form, output)


@main.command("sparql")
@click.argument("sparql", default="-")
@_format
@_output
@click.pass_obj
def ask_sparql(folder: Path | None, sparql: str, form: str | None, output: Path | None) -> None:
    """Ask in SPARQL: a query, the name of a file, or - for standard input."""
    from kembar.questions import Answer

    if sparql == "-":
        sparql = sys.stdin.read()
    elif "{" not in sparql:
        try:
            sparql = Path(sparql).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as bad:
            raise InputError(f"cannot be read as a query: {bad}", file=sparql) from None
    table = _store(_workspace(folder)).engine.select(sparql)
    _show(Answer(table.columns, table.rows), "en", form, output)


@main.command("network")
@click.option("--city", help="Only around this city.")
@click.option("--depth", type=click.IntRange(1, 6), default=1, help="How many steps from it.")
@click.option("--country", help="Only partnerships of this country.")
@click.option("--kind", help="Only this kind, as sister-city.")
@_language
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("network.html"))
@click.pass_obj
def draw_network(
    folder: Path | None,
    city: str | None,
    depth: int,
    country: str | None,
    kind: str | None,
    lang: str,
    output: Path,
) -> None:
    """Write the network as an HTML page that works without a network."""
    from kembar.errors import UnknownName
    from kembar.files import write_whole
    from kembar.names import nearest, resolve
    from kembar.network import country_label, network, part_of
    from kembar.views.network_page import network_page

    workspace = _workspace(folder)
    engine = _store(workspace).engine
    graph = network(engine, lang)
    kinds = {facts["kind"] for *_, facts in graph.edges(data=True)}
    if kind and kind not in kinds:
        raise UnknownName("kind of partnership", kind, nearest(kind, kinds) or sorted(kinds))
    part = part_of(
        graph,
        city=resolve(engine, "city", city) if city else None,
        depth=depth,
        country=country_label(engine, country, lang) if country else "",
        kind=kind or "",
    )
    write_whole(output, network_page(part, workspace.title, lang))
    click.echo(f"{output}: {len(part)} cities, {part.number_of_edges()} partnerships")


@main.command("explore")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("out"))
@_language
@click.pass_obj
def explore_all(folder: Path | None, output: Path, lang: str) -> None:
    """Build the graph, answer every question and draw the network."""
    from kembar.explore import explore

    workspace = _workspace(folder)
    built = _store(workspace)
    click.echo(f"{len(built.engine)} statements, store {built.how}")
    made = explore(workspace, built.engine, output, lang, _progress)
    _progress("")
    click.echo(f"{len(made) - 3} questions answered in {output / 'answers'}")
    click.echo(f"The network is drawn in {output / 'network.html'}, the model in ontology.html.")
    click.echo(f"Open {output / 'index.html'} in a browser.")


def _workspace(folder: Path | None) -> Workspace:
    from kembar.workspace import open_workspace

    return open_workspace(folder)


def _store(workspace: Workspace, *, afresh: bool = False) -> Built:
    from kembar.store import open_store

    return open_store(workspace, afresh=afresh)


def _progress(doing: str) -> None:
    """Say on a terminal what takes its time; a pipe hears nothing."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{doing}", nl=False, err=True)


def _pair(parameter: str) -> tuple[str, str]:
    name, equals, value = parameter.partition("=")
    if not equals:
        raise InputError(f"{parameter!r} is no parameter: write name=value")
    return name, value


def _show(answer: Answer, language: str, form: str | None, output: Path | None) -> None:
    """Show an answer; a table on a terminal and CSV in a file, where no format is named."""
    from kembar.files import write_whole
    from kembar.views import tables

    if output is not None:
        endings = {".csv": "csv", ".json": "json", ".md": "markdown", ".ttl": "turtle"}
        form = form or endings.get(output.suffix, "csv")
    if form in (None, "table"):
        if output is None:
            tables.print_table(answer, language, sys.stdout)
            if not answer.rows:
                click.echo("No answer: nothing in the graph fits.", err=True)
            return
        form = "markdown"
    text = tables.FORMATS[form](answer, language)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text)
        click.echo(f"{output}: {len(answer.rows)} rows", err=True)


@main.command("check")
@_language
@click.pass_obj
def check_data(folder: Path | None, lang: str) -> None:
    """Check the graph by the shapes, and each folder by its card."""
    from kembar.checks import too_few
    from kembar.validation import located, validate

    workspace = _workspace(folder)
    engine = _store(workspace).engine
    _progress("checking")
    problems = located(validate(engine.triples(), workspace, lang), engine, workspace)
    _progress("")
    told = [str(problem) for problem in problems] + too_few(workspace)
    for line in told:
        click.echo(line)
    if told:
        click.echo(f"kembar: {len(told)} to mend", err=True)
        raise SystemExit(1)
    click.echo(f"{len(engine)} statements, nothing to mend")


class _Add(click.Group):
    """`kembar add partnership ...`, or `kembar add FILE` for what is none of its commands."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and "." in args[0]:
            return "file", self.commands["file"], args
        return super().resolve_command(ctx, args)


@main.group(cls=_Add)
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
@click.option("--note", default="")
@_dry_run
@_language
@click.pass_obj
def add_partnership(
    folder: Path | None, /, cities: tuple[str, ...], dry_run: bool, lang: str, **told: str
) -> None:
    """Add a partnership of two or more cities."""
    from kembar import additions

    workspace = _workspace(folder)
    engine = _store(workspace).engine
    addition = additions.new_partnership(workspace, engine, cities=list(cities), **told)
    _add(addition, engine, workspace, dry_run, lang)


@add.command("file", hidden=True)
@click.argument("path", type=click.Path(path_type=Path))
@_dry_run
@_language
@click.pass_obj
def add_file(folder: Path | None, path: Path, dry_run: bool, lang: str) -> None:
    """Add a file of Turtle or CSV."""
    from kembar import additions

    workspace = _workspace(folder)
    addition = additions.from_file(workspace, path)
    engine = _store(workspace).engine
    _add(addition, engine, workspace, dry_run, lang, path.read_text("utf-8-sig"))


def _add(
    addition: Addition,
    engine: Engine,
    workspace: Workspace,
    dry_run: bool,
    lang: str,
    content: str | None = None,
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
    for path in additions.write(addition, content):
        click.echo(f"Written to {path}", err=True)
    _store(workspace)


@main.command("ontology")
@_language
@_output
@click.pass_obj
def show_ontology(folder: Path | None, lang: str, output: Path | None) -> None:
    """Print the model; with -o, write it as an HTML page to browse."""
    from kembar.ontology import model

    told = model(_store(_workspace(folder)).engine, lang)
    if output is not None:
        from kembar.files import write_whole
        from kembar.views.ontology_page import ontology_page

        write_whole(output, ontology_page(told, lang))
        click.echo(f"{output}: {len(told.classes)} classes", err=True)
        return
    parts = {"Classes": told.classes, "Relations": told.relations, "Attributes": told.attributes}
    for heading, terms in (parts | told.schemes).items():
        click.secho(f"\n{heading}", bold=True)
        for term in terms:
            ends = f" ({term.domain or '...'} -> {term.range})" if term.range else ""
            click.echo(f"  {term.name}{ends}: {term.definition}")


@main.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell: eval "$(kembar completion bash)"."""
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    if complete is not None:
        click.echo(complete(main, {}, "kembar", "_KEMBAR_COMPLETE").source())
