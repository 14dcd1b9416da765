"""Commands that draw: everything in one go, the network, the model."""

from __future__ import annotations

from pathlib import Path

import click

from kembar.cli.options import Command, language_option, open_graph, output_option, progress, write


@click.command("explore", cls=Command)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("out"))
@language_option
@click.pass_obj
def explore(folder: Path | None, output: Path, lang: str) -> None:
    """Build the graph, check it, answer every question and draw the network."""
    graph = open_graph(folder, lang)
    progress("building")
    built = graph.built
    progress("checking")
    faults = graph.check()
    made = graph.explore(output, faults, progress)
    progress("")
    click.echo(f"{len(graph.engine)} statements, store {built.how}")
    click.echo(f"{len(faults)} to mend: see kembar check" if faults else "Nothing to mend.")
    answers = [path for path in made if path.parent.name == "answers"]
    click.echo(f"{len(answers)} questions answered in {output / 'answers'}")
    click.echo(f"The network is drawn in {output / 'network.html'}, the model in ontology.html.")
    click.echo(f"Open {output / 'index.html'} in a browser: the catalogue of all questions.")
    if faults:
        raise SystemExit(1)


@click.command("report", cls=Command)
@click.argument("kind")
@click.argument("names", nargs=-1)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "markdown", "pdf", "bibtex", "csl-json"]),
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
    """Write a report: city NAME, partnership A B, case STUDY, country NAME.

    It is one page that needs no network and prints on A4; or Markdown, PDF (by Chromium, Chrome or
    Edge), or its references alone as BibTeX or CSL-JSON.
    """
    from kembar.render.pages.report_file import ReportDocument

    graph = open_graph(folder, lang)
    told = graph.report(kind, *names, as_of=as_of)
    progress("writing")
    path = ReportDocument.of(told).write(output, form or "")
    progress("")
    panels = sum(len(section.panels) for section in told.sections)
    click.echo(f"{path}: {told.title} ({panels} answers, {len(told.references)} references)")


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
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("network.html"))
@click.pass_obj
def network(
    folder: Path | None,
    city: str,
    depth: int,
    country: str,
    kind: str,
    layout: str | None,
    lang: str,
    output: Path,
) -> None:
    """Write the network as an HTML page that works without a network."""
    from kembar.queries import network as networks
    from kembar.render.network.layout import remembered
    from kembar.render.network.page import network_page

    graph = open_graph(folder, lang)
    part = graph.network(city=city, depth=depth, country=country, kind=kind)
    cache = remembered(graph.workspace)
    page = network_page(part, graph.workspace.title, lang, layout=layout or "", cache=cache)
    page.write(output)
    click.echo(f"{output}: {len(part)} cities, {networks.partnerships(part)} partnerships")


@click.command("ontology", cls=Command)
@language_option
@output_option
@click.pass_obj
def ontology(folder: Path | None, lang: str, output: Path | None) -> None:
    """Print the model; with -o, write it as a page to browse, or as Markdown (FILE.md)."""
    told = open_graph(folder, lang).model()
    if output is not None:
        from kembar.render.pages.ontology_markdown import model_markdown
        from kembar.render.pages.ontology_page import ontology_page

        form = model_markdown if output.suffix.lower() == ".md" else ontology_page
        write(form(told, lang), output, f"{len(told.classes)} classes")
        return
    for heading, terms in told.parts(lang):
        click.secho(f"\n{heading}", bold=True)
        for term in terms:
            of, to = ", ".join(term.tied("of")), ", ".join(term.tied("to"))
            ends = f" ({of or '...'} -> {to or '...'})" if of or to else ""
            click.echo(f"  {term.name}{ends}: {term.definition}")
