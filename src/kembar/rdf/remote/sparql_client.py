"""The remote engine: a SPARQL service, by the SPARQL 1.1 protocols."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import IO, cast
from urllib.parse import quote

from kembar.errors import InputError
from kembar.rdf.engine import Engine, batches
from kembar.rdf.namespaces import NAMESPACES, PUSH_LEDGER, in_default_graph
from kembar.rdf.query_form import is_graph_query, is_graph_query_of_others
from kembar.rdf.remote.dialects import Dialect, dialect_by_name, dialect_of_server
from kembar.rdf.remote.endpoint import Endpoint
from kembar.rdf.remote.http_client import Response
from kembar.rdf.remote.protocol import SparqlProtocol
from kembar.rdf.results import (
    GRAPH_MEDIA_TYPES,
    TABLE_MEDIA_TYPES,
    Row,
    Table,
    read_results,
    read_triples,
)
from kembar.rdf.terms import Term, Triple, Value, to_nquads

_BLANK = "urn:kembar:blank:"
"""Prefix of the IRIs for blank nodes: a label means nothing in the next request."""

_ALL = "SELECT ?s ?p ?o { %s }"
_GRAPHS = f"""SELECT DISTINCT ?g {{
  GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{NAMESPACES["graph"]}"))
}}"""
_ELSEWHERE = "SELECT ?g ?s ?p ?o { VALUES ?s { %s } GRAPH ?g { ?s ?p ?o } }"

_ACCEPT_TABLE = {"Accept": "application/sparql-results+json"}
_ACCEPT_GRAPH = {"Accept": "application/n-triples, text/turtle;q=0.5"}
_N_TRIPLES = {"Content-Type": "application/n-triples"}

_ROW_LIMIT_HEADER = "X-SPARQL-MaxRows"
"""Virtuoso's header with the limit of an answer, sent whether rows were cut or not."""

_GRAPH = re.compile(r"\bGRAPH\s*<([^<>\s]*)>")

UpdateStep = tuple[str, Term | None, Sequence[Triple]]
"""A step of an update: INSERT or DELETE, the graph (None: the default graph), and triples."""

AccompanyingSteps = Callable[[set[Triple], set[Triple]], tuple[list[UpdateStep], list[UpdateStep]]]
"""Return the steps before and after a patch, for the triples removed from and added to a graph."""


