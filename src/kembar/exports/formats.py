"""Export formats of the graph and its saved questions, by name."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kembar.errors import InputError
from kembar.exports import (
    geojson,
    gexf,
    grlc,
    networks,
    quickstatements,
    sparql_examples,
    tables,
)
from kembar.exports.rdf.annotations import annotation_parts
from kembar.exports.rdf.description import RDF_FORMATS, Description
from kembar.exports.rdf.graph_files import rdf_parts
from kembar.exports.rdf.nanopublications import nanopublication_parts
from kembar.language import _
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
    write_parts,
    write_text,
)

EXPORT_FORMATS = (
    "turtle",
    "trig",
    "nquads",
    "jsonld",
    "annotations",
    "nanopublications",
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
    "annotations": "kembar-annotations.ttl",
    "nanopublications": "kembar-nanopublications.trig",
    "csv": "kembar",
    "quickstatements": "kembar.tsv",
    "grlc": "kembar-grlc",
    "sparql-examples": "kembar-sparql-examples.ttl",
}
_ENDINGS = {
    "turtle": (".ttl",),
    "nquads": (".nq",),
    "jsonld": (".jsonld", ".json"),
    "annotations": (".ttl",),
    "nanopublications": (".trig",),
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


@dataclass(frozen=True)
class Export:
    """An export of a graph.

    Attributes:
        engine: the graph.
        form: one of `EXPORT_FORMATS`.
        language: of the labels in networks and sheets: "en", "id" or "ko".
        workspace: the workspace with the questions and the title; by default the shipped one.
        endpoint: for grlc and sparql-examples, the address of a server that holds the graph.
        complete: of the RDF formats, all that an engine needs to answer the saved questions.
        version: a digest of all that the graph is made from.
        force: replace also files of a workspace.
        notify: takes a sentence on what the file leaves out.
    """

    engine: Engine
    form: str
    language: str = "en"
    workspace: Workspace = field(default_factory=Workspace)
    endpoint: str = ""
    complete: bool = False
    version: str = ""
    force: bool = False
    notify: Callable[[str], None] = lambda __: None

    def write(self, path: Path | None = None) -> Path:
        """Write the graph, or the saved questions, and return the path.

        csv writes a folder of tables and grlc a folder of queries; sparql-examples writes a file
        where the path ends in .ttl, else a folder.

        Args:
            path: a file or a folder; by default named after the format, in the current folder.

        Raises:
            KembarError: a disk error occurs.
            InputError: the endpoint is no absolute IRI, or the format cannot hold one, or has no
                complete form; a question cannot be expressed in the format; the path has the
                ending of another format, a file stands where a folder is needed, or a file of a
                workspace would be replaced.
        """
        path = path or Path(_DEFAULT_NAMES.get(self.form, f"kembar.{self.form}"))
        self._check()
        _check_path(path, self.form)
        if self.form == "xlsx":
            graph = network(self.engine, self.language)
            return tables.write_xlsx(self.engine, path, graph, self.language, force=self.force)
        if self.form in RDF_FORMATS:
            return write_parts(path, self._parts(), force=self.force)
        texts = self._texts(path)
        if isinstance(texts, str):
            return write_text(path, texts, force=self.force)
        return write_folder(path, texts, force=self.force)

    def _check(self) -> None:
        if self.endpoint:
            _check_endpoint(self.endpoint, self.form)
        if self.complete and self.form not in ("turtle", "trig", "nquads", "jsonld"):
            fault = _("{format} has no complete form; leave it out", format=self.form)
            raise InputError(fault, column="complete")

    def _parts(self) -> Iterator[str]:
        """The parts of a file of RDF, read as they are written."""
        if self.form == "annotations":
            return annotation_parts(self.engine, self._description())
        if self.form == "nanopublications":
            now = datetime.datetime.now(datetime.UTC)
            return nanopublication_parts(self.engine, self._description(), now)
        return rdf_parts(self.engine, self.form, self._description(), complete=self.complete)

    def _description(self) -> Description:
        return Description.of(
            self.engine,
            self.form,
            title=self.workspace.title,
            version=self.version,
            complete=self.complete,
        )

    def _texts(self, path: Path) -> str | Mapping[str, str]:
        if self.form in _QUESTION_FORMATS:
            return _question_texts(self.engine, self.form, path, self.workspace, self.endpoint)
        if self.form == "csv":
            return tables.as_csv_tables(self.engine, self._description())
        if self.form == "quickstatements":
            return quickstatements.as_quickstatements(self.engine)
        graph = network(self.engine, self.language)
        if self.form == "geojson" and (sentence := geojson.notice(graph)):
            self.notify(sentence)
        writers = {
            "gexf": gexf.as_gexf,
            "graphml": networks.as_graphml,
            "geojson": geojson.as_geojson,
        }
        return writers[self.form](graph)


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
            fault = _("{format} writes several files: name a folder", format=form)
            raise InputError(fault, file=path)
    else:
        ending_of(path, _ENDINGS.get(form, (f".{form}",)))


def _is_one_file(path: Path) -> bool:
    return path.suffix.lower() == ".ttl" or is_stream(path)


def _check_endpoint(endpoint: str, form: str) -> None:
    if form not in _QUESTION_FORMATS:
        fault = _("{format} names no endpoint; leave it out", format=form)
        raise InputError(fault, column="endpoint")
    try:
        iri(endpoint)
    except ValueError as bad:
        raise InputError(str(bad), column="endpoint") from None
