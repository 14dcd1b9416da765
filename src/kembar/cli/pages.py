"""Commands that write pages: the site, a report, the network, the model."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from kembar.cli.console import echo, progress, say
from kembar.cli.form.candidates import choosing
from kembar.cli.options import (
    Command,
    force_option,
    is_forced,
    open_graph,
    output_option,
    tell_status,
    tell_written,
)
from kembar.cli.settings.help import WholeNumber
from kembar.language import N_, _, _n

if TYPE_CHECKING:
    from kembar import NetworkPart, Problem, Site
    from kembar.errors import InputError


@click.command("explore", cls=Command)
@output_option(Path("out"), N_("Folder to write (default: out)."))
@click.option(
    "--open/--no-open",
    "shall_open",
    default=False,
    help=N_("Open the site in the browser, where there is a screen."),
)
@click.pass_obj
def explore(folder: Path | None, output: Path, shall_open: bool) -> None:
    """Write a site: a page for each city, partnership, study and question, in three languages.

    It builds the graph, checks it and answers every question; what has not changed stays as it is.
    """
    _write_site(folder, output, shall_open=shall_open)


@click.command("publish", cls=Command)
@click.argument("output", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--address",
    default="",
    metavar="URL",
    help=N_("Address of the site on the web, which its feeds and its site map name."),
)
@force_option
@click.pass_obj
def publish(folder: Path | None, output: Path, address: str) -> None:
    """Write the site of `explore` for a web server."""
    _write_site(folder, output, address=address)


def _write_site(
    folder: Path | None, output: Path, *, address: str = "", shall_open: bool = False
) -> None:
    graph = open_graph(folder)
    progress(_("building"))
    graph.refresh()
    progress(_("checking"))
    problems: list[Problem | InputError] = [*graph.validate(), *graph.question_faults()]
    site = choosing(
        graph,
        lambda: graph.explore(output, problems, progress, address=address, force=is_forced()),
    )
    progress("")
    tell_status(graph)
    errors = [one for one in problems if not getattr(one, "is_warning", False)]
    if errors:
        echo(
            _n(
                "{count} problem to solve: see kembar check",
                "{count} problems to solve: see kembar check",
                len(errors),
            )
        )
    else:
        echo(_("No problems found."))
    _tell_site(site)
    for name in site.unanswered:
        fault = _("{name} has no answer; `kembar query {name}` shows why", name=name)
        say(f"kembar: {fault}", err=True)
    if shall_open and _has_screen():
        webbrowser.open(site.start.absolute().as_uri())
    if errors or site.unanswered:
        raise SystemExit(1)


def _tell_site(site: Site) -> None:
    """Print what a site has, and where it begins."""
    pages = _n("{count} page", "{count} pages", site.pages)
    questions = _n("{count} question answered", "{count} questions answered", len(site.answered))
    new = _n("{count} file new or changed", "{count} files new or changed", len(site.written))
    say(f"{site.folder}: {pages}, {questions}, {new}")
    say(_("Open {file} in a browser.", file=site.start))


def _has_screen() -> bool:
    """Return whether a browser could show a window."""
    own = sys.platform in ("darwin", "win32")
    return own or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@click.command("report", cls=Command)
@click.argument("kind")
@click.argument("names", nargs=-1)
@output_option()
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "markdown", "pdf", "docx", "biblatex", "bibtex", "csl-json"]),
    help=N_("Format of the report. Default: by the ending of the -o file, else HTML."),
)
@click.option(
    "--as-of",
    default="",
    metavar="DATE",
    help=N_("Day whose state the report shows (default: today)."),
)
@click.pass_obj
def report(
    folder: Path | None,
    kind: str,
    names: tuple[str, ...],
    output: Path | None,
    form: str | None,
    as_of: str,
) -> None:
    """Write a report: city NAME, partnership CITY CITY ..., case STUDY, country NAME.

    The report is one HTML page that works offline and prints on A4; its first page stands alone.
    It can also be a document of Word (docx), Markdown with tables but no pictures, PDF (needs
    Chromium, Chrome or Edge), or the references alone: biblatex, BibTeX or CSL-JSON.
    """
    graph = open_graph(folder)
    document = choosing(graph, lambda: graph.report(kind, *names, as_of=as_of))
    progress(_("writing"))
    path = document.write(output, form or "", force=is_forced())
    progress("")
    panels = sum(len(section.panels) for section in document.sections)
    answers = _n("{count} answer", "{count} answers", panels)
    references = _n("{count} reference", "{count} references", len(document.references))
    tell_written(path, f"{document.title} ({answers}, {references})", err=False)


@click.command("network", cls=Command)
@click.option("--city", default="", help=N_("Only the network around this city."))
@click.option(
    "--depth", type=WholeNumber(1, 6), default=1, help=N_("Steps from that city (default: 1).")
)
@click.option("--country", default="", help=N_("Only partnerships of this country."))
@click.option("--kind", default="", help=N_("Only this kind, for example sister-city."))
@click.option(
    "--layout",
    type=click.Choice(["force", "map"]),
    help=N_("First view: partners near one another, or a map."),
)
@output_option(
    Path("network.html"),
    N_("File to write, .html, .svg or .png (default: network.html); - is standard output."),
)
@click.pass_obj
def network(
    folder: Path | None, layout: str | None, output: Path, **part: Unpack[NetworkPart]
) -> None:
    """Write the network as an HTML page that works offline, or as a picture."""
    graph = open_graph(folder)
    page = choosing(graph, lambda: graph.network_page(layout=layout or "", **part))
    page.write(output, force=is_forced())
    cities = _n("{count} city", "{count} cities", page.cities)
    partnerships = _n("{count} partnership", "{count} partnerships", page.partnerships)
    tell_written(output, f"{cities}, {partnerships}", err=False)


@click.command("ontology", cls=Command)
@output_option()
@click.pass_obj
def ontology(folder: Path | None, output: Path | None) -> None:
    """Print the model; with -o, write it as a page to browse, or as Markdown (FILE.md)."""
    graph = open_graph(folder)
    model = graph.model()
    if output is not None:
        graph.write_model(output, force=is_forced())
        tell_written(output, _n("{count} class", "{count} classes", len(model.classes)))
        return
    for heading, terms in model.parts():
        echo(f"\n{heading}", bold=True)
        for term in terms:
            of, to = ", ".join(term.related("of")), ", ".join(term.related("to"))
            ends = f" ({of or '...'} -> {to or '...'})" if of or to else ""
            say(f"  {term.name}{ends}: {term.definition}")
