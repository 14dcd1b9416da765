"""SHACL validation: problems of triples by the shapes of ontology/, with file, line and field."""

from __future__ import annotations

import dataclasses
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import NamedTuple

from kembar.errors import InputError
from kembar.model.mapping import CLASSES, FIELDS, UNIT_CLASSES
from kembar.model.records import Country, Record
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, prefixed_name, term
from kembar.rdf.terms import Triple, iri, to_nquads
from kembar.validation.engines import (
    Result,
    ShaclEngine,
    has_compiled_engine,
    validate_with_pyshacl,
    validate_with_shacl,
)
from kembar.validation.pipe import Pipe
from kembar.validation.shapes import Shapes, load_shapes
from kembar.workspace.layout import DATA_SUFFIXES, SHAPES, File, Workspace

_FILES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?file WHERE { GRAPH ?graph { %s ?p ?o } ?graph rdfs:label ?file } ORDER BY ?file
"""

_OTHER_FIELDS = {
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
"""Fields of the properties that `to_rdf` writes in its own way, outside `FIELDS`."""

_OWN_SHAPES = f"ontology/{SHAPES}"
"""The shapes of a workspace, which messages blame, as the shipped ones are tested."""

TriplesAbout = Callable[[set[str]], Iterable[Triple]]
"""Return at least the triples of some subjects, by their IRIs."""


class Location(NamedTuple):
    """A file, as messages call it, and a line of it, where one is known."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True)
class Problem:
    """A violation of a shape.

    Args:
        focus: IRI of the thing; empty for none.
        path: IRI of the property; empty for the thing itself.
        value: IRI or text; empty for none.
        message: what is wrong and what to do, a sentence.
        places: files, as messages call them, with lines where known.
        kinds: classes of the focus, as prefixed names.
    """

    focus: str
    path: str
    value: str
    message: str
    places: tuple[Location, ...] = ()
    kinds: tuple[str, ...] = dataclasses.field(default=(), compare=False)

    @property
    def field(self) -> str:
        """The column to correct in the table of such things, or the property if no table has it.

        The column of the thing itself is its key.
        """
        path = prefixed_name(self.path) if self.path else ""
        if path in _OTHER_FIELDS:
            return _OTHER_FIELDS[path]
        if not path and "kb:SourceGraph" in self.kinds:
            return "source"
        names = [name for kind in _records(self.kinds) for name in _columns(kind, path)]
        return ", ".join(dict.fromkeys(names)) or path

    def __str__(self) -> str:
        place = f"{', '.join(map(str, self.places))}: " if self.places else ""
        field = f" [{self.field}]" if self.field else ""
        value = f" ({prefixed_name(self.value)})" if self.value else ""
        return f"{place}{prefixed_name(self.focus)}{field}: {self.message}{value}"


def validate(
    triples: Iterable[Triple],
    workspace: Workspace,
    language: str = "en",
    *,
    with_pyshacl: bool = False,
) -> list[Problem]:
    """Return the problems of triples, in stable order.

    Args:
        triples: the data, with the triples that it refers to.
        workspace: whose shapes count, in addition to the shipped ones.
        language: of the messages, "en" or "id".
        with_pyshacl: let pySHACL validate.

    Raises:
        InputError: a file of shapes cannot be read, or an engine cannot use the shapes.
    """
    triples = list(triples)
    parts = [(load_shapes(workspace), to_nquads(triples))]
    return validate_parts(parts, lambda _: triples, language, with_pyshacl=with_pyshacl)


def parallel_parts(*, with_pyshacl: bool = False) -> int:
    """Return the number of parts of the shapes to validate at the same time."""
    # `shacl` releases the GIL (0.3.4). pySHACL does not, and would parse the data for each part.
    return (os.cpu_count() or 1) if _engine(with_pyshacl) is validate_with_shacl else 1


def _engine(with_pyshacl: bool) -> ShaclEngine:
    compiled = has_compiled_engine() and not with_pyshacl
    return validate_with_shacl if compiled else validate_with_pyshacl


