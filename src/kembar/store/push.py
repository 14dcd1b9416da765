"""The graph of a workspace brought to a service, graph by graph: only what differs is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PUSH_LEDGER, in_default_graph
from kembar.rdf.sparql_client import RemoteEngine, Step
from kembar.rdf.terms import Term, Triple
from kembar.store.push_state import (
    EMPTY_FINGERPRINT,
    LEDGER_QUERY,
    UNFINISHED,
    VERSION,
    PushLedger,
    file_ledger_entries,
    fingerprint,
    format_fingerprint,
    ledger_entry,
    read_ledger,
    updated_fingerprint,
)

_RECORDED = f"SELECT ?told {{ GRAPH {PUSH_LEDGER} {{ %s {VERSION} ?told }} }}"

_MANY = 2_000
"""Triples from which a graph goes by itself, by the Graph Store Protocol."""

_PART = 50_000
"""Triples in one request: about 10 MB."""


@dataclass(frozen=True)
class PushSummary:
    """What was sent: graphs that are new or differ, graphs that went, and triples put in."""

    graphs: int
    gone: int
    triples: int
    of: int


def push(
    local: Engine,
    files: Mapping[str, str],
    remote: RemoteEngine,
    progress: Callable[[str], None] = lambda _: None,
    *,
    full: bool = False,
) -> PushSummary:
    """Make a service hold what a store on this machine holds.

    It may be cut off at any moment, and begun again: graphs that were sent whole are recorded, and
    not sent again.

    Args:
        local: what is to be held.
        files: the hash of each file that it was made from.
        remote: the service. Graphs that are not Kembar's are left alone.
        progress: is told of progress, a line each.
        full: compare every graph, though the service was sent what these same files say.

    Raises:
        InputError: the service does not answer, or does not do it.
    """
    pushing = _Push(local, remote, progress)
    return pushing.nothing(files, full) or pushing.run(files)


class _Push:
    def __init__(
        self, local: Engine, remote: RemoteEngine, progress: Callable[[str], None]
    ) -> None:
        self._local, self._remote, self._progress = local, remote, progress
        self._books = read_ledger(remote.select(LEDGER_QUERY).rows)
        self._fresh = False
        self._steps: list[Step] = []
        self._waiting = self._sent = 0

    def nothing(self, files: Mapping[str, str], full: bool) -> PushSummary | None:
        """What is sent where the service was sent all of it before: nothing."""
        if full or self._books.unfinished or self._books.files != files:
            return None
        return PushSummary(0, 0, 0, len(self._books.fingerprints))

    def run(self, files: Mapping[str, str]) -> PushSummary:
        """Compare, send, record."""
        books = self._books
        held = set(self._remote.graphs())
        wanted: dict[Term, str] = {}
        for graph in self._local.graphs():
            wanted[graph] = format_fingerprint(fingerprint(self._local.triples(graph)))
        differing = [g for g, told in wanted.items() if books.fingerprints.get(g) != told]
        gone = sorted((held | books.fingerprints.keys()) - wanted.keys())
        if not differing and not gone and books.files == files and not books.unfinished:
            return PushSummary(0, 0, 0, len(wanted))
        # What is under way or new brings its default graph at the end, in a few large parts.
        self._fresh = books.unfinished or not held
        self._remote.update([("INSERT", PUSH_LEDGER, [UNFINISHED])])
        for number, graph in enumerate(gone + differing, start=1):
            self._bring(graph, graph in held, wanted.get(graph))
            self._progress(
                f"graph {number} of {len(gone) + len(differing)}: {self._sent} statements"
            )
        self._flush()
        if self._fresh:
            self._bring_default()
        close_ledger(self._remote, books, files)
        return PushSummary(len(differing), len(gone), self._sent, len(wanted))

    def _bring(self, graph: Term, held: bool, told: str | None) -> None:
        """Make the service hold one graph, and record it when it does."""
        recorded = self._books.fingerprints.get(graph)
        new = list(self._local.triples(graph)) if told else []
        old = list(self._remote.triples(graph)) if held else []
        wanted = set(new)
        there = set(old)
        removed = [triple for triple in old if triple not in wanted]
        added = [triple for triple in new if triple not in there]
        # Of a graph that is there and not recorded nobody knows what the default graph holds.
        share = new if held and not recorded else added
        begin: list[Step] = []
        if recorded:
            begin.append(("DELETE", PUSH_LEDGER, [ledger_entry(graph, recorded)]))
        shared = in_default_graph(graph) and not self._fresh
        if removed and shared:
            begin.append(("DELETE", None, self._said_by_none(removed)))
        if removed:
            begin.append(("DELETE", graph, removed))
        end: list[Step] = [("INSERT", PUSH_LEDGER, [ledger_entry(graph, told)])] if told else []
        if len(share) < _MANY and len(added) < _MANY:
            # What counts stands in the default graph before the graph is recorded.
            steps: list[Step] = [("INSERT", graph, added)]
            if shared:
                steps.append(("INSERT", None, share))
            self._wait([*begin, *steps, *end])
        else:
            self._flush()
            self._remote.update(begin)
            self._put(graph, added)
            if shared:
                self._put(None, share)
            self._remote.update(end)
        self._sent += len(added)

    def _put(self, graph: Term | None, triples: list[Triple]) -> None:
        for start in range(0, len(triples), _PART):
            self._remote.put_triples(graph, triples[start : start + _PART])

    def _said_by_none(self, removed: list[Triple]) -> list[Triple]:
        """Those that no graph that counts says any longer."""
        subjects = {subject for subject, _, _ in removed}
        said = set(self._local.triples_about(subjects))
        return [triple for triple in removed if triple not in said]

    def _wait(self, steps: list[Step]) -> None:
        """Let steps wait until there are enough for a request."""
        self._steps += steps
        self._waiting += sum(len(triples) for _, _, triples in steps)
        if self._waiting >= self._remote.dialect.max_triples:
            self._flush()

    def _flush(self) -> None:
        self._remote.update(self._steps)
        self._steps, self._waiting = [], 0

    def _bring_default(self) -> None:
        """Make the default graph hold what it should: after a cut nobody knows what it holds."""
        there = set(self._remote.triples())
        wanted = set(self._local.triples())
        self._remote.update([("DELETE", None, list(there - wanted))])
        self._put(None, list(wanted - there))


def close_ledger(remote: RemoteEngine, books: PushLedger, files: Mapping[str, str]) -> None:
    """Record what all was made from, and that nothing is under way.

    Args:
        remote: the service.
        books: what was recorded before.
        files: the hash of each file.
    """
    before, after = file_ledger_entries(books.files), file_ledger_entries(files)
    remote.update(
        [
            ("DELETE", PUSH_LEDGER, [one for one in before if one not in set(after)]),
            ("INSERT", PUSH_LEDGER, [one for one in after if one not in set(before)]),
            ("DELETE", PUSH_LEDGER, [UNFINISHED]),
        ]
    )


def ledger_steps(
    remote: RemoteEngine, graph: Term, gone: set[Triple], new: set[Triple]
) -> tuple[list[Step], list[Step]]:
    """What makes the books follow a change of a graph: before it, and after."""
    before = _recorded(remote, graph)
    after = before and updated_fingerprint(before, gone, new)
    begin: list[Step] = [("DELETE", PUSH_LEDGER, [ledger_entry(graph, before)])] if before else []
    return begin, [
        ("INSERT", PUSH_LEDGER, [ledger_entry(graph, after)])
    ] if after and after != EMPTY_FINGERPRINT else []


def _recorded(remote: RemoteEngine, graph: Term) -> str | None:
    """The fingerprint of a graph in the books: that of nothing for a new graph."""
    for (told,) in remote.select(_RECORDED % graph).rows:
        return str(told)
    known = remote.select(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}").rows
    return None if str(known[0][0]) == "true" else EMPTY_FINGERPRINT


def ledger_of(remote: RemoteEngine) -> PushLedger:
    """What a service was sent."""
    return read_ledger(remote.select(LEDGER_QUERY).rows)
