"""The command that asks in SPARQL, and shows the answer in the formats of the W3C."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kembar.cli.console import echo, read_standard_input
from kembar.cli.options import (
    NO_ANSWER,
    Command,
    form_of,
    open_graph,
    output_option,
    rows_of,
    show,
    write,
)
from kembar.errors import InputError, KembarError, quoted
from kembar.inputs.files import read_text
from kembar.language import N_, _, _n, listing
from kembar.workspace.output_file import is_standard_output

if TYPE_CHECKING:
    from kembar import Answer, KnowledgeGraph, Triple

TABLE_FORMS = ("table", "csv", "tsv", "json", "xml", "markdown", "turtle")
"""Forms of the answer to a SELECT or an ASK."""

GRAPH_FORMS = ("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml")
"""Forms of the graph that a CONSTRUCT or a DESCRIBE makes."""

_RESULTS = ("csv", "tsv", "json", "xml")
"""SPARQL 1.1 results: https://www.w3.org/TR/sparql11-overview/."""

_TABLE_ENDINGS = {
    ".txt": "table",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".srj": "json",
    ".xml": "xml",
    ".srx": "xml",
    ".md": "markdown",
    ".markdown": "markdown",
    ".ttl": "turtle",
    ".turtle": "turtle",
}
_GRAPH_ENDINGS = {
    ".ttl": "turtle",
    ".turtle": "turtle",
    ".nt": "ntriples",
    ".nq": "nquads",
    ".trig": "trig",
    ".jsonld": "jsonld",
    ".json": "jsonld",
    ".rdf": "rdfxml",
    ".owl": "rdfxml",
    ".xml": "rdfxml",
}
_OF_A_GRAPH = {"json": "jsonld", "xml": "rdfxml"}
"""The form of a graph that has the syntax of a form of a table."""

_QUERY = re.compile(
    r"""(?:\s|\#[^\r\n]*[\r\n])*
    (?:SELECT|ASK|CONSTRUCT|DESCRIBE|PREFIX|BASE|VERSION|INSERT|DELETE)(?![\w.-]) | .*[{<\n]""",
    re.VERBOSE | re.IGNORECASE,
)
"""The beginning of a query; the name of a file is none."""


@click.command("sparql", cls=Command)
@click.argument("sparql", default="-", metavar="[QUERY|FILE]")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(dict.fromkeys(TABLE_FORMS + GRAPH_FORMS))),
    help=N_(
        "Format of the answer: of SPARQL 1.1 results, or of RDF for CONSTRUCT and DESCRIBE. "
        "Default: by the ending of the -o file."
    ),
)
@output_option()
@click.pass_obj
def sparql(folder: Path | None, sparql: str, form: str | None, output: Path | None) -> None:
    """Ask in SPARQL: a query, the name of a file, or - for standard input.

    The prefixes of the graph need no declaration: kb, id, concept, skos, prov and so on.
    """
    if output is not None and is_standard_output(output):
        output = None
    if output is not None:
        form_of(form, output, _TABLE_ENDINGS | _GRAPH_ENDINGS | _both_endings(form))
    graph = open_graph(folder)
    result = graph.sparql(_query_text(sparql))
    if isinstance(result, list):
        _show_graph(graph, result, form, output)
    else:
        _show_answer(result, form, output)


def _both_endings(form: str | None) -> dict[str, str]:
    """Return the endings that a table and a graph share, with the form that was chosen."""
    forms = {form, _OF_A_GRAPH.get(form or "")}
    endings = (*_TABLE_ENDINGS.items(), *_GRAPH_ENDINGS.items())
    return {ending: form or name for ending, name in endings if name in forms}


def _show_answer(answer: Answer, form: str | None, output: Path | None) -> None:
    """Print or write the answer to a SELECT or an ASK."""
    if form not in (None, *TABLE_FORMS):
        raise KembarError(
            _(
                "this query makes a table, not a graph; its formats are {formats}",
                formats=listing(TABLE_FORMS),
            )
        )
    if output is not None:
        form = form_of(form, output, _TABLE_ENDINGS)
    if form in _RESULTS:
        from kembar.render.answers import as_sparql_results

        text = as_sparql_results(answer, form or "")
        write(text, output, _size(answer))
    elif answer.is_boolean and form != "turtle":
        from kembar.render.answers import is_true

        write(f"{str(is_true(answer)).lower()}\n", output, _size(answer))
    else:
        show(answer, form, output)


def _size(answer: Answer) -> str:
    return _("a truth value") if answer.is_boolean else rows_of(answer)


def _show_graph(
    graph: KnowledgeGraph, triples: list[Triple], form: str | None, output: Path | None
) -> None:
    """Print or write the graph that a CONSTRUCT or a DESCRIBE made."""
    form = _OF_A_GRAPH.get(form or "", form)
    if form not in (None, *GRAPH_FORMS):
        raise KembarError(
            _(
                "this query makes a graph, not a table; its formats are {formats}",
                formats=listing(GRAPH_FORMS),
            )
        )
    if output is not None:
        form = form_of(form, output, _GRAPH_ENDINGS, "turtle")
    elif not triples:
        echo(_(NO_ANSWER), err=True)
    size = _n("{count} statement", "{count} statements", len(triples))
    write(graph.to_rdf(triples, form or "turtle"), output, size)


def _query_text(argument: str) -> str:
    """Return the query: the argument itself, or the text of the file that it names."""
    if argument == "-":
        return _standard_input()
    if _QUERY.match(argument) or not argument.strip():
        return argument
    try:
        return read_text(Path(argument))
    except InputError as bad:
        fault = _("is not a query, nor a file that holds one ({fault})", fault=bad.fault)
        raise InputError(fault, file=quoted(argument), line=bad.line) from None


def _standard_input() -> str:
    try:
        return read_standard_input()
    except UnicodeDecodeError:
        raise InputError(_("is not UTF-8"), file=_("standard input")) from None