def validate_parts(
    parts: Sequence[tuple[Shapes, str | Pipe]],
    about: TriplesAbout,
    language: str = "en",
    *,
    with_pyshacl: bool = False,
) -> list[Problem]:
    """Return the problems of data by parts of the shapes, validated at the same time.

    Args:
        parts: shapes, each with N-Triples, as a text, or as a pipe, whose data need not fit in
            memory; at most `parallel_parts` pipes.
        about: returns the triples of subjects.
        language: of the messages, "en" or "id".
        with_pyshacl: let pySHACL validate.

    Raises:
        InputError: an engine cannot use the shapes.
    """
    engine = _engine(with_pyshacl)

    def validate_part(part: tuple[Shapes, str | Pipe]) -> list[Result]:
        shapes, data = part
        reader = nullcontext(data) if isinstance(data, str) else data.open_reader()
        with reader as text_or_path, _shape_errors():
            return list(engine(text_or_path, shapes.text))

    with ThreadPoolExecutor(parallel_parts(with_pyshacl=with_pyshacl)) as pool:
        results = [result for part in pool.map(validate_part, parts) for result in part]
    shapes = (triple for part, _ in parts for triple in part.triples)
    return _problems(results, shapes, about, language)


def _problems(
    results: Sequence[Result], shapes: Iterable[Triple], about: TriplesAbout, language: str
) -> list[Problem]:
    messages = {text for text, tag in _messages(shapes) if tag == language}
    things = {result.focus for result in results}
    kinds = _kinds(about(things) if things else (), things)
    problems = {
        Problem(
            result.focus,
            result.path,
            # Engines differ in repeating the focus as the value.
            result.value if result.value != result.focus else "",
            _in_language(result.messages, messages),
            kinds=kinds[result.focus],
        )
        for result in results
    }
    return sorted(problems)


def locate(problems: Iterable[Problem], engine: Engine, workspace: Workspace) -> list[Problem]:
    """Return the problems with the files and lines of their things."""
    files = {file.name: file for file in workspace.files("data", *DATA_SUFFIXES)}
    located = []
    for problem in problems:
        names: list[str] = []
        if problem.focus.startswith(NAMESPACES["id"]):
            rows = engine.select(_FILES % iri(problem.focus)).rows
            names = [value.text for (value,) in rows if value]
        places = [_place(files[name], problem) for name in names if name in files]
        located.append(dataclasses.replace(problem, places=tuple(places)))
    return located


@contextmanager
def _shape_errors() -> Iterator[None]:
    """Raise InputError for shapes that an engine cannot use."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:  # engines and their libraries raise many classes
        fault = f"these shapes cannot be used: {' '.join(str(error).split())}; mend them"
        raise InputError(fault, file=_OWN_SHAPES) from None


def _kinds(triples: Iterable[Triple], things: set[str]) -> defaultdict[str, tuple[str, ...]]:
    """Return the classes of things, as prefixed names, sorted."""
    kinds: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for subject, predicate, value in triples:
        thing = subject[1:-1]
        if predicate == term("rdf:type") and thing in things:
            kinds[thing] = tuple(sorted({*kinds[thing], prefixed_name(value[1:-1])}))
    return kinds


def _records(kinds: Iterable[str]) -> list[type[Record]]:
    """Return the record types of some classes."""
    types = {name: kind for kind, name in CLASSES.items()}
    types |= dict.fromkeys(UNIT_CLASSES.values(), types["kb:TerritorialUnit"])
    return [types[name] for name in kinds if name in types]


def _columns(kind: type[Record], path: str) -> list[str]:
    """Return the fields of a property; of names in several languages only the required one."""
    if path in ("", "kb:key") or (kind is Country and path == "kb:isoCode"):
        return [kind.__name__.lower()]
    fields = [field for field in FIELDS[kind] if field.property == path]
    return [field.name for field in fields if field.form != "name" or field is fields[0]]


def _messages(shapes: Iterable[Triple]) -> Iterator[tuple[str, str]]:
    """Yield the texts of sh:message with language tags, which the results of `shacl` lack."""
    for _, predicate, value in shapes:
        if predicate == term("sh:message"):
            text, _, tag = value.rpartition("@")
            yield text[1:-1], tag


def _in_language(messages: tuple[str, ...], texts: set[str]) -> str:
    return min((text for text in messages if text in texts), default=min(messages, default=""))


def _place(file: File, problem: Problem) -> Location:
    """Return the file, with a line about the thing, preferably one with the value."""
    key = problem.focus.removeprefix(NAMESPACES["id"]).partition("/")[0]
    begins = re.compile(
        rf'"?{re.escape(key)}"?,' if file.path.suffix == ".csv" else rf".*\b{key}\b"
    )
    value = problem.value.rpartition("/")[2]
    lines = enumerate(file.path.read_text("utf-8").splitlines(), start=1)
    matches = [(value not in line, number) for number, line in lines if begins.match(line)]
    return Location(file.shown, min(matches)[1] if matches else None)
