"""Commands that exchange: importing sources, showing where they disagree, exporting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kembar.cli.options import (
    Command,
    SubGroup,
    language_option,
    open_graph,
    open_workspace,
    progress,
    show,
)
from kembar.errors import InputError

if TYPE_CHECKING:
    from kembar.importers import ImportPreview, Link, Origin, Rejected
    from kembar.knowledge_graph import KnowledgeGraph

CONFLICTS = (
    "single-source-partnerships",
    "one-sided-partnerships",
    "differing-dates",
    "ended-and-alive",
)
_SHOWN_REJECTIONS = 20

FORMATS = (
    "turtle", "trig", "nquads", "jsonld", "csv", "xlsx", "gexf", "graphml", "geojson",
    "quickstatements", "grlc", "sparql-examples",
)  # fmt: skip
"""As exports.formats has them, without what it imports: a test holds both together."""


@click.group("import", cls=SubGroup)
def import_() -> None:
    """Import a source: a table, a network, Wikidata, or RDF."""


def _source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What every import takes: what the source is, the completed review, a dry run."""
    for option in (
        click.option("--title", default="", help="Of the source; its file's name without."),
        click.option("--publisher", default="", help="Who publishes the source."),
        click.option("--url", default="", help="Web address of the source."),
        click.option("--licence", default="", help="Web address of its licence."),
        click.option("--by", default="", help="Your name."),
        click.option("--key", default="", help="Names the source in the graph."),
        click.option(
            "--review",
            type=click.Path(path_type=Path),
            help="A completed review file; the names left open go to NAME.review.csv.",
        ),
        click.option("--dry-run", is_flag=True, help="Read and tell only."),
        language_option,
    ):
        command = option(command)
    return click.pass_obj(command)


@import_.command("table")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--map", "mapped", default="", help="Columns by name: city=Kota,partner=Mitra,...")
@click.option("--sheet", default="", help="Of a workbook that has several lists.")
@_source_options
def import_table(folder: Path | None, path: Path, mapped: str, sheet: str, **told: Any) -> None:
    """Import a list of partnerships: CSV, TSV or XLSX, one row a link."""
    from kembar.importers import read_columns, read_table_links

    columns = _columns(mapped)
    for column in read_columns(path, columns=columns, sheet=sheet).unread:
        click.echo(f"column {column!r} is not read; --map names what it holds")
    _import_links(folder, read_table_links(path, columns=columns, sheet=sheet), path.stem, told)


@import_.command("network")
@click.argument("path", type=click.Path(path_type=Path))
@_source_options
def import_network(folder: Path | None, path: Path, **told: Any) -> None:
    """Import a network: GEXF or GraphML."""
    from kembar.importers import read_network_links

    _import_links(folder, read_network_links(path), path.stem, told)


@import_.command("wikidata")
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option("--endpoint", default="", help="A SPARQL endpoint; Wikidata's own without.")
@click.option("--page", type=click.IntRange(1), default=5000, help="Statements asked for at once.")
@click.option("--country", default="", help="Only of this country: its ISO code or QID.")
@_source_options
def import_wikidata(
    folder: Path | None, path: Path | None, endpoint: str, page: int, country: str, **told: Any
) -> None:
    """Import from Wikidata: live, or from results (JSON, CSV) or a dump (.nt, .nt.gz, .nt.bz2)."""
    from kembar import importers

    told["publisher"] = told["publisher"] or "Wikidata"
    told["licence"] = told["licence"] or "https://creativecommons.org/publicdomain/zero/1.0/"
    told["url"] = told["url"] or "https://www.wikidata.org/wiki/Property:P190"
    if path is not None:
        _import_links(folder, importers.read_wikidata_links(path), path.stem, told)
        return
    name = f"wikidata-{country.lower()}" if country else "wikidata"
    state = open_workspace(folder).cache / f"{name}.resume"
    service = importers.WikidataService(endpoint or importers.PUBLIC_SERVICE, progress)
    links = importers.fetch_links(service, country=country, page=page, state=state)
    _import_links(folder, links, name, told)


@import_.command("rdf")
@click.argument("path", type=click.Path(path_type=Path))
@_source_options
def import_rdf(folder: Path | None, path: Path, **told: Any) -> None:
    """Import statements: Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD."""
    from kembar.importers import preview_rdf_import

    graph = _begin(folder, told)
    _finish(preview_rdf_import(path, _origin(path.stem, told)), graph, told)


