"""Export formats of the graph and its saved questions, by name."""

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

EXPORT_FORMATS = (
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
_DEFAULT_NAMES = {
    "turtle": "kembar.ttl",
    "nquads": "kembar.nq",
    "csv": "kembar",
    "quickstatements": "kembar.tsv",
    "grlc": "kembar-grlc",
    "sparql-examples": "kembar-sparql-examples.ttl",
}
_QUESTION_FORMATS = ("grlc", "sparql-examples")
"""Formats that export the saved questions instead of the graph."""


def write_export(
    engine: Engine,
    form: str,
    path: Path | None = None,
    language: str = "en",
    *,
    workspace: Workspace | None = None,
    endpoint: str = "",
) -> Path:
    """Write the graph, or the saved questions, in one of `FORMATS` and return the path.

    csv writes a folder of tables and grlc a folder of queries; sparql-examples writes a file where
    the path ends in .ttl, else a folder.

    Args:
        engine: the graph.
        form: one of `FORMATS`.
        path: a file or a folder; by default named after the format, in the current folder.
        language: of the labels in networks, "en" or "id".
        workspace: the workspace with the questions; by default the shipped questions.
        endpoint: for grlc and sparql-examples, the address of a server that holds the graph.

    Raises:
        KembarError: a disk error occurs.
        InputError: the endpoint is no absolute IRI, or the format cannot hold one; a question
            cannot be expressed in the format.
    """
    path = path or Path(_DEFAULT_NAMES.get(form, f"kembar.{form}"))
    if endpoint:
        _check_endpoint(endpoint, form)
    if form in _QUESTION_FORMATS:
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
        return write_text(path, sparql_examples.as_sparql_examples(questions, topics, endpoint))
    return _write_folder(path, sparql_examples.as_example_files(questions, topics, endpoint))


def _write_folder(path: Path, texts: Mapping[str, str]) -> Path:
    for name, text in texts.items():
        write_text(path / name, text)
    return path


def _check_endpoint(endpoint: str, form: str) -> None:
    if form not in _QUESTION_FORMATS:
        raise InputError(f"{form} names no endpoint; leave it out", column="endpoint")
    try:
        iri(endpoint)
    except ValueError as bad:
        raise InputError(str(bad), column="endpoint") from None
