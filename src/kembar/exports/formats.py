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
from kembar.workspace.layout import Workspace
from kembar.workspace.output_file import (
    ending_of,
    is_stream,
    require_folder,
    write_folder,
    write_text,
)

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
_ENDINGS = {
    "turtle": (".ttl",),
    "nquads": (".nq",),
    "jsonld": (".jsonld", ".json"),
    "gexf": (".gexf", ".xml"),
    "graphml": (".graphml", ".xml"),
    "geojson": (".geojson", ".json"),
    "quickstatements": (".tsv", ".txt"),
    "sparql-examples": (".ttl",),
}
"""Those that a file of a format may have, where they are not its name."""

_FOLDERS = ("csv", "grlc")
"""Formats of several files."""

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
    force: bool = False,
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
        force: replace also files of a workspace.

    Raises:
        KembarError: a disk error occurs.
        InputError: the endpoint is no absolute IRI, or the format cannot hold one; a question
            cannot be expressed in the format; the path has the ending of another format, a file
            stands where a folder is to be, or a file of a workspace would be replaced.
    """
    path = path or Path(_DEFAULT_NAMES.get(form, f"kembar.{form}"))
    if endpoint:
        _check_endpoint(endpoint, form)
    _check_path(path, form)
    texts: str | Mapping[str, str]
    if form in _QUESTION_FORMATS:
        texts = _question_texts(engine, form, path, workspace or Workspace(), endpoint)
    elif form == "csv":
        texts = tables.as_csv_tables(engine)
    elif form == "xlsx":
        return tables.write_xlsx(engine, path, force=force)
    else:
        texts = _graph_text(engine, form, language)
    if isinstance(texts, str):
        return write_text(path, texts, force=force)
    return write_folder(path, texts, force=force)


def _graph_text(engine: Engine, form: str, language: str) -> str:
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
    return texts[form]()


def _question_texts(
    engine: Engine, form: str, path: Path, workspace: Workspace, endpoint: str
) -> str | Mapping[str, str]:
    questions, topics = find_questions(workspace).values(), find_topics(workspace)
    if form == "grlc":
        title = workspace.title
        return grlc.as_grlc(engine, questions, topics, title, endpoint)
    if _is_one_file(path):
        return sparql_examples.as_sparql_examples(questions, topics, endpoint)
    return sparql_examples.as_example_files(questions, topics, endpoint)


def _check_path(path: Path, form: str) -> None:
    """Check that the format can be written there, before it is made."""
    if form in _FOLDERS or (form == "sparql-examples" and not _is_one_file(path)):
        require_folder(path)
        if not path.is_dir() and path.suffix.lower() in (f".{form}", ".zip", ".tsv", ".xlsx"):
            raise InputError(f"{form} writes several files: name a folder", file=path)
    else:
        ending_of(path, _ENDINGS.get(form, (f".{form}",)))


def _is_one_file(path: Path) -> bool:
    return path.suffix.lower() == ".ttl" or is_stream(path)


def _check_endpoint(endpoint: str, form: str) -> None:
    if form not in _QUESTION_FORMATS:
        raise InputError(f"{form} names no endpoint; leave it out", column="endpoint")
    try:
        iri(endpoint)
    except ValueError as bad:
        raise InputError(str(bad), column="endpoint") from None
