"""The embedded engine, Oxigraph: storing and asking."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from kembar.errors import DamagedStore, KembarError
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
from kembar.rdf.results import Table, parse_tsv
from kembar.rdf.syntax import to_triple
from kembar.rdf.terms import Term, Triple, Value, to_nquads

_MANY = 5_000
"""Triples from which loading in bulk is quicker: 150 thousand took 5.1 s one by one, 0.6 s so."""


class OxigraphEngine(Engine):
    """One Oxigraph store, in memory or in a folder.

    Every triple stands in its named graph and, where that graph counts, once more in the default
    graph, which is what questions read: Oxigraph's union of named graphs repeats a triple that
    stands in two of them (measured with 0.5.13), and counts would be wrong.

    Every method may raise DamagedStore: a file of the store was damaged after it was opened.
    """

    threads = os.cpu_count() or 1

    def __init__(self, store: ox.Store, held: object = None) -> None:
        """`held` is kept as long as the engine lives."""
        self._store = store
        self._held = held

    @classmethod
    def in_memory(cls) -> OxigraphEngine:
        """A store that lives as long as the process."""
        return cls(ox.Store())

    @classmethod
    def open_writable(cls, folder: Path) -> OxigraphEngine:
        """A store in a folder, to be written.

        Raises:
            DamagedStore: what is there cannot be opened.
        """
        with _damage_told():
            return cls(ox.Store(str(folder)))

    @classmethod
    def open_read_only(cls, folder: Path, held: object = None) -> OxigraphEngine:
        """A store in a folder, to be read only; others may read it at the same time.

        Args:
            folder: of the store.
            held: what must live as long as the engine.

        Raises:
            DamagedStore: there is no store, or it is damaged.
        """
        with _damage_told():
            return cls(ox.Store.read_only(str(folder)), held)

    @property
    def native(self) -> ox.Store:
        """The store as pyoxigraph's own, for what speaks to it directly."""
        return self._store

    def copy_to(self, folder: Path) -> None:
        """Copy a store on disk to a new folder; unchanged parts are shared with hard links."""
        with _damage_told():
            self._store.backup(str(folder))

    def load_graphs(self, graphs: Iterable[tuple[Term, Iterable[Triple]]]) -> None:
        """Load named graphs, where they count also into the default graph, as fast as can be.

        They are read one after another, and never held all at once; a graph may come several times.
        What goes wrong in making them is raised, and leaves what was loaded before.
        """
        self.bulk_load(serialize_graphs(graphs))

    def construct_ntriples(self, query: str) -> bytes:
        """What a CONSTRUCT query makes, as N-Triples; other threads go on meanwhile.

        Raises:
            KembarError: the query cannot be read, or makes no triples.
        """
        found = self._found(query)
        if not isinstance(found, ox.QueryTriples):
            raise KembarError(NO_GRAPH)
        with _fault_told():
            return found.serialize(format=ox.RdfFormat.N_TRIPLES) or b""

    def bulk_load(self, texts: Iterable[GraphText]) -> None:
        """Load texts of named graphs, as `load` does their triples.

        All that is there at once: each loading leaves files behind that are merged later.
        """
        self._put(NQuadsLines(texts))

    def bulk_load_derived(self, texts: Sequence[GraphText]) -> None:
        """Load what this engine made, as `put` loads other texts, in half of the time."""
        # 206 thousand triples: 3.0 s; unchecked 2.5 s; both copies at once 1.5 s.
        self.map_parallel(
            lambda placed: self._put(NQuadsLines(texts, placed), unchecked=True),
            [to_named_graph, to_default_graph],
        )

    def _put(self, lines: NQuadsLines, *, unchecked: bool = False) -> None:
        stream = ByteStream(lines)
        with _damage_told():
            # It reads what is a file in use, whatever its class.
            file = cast("IO[bytes]", stream)
            self._store.bulk_load(file, format=ox.RdfFormat.N_QUADS, lenient=unchecked)
            unnamed = b"".join(lines.unnamed)
            self._store.extend(ox.parse(unnamed, format=ox.RdfFormat.N_QUADS))
        if stream.fault:
            raise stream.fault

    def patch(self, graph: Term, removed: Iterable[Triple], added: Iterable[Triple]) -> set[Triple]:
        """Take triples out of a named graph and put others in.

        Where the graph counts, a triple leaves the default graph when no other graph that counts
        holds it, and enters it when it is new there.

        Returns:
            The triples that left or entered the default graph.
        """
        with _damage_told():
            return self._take_out(graph, removed) | self._put_in(graph, added)

    def _take_out(self, graph: Term, removed: Iterable[Triple]) -> set[Triple]:
        left = set()
        for quad in _quads(removed, graph):
            self._store.remove(quad)
            if in_default_graph(graph) and not self._holds(quad):
                self._store.remove(ox.Quad(quad.subject, quad.predicate, quad.object))
                left.add(to_triple(quad))
        node = ox.NamedNode(graph[1:-1])
        if next(self._store.quads_for_pattern(None, None, None, node), None) is None:
            self._store.remove_graph(node)
        return left

    def _holds(self, quad: ox.Quad) -> bool:
        """Whether a named graph that counts says this."""
        found = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(
            isinstance(other.graph_name, ox.NamedNode)
            and in_default_graph(Term(str(other.graph_name)))
            for other in found
        )

    def _put_in(self, graph: Term, added: Iterable[Triple]) -> set[Triple]:
        added = list(added)
        new = []
        if in_default_graph(graph):
            quads = zip(_quads(added), added, strict=True)
            new = [triple for quad, triple in quads if quad not in self._store]
        put = self._store.bulk_extend if len(added) > _MANY else self._store.extend
        put(chain(_quads(added, graph), _quads(new)))
        return set(new)

    def query(self, query: str) -> Table | list[Triple]:
        """Ask any query of the default graph: SELECT and ASK give a table, the others triples.

        Raises:
            KembarError: the query cannot be read or answered.
        """
        # Not `with _fault_told()`: that took a twentieth of the time of the shortest questions.
        try:
            found: Any = self._store.query(query)
            if isinstance(found, ox.QueryBoolean):
                return Table(("answer",), [(Value("true" if found else "false"),)])
            if isinstance(found, ox.QueryTriples):
                return [to_triple(triple) for triple in found]
            columns = tuple([variable.value for variable in found.variables])
            written = found.serialize(format=ox.QueryResultsFormat.TSV) or b""
            return Table(columns, parse_tsv(written.decode(), len(columns)))
        except _FAULTS as bad:
            raise _told(bad) from None

    def _found(self, query: str) -> Any:
        with _fault_told():
            return self._store.query(query)

    def write_tsv(self, query: str, path: Path) -> None:
        """Write the solutions of a SELECT as SPARQL's tab-separated values, as they are found.

        Raises:
            KembarError: the query cannot be read, or is none of these.
            OSError: the file cannot be written.
        """
        found = self._found(query)
        if not isinstance(found, ox.QuerySolutions):
            raise KembarError("this query makes no table; write SELECT")
        # Opened here: that it cannot be written is no damage of the store.
        with path.open("wb") as file, _fault_told():
            found.serialize(file, format=ox.QueryResultsFormat.TSV)

    def graphs(self) -> list[Term]:
        """The names of the named graphs, sorted."""
        return sorted(Term(str(node)) for node in self._store.named_graphs())

    def triples(
        self,
        graph: Term | None = None,
        *,
        subject: Term | None = None,
        value: Term | None = None,
    ) -> Iterator[Triple]:
        """The triples of one named graph, or of all that count; see `Engine`."""
        node = _node(graph) if graph else ox.DefaultGraph()
        about, said = (_node(term) if term else None for term in (subject, value))
        with _damage_told():
            for quad in self._store.quads_for_pattern(about, None, said, node):
                yield to_triple(quad)

    def triples_about(
        self, subjects: Iterable[Term], graph: Term | None = None
    ) -> Iterator[Triple]:
        """The triples of some subjects, in one named graph or of all that count together."""
        for subject in subjects:
            yield from self.triples(graph, subject=subject)

    def clear(self) -> None:
        """Take everything out."""
        self._store.clear()

    def optimize(self) -> None:
        """Merge what was loaded, so that what is asked next finds it in order.

        Otherwise the engine merges while it answers.
        """
        with _damage_told():
            self._store.optimize()

    def flush(self) -> None:
        """See to it that what was written is on the disk."""
        with _damage_told():
            self._store.flush()