def _import_links(
    folder: Path | None, links: Iterable[Link | Rejected], name: str, told: Mapping[str, Any]
) -> None:
    from kembar.importers import read_review
    from kembar.workspace.atomic_write import write_text

    graph = _begin(folder, told)
    reviewed = read_review(told["review"]) if told["review"] else {}
    origin = _origin(name, told)
    made = graph.read_links(links, origin, reviewed, progress)
    progress("")
    _tell(made)
    if made.review and not told["dry_run"]:
        path = write_text(Path(f"{origin.key}.review.csv"), made.review)
        click.echo(f"Names left open are in {path}: fill in choice, then import with --review")
    _finish(made, graph, told)


def _begin(folder: Path | None, told: Mapping[str, Any]) -> KnowledgeGraph:
    """The graph to import into; a folder that takes none is told before the source is read."""
    from kembar.workspace.transaction import data_folder

    graph = open_graph(folder, told["lang"])
    if not told["dry_run"]:
        data_folder(graph.workspace)
    return graph


def _finish(made: ImportPreview, graph: KnowledgeGraph, told: Mapping[str, Any]) -> None:
    if told["dry_run"]:
        click.echo("Dry run: nothing was written.")
        return
    progress("building")
    changed = graph.write_import(made)
    progress("")
    where = f"data/imported/{made.origin.key}"
    click.echo(f"Written to {where}" if changed else f"{where} says this already")
    click.echo(f"{len(graph.engine)} statements, store {graph.built.how}")


def _tell(made: ImportPreview) -> None:
    """The summary of an import, a line for each thing that a person may want to act on."""
    summary = made.summary
    ways = ", ".join(f"{way} {count}" for way, count in summary.names.most_common())
    click.echo(f"{summary.links} links read, {summary.partnerships} partnerships")
    click.echo(f"{sum(summary.names.values())} names: {ways}; {summary.new_cities} new cities")
    if summary.set_aside:
        click.echo(f"{summary.set_aside} links set aside: a name in them is not understood")
    for word, count in summary.unknown_kinds.most_common(5):
        click.echo(f"kind {word!r} is not known; kept as a note in {count} links")
    for rejected in summary.rejected[:_SHOWN_REJECTIONS]:
        place = f"line {rejected.line}" if rejected.line is not None else "a row"
        column = f" [{rejected.column}]" if rejected.column else ""
        click.echo(f"left out, {place}{column}: {rejected.reason}")
    rest = len(summary.rejected) - _SHOWN_REJECTIONS
    if rest > 0:
        click.echo(f"left out: {rest} more")


def _origin(name: str, told: Mapping[str, Any]) -> Origin:
    from kembar.importers import origin_of

    facts = {field: told[field] for field in ("url", "publisher", "licence", "by")}
    return origin_of(told["key"] or name, title=told["title"] or name, **facts)


def _columns(mapped: str) -> dict[str, str]:
    """`city=Kota,partner=Mitra` as a mapping."""
    pairs = [part.partition("=") for part in mapped.split(",") if part.strip()]
    for name, equals, column in pairs:
        if not equals or not column.strip():
            raise InputError(f"{name!r} names no column: write city=Kota", column="--map")
    return {name.strip(): column.strip() for name, _, column in pairs}


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
        click.secho(f"\n{question.title.in_language(lang)}", bold=True)
        click.echo(f"{len(answer.rows)}: kembar query {name}")
        if answer.rows:
            show(answer._replace(rows=answer.rows[:rows]), lang, "table", None)


@click.command("export", cls=Command)
@click.argument("form", type=click.Choice(FORMATS))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A file, or a folder of several."
)
@click.option("--endpoint", default="", help="A SPARQL server that grlc or sparql-examples name.")
@language_option
@click.pass_obj
def export(folder: Path | None, form: str, output: Path | None, endpoint: str, lang: str) -> None:
    """Write the whole graph for other programs; csv makes a folder of tables.

    grlc and sparql-examples write the saved questions: a folder of queries that grlc serves as a
    web API, and Turtle.
    """
    progress("exporting")
    path = open_graph(folder, lang).export(form, output, endpoint=endpoint)
    progress("")
    click.echo(f"Written to {path}")
