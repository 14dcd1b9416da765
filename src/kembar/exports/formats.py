"""Every form in which the graph and its questions are written for other programs, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from kembar.errors import InputError
from kembar.exports import grlc, networks, quickstatements, rdf, sparql_examples, tables
from kembar.queries.network import network
from kembar.queries.saved import find_questions, find_topics
from kembar.rdf.engine import Engine
from kembar.rdf.terms import iri
from kembar.workspace.atomic_write import write_text
from kembar.workspace.layout import Workspace

FORMATS = (
    "turtle",
    "trig",
    "nquads",
    "jsonld",
    "csv",
    "xlsx",
    "gexf",
    "graphml",
    "geojson",
    "quickstatements",
    "grlc",
    "sparql-examples",
)
_NAMES = {
    "turtle": "kembar.ttl",
    "nquads": "kembar.nq",
    "csv": "kembar",
    "quickstatements": "kembar.tsv",
    "grlc": "kembar-grlc",
    "sparql-examples": "kembar-sparql-examples.ttl",
}
_QUESTIONS = ("grlc", "sparql-examples")
"""What writes the questions and not the graph."""


def write_export(
    engine: Engine,
    form: str,
    path: Path | None = None,
    language: str = "en",
    *,
    workspace: Workspace | None = None,
    endpoint: str = "",
) -> Path:
    """Write the graph, or the questions, in one of `FORMATS`.

    csv makes a folder of tables, grlc a folder of queries; sparql-examples makes a file where the
    path ends in .ttl, else a folder.

    Args:
        engine: the graph.
        form: one of `FORMATS`.
        path: a file or a folder; named after the form without.
        language: of labels in networks.
        workspace: whose questions; the shipped ones without.
        endpoint: of grlc and sparql-examples: a server that holds the graph.

    Raises:
        KembarError: the disk says no.
        InputError: an endpoint that is none, or for a form that has no place for it; a question
            that cannot be told in the form.
    """
    path = path or Path(_NAMES.get(form, f"kembar.{form}"))
    if endpoint:
        _check(endpoint, form)
    if form in _QUESTIONS:
        return _write_questions(engine, form, path, workspace or Workspace(), endpoint)
    if form == "csv":
        return _write_folder(path, tables.as_csv_tables(engine))
    if form == "xlsx":
        return tables.write_xlsx(engine, path)
    texts: dict[str, Callable[[], str]] = {
        "turtle": lambda: rdf.as_turtle(engine),
        "trig": lambda: rdf.as_trig(engine),
        "nquads": lambda: rdf.as_n_quads(engine),
        "jsonld": lambda: rdf.as_json_ld(engine),
        "gexf": lambda: networks.as_gexf(network(engine, language)),
        "graphml": lambda: networks.as_graphml(network(engine, language)),
        "geojson": lambda: networks.as_geojson(network(engine, language)),
        "quickstatements": lambda: quickstatements.as_quickstatements(engine),
    }
    return write_text(path, texts[form]())


def _write_questions(
    engine: Engine, form: str, path: Path, workspace: Workspace, endpoint: str
) -> Path:
    questions, topics = find_questions(workspace).values(), find_topics(workspace)
    if form == "grlc":
        title = workspace.title
        return _write_folder(path, grlc.as_grlc(engine, questions, topics, title, endpoint))
    if path.suffix == ".ttl":
        told = sparql_examples.as_sparql_examples(questions, topics, endpoint)
        return write_text(path, told)
    return _write_folder(path, sparql_examples.as_example_files(questions, topics, endpoint))


def _write_folder(path: Path, texts: Mapping[str, str]) -> Path:
    for name, text in texts.items():
        write_text(path / name, text)
    return path


def _check(endpoint: str, form: str) -> None:
    if form not in _QUESTIONS:
        raise InputError(f"{form} names no endpoint; leave it out", column="endpoint")
    try:
        iri(endpoint)
    except ValueError as bad:
        raise InputError(str(bad), column="endpoint") from None