class RemoteEngine(Engine):
    """A SPARQL service; a dialect corrects its deviations from the standard.

    Every method may raise InputError with the address: no response, none in time, an incomplete
    one, or none of SPARQL.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        """Prepare an engine; sends nothing.

        Raises:
            KembarError: the environment lacks the login.
        """
        self.endpoint = endpoint
        self._protocol = SparqlProtocol(endpoint)

    @cached_property
    def dialect(self) -> Dialect:
        """The dialect that the endpoint names, or that of the server."""
        if self.endpoint.engine:
            return dialect_by_name(self.endpoint.engine)
        with self._protocol.send("query", [("query", "ASK {}")], _ACCEPT_TABLE) as response:
            response.read()
            return dialect_of_server(response.headers.get("Server", ""))

    def query(self, query: str) -> Table | list[Triple]:
        """Return the result of a query; a malformed query is not sent. See `Engine.query`."""
        return self._ask(query, is_graph=is_graph_query(query))

    def _query_limited(self, query: str) -> Table | list[Triple]:
        return self._ask(query, is_graph=is_graph_query_of_others(query, self.policy.limits))

    def _ask(self, query: str, *, is_graph: bool) -> Table | list[Triple]:
        if not is_graph:
            columns, rows = self._table(query, self.endpoint.timeout)
            return Table(columns, list(rows))
        with self._send(query, _ACCEPT_GRAPH, self.endpoint.timeout) as response:
            media = self._protocol.media_type(response, GRAPH_MEDIA_TYPES)
            triples = read_triples(cast("IO[bytes]", response), media)
            return [_triple(map(_decode_blank, triple)) for triple in triples]

    def _send(
        self, query: str, headers: dict[str, str], limit: float | None = None
    ) -> AbstractContextManager[Response]:
        default = self.dialect.default_graph
        fields = [("query", self.dialect.rewrite_query(query))]
        if default:
            fields.append(("default-graph-uri", default[1:-1]))
            fields += [("named-graph-uri", name) for name in sorted(set(_GRAPH.findall(query)))]
        return self._protocol.send("query", fields, headers, limit=limit)

    def _table(
        self, query: str, limit: float | None = None
    ) -> tuple[tuple[str, ...], Iterator[Row]]:
        """Return the columns, and the rows as they arrive."""
        rows = self._stream(query, limit)
        columns = next(rows)
        return cast("tuple[str, ...]", columns), cast("Iterator[Row]", rows)

    def _stream(self, query: str, limit: float | None) -> Iterator[Row | tuple[str, ...]]:
        """Yield the columns, then the rows."""
        with self._send(query, _ACCEPT_TABLE, limit) as response:
            media = self._protocol.media_type(response, TABLE_MEDIA_TYPES)
            columns, rows = read_results(cast("IO[bytes]", response), media)
            yield columns
            number = 0
            for row in rows:
                number += 1
                yield tuple(value and self._decode(value) for value in row)
            self._require_all_rows(number, response.headers.get(_ROW_LIMIT_HEADER, ""))

    def _require_all_rows(self, number: int, limit: str) -> None:
        if limit.isdecimal() and number >= int(limit):
            fault = f"cuts its answers at {limit} rows; raise ResultSetMaxRows in virtuoso.ini"
            raise InputError(fault, file=self.endpoint.query)

    def _encode(self, term: Term) -> Term:
        if term.startswith("_:"):
            return Term(f"<{_BLANK}{term[2:]}>")
        return self.dialect.encode_term(term)

    def _decode(self, value: Value) -> Value:
        if value.kind == "iri" and value.text.startswith(_BLANK):
            return Value(value.text.removeprefix(_BLANK), "blank")
        return self.dialect.decode_value(value)

    def _ntriples(self, triples: Sequence[Triple]) -> str:
        return to_nquads(_triple(map(self._encode, triple)) for triple in triples)

    def graphs(self) -> list[Term]:
        """Return the names of Kembar's named graphs, sorted."""
        hidden = {PUSH_LEDGER, self.dialect.default_graph}
        graphs = {value.term for (value,) in self.select(_GRAPHS).rows if value}
        return sorted(graphs - hidden)

    def triples(
        self,
        graph: Term | None = None,
        *,
        subject: Term | None = None,
        value: Term | None = None,
    ) -> Iterator[Triple]:
        """Return the triples of one graph as they arrive; see `Engine.triples`."""
        s = self._encode(subject) if subject else "?s"
        o = self._encode(value) if value else "?o"
        # A projected constant would be computed for every row.
        names = [name for name in (s, "?p", o) if name.startswith("?")]
        query = f"SELECT {' '.join(names)} {{ {_in(graph, f'{s} ?p {o}')} }}"
        _, rows = self._table(query)
        for row in rows:
            terms = iter(cell.term for cell in row if cell)
            yield subject or next(terms), next(terms), value or next(terms)

    def triples_about(
        self, subjects: Iterable[Term], graph: Term | None = None
    ) -> Iterator[Triple]:
        """Return the triples of some subjects; see `Engine.triples_about`."""
        for batch in batches(map(self._encode, subjects)):
            pattern = f"VALUES ?s {{ {' '.join(batch)} }} {_in(graph, '?s ?p ?o')}"
            for s, p, o in self._table(_ALL % pattern)[1]:
                if s and p and o:
                    yield s.term, p.term, o.term

    def patch(
        self,
        graph: Term,
        removed: Iterable[Triple],
        added: Iterable[Triple],
        also: AccompanyingSteps = lambda *_: ([], []),
    ) -> set[Triple]:
        """Remove triples from a named graph, then add others; see `Engine.patch`.

        Args:
            graph: a named graph.
            removed: triples to remove.
            added: triples to add.
            also: returns steps for the same update, before and after those of the patch.
        """
        removed, added = set(removed), set(added)
        present = set(self.triples_about({s for s, _, _ in removed | added}, graph))
        removals = removed & present
        new = added - (present - removals)
        leaving: set[Triple] = set()
        entering: set[Triple] = set()
        if in_default_graph(graph):
            leaving = removals - self._elsewhere({s for s, _, _ in removals}, graph)
            entering = new - (set(self.triples_about({s for s, _, _ in new})) - leaving)
        before, after = also(removals, new)
        self.update(
            [
                *before,
                ("DELETE", None, list(leaving)),
                ("DELETE", graph, list(removals)),
                ("INSERT", graph, list(new)),
                ("INSERT", None, list(entering)),
                *after,
            ]
        )
        return leaving | entering

    def _elsewhere(self, subjects: set[Term], graph: Term) -> set[Triple]:
        """Return the triples of some subjects that other graphs put into the default graph."""
        triples = set()
        for batch in batches(map(self._encode, subjects)):
            for cells in self._table(_ELSEWHERE % " ".join(batch))[1]:
                g, s, p, o = (cell.term for cell in cells if cell)
                if g != graph and in_default_graph(g):
                    triples.add((s, p, o))
        return triples

    def update(self, steps: Iterable[UpdateStep]) -> None:
        """Send steps in their order: in one request, or in several of `Dialect.max_triples` each.

        Raises:
            InputError: there is no address for updates, or the service refuses one.
        """
        request: list[str] = []
        room = self.dialect.max_triples
        for verb, graph, triples in steps:
            rest = triples
            while rest:
                part, rest = rest[:room], rest[room:]
                text = self._ntriples(part)
                name = graph or self.dialect.default_graph
                data = f"GRAPH {name} {{\n{text}}}" if name else text
                request.append(f"{verb} DATA {{ {data} }}")
                room -= len(part)
                if room == 0:
                    self._send_update(request)
                    request, room = [], self.dialect.max_triples
        self._send_update(request)

    def _send_update(self, request: list[str]) -> None:
        if request:
            fields = [("update", " ;\n".join(request))]
            with self._protocol.send("update", fields, {}) as response:
                response.read()

    def require_updates(self) -> None:
        """Check that there is an address for updates.

        Raises:
            InputError: there is none.
        """
        self._protocol.require("update")

    def put_triples(
        self, graph: Term | None, triples: Sequence[Triple], *, rebuild: bool = False
    ) -> None:
        """Add many triples to a graph, by the Graph Store Protocol where there is an address.

        Args:
            graph: a named graph; the default graph where None.
            triples: triples to add.
            rebuild: replace the triples of the graph.
        """
        if not self.endpoint.graph_store:
            if rebuild:
                self.drop(graph)
            self.update([("INSERT", graph, triples)])
            return
        name = graph or self.dialect.default_graph
        parameters = f"graph={quote(name[1:-1], safe='')}" if name else "default"
        body = self._ntriples(triples).encode()
        method = "PUT" if rebuild else "POST"
        with self._protocol.send(
            "graph_store", body, _N_TRIPLES, parameters=parameters, method=method
        ) as response:
            response.read()

    def drop(self, graph: Term | None) -> None:
        """Remove all triples of a graph; of the default graph where None."""
        name = graph or self.dialect.default_graph
        self._send_update([f"DROP SILENT {f'GRAPH {name}' if name else 'DEFAULT'}"])


def _in(graph: Term | None, pattern: str) -> str:
    return f"GRAPH {graph} {{ {pattern} }}" if graph else pattern


def _decode_blank(term: Term) -> Term:
    blank = term.startswith(f"<{_BLANK}")
    return Term(f"_:{term[len(_BLANK) + 1 : -1]}") if blank else term


def _triple(terms: Iterable[Term]) -> Triple:
    subject, predicate, value = terms
    return subject, predicate, value
