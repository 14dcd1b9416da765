"""Commands that import sources, list their conflicts, and export the graph."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kembar.cli.console import echo, progress, say
from kembar.cli.options import (
    Command,
    SubGroup,
    force_option,
    is_forced,
    open_graph,
    open_to_write,
    output_option,
    show,
)
from kembar.cli.settings.language import language_option
from kembar.errors import InputError, quoted
from kembar.workspace.output_file import is_standard_output, write_text

if TYPE_CHECKING:
    from kembar import ImportOptions, ImportPreview, KnowledgeGraph

CONFLICTS = (
    "single-source-partnerships",
    "one-sided-partnerships",
    "differing-dates",
    "ended-and-alive",
)
_SHOWN_REJECTIONS = 20
_FILLED_IN = "may hold your choices, and stays; read it: --review {path}, or replace it: --force"
_DESCRIPTION = ("title", "publisher", "url", "licence", "author", "key", "review")

EXPORT_FORMATS = (
    "turtle", "trig", "nquads", "jsonld", "annotations", "nanopublications", "csv", "xlsx",
    "gexf", "graphml", "geojson", "quickstatements", "grlc", "sparql-examples",
)  # fmt: skip
"""Those of `kembar.exports.formats`, without importing it."""


@click.group("import", cls=SubGroup)
def import_() -> None:
    """Import a source: a table, a network, Wikidata, or RDF."""


@dataclass(frozen=True)
class _Import:
    """The graph that a command imports into, and the options that all imports share."""

    graph: KnowledgeGraph
    options: ImportOptions
    dry_run: bool

    def write_links(self, preview: ImportPreview) -> None:
        """Print the summary of an import of links, and write it and its review file."""
        progress("")
        _print_summary(preview)
        if preview.review and not self.dry_run:
            self._write_review(preview)
        self.write(preview)

    def _write_review(self, preview: ImportPreview) -> None:
        """Write the review file; the one that the person gave is continued, another one stays."""
        path, earlier = Path(f"{preview.origin.key}.review.csv"), self.options.get("review")
        is_continued = earlier is not None and path.absolute() == Path(earlier).absolute()
        try:
            write_text(path, preview.review, force=is_continued or is_forced(), is_form=True)
        except InputError as bad:
            if earlier is None and path.is_file():
                # --force would replace the choices that the person came to import.
                raise InputError(_FILLED_IN.format(path=path), file=path) from bad
            raise
        say(f"Names left open are in {path}: fill in choice, then import with --review")

    def write(self, preview: ImportPreview) -> None:
        """Write an import, and print where."""
        if self.dry_run:
            echo("Dry run: nothing was written.")
            return
        progress("building")
        record = self.graph.commit(preview)
        progress("")
        place = f"data/imported/{preview.origin.key}"
        say(f"Written to {place}" if record else f"{place} says this already")
        status = self.graph.status
        say(f"{status.statements} statements, store {status.store}")


_IMPORT_OPTIONS = (
    click.option("--title", default="", help="Of the source; its file's name without."),
    click.option("--publisher", default="", help="Who publishes the source."),
    click.option("--url", default="", help="Web address of the source."),
    click.option("--licence", default="", help="Web address of its licence."),
    click.option(
        "--by", "author", default="", envvar="KEMBAR_BY", help="Your name; also KEMBAR_BY."
    ),
    click.option("--key", default="", help="Names the source in the graph."),
    click.option(
        "--review",
        type=click.Path(path_type=Path),
        help="A completed review file; the names left open go to NAME.review.csv.",
    ),
    click.option("--dry-run", is_flag=True, help="Read and tell only."),
    force_option,
    language_option,
)


def _import_options(command: Callable[..., None]) -> Callable[..., Any]:
    """Add the options that all imports share; the command takes them as an `_Import`."""

    @click.pass_obj
    @wraps(command)
    def run(folder: Path | None, /, dry_run: bool, lang: str, **values: Any) -> None:
        graph = (open_graph if dry_run else open_to_write)(folder, lang)
        if not dry_run:
            graph.require_workspace()
        options: Any = {name: values.pop(name) for name in _DESCRIPTION}
        options = {name: value for name, value in options.items() if value}
        command(_Import(graph, options | {"progress": progress}, dry_run), **values)

    decorated: Callable[..., Any] = run
    for option in _IMPORT_OPTIONS:
        decorated = option(decorated)
    return decorated


@import_.command("table")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="MEANING=COLUMN",
    help="A column by its name, as city=Kota; repeat it, or put commas between.",
)
@click.option("--sheet", default="", help="Of a workbook that has several lists.")
@click.option(
    "--day-order",
    type=click.Choice(("day", "month")),
    help="Which stands first in 3/2/2012, where no row of the column shows it.",
)
@_import_options
def import_table(
    job: _Import, path: Path, columns: Sequence[str], sheet: str, day_order: str | None
) -> None:
    """Import a list of partnerships: CSV, TSV or XLSX, one row a link."""
    by_meaning = _columns(columns)
    preview = job.graph.import_table(
        path, columns=by_meaning, sheet=sheet, day_order=day_order or "", **job.options
    )
    job.write_links(preview)


@import_.command("network")
@click.argument("path", type=click.Path(path_type=Path))
@_import_options
def import_network(job: _Import, path: Path) -> None:
    """Import a network: GEXF or GraphML."""
    job.write_links(job.graph.import_network(path, **job.options))


@import_.command("wikidata")
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option("--endpoint", default="", help="A SPARQL endpoint; Wikidata's own without.")
@click.option("--page", type=click.IntRange(1), default=5000, help="Statements asked for at once.")
@click.option("--country", default="", help="Only of this country: its ISO code or QID.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, 1e6, min_open=True),
    default=300,
    show_default=True,
    help="Seconds that one request may take.",
)
@_import_options
def import_wikidata(
    job: _Import, path: Path | None, endpoint: str, page: int, country: str, timeout: float
) -> None:
    """Import from Wikidata: live, or from results (JSON, CSV) or a dump (.nt, .nt.gz, .nt.bz2)."""
    preview = job.graph.import_wikidata(
        path, endpoint=endpoint, page=page, country=country, timeout=timeout, **job.options
    )
    job.write_links(preview)


@import_.command("rdf")
@click.argument("path", type=click.Path(path_type=Path))
@_import_options
def import_rdf(job: _Import, path: Path) -> None:
    """Import statements: Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD."""
    job.write(job.graph.import_rdf(path, **job.options))


def _print_summary(preview: ImportPreview) -> None:
    """Print the summary of an import, a line for each kind of finding that may need action."""
    summary = preview.summary
    for column in summary.unread_columns:
        say(f"column {column!r} is not read; --map names what it holds")
    for sentence in summary.day_orders:
        say(sentence)
    ways = ", ".join(f"{way} {count}" for way, count in summary.names.most_common())
    echo(f"{summary.links} links read, {summary.partnerships} partnerships")
    echo(f"{sum(summary.names.values())} names: {ways}; {summary.new_cities} new cities")
    if summary.set_aside:
        echo(f"{summary.set_aside} links set aside: a name in them is not understood")
    for word, count in summary.unknown_kinds.most_common(5):
        say(f"kind {word!r} is not known; kept as a note in {count} links")
    for rejected in summary.rejected[:_SHOWN_REJECTIONS]:
        place = f"line {rejected.line}" if rejected.line is not None else "a row"
        column = f" [{rejected.column}]" if rejected.column else ""
        say(f"left out, {place}{column}: {rejected.reason}")
    rest = len(summary.rejected) - _SHOWN_REJECTIONS
    if rest > 0:
        echo(f"left out: {rest} more")


def _columns(mappings: Sequence[str]) -> dict[str, str]:
    """Return the mappings `city=Kota,partner=Mitra` and `since=Year` as one dictionary.

    Raises:
        InputError: one names no column, or a meaning has two columns.
    """
    # A comma within the name of a column separates nothing: "city=Kota, resmi".
    parts = [part for text in mappings for part in re.split(r",(?=[^,=]*=)", text)]
    columns: dict[str, str] = {}
    for name, equals, column in (part.partition("=") for part in parts if part.strip()):
        meaning = name.strip()
        if not equals or not column.strip():
            raise InputError(f"{quoted(meaning)} names no column: write city=Kota", column="--map")
        if columns.setdefault(meaning, column.strip()) != column.strip():
            fault = f"gives {meaning} two columns, {columns[meaning]} and {column.strip()}; choose"
            raise InputError(fault, column="--map")
    return columns


@click.command("conflicts", cls=Command)
@click.option("--rows", type=click.IntRange(1), default=5, show_default=True, help="Of each.")
@language_option
@click.pass_obj
def conflicts(folder: Path | None, rows: int, lang: str) -> None:
    """Show where sources disagree, and what only one source or one side claims."""
    graph = open_graph(folder, lang)
    for name in CONFLICTS:
        answer = graph.query(name)
        question = graph.question(name)
        echo(f"\n{question.title.in_language(lang)}", bold=True)
        echo(f"{len(answer.rows)}: kembar query {name}")
        if answer.rows:
            show(answer._replace(rows=answer.rows[:rows]), lang, "table", None)


@click.command("export", cls=Command)
@click.argument("form", type=click.Choice(EXPORT_FORMATS))
@output_option(text="A file, - for standard output, or a folder of several.")
@click.option("--complete", is_flag=True, help="For an engine that is to answer the questions.")
@click.option("--endpoint", default="", help="A SPARQL server that grlc or sparql-examples name.")
@language_option
@click.pass_obj
def export(
    folder: Path | None, form: str, output: Path | None, complete: bool, endpoint: str, lang: str
) -> None:
    """Write the whole graph for other programs; csv makes a folder of tables.

    turtle, trig, nquads and jsonld have the statements of the sources alone. With --complete they
    also have the model, the labels of concepts, the results of rules, and a default graph of all,
    so that another engine answers the saved questions; turtle answers all but those on sources.

    annotations (RDF 1.2) and nanopublications (TriG) say who makes each statement. csv comes with
    csv-metadata.json, xlsx with a sheet of all partnerships, gexf with time for Gephi.

    grlc and sparql-examples write the saved questions: a folder of queries that grlc serves as a
    web API, and Turtle.
    """
    progress("exporting")
    notices: list[str] = []
    path = open_graph(folder, lang).export(
        form,
        output,
        endpoint=endpoint,
        complete=complete,
        force=is_forced(),
        notify=notices.append,
    )
    progress("")
    for sentence in notices:
        say(sentence, err=True)
    if not is_standard_output(path):
        say(f"Written to {path}")
