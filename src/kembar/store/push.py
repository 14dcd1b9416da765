"""The graph of a workspace pushed to a service, graph by graph: only what differs is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kembar.errors import InputError
from kembar.language import _, numeral
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PUSH_LEDGER, in_default_graph
from kembar.rdf.remote.sparql_client import RemoteEngine, UpdateStep
from kembar.rdf.terms import Term, Triple
from kembar.store.push_state import (
    EMPTY_FINGERPRINT,
    LEDGER_QUERY,
    UNFINISHED_MARK,
    VERSION,
    PushLedger,
    file_ledger_entries,
    fingerprint,
    format_fingerprint,
    is_fingerprint,
    ledger_entry,
    read_ledger,
    updated_fingerprint,
)

_FINGERPRINT_QUERY = f"SELECT ?version {{ GRAPH {PUSH_LEDGER} {{ %s {VERSION} ?version }} }}"

_LARGE_GRAPH = 2_000
"""Triples from which a graph is sent by itself, by the Graph Store Protocol."""

_BATCH = 50_000
"""Triples in one request: about 10 MB."""


@dataclass(frozen=True)
class PushSummary:
    """The result of a push.

    Attributes:
        graphs: number of graphs sent, new or changed.
        deleted: number of graphs removed.
        triples: number of triples added.
        total: number of all graphs.
    """

    graphs: int
    deleted: int
    triples: int
    total: int


def push(
    local: Engine,
    file_hashes: Mapping[str, str],
    remote: RemoteEngine,
    progress: Callable[[str], None] = lambda __: None,
    *,
    full: bool = False,
) -> PushSummary:
    """Make the graphs of a service equal to those of a store on this machine.

    A push may be cut off at any moment and begun again: graphs that were sent whole are in the
    ledger, and not sent again.

    Args:
        local: the store.
        file_hashes: the hash of each file that the store was built from, by name.
        remote: the service. Graphs that are not Kembar's are left alone.
        progress: is called with a line for each step.
        full: compare every graph, even if these same files were pushed before.

    Raises:
        InputError: the service does not answer, or refuses.
    """
    push_ = _Push(local, remote, progress)
    if not full and push_.is_up_to_date(file_hashes):
        return PushSummary(0, 0, 0, len(push_.ledger.fingerprints))
    return push_.run(file_hashes)


class _Push:
    def __init__(
        self, local: Engine, remote: RemoteEngine, progress: Callable[[str], None]
    ) -> None:
        self._local, self._remote, self._progress = local, remote, progress
        self.ledger = ledger_of(remote)
        self._default_at_end = False
        self._steps: list[UpdateStep] = []
        self._waiting = self._sent = 0

    def is_up_to_date(self, file_hashes: Mapping[str, str]) -> bool:
        """Return whether the last push is complete and was of these files."""
        return not self.ledger.unfinished and self.ledger.file_hashes == file_hashes

    def run(self, file_hashes: Mapping[str, str]) -> PushSummary:
        """Compare all graphs, send what differs, and record it."""
        ledger = self.ledger
        remote_graphs = set(self._remote.graphs())
        local: dict[Term, str] = {}
        for graph in self._local.graphs():
            local[graph] = format_fingerprint(fingerprint(self._local.triples(graph)))
        outdated = [
            graph for graph, text in local.items() if ledger.fingerprints.get(graph) != text
        ]
        obsolete = sorted((remote_graphs | ledger.fingerprints.keys()) - local.keys())
        if not outdated and not obsolete and self.is_up_to_date(file_hashes):
            return PushSummary(0, 0, 0, len(local))
        # A service that is new or cut off gets its default graph at the end, in a few large parts.
        self._default_at_end = ledger.unfinished or not remote_graphs
        self._remote.update([("INSERT", PUSH_LEDGER, [UNFINISHED_MARK])])
        for number, graph in enumerate(obsolete + outdated, start=1):
            self._send(graph, graph in remote_graphs, local.get(graph))
            self._progress(
                _(
                    "graph {number} of {count}: {statements} statements",
                    number=numeral(number),
                    count=numeral(len(obsolete) + len(outdated)),
                    statements=numeral(self._sent),
                )
            )
        self._flush()
        if self._default_at_end:
            self._send_default_graph()
        close_ledger(self._remote, ledger, file_hashes)
        return PushSummary(len(outdated), len(obsolete), self._sent, len(local))

    def _send(self, graph: Term, is_remote: bool, new_fingerprint: str | None) -> None:
        """Make the service hold one graph, and record the graph when it does.

        Args:
            graph: to be sent.
            is_remote: whether the service holds some of it.
            new_fingerprint: of the graph; None to remove it.
        """
        old_fingerprint = self.ledger.fingerprints.get(graph)
        new = list(self._local.triples(graph)) if new_fingerprint else []
        old = list(self._remote.triples(graph)) if is_remote else []
        removed, added = _without(old, new), _without(new, old)
        in_default = in_default_graph(graph) and not self._default_at_end
        parts: list[tuple[Term | None, list[Triple]]] = [(graph, added)]
        if in_default:
            # If the ledger lacks a graph that is there, the default graph may lack its triples.
            parts.append((None, new if is_remote and not old_fingerprint else added))
        begin = [*_entry_steps("DELETE", graph, old_fingerprint)]
        if removed and in_default:
            begin.append(("DELETE", None, self._in_no_graph(removed)))
        if removed:
            begin.append(("DELETE", graph, removed))
        # The triples are in the default graph before the graph is in the ledger.
        self._send_steps(begin, parts, _entry_steps("INSERT", graph, new_fingerprint))
        self._sent += len(added)

    def _send_steps(
        self,
        begin: list[UpdateStep],
        parts: list[tuple[Term | None, list[Triple]]],
        end: list[UpdateStep],
    ) -> None:
        """Insert triples into graphs, by the Graph Store Protocol if they are many.

        Args:
            begin: steps before.
            parts: the triples for each graph; None is the default graph.
            end: steps after.
        """
        if all(len(triples) < _LARGE_GRAPH for _, triples in parts):
            inserts: list[UpdateStep] = [("INSERT", graph, triples) for graph, triples in parts]
            self._queue([*begin, *inserts, *end])
            return
        self._flush()
        self._remote.update(begin)
        for graph, triples in parts:
            self._put(graph, triples)
        self._remote.update(end)

    def _put(self, graph: Term | None, triples: list[Triple]) -> None:
        for start in range(0, len(triples), _BATCH):
            self._remote.put_triples(graph, triples[start : start + _BATCH])

    def _in_no_graph(self, triples: list[Triple]) -> list[Triple]:
        """Return the triples that are no longer in the local default graph."""
        subjects = {subject for subject, _, _ in triples}
        return _without(triples, list(self._local.triples_about(subjects)))

    def _queue(self, steps: list[UpdateStep]) -> None:
        """Collect steps until there are enough for a request."""
        self._steps += steps
        self._waiting += sum(len(triples) for _, _, triples in steps)
        if self._waiting >= self._remote.dialect.max_triples:
            self._flush()

    def _flush(self) -> None:
        self._remote.update(self._steps)
        self._steps, self._waiting = [], 0

    def _send_default_graph(self) -> None:
        """Make the default graph of the service equal to the local one."""
        remote = set(self._remote.triples())
        local = set(self._local.triples())
        self._remote.update([("DELETE", None, list(remote - local))])
        self._put(None, list(local - remote))


def close_ledger(remote: RemoteEngine, ledger: PushLedger, file_hashes: Mapping[str, str]) -> None:
    """Record the pushed files, and the end of the push.

    Args:
        remote: the service.
        ledger: as it was before.
        file_hashes: the hash of each file, by name.
    """
    old, new = file_ledger_entries(ledger.file_hashes), file_ledger_entries(file_hashes)
    remote.update(
        [
            ("DELETE", PUSH_LEDGER, _without(old, new)),
            ("INSERT", PUSH_LEDGER, _without(new, old)),
            ("DELETE", PUSH_LEDGER, [UNFINISHED_MARK]),
        ]
    )


def ledger_steps(
    remote: RemoteEngine, graph: Term, removed: set[Triple], added: set[Triple]
) -> tuple[list[UpdateStep], list[UpdateStep]]:
    """Return the steps that let the ledger follow a change of a graph: before it, and after."""
    old = _fingerprint_of(remote, graph)
    if not old:
        return [], []
    new = updated_fingerprint(old, removed, added)
    return _entry_steps("DELETE", graph, old), _entry_steps(
        "INSERT", graph, None if new == EMPTY_FINGERPRINT else new
    )


def _fingerprint_of(remote: RemoteEngine, graph: Term) -> str | None:
    """Return the fingerprint of a graph in the ledger; that of nothing for a new graph."""
    for (version,) in remote.select(_FINGERPRINT_QUERY % graph).rows:
        if not is_fingerprint(str(version)):
            fault = _(
                "holds no fingerprint of {graph}; run `kembar push --thorough`", graph=graph[:200]
            )
            raise InputError(fault, file=remote.endpoint.query)
        return str(version)
    answer = remote.select(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}").rows
    return None if str(answer[0][0]) == "true" else EMPTY_FINGERPRINT


def ledger_of(remote: RemoteEngine) -> PushLedger:
    """Return the ledger of a service."""
    return read_ledger(remote.select(LEDGER_QUERY).rows)


def _without(triples: list[Triple], others: list[Triple]) -> list[Triple]:
    excluded = set(others)
    return [triple for triple in triples if triple not in excluded]


def _entry_steps(kind: str, graph: Term, text: str | None) -> list[UpdateStep]:
    """Return the step that inserts or deletes the ledger's entry of a graph, if it has one."""
    return [(kind, PUSH_LEDGER, [ledger_entry(graph, text)])] if text else []
