"""SHACL: what breaks the shapes of ontology/, told in a person's words with file and line.

The engine `shacl` checks; pySHACL, slower and older, is the referee, and stands in for it on a
machine that `shacl` has no wheel for.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from kembar.errors import InputError
from kembar.model.mapping import CLASSES, FIELDS, UNIT_CLASSES
from kembar.model.records import Country, Record
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, prefixed_name, term
from kembar.rdf.terms import Triple, iri, to_nquads
from kembar.validation.pipe import Pipe
from kembar.validation.shapes import Shapes, load_shapes
from kembar.workspace.layout import DATA_SUFFIXES, SHAPES, File, Workspace

_WHERE = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?file WHERE { GRAPH ?graph { %s ?p ?o } ?graph rdfs:label ?file } ORDER BY ?file
"""

_OTHERWISE = {
    "kb:hasSignature": "signed_by",
    "kb:signer": "signed_by",
    "kb:office": "signed_by",
    "kb:onBehalfOf": "signed_by",
    "kb:hasBudget": "budget",
    "kb:holder": "person",
    "kb:amount": "budget",
    "kb:currency": "currency",
    "kb:payer": "payer",
    "kb:follows": "renews, supersedes, follows",
    "kb:toldBy": "source",
    "kb:verification": "source",
    "prov:hadPrimarySource": "source",
}
"""The fields of what `graph` and the loaders say in a way of their own, outside `FIELDS`."""

_OWN = f"ontology/{SHAPES}"
"""The shapes of a workspace; the shipped ones are tested."""

_NAMELESS = "[]"
"""A blank node, as Turtle writes it: the label that an engine gives it means nothing."""


About = Callable[[set[str]], Iterable[Triple]]
"""Gives the triples of things, told by their IRIs; more do no harm."""

_Data = str | Path
"""A text of N-Triples, or a file of it."""


