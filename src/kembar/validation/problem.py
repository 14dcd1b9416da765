"""Problems: violations of shapes, with the field to correct, and the places in the files."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from kembar.model.mapping import CLASSES, FIELDS, UNIT_CLASSES
from kembar.model.records import Country, Record
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, prefixed_name
from kembar.rdf.terms import iri
from kembar.workspace.layout import DATA_SUFFIXES, File, Workspace

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
        places: files and lines.
        kinds: classes of the focus, as prefixed names.
        is_warning: the shape's severity is below sh:Violation, so that nothing is refused.
    """

    focus: str
    path: str
    value: str
    message: str
    places: tuple[Location, ...] = ()
    kinds: tuple[str, ...] = dataclasses.field(default=(), compare=False)
    is_warning: bool = dataclasses.field(default=False, compare=False)

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


def _place(file: File, problem: Problem) -> Location:
    """Return the file, with a line about the thing, preferably one with the value."""
    # id:KEY and id:KEY/node, but id:source/KEY and id:country/KEY.
    first, *rest = problem.focus.removeprefix(NAMESPACES["id"]).split("/")
    key = rest[0] if rest and first in ("source", "country") else first
    begins = re.compile(
        rf'"?{re.escape(key)}"?,' if file.path.suffix == ".csv" else rf".*\b{key}\b"
    )
    value = problem.value.rpartition("/")[2]
    lines = enumerate(file.path.read_text("utf-8").splitlines(), start=1)
    matches = [(value not in line, number) for number, line in lines if begins.match(line)]
    return Location(file.display_path, min(matches)[1] if matches else None)
