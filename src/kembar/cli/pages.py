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
    tell_written,
)
from kembar.cli.settings.language import language_option

if TYPE_CHECKING:
    from kembar import NetworkPart, Problem
    from kembar.errors import InputError


@click.command("explore", cls=Command)
@output_option(Path("out"), "The folder to write.")
@language_option
@click.pass_obj
def explore(folder: Path | None, output: Path, lang: str) -> None:
    """Build the graph, check it, answer every question and draw the network."""
    graph = open_graph(folder, lang)
    progress("building")
    graph.refresh()
    progress("checking")
    problems: list[Problem | InputError] = [*graph.validate(), *graph.question_faults()]
    files = graph.explore(output, problems, progress, force=is_forced())
    progress("")
    status = graph.status
    say(f"{status.statements} statements, store {status.store}")
    to_mend = [one for one in problems if not getattr(one, "is_warning", False)]
    echo(f"{len(to_mend)} to mend: see kembar check" if to_mend else "Nothing to mend.")
    answers = [path for path in files if path.parent.name == "answers"]
    say(f"{len(answers)} questions answered in {output / 'answers'}")
    say(f"The network is drawn in {output / 'network.html'}, the model in ontology.html.")
    say(f"Open {output / 'index.html'} in a browser: the catalogue of all questions.")
    unanswered = sorted(set(graph.questions()) - {path.stem for path in answers})
    for name in unanswered:
        say(f"kembar: {name} has no answer; `kembar query {name}` tells why", err=True)
    if to_mend or unanswered:
        raise SystemExit(1)


@click.command("report", cls=Command)
@click.argument("kind")
@click.argument("names", nargs=-1)
@output_option(text="The file to write; - is standard output.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "markdown", "pdf", "biblatex", "bibtex", "csl-json"]),
    help="What to write; told by -o's ending, else HTML.",
)
@click.option("--as-of", default="", metavar="DATE", help="The day it holds to; today if not told.")
@language_option
@click.pass_obj
def report(
    folder: Path | None,
    kind: str,
    names: tuple[str, ...],
    output: Path | None,
    form: str | None,
    as_of: str,
    lang: str,
) -> None:
    """Write a report: city NAME, partnership CITY CITY ..., case STUDY, country NAME.

    It is one page that needs no network and prints on A4; or Markdown, PDF (by Chromium, Chrome or
    Edge), or its references alone: for biblatex, for BibTeX, or as CSL-JSON.
    """
    graph = open_graph(folder, lang)
    document = choosing(graph, lambda: graph.report(kind, *names, as_of=as_of))
    progress("writing")
    path = document.write(output, form or "", force=is_forced())
    progress("")
    panels = sum(len(section.panels) for section in document.sections)
    references = len(document.references)
    tell_written(path, f"{document.title} ({panels} answers, {references} references)", err=False)


@click.command("network", cls=Command)
@click.option("--city", default="", help="Only around this city.")
@click.option("--depth", type=click.IntRange(1, 6), default=1, help="How many steps from it.")
@click.option("--country", default="", help="Only partnerships of this country.")
@click.option("--kind", default="", help="Only this kind, as sister-city.")
@click.option(
    "--layout",
    type=click.Choice(["force", "map", "countries"]),
    help="How it opens: partners near one another, on a map, or countries first.",
)
@language_option
@output_option(Path("network.html"), "The page to write; - is standard output.")
@click.pass_obj
def network(
    folder: Path | None, layout: str | None, lang: str, output: Path, **part: Unpack[NetworkPart]
) -> None:
    """Write the network as an HTML page that works without a network."""
    graph = open_graph(folder, lang)
    page = choosing(graph, lambda: graph.network_page(layout=layout or "", **part))
    page.write(output, force=is_forced())
    tell_written(output, f"{page.cities} cities, {page.partnerships} partnerships", err=False)


@click.command("ontology", cls=Command)
@language_option
@output_option()
@click.pass_obj
def ontology(folder: Path | None, lang: str, output: Path | None) -> None:
    """Print the model; with -o, write it as a page to browse, or as Markdown (FILE.md)."""
    graph = open_graph(folder, lang)
    model = graph.model()
    if output is not None:
        graph.write_model(output, force=is_forced())
        tell_written(output, f"{len(model.classes)} classes")
        return
    for heading, terms in model.parts():
        echo(f"\n{heading}", bold=True)
        for term in terms:
            of, to = ", ".join(term.related("of")), ", ".join(term.related("to"))
            ends = f" ({of or '...'} -> {to or '...'})" if of or to else ""
            say(f"  {term.name}{ends}: {term.definition}")
