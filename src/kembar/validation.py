"""SHACL: what breaks the shapes of ontology/, told in a person's words with file and line."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kembar.oxigraph import Engine
from kembar.terms import Triple, iri, n_quads
from kembar.vocabulary import short
from kembar.workspace import SHAPES, File, Workspace

_WHERE = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?file WHERE { GRAPH ?graph { %s ?p ?o } ?graph rdfs:label ?file } ORDER BY ?file
"""


@dataclass(frozen=True)
class Problem:
    """One broken shape: about what, which property, with what value, what to do; and where."""

    focus: str
    path: str
    value: str
    message: str
    places: tuple[str, ...] = ()

    def __str__(self) -> str:
        about = self.focus + (f" [{self.path}]" if self.path else "")
        value = f" It is {self.value}." if self.value else ""
        place = f"{', '.join(self.places)}: " if self.places else ""
        return f"{place}{about}: {self.message}{value}"


def validate(
    triples: Iterable[Triple], workspace: Workspace, language: str = "en"
) -> list[Problem]:
    """Check triples by the shapes; in stable order, no problem twice."""
    import pyshacl
    import rdflib

    data = rdflib.Graph().parse(data=n_quads(triples), format="nt")
    shapes = rdflib.Graph()
    for file in workspace.files("ontology", ".ttl"):
        if file.path.name == SHAPES:
            shapes.parse(file.path, format="turtle")
    # pySHACL logs what it reports anyway.
    logging.getLogger("pyshacl").setLevel(logging.CRITICAL)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    problems = set()
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        messages = list(report.objects(result, sh.resultMessage))
        said = [m for m in messages if getattr(m, "language", None) == language] or messages
        problems.add(
            Problem(
                _name(report.value(result, sh.focusNode)),
                _name(report.value(result, sh.resultPath)),
                _name(report.value(result, sh.value)),
                str(min(said, default="")),
            )
        )
    return sorted(problems, key=lambda p: (p.focus, p.path, p.value, p.message))


def located(problems: Iterable[Problem], engine: Engine, workspace: Workspace) -> list[Problem]:
    """The problems with the files and lines that speak of what they are about."""
    files = {file.name: file for file in workspace.files("data", ".csv", ".ttl")}
    found = []
    for problem in problems:
        names: list[str] = []
        if problem.focus.startswith("id:"):
            address = "https://w3id.org/kembar/" + problem.focus.replace(":", "/", 1)
            rows = engine.select(_WHERE % iri(address)).rows
            names = [value.text for (value,) in rows if value]
        places = [_place(files[name], problem.focus) for name in names if name in files]
        found.append(
            Problem(problem.focus, problem.path, problem.value, problem.message, tuple(places))
        )
    return found


def _place(file: File, focus: str) -> str:
    """The file, and the first line of it that begins with the key."""
    key = focus.partition(":")[2].partition("/")[0]
    for number, line in enumerate(file.path.read_text("utf-8").splitlines(), start=1):
        if line.startswith(f"{key},"):
            return f"{file.shown}:{number}"
    return file.shown


def _name(node: Any) -> str:
    return "" if node is None else short(str(node))
