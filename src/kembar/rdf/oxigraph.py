"""The embedded engine: Oxigraph, by pyoxigraph."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar, cast

import pyoxigraph as ox

from kembar.errors import KembarError
from kembar.language import _
from kembar.rdf.engine import NO_GRAPH, Engine
from kembar.rdf.namespaces import in_default_graph
from kembar.rdf.nquads_stream import (
    ByteStream,
    GraphText,
    NQuadsLines,
    serialize_graphs,
    to_default_graph,
    to_named_graph,
)
from kembar.rdf.oxigraph_errors import ERRORS, damage, is_no_store, query_errors, translated
from kembar.rdf.results import Table, parse_tsv
from kembar.rdf.syntax import to_triple
from kembar.rdf.terms import Term, Triple, boolean, to_nquads

if TYPE_CHECKING:
    from kembar.rdf.query_process import QueryProcesses

T = TypeVar("T")

_BULK = 5_000
"""Triples from which bulk loading is faster: 150 thousand took 0.6 s, and 5.1 s one by one."""


class OxigraphEngine(Engine):
    """One Oxigraph store, in memory or in a folder.

    The default graph is filled as `Engine` says, not a union of named graphs: Oxigraph's union
    repeats a triple of two graphs (measured with 0.5.13), so that counts would be wrong.

    Every method may raise DamagedStore: a file of the store was damaged after it was opened.
    """

    threads = os.cpu_count() or 1

    def __init__(self, store: ox.Store, owner: object = None, folder: Path | None = None) -> None:
        """Wrap a store.

        Args:
            store: of pyoxigraph.
            owner: an object that is referenced as long as the engine exists.
            folder: of the store; None for one in memory.
        """
        self._store = store
        self._owner = owner
        self._folder = folder
        self._is_writable = False
        self._lock = threading.Lock()
        self._own_processes: QueryProcesses | None = None

    @classmethod
    def in_memory(cls) -> OxigraphEngine:
        """Return an empty store in memory."""
        return cls(ox.Store())

    @classmethod
    def open_writable(cls, folder: Path) -> OxigraphEngine:
        """Open the store in a folder for writing; create it where there is none.

        Raises:
            DamagedStore: the store cannot be opened.
        """
        with damage(is_no_store):
            engine = cls(ox.Store(str(folder)), folder=folder)
        engine._is_writable = True
        return engine

    @classmethod
    def open_read_only(cls, folder: Path, owner: object = None) -> OxigraphEngine:
        """Open the store in a folder for reading; several processes may.

        Args:
            folder: of the store.
            owner: an object that must exist as long as the engine, such as a lock of the folder.

        Raises:
            DamagedStore: there is no store, or it is damaged.
        """
        with damage(is_no_store):
            engine = cls(ox.Store.read_only(str(folder)), owner, folder)
        engine.is_fixed = True
        return engine

    @property
    def native(self) -> ox.Store:
        """The store of pyoxigraph."""
        return self._store

    def read(self, task: Callable[[], T]) -> T:
        """Return the result of a task that reads `native`; errors are those of every method."""
        with damage():
            return task()

    def read_each(self, read: Callable[[], Iterator[T]]) -> Iterator[T]:
        """Yield what a reading of `native` yields; errors are those of `read`."""
        with damage():
            yield from read()

    def copy_to(self, folder: Path) -> None:
        """Copy a store on disk to a new folder; hard links share the files."""
        with damage():
            self._store.backup(str(folder))

    def load_graphs(self, graphs: Iterable[tuple[Term, Iterable[Triple]]]) -> None:
        """Bulk load named graphs, and the default graph with them.

        The graphs are consumed one by one; a graph may occur several times. An exception of the
        iterable is raised; the graphs before it stay loaded.
        """
        self.bulk_load(serialize_graphs(graphs))

    def construct_ntriples(self, query: str) -> bytes:
        """Return the triples of a CONSTRUCT or DESCRIBE query as N-Triples; releases the GIL.

        Raises:
            KembarError: the query is malformed, or of another form.
        """
        result = self._result(query)
        if not isinstance(result, ox.QueryTriples):
            del result  # its own thread must drop it, and the error lives longer than that
            raise KembarError(_(NO_GRAPH))
        with query_errors():
            return result.serialize(format=ox.RdfFormat.N_TRIPLES) or b""

    def bulk_load(self, texts: Iterable[GraphText]) -> None:
        """Bulk load N-Triples of named graphs, and the default graph with them.

        One call for all texts is best: each leaves files behind that are merged later.
        """
        self._load(NQuadsLines(texts))

    def bulk_load_derived(self, texts: Sequence[GraphText]) -> None:
        """Bulk load N-Triples that this engine serialised, in half of the time of `bulk_load`."""
        # 206 thousand triples: 3.0 s; unchecked 2.5 s; both copies at once 1.5 s.
        self.map_parallel(
            lambda place: self._load(NQuadsLines(texts, place), lenient=True),
            [to_named_graph, to_default_graph],
        )

    def _load(self, lines: NQuadsLines, *, lenient: bool = False) -> None:
        stream = ByteStream(lines)
        self._stop()
        with damage():
            # pyoxigraph needs the methods of a file, not its class.
            file = cast("IO[bytes]", stream)
            self._store.bulk_load(file, format=ox.RdfFormat.N_QUADS, lenient=lenient)
            with_blank_nodes = b"".join(lines.with_blank_nodes)
            self._store.extend(ox.parse(with_blank_nodes, format=ox.RdfFormat.N_QUADS))
        if stream.fault:
            raise stream.fault

    def patch(self, graph: Term, removed: Iterable[Triple], added: Iterable[Triple]) -> set[Triple]:
        """Remove triples from a named graph, then add others; see `Engine.patch`."""
        self._stop()
        with damage():
            return self._remove(graph, removed) | self._add(graph, added)

    def _remove(self, graph: Term, removed: Iterable[Triple]) -> set[Triple]:
        leaving = set()
        for quad in _quads(removed, graph):
            self._store.remove(quad)
            if in_default_graph(graph) and not self._is_asserted(quad):
                self._store.remove(ox.Quad(quad.subject, quad.predicate, quad.object))
                leaving.add(to_triple(quad))
        node = ox.NamedNode(graph[1:-1])
        if next(self._store.quads_for_pattern(None, None, None, node), None) is None:
            self._store.remove_graph(node)
        return leaving

    def _is_asserted(self, quad: ox.Quad) -> bool:
        """Return whether a named graph puts a triple into the default graph."""
        matches = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(
            isinstance(match.graph_name, ox.NamedNode)
            and in_default_graph(Term(str(match.graph_name)))
            for match in matches
        )

    def _add(self, graph: Term, added: Iterable[Triple]) -> set[Triple]:
        added = list(added)
        new = []
        if in_default_graph(graph):
            quads = zip(_quads(added), added, strict=True)
            new = [triple for quad, triple in quads if quad not in self._store]
        extend = self._store.bulk_extend if len(added) > _BULK else self._store.extend
        extend(chain(_quads(added, graph), _quads(new)))
        return set(new)

    def query(self, query: str) -> Table | list[Triple]:
        """Return the result of a query; see `Engine.query`."""
        # Not `with query_errors()`: that took a twentieth of the time of the shortest queries.
        try:
            result: Any = self._store.query(query)
            if isinstance(result, ox.QueryBoolean):
                return Table(("answer",), [(boolean(bool(result)),)], is_boolean=True)
            if isinstance(result, ox.QueryTriples):
                return [to_triple(triple) for triple in result]
            columns = tuple([variable.value for variable in result.variables])
            tsv = result.serialize(format=ox.QueryResultsFormat.TSV) or b""
            return Table(columns, parse_tsv(tsv.decode(), len(columns)))
        except ERRORS as error:
            raise translated(error, query) from None

    @property
    def _processes(self) -> QueryProcesses:
        # An answer from the cache needs none, and does not wait for their imports.
        from kembar.rdf.query_process import QueryProcesses

        with self._lock:
            if self._own_processes is None:
                self._own_processes = QueryProcesses(self._store, self._folder)
            return self._own_processes

    def warm_up(self) -> None:
        """Start a process for a query of others; see `Engine.warm_up`."""
        self._processes.warm_up()

    def _query_limited(self, query: str) -> Table | list[Triple]:
        if self._is_writable:
            with self.frozen() as reader:
                return reader._query_limited(query)
        with query_errors(query):
            form, columns, data = self._processes.answer(query, self.policy.limits)
            if form == "graph":
                return [to_triple(t) for t in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)]
            if form == "truth":
                return Table(columns, [(boolean(data == b"true"),)], is_boolean=True)
            return Table(columns, parse_tsv(data.decode(), len(columns)))

    def _stop(self) -> None:
        # Also before a change, which the processes would not see.
        if self._own_processes is not None:
            self._own_processes.end()

    @contextmanager
    def frozen(self) -> Iterator[OxigraphEngine]:
        """Provide an engine over the store as it is now, for queries of others."""
        scratch = None
        if self._folder is not None and self._is_writable:
            # Hard links: it takes hundredths of a second.
            scratch = self._folder.with_name("frozen")
            self.copy_to(scratch)
            engine = self.open_read_only(scratch)
        else:
            engine = OxigraphEngine(self._store, self, self._folder)
        engine.policy = self.policy
        try:
            yield engine
        finally:
            engine._stop()
            if scratch:
                shutil.rmtree(scratch, ignore_errors=True)

    def _result(self, query: str) -> Any:
        with query_errors(query):
            return self._store.query(query)

    def write_tsv(self, query: str, path: Path) -> None:
        """Write the solutions of a SELECT query as SPARQL TSV, one by one.

        Raises:
            KembarError: the query is malformed, or of another form.
            OSError: the file cannot be written.
        """
        result = self._result(query)
        if not isinstance(result, ox.QuerySolutions):
            raise KembarError(_("this query makes no table; write SELECT"))
        # Opened here, as pyoxigraph's error would look like a damaged store.
        with path.open("wb") as file, query_errors():
            result.serialize(file, format=ox.QueryResultsFormat.TSV)

    def graphs(self) -> list[Term]:
        """Return the names of the named graphs, sorted."""
        with damage():
            return sorted(Term(str(node)) for node in self._store.named_graphs())

    def triples(
        self,
        graph: Term | None = None,
        *,
        subject: Term | None = None,
        value: Term | None = None,
    ) -> Iterator[Triple]:
        """Return the triples of one graph; see `Engine.triples`."""
        node = _node(graph) if graph else ox.DefaultGraph()
        s, o = (_node(term) if term else None for term in (subject, value))
        with damage():
            for quad in self._store.quads_for_pattern(s, None, o, node):
                yield to_triple(quad)

    def triples_about(
        self, subjects: Iterable[Term], graph: Term | None = None
    ) -> Iterator[Triple]:
        """Return the triples of some subjects; see `Engine.triples_about`."""
        for subject in subjects:
            yield from self.triples(graph, subject=subject)

    def clear(self) -> None:
        """Remove all graphs."""
        self._stop()
        with damage():
            self._store.clear()

    def optimize(self) -> None:
        """Merge the files of bulk loads, which otherwise happens during the next queries."""
        with damage():
            self._store.optimize()

    def flush(self) -> None:
        """Write all changes to disk."""
        with damage():
            self._store.flush()


def canonical_triples(triples: Iterable[Triple]) -> set[Triple]:
    """Return triples as Oxigraph returns them: it stores the value of a number, not its text."""
    triples = set(triples)
    # A store for all triples would take three times as long.
    unsure = {triple for triple in triples if not _is_canonical(triple)}
    store = ox.Store()
    store.extend(_quads(unsure))
    return (triples - unsure) | {to_triple(quad) for quad in store}


def _is_canonical(triple: Triple) -> bool:
    """Return whether a triple has no blank node, escape, datatype or language."""
    subject, _, value = triple
    if not subject.startswith("<"):
        return False
    if value.startswith("<"):
        return True
    return value.endswith('"') and value.isprintable() and "\\" not in value


def _quads(triples: Iterable[Triple], graph: Term | None = None) -> Iterator[ox.Quad]:
    return ox.parse(to_nquads(triples, graph).encode(), format=ox.RdfFormat.N_QUADS)


def _node(term: Term) -> Any:
    if term.startswith("<"):
        return ox.NamedNode(term[1:-1])
    (quad,) = ox.parse(f"<urn:s> <urn:p> {term} .".encode(), format=ox.RdfFormat.N_TRIPLES)
    return quad.object
