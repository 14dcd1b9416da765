"""The old form of changes: a TriG file for each month, with its changes in sequence.

A line `### ID` begins each change. The default graph describes all; a change is `<file#ID>`, its
named graphs are `<file#ID.source>`. `conversion` writes each change to a file of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
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

_SEPARATOR = Term("<urn:kembar:separator>")


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
    subject, any other to the change whose text contains it.

    Raises:
        InputError: it cannot be read, with its line.
    """
    month = Month(path)
    lines = read_text(File(path, path.name)).split("\n")
    quads = _quads_with_separators(month, lines)
    is_change = (term("rdf:type"), term("kb:Change"))
    ids = {s[1:-1].rpartition("#")[2] for (s, p, o), _ in quads if (p, o) == is_change}
    for triple, graph, change in _by_text(quads, ids):
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


def _quads_with_separators(month: Month, lines: list[str]) -> list[Quad]:
    """Return the quads of a month file in its order; a triple with the ID replaces each marker."""
    name = File(month.path, month.path.name).display_path
    marked_lines = [
        f"{_SEPARATOR} {_SEPARATOR} {literal(_marked_id(line))} ."
        if line.startswith(_MARKER)
        else line
        for line in lines
    ]
    try:
        return parse_quads(month.path, month.address, name, "\n".join(marked_lines))
    except InputError:
        # A person may have put a marker inside a statement: then only IRIs identify the changes.
        return parse_quads(month.path, month.address, name, "\n".join(lines))


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
