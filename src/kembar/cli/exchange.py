"""Commands that import sources and export the graph."""

from __future__ import annotations

import re
from collections import Counter
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
    tell_status,
)
from kembar.cli.settings.help import NumberRange, WholeNumber
from kembar.errors import InputError, quoted
from kembar.language import N_, _, _n, _p
from kembar.workspace.output_file import is_standard_output, write_text

if TYPE_CHECKING:
    from kembar import ImportOptions, ImportPreview, KnowledgeGraph

_SHOWN_REJECTIONS = 20
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
                fault = _(
                    "may hold your choices, and was not replaced; read it with --review {file}, or "
                    "replace it with --force",
                    file=path,
                )
                raise InputError(fault, file=path) from bad
            raise
        say(
            _(
                "Open names are in {file}: fill in its column choice, then import again with "
                "--review {file}",
                file=path,
            )
        )

    def write(self, preview: ImportPreview) -> None:
        """Write an import, and print where."""
        if self.dry_run:
            echo(_("Dry run: nothing was written."))
            return
        progress(_("building"))
        record = self.graph.commit(preview)
        progress("")
        place = f"data/imported/{preview.origin.key}"
        if record:
            say(_("Written to {place}", place=place))
        else:
            say(_("{place} has all of this already", place=place))
        tell_status(self.graph)


_IMPORT_OPTIONS = (
    click.option(
        "--title", default="", help=N_("Title of the source. Default: the name of its file.")
    ),
    click.option("--publisher", default="", help=N_("Publisher of the source.")),
    click.option("--url", default="", help=N_("Web address of the source.")),
    click.option("--licence", default="", help=N_("Web address of its licence.")),
    click.option(
        "--by",
        "author",
        default="",
        envvar="KEMBAR_BY",
        help=N_("Your name. Default: KEMBAR_BY."),
    ),
    click.option("--key", default="", help=N_("Key of the source in the graph.")),
    click.option(
        "--review",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=N_("A completed review file. Names that stay open go to NAME.review.csv."),
    ),
    click.option("--dry-run", is_flag=True, help=N_("Read and report only; write nothing.")),
    force_option,
)


def _import_options(command: Callable[..., None]) -> Callable[..., Any]:
    """Add the options that all imports share; the command takes them as an `_Import`."""

    @click.pass_obj
    @wraps(command)
    def run(folder: Path | None, /, dry_run: bool, **values: Any) -> None:
        graph = (open_graph if dry_run else open_to_write)(folder)
        if not dry_run:
            graph.require_workspace()
        options: Any = {name: values.pop(name) for name in _DESCRIPTION}
        options = {name: value for name, value in options.items() if value}
        command(_Import(graph, options | {"progress": progress}, dry_run), **values)

    decorated: Callable[..., Any] = run
    for option in reversed(_IMPORT_OPTIONS):
        decorated = option(decorated)
    return decorated


@import_.command("table")
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="MEANING=COLUMN",
    help=N_(
        "Meaning and name of a column, for example city=Kota. Repeat it for several, or put commas "
        "between them."
    ),
)
@click.option("--sheet", default="", help=N_("Sheet of a workbook with several lists."))
@click.option(
    "--day-order",
    type=click.Choice(("day", "month")),
    help=N_("First number of a date such as 3/2/2012, if no row of the column shows it."),
)
@_import_options
def import_table(
    job: _Import, path: Path, columns: Sequence[str], sheet: str, day_order: str | None
) -> None:
    """Import a list of partnerships: CSV, TSV or XLSX, with one pair of cities in each row."""
    by_meaning = _columns(columns)
    preview = job.graph.import_table(
        path, columns=by_meaning, sheet=sheet, day_order=day_order or "", **job.options
    )
    job.write_links(preview)


@import_.command("network")
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@_import_options
def import_network(job: _Import, path: Path) -> None:
    """Import a network: GEXF or GraphML."""
    job.write_links(job.graph.import_network(path, **job.options))


