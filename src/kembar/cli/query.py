"""Commands that ask: the list of questions, a saved question, SPARQL of one's own."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from kembar.cli.options import (
    Command,
    format_option,
    language_option,
    open_graph,
    output_option,
    show,
    write,
)
from kembar.errors import InputError, KembarError

if TYPE_CHECKING:
    from kembar.queries.catalogue import CatalogueEntry
    from kembar.queries.saved import Question


WORDS = {
    "en": {
        "serves": "serves",
        "no match": "No title of a question has all of these words: {words}. {instead}",
        "near": "Near: {told}",
        "topics": "Topics (--topic): {told}",
    },
    "id": {
        "serves": "melayani",
        "no match": "Tidak ada judul pertanyaan yang memuat semua kata ini: {words}. {instead}",
        "near": "Yang dekat: {told}",
        "topics": "Topik (--topic): {told}",
    },
}


@click.command("queries", cls=Command)
@click.argument("words", nargs=-1)
@click.option("--topic", default="", help="Only this topic.")
@language_option
@output_option
@click.pass_obj
def queries(
    folder: Path | None, words: tuple[str, ...], topic: str, lang: str, output: Path | None
) -> None:
    """List the saved questions, all or those whose titles hold WORDS, in either language.

    With -o, write them as Markdown: what each asks of the model, and the research it serves.
    """
    graph = open_graph(folder, lang)
    wanted = " ".join(words)
    entries = graph.catalogue(wanted, topic)
    if not entries:
        click.echo(_no_match(wanted, graph.catalogue(topic=topic), lang), err=True)
    elif output is not None:
        from kembar.queries.catalogue import unasked
        from kembar.render.pages.catalogue_markdown import catalogue_markdown

        bare = [] if wanted or topic else unasked(entries, graph.model())
        told = catalogue_markdown(entries, bare, lang)
        write(told, output, f"{len(entries)} questions")
    else:
        _print_catalogue(entries, lang)


def _no_match(wanted: str, entries: list[CatalogueEntry], lang: str) -> str:
    """In one line: that there is none, and what comes near."""
    from kembar.queries.catalogue import near

    words, found = WORDS[lang], near(entries, wanted)
    told = [f"{e.question.title.in_language(lang)} ({e.question.name})" for e in found]
    tags = sorted({entry.question.topic for entry in entries})
    instead = words["near" if found else "topics"].format(told=" ".join(told) or ", ".join(tags))
    return words["no match"].format(words=wanted, instead=instead)


def _print_catalogue(entries: list[CatalogueEntry], lang: str) -> None:
    for (tag, topic), group in groupby(entries, key=lambda e: (e.question.topic, e.topic)):
        click.secho(f"\n{topic.in_language(lang)} ({tag})", bold=True)
        for entry in group:
            _print_question(entry.question, lang)
            if entry.works:
                cited = "; ".join(work.citation for work in entry.works)
                click.echo(f"      {WORDS[lang]['serves']}: {cited}")


def _print_question(question: Question, lang: str) -> None:
    click.echo(f"  {question.name}\n      {question.title.in_language(lang)}")
    for parameter in question.parameters:
        if parameter.kind != "language":
            said = parameter.words.in_language(lang)
            click.echo(f"      -p {parameter.name}=...  {said} ({parameter.kind})")


def _complete_name(ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    try:
        questions = open_graph(ctx.obj).questions().values()
    except KembarError:
        return []
    return [CompletionItem(q.name, help=q.summary) for q in questions if q.name.startswith(begun)]


@click.command("query", cls=Command)
@click.argument("name", shell_complete=_complete_name)
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE")
@click.option(
    "--engine",
    type=click.Choice(("auto", "sparql", "duckdb", "columns")),
    default="auto",
    help="What answers it: SPARQL, or its twin in SQL over columns; by itself the quicker one.",
)
@language_option
@format_option
@output_option
@click.pass_obj
def query(
    folder: Path | None,
    name: str,
    parameters: tuple[str, ...],
    engine: str,
    lang: str,
    form: str | None,
    output: Path | None,
) -> None:
    """Answer a saved question. See `kembar queries` for their names."""
    given = dict(map(_pair, parameters))
    graph = open_graph(folder, lang)
    # "columns" is an older name of "duckdb".
    graph.backend = "duckdb" if engine == "columns" else engine
    show(graph.query(name, **given), lang, form, output)


def _pair(parameter: str) -> tuple[str, str]:
    name, equals, value = parameter.partition("=")
    if not equals:
        raise InputError(f"{parameter!r} is no parameter: write name=value")
    return name, value


@click.command("sparql", cls=Command)
@click.argument("sparql", default="-")
@format_option
@output_option
@click.pass_obj
def sparql(folder: Path | None, sparql: str, form: str | None, output: Path | None) -> None:
    """Ask in SPARQL: a query, the name of a file, or - for standard input."""
    from kembar.queries.answer import Answer
    from kembar.rdf.namespaces import NAMESPACES
    from kembar.rdf.results import Table
    from kembar.rdf.syntax import to_turtle

    found = open_graph(folder).sparql(_query_text(sparql))
    if isinstance(found, Table):
        show(Answer(found.columns, found.rows), "en", form, output)
        return
    if form not in (None, "turtle"):
        raise KembarError("this query makes a graph, not a table: show it with --format turtle")
    write(to_turtle(found, NAMESPACES), output, f"{len(found)} statements")


def _query_text(told: str) -> str:
    if "{" in told:
        return told
    try:
        return sys.stdin.read() if told == "-" else Path(told).read_text("utf-8")
    except UnicodeDecodeError:
        raise InputError("is not UTF-8", file="standard input" if told == "-" else told) from None
    except OSError as bad:
        raise InputError(f"cannot be read as a query: {bad.strerror}", file=told) from None
