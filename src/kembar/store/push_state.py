"""Push ledger: the fingerprints of the graphs that a SPARQL service holds, stored in that service.

The graph `PUSH_LEDGER` holds the fingerprint of each graph, the hash of each file that was pushed,
and a mark while a push is under way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kembar.rdf.namespaces import PUSH_LEDGER, term
from kembar.rdf.results import Row
from kembar.rdf.terms import Term, Triple, literal

VERSION = term("owl:versionInfo")
"""Says the fingerprint of a graph."""

_FROM = term("dcterms:source")
_SIZE = 1 << 128

UNFINISHED: Triple = (PUSH_LEDGER, VERSION, literal("unfinished"))
"""Said while something is under way; whoever finds it cannot trust the default graph."""

LEDGER_QUERY = f"SELECT ?s ?p ?o {{ GRAPH {PUSH_LEDGER} {{ ?s ?p ?o }} }}"


@dataclass(frozen=True)
class PushLedger:
    """What the books say."""

    fingerprints: Mapping[Term, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    unfinished: bool = False


def read_ledger(rows: Iterable[Row]) -> PushLedger:
    """The books, from what `LEDGER_QUERY` gives."""
    fingerprints: dict[Term, str] = {}
    files: dict[str, str] = {}
    unfinished = False
    for subject, predicate, value in rows:
        if not (subject and predicate and value):
            continue
        if predicate.term == _FROM:
            digest, _, name = value.text.partition(" ")
            files[name] = digest
        elif subject.term == PUSH_LEDGER:
            unfinished = True
        else:
            fingerprints[subject.term] = value.text
    return PushLedger(fingerprints, files, unfinished)


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


def updated_fingerprint(before: str, gone: Iterable[Triple], new: Iterable[Triple]) -> str:
    """A recorded fingerprint after a change."""
    return format_fingerprint((int(before, 16) - fingerprint(gone) + fingerprint(new)) % _SIZE)


def format_fingerprint(number: int) -> str:
    """A fingerprint as it is recorded."""
    return f"{number:032x}"


EMPTY_FINGERPRINT = format_fingerprint(0)
"""The fingerprint of an empty graph."""


def ledger_entry(graph: Term, told: str) -> Triple:
    """What records the fingerprint of a graph."""
    return graph, VERSION, literal(told)


def file_ledger_entries(files: Mapping[str, str]) -> list[Triple]:
    """What records the hashes of files by their names."""
    return [
        (PUSH_LEDGER, _FROM, literal(f"{digest} {name}")) for name, digest in sorted(files.items())
    ]