@import_.command("wikidata")
@click.argument("path", type=click.Path(path_type=Path), metavar="[FILE]", required=False)
@click.option(
    "--endpoint", default="", help=N_("Address of a SPARQL service. Default: that of Wikidata.")
)
@click.option(
    "--page",
    type=WholeNumber(1),
    default=5000,
    help=N_("Statements in one request (default: 5000)."),
)
@click.option(
    "--country", default="", help=N_("Only this country, by its ISO code or Wikidata number.")
)
@click.option(
    "--timeout",
    type=NumberRange(0, 1e6, min_open=True),
    metavar="SECONDS",
    default=300,
    help=N_("Longest wait for one request (default: 300)."),
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
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@_import_options
def import_rdf(job: _Import, path: Path) -> None:
    """Import statements: Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD."""
    job.write(job.graph.import_rdf(path, **job.options))


def _print_summary(preview: ImportPreview) -> None:
    """Print the summary of an import, a line for each kind of finding that may need action."""
    summary = preview.summary
    for column in summary.unread_columns:
        say(_("column {column} was not read; name its meaning with --map", column=quoted(column)))
    for sentence in summary.day_orders:
        say(sentence)
    links = _n("{count} link read", "{count} links read", summary.links)
    partnerships = _n("{count} partnership", "{count} partnerships", summary.partnerships)
    echo(f"{links}, {partnerships}")
    echo(_names_found(summary.names, summary.new_cities))
    if summary.set_aside:
        echo(
            _n(
                "{count} link set aside: a name in it is not known",
                "{count} links set aside: a name in them is not known",
                summary.set_aside,
            )
        )
    for word, count in summary.unknown_kinds.most_common(5):
        say(
            _n(
                "kind {kind} is not known; kept as a note in {count} link",
                "kind {kind} is not known; kept as a note in {count} links",
                count,
                kind=quoted(word),
            )
        )
    for rejected in summary.rejected[:_SHOWN_REJECTIONS]:
        place = _("line {line}", line=rejected.line) if rejected.line is not None else _("a row")
        column = f" [{rejected.column}]" if rejected.column else ""
        say(_("left out, {place}: {reason}", place=place + column, reason=rejected.reason))
    rest = len(summary.rejected) - _SHOWN_REJECTIONS
    if rest > 0:
        echo(_n("left out: {count} more", "left out: {count} more", rest))


def _names_found(names: Counter[str], new_cities: int) -> str:
    """Return a line on the names of an import: how many fit a city in which way."""
    words = {
        "identifier": _p("name", "identifier"),
        "reviewed": _p("name", "reviewed"),
        "exact": _p("name", "exact"),
        "normalised": _p("name", "normalised"),
        "close": _p("name", "close"),
        "new": _p("name", "new"),
        "contradicted": _p("name", "contradicted"),
        "ambiguous": _p("name", "ambiguous"),
        "unknown": _p("name", "unknown"),
        "skipped": _p("name", "skipped"),
    }
    ways = ", ".join(f"{words.get(way, way)} {count}" for way, count in names.most_common())
    cities = _n("{count} new city", "{count} new cities", new_cities)
    total = sum(names.values())
    return _n(
        "{count} name: {ways}; {cities}",
        "{count} names: {ways}; {cities}",
        total,
        ways=ways,
        cities=cities,
    )


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
            fault = _("{text} names no column: write, for example, city=Kota", text=quoted(meaning))
            raise InputError(fault, column="--map")
        if columns.setdefault(meaning, column.strip()) != column.strip():
            fault = _(
                "{meaning} has two columns, {one} and {other}: choose one",
                meaning=meaning,
                one=columns[meaning],
                other=column.strip(),
            )
            raise InputError(fault, column="--map")
    return columns


@click.command("export", cls=Command)
@click.argument("form", type=click.Choice(EXPORT_FORMATS), metavar="FORMAT")
@output_option(text=N_("File to write, - for standard output, or a folder for several files."))
@click.option(
    "--complete", is_flag=True, help=N_("Add all that another engine needs for the questions.")
)
@click.option(
    "--endpoint", default="", help=N_("Address of a SPARQL service, for grlc or sparql-examples.")
)
@click.pass_obj
def export(
    folder: Path | None, form: str, output: Path | None, complete: bool, endpoint: str
) -> None:
    """Write the whole graph for other programs.

    FORMAT is turtle, trig, nquads, jsonld, annotations, nanopublications, csv, xlsx, gexf, graphml,
    geojson, quickstatements, grlc or sparql-examples. csv makes a folder of tables.

    turtle, trig, nquads and jsonld have only the statements of the sources. With --complete they
    also have the model, the labels of concepts, the results of the rules, and a default graph of
    everything, so that another engine can answer the saved questions; turtle answers all but those
    on sources.

    annotations (RDF 1.2) and nanopublications (TriG) name the source of each statement. csv comes
    with csv-metadata.json, xlsx with a sheet of all partnerships, gexf with dates for Gephi.

    grlc and sparql-examples write the saved questions: grlc as a folder of queries, which a grlc
    server offers as a web API, and sparql-examples as Turtle.
    """
    progress(_("exporting"))
    notices: list[str] = []
    path = open_graph(folder).export(
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
        say(_("Written to {place}", place=path))