class Location(NamedTuple):
    """A file, as messages call it, and a line of it, where one is known."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True)
class Problem:
    """One broken shape: about what, which property, with what value, what to do; and where.

    `focus` and `path` are IRIs, `value` is an IRI or a literal's text; each may be empty. `kinds`
    are the classes of the focus, as prefixed names.
    """

    focus: str
    path: str
    value: str
    message: str
    places: tuple[Location, ...] = ()
    kinds: tuple[str, ...] = dataclasses.field(default=(), compare=False)

    @property
    def field(self) -> str:
        """The column to mend in the table of such things; the property where no table has one.

        A problem of the thing itself is one of its key.
        """
        path = prefixed_name(self.path) if self.path else ""
        if path in _OTHERWISE:
            return _OTHERWISE[path]
        if not path and "kb:SourceGraph" in self.kinds:
            return "source"
        found = [name for kind in _records(self.kinds) for name in _columns(kind, path)]
        return ", ".join(dict.fromkeys(found)) or path

    def __str__(self) -> str:
        place = f"{', '.join(map(str, self.places))}: " if self.places else ""
        field = f" [{self.field}]" if self.field else ""
        value = f" ({prefixed_name(self.value)})" if self.value else ""
        return f"{place}{prefixed_name(self.focus)}{field}: {self.message}{value}"


@dataclass(frozen=True)
class _Found:
    """What an engine found; one message for each language that the shape speaks."""

    focus: str
    path: str
    value: str
    messages: tuple[str, ...]


def validate(
    triples: Iterable[Triple],
    workspace: Workspace,
    language: str = "en",
    *,
    with_pyshacl: bool = False,
) -> list[Problem]:
    """Check triples by the shapes; in stable order, no problem twice.

    Args:
        triples: what to check, with the triples that it refers to.
        workspace: whose shapes count, beside the shipped ones.
        language: of the messages, "en" or "id".
        with_pyshacl: let pySHACL check instead.

    Raises:
        InputError: a file of shapes cannot be read, or says what no engine can check.
    """
    triples = list(triples)
    parts = [(load_shapes(workspace), to_nquads(triples))]
    return validate_parts(parts, lambda _: triples, language, with_pyshacl=with_pyshacl)


def parallel_parts(*, with_pyshacl: bool = False) -> int:
    """How many parts of the shapes are checked at once."""
    # `shacl` lets other threads go on (0.3.4). pySHACL takes turns, and would read the graph once
    # for each part.
    return (os.cpu_count() or 1) if _is_quick(with_pyshacl) else 1


def validate_parts(
    parts: Sequence[tuple[Shapes, str | Pipe]],
    about: About,
    language: str = "en",
    *,
    with_pyshacl: bool = False,
) -> list[Problem]:
    """The same by parts of the shapes, all at once, each with what it asks for.

    Args:
        parts: shapes, each with its N-Triples, as a text, or as a pipe, through which may come
            more than Python can hold; of those at most `parallel_parts`.
        about: gives the triples of things, told by their IRIs.
        language: of the messages, "en" or "id".
        with_pyshacl: let pySHACL check instead.

    Raises:
        InputError: the shapes say what no engine can check.
    """
    engine = _found_by_shacl if _is_quick(with_pyshacl) else _found_by_pyshacl

    def found(part: tuple[Shapes, str | Pipe]) -> list[_Found]:
        shapes, data = part
        with nullcontext(data) if isinstance(data, str) else data.reading() as its, _fault_told():
            return list(engine(its, shapes.text))

    with ThreadPoolExecutor(parallel_parts(with_pyshacl=with_pyshacl)) as pool:
        broken = [one for some in pool.map(found, parts) for one in some]
    said = (triple for shapes, _ in parts for triple in shapes.triples)
    wanted = {text for text, tag in _messages(said) if tag == language}
    things = {found.focus for found in broken}
    kinds = _kinds(about(things) if things else (), things)
    return sorted(
        {
            Problem(
                found.focus,
                found.path,
                # Engines differ in whether they repeat the focus as the value.
                found.value if found.value != found.focus else "",
                _in_language(found.messages, wanted),
                kinds=kinds[found.focus],
            )
            for found in broken
        }
    )


def locate(problems: Iterable[Problem], engine: Engine, workspace: Workspace) -> list[Problem]:
    """The problems with the files and lines that speak of what they are about."""
    files = {file.name: file for file in workspace.files("data", *DATA_SUFFIXES)}
    found = []
    for problem in problems:
        names: list[str] = []
        if problem.focus.startswith(NAMESPACES["id"]):
            rows = engine.select(_WHERE % iri(problem.focus)).rows
            names = [value.text for (value,) in rows if value]
        places = [_place(files[name], problem) for name in names if name in files]
        found.append(dataclasses.replace(problem, places=tuple(places)))
    return found


@contextmanager
def _fault_told() -> Iterator[None]:
    """Tell in one line of shapes that an engine cannot use."""
    try:
        yield
    except OSError:
        raise
    except Exception as bad:  # engines, and what they stand on, have many classes of faults
        fault = " ".join(str(bad).split())
        raise InputError(f"these shapes cannot be used: {fault}; mend them", file=_OWN) from None


def _is_quick(with_pyshacl: bool) -> bool:
    return not with_pyshacl and find_spec("shacl") is not None


def _found_by_shacl(data: _Data, shapes: str) -> Iterator[_Found]:
    import shacl

    compiled = shacl.Shapes.from_text(shapes, "ntriples")
    if isinstance(data, Path):
        report = compiled.validate_file(str(data))
    else:
        report = compiled.validate_text(data, "ntriples")
    for result in report.results:
        yield _Found(
            _NAMELESS if result.focus_node.startswith("_:") else result.focus_node.strip("<>"),
            (result.path or "").strip("<>"),
            _NAMELESS if (result.value or "").startswith("_:") else result.value_plain or "",
            tuple(result.messages),
        )


def _found_by_pyshacl(data: _Data, shapes: str) -> Iterator[_Found]:
    import pyshacl
    import rdflib

    # They log what is reported anyway.
    for name in ("pyshacl", "rdflib.term"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # A value is told as it is written, not as rdflib would write it.
    normalising, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        path, text = (data, None) if isinstance(data, Path) else (None, data)
        graph = rdflib.Graph().parse(path, data=text, format="nt")
    finally:
        rdflib.NORMALIZE_LITERALS = normalising
    _, report, _ = pyshacl.validate(
        graph,
        shacl_graph=rdflib.Graph().parse(data=shapes, format="nt"),
        inference="none",
        # Targets that are found by a query.
        advanced=True,
    )
    sh = rdflib.Namespace(NAMESPACES["sh"])
    # Not all of type sh:ValidationResult: the details of a result are of it too.
    for result in report.objects(None, sh.result):
        focus, value = (report.value(result, word) for word in (sh.focusNode, sh.value))
        yield _Found(
            _NAMELESS if isinstance(focus, rdflib.BNode) else str(focus),
            str(report.value(result, sh.resultPath) or ""),
            _NAMELESS if isinstance(value, rdflib.BNode) else "" if value is None else str(value),
            tuple(map(str, report.objects(result, sh.resultMessage))),
        )


def _kinds(triples: Iterable[Triple], things: set[str]) -> defaultdict[str, tuple[str, ...]]:
    """The classes of things, sorted."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for thing, predicate, value in triples:
        if predicate == term("rdf:type") and thing[1:-1] in things:
            found[thing[1:-1]] = tuple(sorted({*found[thing[1:-1]], prefixed_name(value[1:-1])}))
    return found


def _records(kinds: Iterable[str]) -> list[type[Record]]:
    """The kinds of record that say things of some classes."""
    said = {name: kind for kind, name in CLASSES.items()}
    units = dict.fromkeys(UNIT_CLASSES.values(), said["kb:TerritorialUnit"])
    return [(said | units)[name] for name in kinds if name in said or name in units]


def _columns(kind: type[Record], path: str) -> list[str]:
    """The fields that a property stands for; of names in several languages, the one needed."""
    if path in ("", "kb:key") or (kind is Country and path == "kb:isoCode"):
        return [kind.__name__.lower()]
    fields = [field for field in FIELDS[kind] if field.property == path]
    return [field.name for field in fields if field.form != "name" or field is fields[0]]


def _messages(shapes: Iterable[Triple]) -> Iterator[tuple[str, str]]:
    """The texts of sh:message with their languages; `shacl` tells a result's without them."""
    for _, predicate, value in shapes:
        if predicate == term("sh:message"):
            text, _, tag = value.rpartition("@")
            yield text[1:-1], tag


def _in_language(messages: tuple[str, ...], wanted: set[str]) -> str:
    return min((text for text in messages if text in wanted), default=min(messages, default=""))


def _place(file: File, problem: Problem) -> Location:
    """The file, and the line of it that tells of the thing, best with the value at fault."""
    key = problem.focus.removeprefix(NAMESPACES["id"]).partition("/")[0]
    begins = re.compile(
        rf'"?{re.escape(key)}"?,' if file.path.suffix == ".csv" else rf".*\b{key}\b"
    )
    value = problem.value.rpartition("/")[2]
    lines = enumerate(file.path.read_text("utf-8").splitlines(), start=1)
    told = [(value not in line, number) for number, line in lines if begins.match(line)]
    return Location(file.shown, min(told)[1] if told else None)
