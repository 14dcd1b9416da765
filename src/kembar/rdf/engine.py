"""The interface of RDF engines, embedded or remote."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from kembar.errors import KembarError
from kembar.language import N_, _, in_this_language
from kembar.rdf.limits import QueryPolicy
from kembar.rdf.results import Table
from kembar.rdf.sparql_text import check_query
from kembar.rdf.terms import Term, Triple, to_nquads

NO_GRAPH = N_("this query makes no graph; write CONSTRUCT")

GraphPatch = tuple[Term, set[Triple], set[Triple]]
"""A named graph, the triples to remove from it and those to add."""

T = TypeVar("T")
U = TypeVar("U")

_BATCH = 200
"""Terms in one query: from 1,000 on Oxigraph scans the whole graph for them."""


class Engine(ABC):
    """A store of named graphs.

    The default graph, which queries read, holds once each triple of the named graphs for which
    `in_default_graph` is true.

    Every method may raise KembarError: DamagedStore for a damaged store, InputError with the
    address for a remote one.
    """

    threads = 1
    """Queries that the engine answers at the same time."""

    policy = QueryPolicy()
    """Limits of the queries of others, and what they may do."""

    is_fixed = False
    """True where the graph stays as it is as long as the engine exists."""

    @abstractmethod
    def query(self, query: str) -> Table | list[Triple]:
        """Return the result of a query: a table for SELECT and ASK, triples for the other forms.

        Raises:
            KembarError: the query is malformed, or cannot be answered.
        """

    @abstractmethod
    def graphs(self) -> list[Term]:
        """Return the names of the named graphs, sorted."""

    @abstractmethod
    def triples(
        self,
        graph: Term | None = None,
        *,
        subject: Term | None = None,
        value: Term | None = None,
    ) -> Iterator[Triple]:
        """Return the triples of one graph.

        Args:
            graph: a named graph; the default graph where None.
            subject: restricts them to this subject.
            value: restricts them to this object.
        """

    @abstractmethod
    def triples_about(
        self, subjects: Iterable[Term], graph: Term | None = None
    ) -> Iterator[Triple]:
        """Return the triples of some subjects in a named graph, or the default graph where None."""

    @abstractmethod
    def patch(self, graph: Term, removed: Iterable[Triple], added: Iterable[Triple]) -> set[Triple]:
        """Remove triples from a named graph, then add others, and keep the default graph in step.

        A removed triple leaves the default graph when no other named graph puts it there; an added
        one enters when it is new there.

        Returns:
            The triples that left or entered the default graph.
        """

    def select(self, query: str) -> Table:
        """Return the table of a SELECT or ASK query.

        Raises:
            KembarError: the query is malformed, or of another form.
        """
        return _table(self.query(query))

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query.

        Raises:
            KembarError: the query is malformed, or of another form.
        """
        return _graph(self.query(query))

    def query_of_others(self, query: str) -> Table | list[Triple]:
        """Return the result of a query whose text others may have written; see `query`.

        Raises:
            KembarError: it is malformed, breaks the policy, or passes one of its limits.
        """
        check_query(query, allow_service=self.policy.allow_service)
        return self._query_limited(query)

    def select_of_others(self, query: str) -> Table:
        """Return the table of a SELECT or ASK query; raises as `query_of_others` does."""
        return _table(self.query_of_others(query))

    def construct_of_others(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT query; raises as `query_of_others` does."""
        return _graph(self.query_of_others(query))

    def warm_up(self) -> None:  # noqa: B027 - most engines need not
        """Get ready for a query of others, while this process does something else."""

    def _query_limited(self, query: str) -> Table | list[Triple]:
        """Answer a query within the limits; a remote engine has a deadline for each request."""
        return self.query(query)

    def _stop(self) -> None:  # noqa: B027 - most engines need not
        """End the queries of others that run in other threads."""

    def construct_ntriples(self, query: str) -> bytes:
        """Return the triples of a CONSTRUCT or DESCRIBE query as N-Triples.

        Raises:
            KembarError: the query is malformed, or of another form.
        """
        return to_nquads(self.construct(query)).encode()

    def map_parallel(self, task: Callable[[T], U], items: Iterable[T]) -> list[U]:
        """Return the results of a task for each item, in order, computed by `threads` threads."""
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(self.threads) as pool:
            try:
                return list(pool.map(in_this_language(task), items))
            except BaseException:
                self._stop()  # the pool waits for its threads
                raise

    def __len__(self) -> int:
        count = self.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0]
        return int(count.text) if count else 0


def _table(result: Table | list[Triple]) -> Table:
    if not isinstance(result, Table):
        raise KembarError(_("this query makes a graph; write SELECT or ASK to get a table"))
    return result


def _graph(result: Table | list[Triple]) -> list[Triple]:
    if isinstance(result, Table):
        raise KembarError(_(NO_GRAPH))
    return result


def batches(terms: Iterable[Term]) -> Iterator[list[Term]]:
    """Return the terms, sorted, in lists that are short enough for one query."""
    sorted_terms = sorted(terms)
    for begin in range(0, len(sorted_terms), _BATCH):
        yield sorted_terms[begin : begin + _BATCH]
