"""What a service was sent, kept in the service itself: so only what differs is sent again.

In the graph `BOOKS` stand the fingerprint of each graph, the hash of each file that all was made
from, and a mark while something is under way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kembar.rdf.namespaces import BOOKS, term
from kembar.rdf.results import Row
from kembar.rdf.terms import Term, Triple, text

VERSION = term("owl:versionInfo")
"""Says the fingerprint of a graph."""

_FROM = term("dcterms:source")
_SIZE = 1 << 128

UNFINISHED: Triple = (BOOKS, VERSION, text("unfinished"))
"""Said while something is under way; whoever finds it cannot trust the default graph."""

IN_BOOKS = f"SELECT ?s ?p ?o {{ GRAPH {BOOKS} {{ ?s ?p ?o }} }}"


@dataclass(frozen=True)
class Books:
    """What the books say."""

    fingerprints: Mapping[Term, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    unfinished: bool = False


def read_books(rows: Iterable[Row]) -> Books:
    """The books, from what `IN_BOOKS` gives."""
    fingerprints: dict[Term, str] = {}
    files: dict[str, str] = {}
    unfinished = False
    for subject, predicate, value in rows:
        if not (subject and predicate and value):
            continue
        if predicate.term == _FROM:
            digest, _, name = value.text.partition(" ")
            files[name] = digest
        elif subject.term == BOOKS:
            unfinished = True
        else:
            fingerprints[subject.term] = value.text
    return Books(fingerprints, files, unfinished)


def fingerprint(triples: Iterable[Triple]) -> int:
    """A number for a set of triples, in whichever order they come.

    It is a sum, so that what is put in and taken out can be added and subtracted: the fingerprint
    of a large graph follows a small change without reading the graph.
    """
    total = 0
    for triple in triples:
        digest = hashlib.sha256(" ".join(triple).encode()).digest()
        total += int.from_bytes(digest[:16], "big")
    return total % _SIZE


def changed(before: str, gone: Iterable[Triple], new: Iterable[Triple]) -> str:
    """A recorded fingerprint after a change."""
    return written((int(before, 16) - fingerprint(gone) + fingerprint(new)) % _SIZE)


def written(number: int) -> str:
    """A fingerprint as it is recorded."""
    return f"{number:032x}"


NOTHING = written(0)
"""The fingerprint of an empty graph."""


def entry(graph: Term, told: str) -> Triple:
    """What records the fingerprint of a graph."""
    return graph, VERSION, text(told)


def file_entries(files: Mapping[str, str]) -> list[Triple]:
    """What records the hashes of files by their names."""
    return [(BOOKS, _FROM, text(f"{digest} {name}")) for name, digest in sorted(files.items())]
