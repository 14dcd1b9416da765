"""SHACL: what breaks the shapes of ontology/, told in a person's words with file and line.

The engine `shacl` checks; pySHACL, slower and older, is the referee, and stands in for it on a
machine that `shacl` has no wheel for.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec

from kembar.oxigraph import Engine, parse_rdf
from kembar.terms import Triple, iri, n_quads
from kembar.vocabulary import BASE, NAMESPACES, short, term
from kembar.workspace import SHAPES, File, Workspace

_WHERE = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?file WHERE { GRAPH ?graph { %s ?p ?o } ?graph rdfs:label ?file } ORDER BY ?file
"""


@dataclass(frozen=True, order=True)
class Problem:
    """One broken shape: about what, which property, with what value, what to do; and where.

    `focus` and `path` are IRIs, `value` is an IRI or a literal's text; each may be empty.
    """

    focus: str
    path: str
    value: str
    message: str
    places: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = f"{', '.join(self.places)}: " if self.places else ""
        path = f" [{short(self.path)}]" if self.path else ""
        value = f" ({short(self.value)})" if self.value not in ("", self.focus) else ""
        return f"{place}{short(self.focus)}{path}: {self.message}{value}"


@dataclass(frozen=True)
class _Found:
    """What an engine found; one message for each language that the shape speaks."""

    focus: str
    path: str
    value: str
    messages: tuple[str, ...]


def validate(
    triples: Iterable[Triple], workspace: Workspace, language: str = "en", *, referee: bool = False
) -> list[Problem]:
    """Check triples by the shapes; in stable order, no problem twice.

    Args:
        triples: what to check, with the triples that it refers to.
        workspace: whose shapes count, beside the shipped ones.
        language: of the messages, "en" or "id".
        referee: let pySHACL check instead.

    Raises:
        InputError: a file of shapes cannot be read.
    """
    shapes = [
        triple
        for file in workspace.files("ontology", ".ttl")
        if file.path.name == SHAPES
        for triple in parse_rdf(file.path, BASE + "shape/", file.shown)
    ]
    fast = not referee and find_spec("shacl") is not None
    engine = _found_by_shacl if fast else _found_by_pyshacl
    wanted = {text for text, tag in _messages(shapes) if tag == language}
    return sorted(
        {
            Problem(found.focus, found.path, found.value, _in_language(found.messages, wanted))
            for found in engine(n_quads(triples), n_quads(shapes))
        }
    )


def located(problems: Iterable[Problem], engine: Engine, workspace: Workspace) -> list[Problem]:
    """The problems with the files and lines that speak of what they are about."""
    files = {file.name: file for file in workspace.files("data", ".csv", ".ttl")}
    found = []
    for problem in problems:
        names: list[str] = []
        if problem.focus.startswith(NAMESPACES["id"]):
            rows = engine.select(_WHERE % iri(problem.focus)).rows
            names = [value.text for (value,) in rows if value]
        places = [_place(files[name], problem) for name in names if name in files]
        found.append(replace(problem, places=tuple(places)))
    return found


def _found_by_shacl(data: str, shapes: str) -> Iterator[_Found]:
    import shacl

    report = shacl.Shapes.from_text(shapes, "ntriples").validate_text(data, "ntriples")
    for result in report.results:
        yield _Found(
            result.focus_node.strip("<>"),
            (result.path or "").strip("<>"),
            result.value_plain or "",
            tuple(result.messages),
        )


def _found_by_pyshacl(data: str, shapes: str) -> Iterator[_Found]:
    import pyshacl
    import rdflib

    # pySHACL logs what it reports anyway.
    logging.getLogger("pyshacl").setLevel(logging.CRITICAL)
    _, report, _ = pyshacl.validate(
        rdflib.Graph().parse(data=data, format="nt"),
        shacl_graph=rdflib.Graph().parse(data=shapes, format="nt"),
        inference="none",
    )
    sh = rdflib.Namespace(NAMESPACES["sh"])
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        yield _Found(
            str(report.value(result, sh.focusNode)),
            str(report.value(result, sh.resultPath) or ""),
            str(report.value(result, sh.value) or ""),
            tuple(map(str, report.objects(result, sh.resultMessage))),
        )


def _messages(shapes: Iterable[Triple]) -> Iterator[tuple[str, str]]:
    """The texts of sh:message with their languages; `shacl` tells a result's without them."""
    for _, predicate, value in shapes:
        if predicate == term("sh:message"):
            text, _, tag = value.rpartition("@")
            yield text[1:-1], tag


def _in_language(messages: tuple[str, ...], wanted: set[str]) -> str:
    return min((text for text in messages if text in wanted), default=min(messages, default=""))


def _place(file: File, problem: Problem) -> str:
    """The file, and the line of it that tells of the thing, best with the value at fault."""
    key = problem.focus.removeprefix(NAMESPACES["id"]).partition("/")[0]
    begins = re.compile(
        rf'"?{re.escape(key)}"?,' if file.path.suffix == ".csv" else rf".*\b{key}\b"
    )
    value = problem.value.rpartition("/")[2]
    lines = enumerate(file.path.read_text("utf-8").splitlines(), start=1)
    told = [(value not in line, number) for number, line in lines if begins.match(line)]
    return f"{file.shown}:{min(told)[1]}" if told else file.shown
