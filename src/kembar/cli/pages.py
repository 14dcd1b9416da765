"""Commands that write pages: the site, a report, the network, the model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from kembar.cli.console import echo, progress, say
from kembar.cli.form.candidates import choosing
from kembar.cli.options import (
    Command,
    is_forced,
    open_graph,
    output_option,
    tell_status,
    tell_written,
)
from kembar.cli.settings.help import WholeNumber
from kembar.language import N_, _, _n

if TYPE_CHECKING:
    from kembar import NetworkPart, Problem
    from kembar.errors import InputError


@click.command("explore", cls=Command)
@output_option(Path("out"), N_("Folder to write (default: out)."))
@click.pass_obj
def explore(folder: Path | None, output: Path) -> None:
    """Build the graph, check it, answer every question and draw the network."""
    graph = open_graph(folder)
    progress(_("building"))
    graph.refresh()
    progress(_("checking"))
    problems: list[Problem | InputError] = [*graph.validate(), *graph.question_faults()]
    files = graph.explore(output, problems, progress, force=is_forced())
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
    answers = [path for path in files if path.parent.name == "answers"]
    _tell_pages(output, len(answers))
    unanswered = sorted(set(graph.questions()) - {path.stem for path in answers})
    for name in unanswered:
        fault = _("{name} has no answer; `kembar query {name}` shows why", name=name)
        say(f"kembar: {fault}", err=True)
    if errors or unanswered:
        raise SystemExit(1)


def _tell_pages(folder: Path, answers: int) -> None:
    """Print the pages that `explore` wrote."""
    say(
        _n(
            "{count} question is answered in {folder}",
            "{count} questions are answered in {folder}",
            answers,
            folder=folder / "answers",
        )
    )
    say(
        _(
            "The network is in {network}, the model in {model}.",
            network=folder / "network.html",
            model=folder / "ontology.html",
        )
    )
    say(_("Open {file} in a browser: it lists all questions.", file=folder / "index.html"))


@click.command("report", cls=Command)
@click.argument("kind")
@click.argument("names", nargs=-1)
@output_option()
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "markdown", "pdf", "biblatex", "bibtex", "csl-json"]),
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

    The report is one HTML page that works offline and prints on A4. It can also be Markdown, PDF
    (needs Chromium, Chrome or Edge), or the references alone: biblatex, BibTeX or CSL-JSON.
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
