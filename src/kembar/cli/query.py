"""Commands that ask saved questions, list them, and cite what answers them."""

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
from kembar.cli.settings.language import language_option
from kembar.errors import InputError, KembarError, quoted
from kembar.visible_text import on_one_line, visible
from kembar.workspace.output_file import is_standard_output

if TYPE_CHECKING:
    from kembar import CatalogueEntry, KnowledgeGraph, Question

BACKENDS = ("auto", "sparql", "duckdb")
"""Those of `kembar.queries.sql`, without importing it."""

WORDS = {
    "en": {
        "serves": "serves",
        "no match": "No title of a question has all of these words: {words}. {instead}",
        "near": "Near: {names}",
        "topics": "Topics (--topic): {names}",
    },
    "id": {
        "serves": "melayani",
        "no match": "Tidak ada judul pertanyaan yang memuat semua kata ini: {words}. {instead}",
        "near": "Yang dekat: {names}",
        "topics": "Topik (--topic): {names}",
    },
}


@click.command("queries", cls=Command)
@click.argument("words", nargs=-1)
@click.option("--topic", default="", help="Only this topic.")
@language_option
@output_option()
@click.pass_obj
def queries(
    folder: Path | None, words: tuple[str, ...], topic: str, lang: str, output: Path | None
) -> None:
    """List the saved questions, all or those whose titles hold WORDS, in either language.

    With -o, write them as Markdown: what each asks of the model, and the research it serves.
    """
    graph = open_graph(folder, lang)
    text = " ".join(words)
    entries = graph.catalogue(text, topic)
    for fault in graph.question_faults():
        say(f"kembar: {fault}", err=True)
    if not entries:
        say(_no_match(graph, text, topic), err=True)
    elif output is not None:
        graph.write_catalogue(output, text, topic, force=is_forced())
        tell_written(output, f"{len(entries)} questions")
    else:
        _print_catalogue(entries, lang)


def _no_match(graph: KnowledgeGraph, text: str, topic: str) -> str:
    """Return a line that says that no title matches, with the closest questions or the topics."""
    language = graph.language
    messages, similar = WORDS[language], graph.similar_questions(text, topic)
    names = [f"{e.question.title.in_language(language)} ({e.question.name})" for e in similar]
    topics = sorted({entry.question.topic for entry in graph.catalogue(topic=topic)})
    instead = messages["near" if names else "topics"].format(
        names=" ".join(names) or ", ".join(topics)
    )
    return messages["no match"].format(words=text, instead=instead)


def _print_catalogue(entries: list[CatalogueEntry], lang: str) -> None:
    for (tag, topic), group in groupby(entries, key=lambda e: (e.question.topic, e.topic)):
        echo(f"\n{topic.in_language(lang)} ({tag})", bold=True)
        for entry in group:
            _print_question(entry.question, lang)
            if entry.works:
                works = "; ".join(work.citation for work in entry.works)
                say(f"      {WORDS[lang]['serves']}: {works}")


def _print_question(question: Question, lang: str) -> None:
    say(f"  {question.name}")
    say(f"      {question.title.in_language(lang)}")
    for parameter in question.parameters:
        if parameter.kind != "language":
            title = parameter.words.in_language(lang)
            say(f"      -p {parameter.name}=...  {title} ({parameter.kind})")


def _complete_name(ctx: click.Context, _: click.Parameter, prefix: str) -> list[CompletionItem]:
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
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE")
@click.option(
    "--backend",
    cls=_BackendOption,
    type=_BackendName(BACKENDS),
    default="auto",
    help="What answers it: SPARQL, or its twin in SQL over columns; by itself the quicker one.",
)
@language_option
@format_option
@output_option()
@click.pass_obj
def query(
    folder: Path | None,
    name: str,
    parameters: tuple[str, ...],
    backend: str,
    lang: str,
    form: str | None,
    output: Path | None,
) -> None:
    """Answer a saved question. See `kembar queries` for their names."""
    values = dict(map(_pair, parameters))
    graph = open_graph(folder, lang)
    graph.backend = backend
    show(choosing(graph, lambda: graph.query(name, **values)), lang, form, output)


def _pair(parameter: str) -> tuple[str, str]:
    name, equals, value = parameter.partition("=")
    if not equals:
        raise InputError(f"{quoted(parameter)} is no parameter: write name=value")
    return name, value


CITATION_FORMS = ("text", "biblatex", "bibtex", "csl-json", "cff", "files")
"""Those of `kembar.exports.state_citation`, without importing it."""

_CITATION_ENDINGS = {".txt": "text", ".bib": "biblatex", ".json": "csl-json", ".cff": "cff"}


@click.command("cite", cls=Command)
@click.option(
    "--format",
    "form",
    type=click.Choice(CITATION_FORMS),
    help="How to write it; told by -o's ending, else text.",
)
@output_option()
@click.pass_obj
def cite(folder: Path | None, form: str | None, output: Path | None) -> None:
    """Cite the graph in its present state: title, version, date, and the digest of its files.

    The same files have the same digest. --format files lists them as sha256sum does; the SHA-256
    of that list is the digest.
    """
    if output is not None and not is_standard_output(output):
        endings = _CITATION_ENDINGS | ({f".{form}": form} if form in ("bibtex", "files") else {})
        if form == "bibtex":
            endings[".bib"] = form
        form = form_of(form, output, endings, "text")
    write(open_graph(folder).cite(form or "text"), output, "citation")
