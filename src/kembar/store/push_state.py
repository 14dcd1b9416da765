"""Push ledger: the state of a SPARQL service after a push, stored in that service.

The graph `PUSH_LEDGER` holds the fingerprint of each graph, the hash of each file that was pushed,
and a mark while a push is under way.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kembar.rdf.namespaces import PUSH_LEDGER, term
from kembar.rdf.results import Row
from kembar.rdf.terms import Term, Triple, literal

VERSION = term("owl:versionInfo")
"""The property of a graph whose value is its fingerprint."""

_SOURCE = term("dcterms:source")
_MODULUS = 1 << 128

UNFINISHED_MARK: Triple = (PUSH_LEDGER, VERSION, literal("unfinished"))
"""In the ledger while a push is under way; then the default graph cannot be trusted."""

LEDGER_QUERY = f"SELECT ?s ?p ?o {{ GRAPH {PUSH_LEDGER} {{ ?s ?p ?o }} }}"


@dataclass(frozen=True)
class PushLedger:
    """The contents of a ledger.

    Attributes:
        fingerprints: of the graphs that the service holds.
        file_hashes: of the files that were pushed, by name.
        unfinished: whether a push or a change is under way, or was cut off.
    """

    fingerprints: Mapping[Term, str] = field(default_factory=dict)
    file_hashes: Mapping[str, str] = field(default_factory=dict)
    unfinished: bool = False


def read_ledger(rows: Iterable[Row]) -> PushLedger:
    """Return the ledger in the rows of `LEDGER_QUERY`."""
    fingerprints: dict[Term, str] = {}
    file_hashes: dict[str, str] = {}
    unfinished = False
    for subject, predicate, value in rows:
        if not (subject and predicate and value):
            continue
        if predicate.term == _SOURCE:
            digest, _, name = value.text.partition(" ")
            file_hashes[name] = digest
        elif subject.term == PUSH_LEDGER:
            unfinished = True
        else:
            fingerprints[subject.term] = value.text
    return PushLedger(fingerprints, file_hashes, unfinished)


def fingerprint(triples: Iterable[Triple]) -> int:
    """Return a number for a set of triples, in whichever order they come.

    It is a sum: the fingerprint of a large graph follows a small change by adding and subtracting,
    without reading the graph.
    """
    total = 0
    for triple in triples:
        digest = hashlib.sha256(" ".join(triple).encode()).digest()
        total += int.from_bytes(digest[:16], "big")
    return total % _MODULUS


def updated_fingerprint(before: str, removed: Iterable[Triple], added: Iterable[Triple]) -> str:
    """Return the fingerprint of the ledger after a change of its graph."""
    number = int(before, 16) - fingerprint(removed) + fingerprint(added)
    return format_fingerprint(number % _MODULUS)


def format_fingerprint(number: int) -> str:
    """Return a fingerprint as the ledger has it."""
    return f"{number:032x}"


def is_fingerprint(text: str) -> bool:
    """Return whether a text of a service is a fingerprint."""
    return re.fullmatch("[0-9a-f]{32}", text) is not None


EMPTY_FINGERPRINT = format_fingerprint(0)
"""The fingerprint of an empty graph."""


def ledger_entry(graph: Term, text: str) -> Triple:
    """Return the entry of a graph's fingerprint."""
    return graph, VERSION, literal(text)


def file_ledger_entries(file_hashes: Mapping[str, str]) -> list[Triple]:
    """Return the entries of the hashes of files, sorted by name."""
    return [
        (PUSH_LEDGER, _SOURCE, literal(f"{digest} {name}"))
        for name, digest in sorted(file_hashes.items())
    ]
