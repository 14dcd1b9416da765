"""Commands that ask saved questions, list them, and cite the graph that answers them."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from kembar.cli.console import echo, say
from kembar.cli.form.candidates import choosing
from kembar.cli.options import (
    Command,
    form_of,
    format_option,
    is_forced,
    open_graph,
    output_option,
    show,
    tell_written,
    write,
)
from kembar.cli.settings.help import WholeNumber
from kembar.errors import InputError, KembarError, quoted
from kembar.language import N_, _, _n, language
from kembar.visible_text import on_one_line, visible
from kembar.workspace.output_file import is_standard_output

if TYPE_CHECKING:
    from kembar import CatalogueEntry, KnowledgeGraph, Question

BACKENDS = ("auto", "sparql", "duckdb")
"""Those of `kembar.queries.sql`, without importing it."""


@click.command("queries", cls=Command)
@click.argument("words", nargs=-1)
@click.option("--topic", default="", help=N_("Only this topic."))
@output_option()
@click.pass_obj
def queries(folder: Path | None, words: tuple[str, ...], topic: str, output: Path | None) -> None:
    """List the saved questions: all, or those with WORDS in their titles, in any language.

    With -o, write them as Markdown, each with the parts of the model that it asks about and the
    research that it serves.
    """
    graph = open_graph(folder)
    text = " ".join(words)
    entries = graph.catalogue(text, topic)
    for fault in graph.question_faults():
        say(f"kembar: {fault}", err=True)
    if not entries:
        say(_no_match(graph, text, topic), err=True)
    elif output is not None:
        graph.write_catalogue(output, text, topic, force=is_forced())
        tell_written(output, _n("{count} question", "{count} questions", len(entries)))
    else:
        _print_catalogue(entries)


def _no_match(graph: KnowledgeGraph, text: str, topic: str) -> str:
    """Return a line that says that no title matches, with the closest questions or the topics."""
    no_match = _("No title of a question has all of these words: {words}.", words=text)
    similar = graph.similar_questions(text, topic)
    names = [f"{e.question.title.in_language(language())} ({e.question.name})" for e in similar]
    if names:
        instead = _("Close to it: {questions}", questions=" ".join(names))
        return f"{no_match} {instead}"
    topics = sorted({entry.question.topic for entry in graph.catalogue(topic=topic)})
    instead = _("Topics (--topic): {names}", names=", ".join(topics))
    return f"{no_match} {instead}"


def _print_catalogue(entries: list[CatalogueEntry]) -> None:
    for (tag, topic), group in groupby(entries, key=lambda e: (e.question.topic, e.topic)):
        echo(f"\n{topic.in_language(language())} ({tag})", bold=True)
        for entry in group:
            _print_question(entry.question)
            if entry.works:
                works = "; ".join(work.citation for work in entry.works)
                say("      " + _("serves: {works}", works=works))


def _print_question(question: Question) -> None:
    say(f"  {question.name}")
    say(f"      {question.title.in_language(language())}")
    for parameter in question.parameters:
        if parameter.kind != "language":
            title = parameter.words.in_language(language())
            say(f"      -p {parameter.name}=...  {title} ({parameter.kind})")


def _complete_name(ctx: click.Context, param: click.Parameter, prefix: str) -> list[CompletionItem]:
    del param
    try:
        questions = open_graph(ctx.obj).questions().values()
    except KembarError:
        return []
    # The shell reads a line for each: a name that does not fit is not offered.
    return [
        CompletionItem(q.name, help=visible(on_one_line(q.summary)))
        for q in questions
        if q.name.startswith(prefix) and visible(on_one_line(q.name)) == q.name
    ]


class _BackendName(click.Choice[str]):
    """A backend; "columns" is the older name of "duckdb"."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return super().convert("duckdb" if value == "columns" else value, param, ctx)


class _BackendOption(click.Option):
    """--backend, also under its older name --engine, which help does not show."""

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        super().add_to_parser(parser, ctx)
        parser.add_option(self, ["--engine"], dest=self.name, action="store", nargs=1)


@click.command("query", cls=Command)
@click.argument("name", shell_complete=_complete_name)
@click.option(
    "-p",
    "--parameter",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help=N_("Value of a parameter, for example city=Bandung. Repeat it for several."),
)
@click.option(
    "--backend",
    cls=_BackendOption,
    type=_BackendName(BACKENDS),
    default="auto",
    help=N_("Engine: SPARQL, or the same question in SQL (DuckDB). Default: the faster one."),
)
@format_option
@output_option()
@click.pass_obj
def query(
    folder: Path | None,
    name: str,
    parameters: tuple[str, ...],
    backend: str,
    form: str | None,
    output: Path | None,
) -> None:
    """Answer a saved question. See `kembar queries` for their names."""
    values = dict(map(_pair, parameters))
    graph = open_graph(folder)
    graph.backend = backend
    show(choosing(graph, lambda: graph.query(name, **values)), form, output)


def _pair(parameter: str) -> tuple[str, str]:
    name, equals, value = parameter.partition("=")
    if not equals:
        raise InputError(_("{text} is not a parameter: write name=value", text=quoted(parameter)))
    return name, value


CONFLICTS = (
    "single-source-partnerships",
    "one-sided-partnerships",
    "differing-dates",
    "ended-and-alive",
)


@click.command("conflicts", cls=Command)
@click.option(
    "--rows", type=WholeNumber(1), default=5, help=N_("Rows of each answer (default: 5).")
)
@click.pass_obj
def conflicts(folder: Path | None, rows: int) -> None:
    """Show where sources disagree, and the claims of only one source or one side."""
    graph = open_graph(folder)
    for name in CONFLICTS:
        answer = graph.query(name)
        question = graph.question(name)
        echo(f"\n{question.title.in_language(language())}", bold=True)
        echo(f"{len(answer.rows)}: kembar query {name}")
        if answer.rows:
            show(answer._replace(rows=answer.rows[:rows]), "table", None)


CITATION_FORMS = ("text", "biblatex", "bibtex", "csl-json", "cff", "files")
"""Those of `kembar.exports.state_citation`, without importing it."""

_CITATION_ENDINGS = {".txt": "text", ".bib": "biblatex", ".json": "csl-json", ".cff": "cff"}


@click.command("cite", cls=Command)
@click.option(
    "--format",
    "form",
    type=click.Choice(CITATION_FORMS),
    help=N_("Format of the citation. Default: by the ending of the -o file, else text."),
)
@output_option()
@click.pass_obj
def cite(folder: Path | None, form: str | None, output: Path | None) -> None:
    """Cite the graph in its present state: title, version, date, and the digest of its files.

    The same files always have the same digest. --format files lists the files as sha256sum does;
    the SHA-256 of that list is the digest.
    """
    if output is not None and not is_standard_output(output):
        endings = _CITATION_ENDINGS | ({f".{form}": form} if form in ("bibtex", "files") else {})
        if form == "bibtex":
            endings[".bib"] = form
        form = form_of(form, output, endings, "text")
    write(open_graph(folder).cite(form or "text"), output, _("citation"))
