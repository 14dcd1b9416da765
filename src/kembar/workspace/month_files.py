"""The old form of changes: a TriG file for each month, with its changes in sequence.

A line `### ID` begins each change. The default graph describes all; a change is `<file#ID>`, its
named graphs are `<file#ID.source>`. `conversion` writes each change to a file of its own.
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kembar.errors import InputError
from kembar.rdf.namespaces import term
from kembar.rdf.syntax import Quad, parse_quads
from kembar.rdf.terms import Term, Triple, TriplesByGraph, literal, parse_term
from kembar.workspace.change_files import ADDED, added_address
from kembar.workspace.layout import File, read_text

_PATTERN = f"{ADDED}/[0-9][0-9][0-9][0-9]-[0-9][0-9].trig"
_MARKER = "### "
_HEAD = """\
# What was added here, by month: each block is one change. Kembar writes below; you may edit what it
# says, and `kembar undo` takes the last block away as long as its line with ### stands.
""".splitlines()
"""The comment with which the program began each month's file."""

_SEPARATOR = Term(f"<{uuid.uuid4().urn}>")

_PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
"""An ID that can name a file. No dot: in the IRI of a named graph, one ends the ID."""


@dataclass(frozen=True)
class Month:
    """A month file by changes, in its order; "" stands for the triples outside changes."""

    path: Path
    graphs: dict[str, TriplesByGraph] = field(default_factory=dict)
    comments: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def address(self) -> str:
        """IRI of the file."""
        return added_address(f"{ADDED}/{self.path.name}")


def month_files(data: Path) -> list[Path]:
    """Return the files of the old form below a data/ folder, in their order."""
    return sorted(data.glob(_PATTERN))


def is_month_file(path: Path) -> bool:
    """Return True if the name of a file is one of the old form."""
    return path.match(_PATTERN)


def read_month(path: Path) -> Month:
    """Read a month file.

    A triple belongs to the change whose IRI is the start of the name of its graph or of its
    subject, any other to the change whose text contains it. A change whose ID cannot name a file
    is no change here: its triples stand outside changes.

    Raises:
        InputError: it cannot be read, with its line.
    """
    month = Month(path)
    lines = read_text(File(path, path.name)).split("\n")
    quads = _parse(month, lines)
    is_change = (term("rdf:type"), term("kb:Change"))
    all_ids = {s[1:-1].rpartition("#")[2] for (s, p, o), _ in quads if (p, o) == is_change}
    ids = {id_ for id_ in all_ids if _PLAIN_ID.fullmatch(id_)}
    for triple, graph, change in _by_text(_with_separators(month, lines, quads, all_ids), ids):
        owners = (owner_of(name, month.address, ids) for name in (graph, triple[0]) if name)
        owner = next((owner for owner in owners if owner is not None), change)
        graphs = month.graphs.setdefault(owner, defaultdict(list))
        graphs[graph or Term("")].append(triple)
    for line, change in _lines_by_text(lines, ids):
        month.comments[change] += comments([line])
    return month


def owner_of(name: Term, address: str, ids: Collection[str]) -> str | None:
    """Return the change that an IRI of a month file belongs to.

    Returns:
        "" if the IRI belongs to no change, None if it is not an IRI of that file.
    """
    file, _, fragment = name[1:-1].partition("#")
    if not name.startswith("<") or file != address:
        return None
    change = fragment.partition(".")[0]
    return change if change in ids else ""


def comments(lines: Iterable[str]) -> list[str]:
    """Return the comments of TriG that fill a line, without `# `."""
    texts = [line.strip() for line in lines]
    return [line[1:].removeprefix(" ") for line in texts if line.startswith("#")]


def _parse(month: Month, lines: list[str]) -> list[Quad]:
    """Return the quads of some lines as those of a month file, in their order."""
    name = File(month.path, month.path.name).display_path
    return parse_quads(month.path, month.address, name, "\n".join(lines))


def _with_separators(
    month: Month, lines: list[str], quads: list[Quad], ids: Collection[str]
) -> list[Quad]:
    """Return the quads of a month file with a triple of the ID in place of each marker.

    A person may have put a marker inside a statement or a literal. If the quads would change, only
    the markers of changes count; if they still would, only IRIs identify the changes.
    """
    markers = {line: _marked_id(line) for line in lines if line.startswith(_MARKER)}
    for ids_of_markers in (set(markers.values()), ids):
        triples = {
            line: f"{_SEPARATOR} {_SEPARATOR} {literal(id_)} ."
            for line, id_ in markers.items()
            if id_ in ids_of_markers
        }
        with suppress(InputError):
            marked_quads = _parse(month, [triples.get(line, line) for line in lines])
            if [quad for quad in marked_quads if quad[0][0] != _SEPARATOR] == quads:
                return marked_quads
    return quads


def _by_text(
    quads: Iterable[Quad], ids: Collection[str]
) -> Iterator[tuple[Triple, Term | None, str]]:
    """Yield triples with their graphs, and the change whose text contains each."""
    change = ""
    for triple, graph in quads:
        if triple[0] == _SEPARATOR:
            change = parse_term(triple[2]).text
        else:
            yield triple, graph, change if change in ids else ""


def _lines_by_text(lines: Iterable[str], ids: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the lines of a text with the change of each, without the comment of the program."""
    change = ""
    for line in lines:
        if line.startswith(_MARKER):
            change = _marked_id(line)
        elif line not in _HEAD:
            yield line, change if change in ids else ""


def _marked_id(line: str) -> str:
    return line.removeprefix(_MARKER).strip()
