"""What every engine can do, whether it is within this program or behind an address."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from kembar.errors import KembarError
from kembar.rdf.results import Table
from kembar.rdf.terms import Term, Triple, to_nquads

NO_GRAPH = "this query makes no graph; write CONSTRUCT"


GraphPatch = tuple[Term, set[Triple], set[Triple]]
"""A graph, and the triples to take out and to put in."""

T = TypeVar("T")
U = TypeVar("U")

_FEW = 200
"""Things named in one query: from 1,000 on Oxigraph reads the whole graph for them."""


class Engine(ABC):
    """A store of named graphs that can be asked and changed.

    Every triple stands in its named graph and, where that graph counts, once more in the default
    graph, which is what questions read.

    Every method may raise KembarError where the store cannot answer: DamagedStore for a damaged
    one, InputError with its address for one over a network.
    """

    threads = 1
    """How many may ask at once without waiting for one another."""

    @abstractmethod
    def query(self, query: str) -> Table | list[Triple]:
        """Ask any query of the default graph: SELECT and ASK give a table, the others triples.

        Raises:
            KembarError: the query cannot be read or answered.
        """

    @abstractmethod
    def graphs(self) -> list[Term]:
        """The names of the named graphs, sorted."""

    @abstractmethod
    def triples(
        self,
        graph: Term | None = None,
        *,
        subject: Term | None = None,
        value: Term | None = None,
    ) -> Iterator[Triple]:
        """The triples of one named graph, or of all that count together.

        Args:
            graph: a named graph; the default graph where None.
            subject: only those of this subject.
            value: only those with this object.
        """

    @abstractmethod
    def triples_about(
        self, subjects: Iterable[Term], graph: Term | None = None
    ) -> Iterator[Triple]:
        """The triples of some subjects, in one named graph or of all that count together."""

    @abstractmethod
    def patch(self, graph: Term, removed: Iterable[Triple], added: Iterable[Triple]) -> set[Triple]:
        """Take triples out of a named graph and put others in.

        Where the graph counts, a triple leaves the default graph when no other graph that counts
        holds it, and enters it when it is new there.

        Returns:
            The triples that left or entered the default graph.
        """

    def select(self, query: str) -> Table:
        """Ask a SELECT or ASK query of the default graph.

        Raises:
            KembarError: the query cannot be read, or is none of these.
        """
        found = self.query(query)
        if not isinstance(found, Table):
            raise KembarError("this query makes a graph; write SELECT or ASK to get a table")
        return found

    def construct(self, query: str) -> list[Triple]:
        """The triples that a CONSTRUCT or DESCRIBE query makes.

        Raises:
            KembarError: the query cannot be read, or makes no triples.
        """
        found = self.query(query)
        if isinstance(found, Table):
            raise KembarError(NO_GRAPH)
        return found

    def construct_ntriples(self, query: str) -> bytes:
        """What a CONSTRUCT query makes, as N-Triples.

        Raises:
            KembarError: the query cannot be read, or makes no triples.
        """
        return to_nquads(self.construct(query)).encode()

    def map_parallel(self, task: Callable[[T], U], things: Iterable[T]) -> list[U]:
        """Do a task that asks for each of some things, as many at once as it can answer.

        Returns:
            What each made, in their order.
        """
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(task, things))

    def __len__(self) -> int:
        counted = self.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0]
        return int(counted.text) if counted else 0


def batches(things: Iterable[Term]) -> Iterator[list[Term]]:
    """The things in lists that are short enough for one query."""
    ordered = sorted(things)
    for begin in range(0, len(ordered), _FEW):
        yield ordered[begin : begin + _FEW]
