"""Commands that ask: the list of questions, a saved question, SPARQL of one's own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from kembar.cli.frame import (
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
    from kembar.questions import Question


@click.command("queries", cls=Command)
@click.option("--topic", help="Only this topic.")
@language_option
@click.pass_obj
def queries(folder: Path | None, topic: str | None, lang: str) -> None:
    """List the saved questions by topic."""
    from kembar.errors import UnknownName
    from kembar.names import nearest
    from kembar.questions import Words

    graph = open_graph(folder, lang)
    by_topic: dict[str, list[Question]] = {}
    for question in graph.questions().values():
        by_topic.setdefault(question.topic, []).append(question)
    if topic and topic not in by_topic:
        raise UnknownName("topic", topic, nearest(topic, by_topic) or sorted(by_topic))
    topics = graph.topics()
    for tag in [topic] if topic else sorted(by_topic):
        words = topics.get(tag, Words(tag, tag))
        click.secho(f"\n{words.said_in(lang)} ({tag})", bold=True)
        for question in sorted(by_topic[tag], key=lambda q: q.name):
            _print_question(question, lang)


def _print_question(question: Question, lang: str) -> None:
    click.echo(f"  {question.name}\n      {question.words.said_in(lang)}")
    for parameter in question.parameters:
        if parameter.kind != "language":
            said = parameter.words.said_in(lang)
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
@language_option
@format_option
@output_option
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
    given = dict(map(_pair, parameters))
    show(open_graph(folder, lang).query(name, **given), lang, form, output)


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
    from kembar.oxigraph import Table, turtle
    from kembar.questions import Answer
    from kembar.vocabulary import NAMESPACES

    found = open_graph(folder).sparql(_query_text(sparql))
    if isinstance(found, Table):
        show(Answer(found.columns, found.rows), "en", form, output)
        return
    if form not in (None, "turtle"):
        raise KembarError("this query makes a graph, not a table: show it with --format turtle")
    write(turtle(found, NAMESPACES), output, f"{len(found)} statements")


def _query_text(told: str) -> str:
    if "{" in told:
        return told
    try:
        return sys.stdin.read() if told == "-" else Path(told).read_text("utf-8")
    except UnicodeDecodeError:
        raise InputError("is not UTF-8", file="standard input" if told == "-" else told) from None
    except OSError as bad:
        raise InputError(f"cannot be read as a query: {bad.strerror}", file=told) from None