def is_graph_query(query: str) -> bool:
    """Whether a query is one that makes triples, CONSTRUCT or DESCRIBE.

    Raises:
        KembarError: it is no query; says where it is wrong.
    """
    with _fault_told():
        return isinstance(ox.Store().query(query), ox.QueryTriples)


def canonical_triples(triples: Iterable[Triple]) -> set[Triple]:
    """Triples as the engine gives them back: it keeps the value of a number, not its text."""
    told = set(triples)
    # Most are kept as they are written, and to ask for those takes three times as long.
    in_question = {triple for triple in told if not _is_kept_as_written(triple)}
    store = ox.Store()
    store.extend(_quads(in_question))
    return (told - in_question) | {to_triple(quad) for quad in store}


def _is_kept_as_written(triple: Triple) -> bool:
    """Whether it is sure to be: it has no blank node, no escape, no datatype and no language."""
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


@contextmanager
def _damage_told() -> Iterator[None]:
    """Oxigraph tells of a damaged file as of other faults: tell them apart."""
    try:
        yield
    except (RuntimeError, OSError) as bad:
        if _is_damage(bad):
            raise DamagedStore(bad) from None
        raise


@contextmanager
def _fault_told() -> Iterator[None]:
    """Tell in one line what is wrong with a query, or why it cannot be answered."""
    try:
        yield
    except _FAULTS as bad:
        raise _told(bad) from None


_FAULTS = (SyntaxError, ValueError, RuntimeError, OSError)
"""What the engine raises."""


def _told(fault: Exception) -> Exception:
    """What to raise instead."""
    if isinstance(fault, SyntaxError):
        where = str(fault.msg).partition(": expected")[0]
        return KembarError(f"not a SPARQL query: {where}; look there (line:column)")
    if _is_damage(fault):
        return DamagedStore(fault)
    return KembarError(f"the query cannot be answered: {fault}")


def _is_damage(fault: Exception) -> bool:
    return isinstance(fault, FileNotFoundError) or "Corruption" in str(fault)
