"""The remote engine: a SPARQL service, by the SPARQL 1.1 protocols."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cached_property
from typing import IO, cast
from urllib.parse import quote

from kembar.errors import InputError
from kembar.language import _, numeral
from kembar.rdf.engine import Engine, batches
from kembar.rdf.namespaces import NAMESPACES, PUSH_LEDGER, in_default_graph
from kembar.rdf.query_form import result_head, result_head_of_others
from kembar.rdf.remote.dialects import Dialect, dialect_by_name, dialect_of_server
from kembar.rdf.remote.endpoint import Endpoint
from kembar.rdf.remote.http_response import Response
from kembar.rdf.remote.protocol import WRONG_ADDRESS, SparqlProtocol
from kembar.rdf.remote.request_limits import RequestLimits
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
            KembarError: the settings name a variable for the login, and there is none.
        """
        self.endpoint = endpoint
        self._protocol = SparqlProtocol(endpoint)

    @cached_property
    def dialect(self) -> Dialect:
        """The dialect that the endpoint names, or that of the server."""
        if self.endpoint.engine:
            return dialect_by_name(self.endpoint.engine)
        with self._protocol.send("query", [("query", "ASK {}")], _ACCEPT_TABLE) as response:
            response.drain()
            return dialect_of_server(response.headers.get("Server", ""))

    def query(self, query: str) -> Table | list[Triple]:
        """Return the result of a query; a malformed query is not sent. See `Engine.query`."""
        return self._ask(query, result_head(query))

    def _query_limited(self, query: str) -> Table | list[Triple]:
        return self._ask(query, result_head_of_others(query, self.policy.limits))

    def _ask(self, query: str, head: Table | None) -> Table | list[Triple]:
        if head is not None:
            rows = self._rows(query, head.columns, self.endpoint.limits)
            return replace(head, rows=list(rows))
        with self._send(query, _ACCEPT_GRAPH, self.endpoint.limits) as response:
            media = self._protocol.media_type(response, GRAPH_MEDIA_TYPES)
            triples = read_triples(cast("IO[bytes]", response), media)
            return [_triple(map(_decode_blank, triple)) for triple in triples]

    def _send(
        self, query: str, headers: dict[str, str], limits: RequestLimits
    ) -> AbstractContextManager[Response]:
        default = self.dialect.default_graph
        fields = [("query", self.dialect.rewrite_query(query))]
        if default:
            fields.append(("default-graph-uri", default[1:-1]))
            fields += [("named-graph-uri", name) for name in sorted(set(_GRAPH.findall(query)))]
        return self._protocol.send("query", fields, headers, limits=limits)

    def _rows(
        self, query: str, expected: Sequence[str], limits: RequestLimits | None = None
    ) -> Iterator[Row]:
        """Yield the rows as they arrive, their cells in the order of the expected columns."""
        limits = limits or self.endpoint.transfer_limits
        with self._send(query, _ACCEPT_TABLE, limits) as response:
            media = self._protocol.media_type(response, TABLE_MEDIA_TYPES)
            columns, rows = read_results(cast("IO[bytes]", response), media)
            if set(columns) != set(expected):
                raise self._not_an_answer(_("answers columns that the query does not name"))
            order = [columns.index(name) for name in expected]
            number = 0
            for row in rows:
                number += 1
                cells = (row[place] for place in order)
                yield tuple(value and self._decode(value) for value in cells)
            self._require_all_rows(number, response.headers.get(_ROW_LIMIT_HEADER, ""))

    def _not_an_answer(self, fault: str) -> InputError:
        return InputError(_(WRONG_ADDRESS, fault=fault), file=self.endpoint.query)

    def _term(self, cell: Value | None, *kinds: str) -> Term:
        """Return the term of a cell, which must be one of some kinds; of any if none is named."""
        if cell is None or (kinds and cell.kind not in kinds):
            raise self._not_an_answer(_("answers cells that cannot be part of a triple"))
        return cell.term

    def _statement(self, s: Value | None, p: Value | None, o: Value | None) -> Triple:
        return self._term(s, "iri", "blank"), self._term(p, "iri"), self._term(o)

    def _require_all_rows(self, number: int, limit: str) -> None:
        if limit.isdecimal() and number >= int(limit):
            fault = _(
                "cuts its answers at {count} rows; raise ResultSetMaxRows in virtuoso.ini",
                count=numeral(int(limit)),
            )
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
        graphs = {self._term(graph, "iri") for (graph,) in self.select(_GRAPHS).rows}
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
        for row in self._rows(query, [name[1:] for name in names]):
            cells = dict(zip(names, row, strict=True))
            yield (
                subject or self._term(cells["?s"], "iri", "blank"),
                self._term(cells["?p"], "iri"),
                value or self._term(cells["?o"]),
            )

    def triples_about(
        self, subjects: Iterable[Term], graph: Term | None = None
    ) -> Iterator[Triple]:
        """Return the triples of some subjects; see `Engine.triples_about`."""
        for batch in batches(map(self._encode, subjects)):
            pattern = f"VALUES ?s {{ {' '.join(batch)} }} {_in(graph, '?s ?p ?o')}"
            for s, p, o in self._rows(_ALL % pattern, "spo"):
                yield self._statement(s, p, o)

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
            for g, s, p, o in self._rows(_ELSEWHERE % " ".join(batch), "gspo"):
                name = self._term(g, "iri")
                if name != graph and in_default_graph(name):
                    triples.add(self._statement(s, p, o))
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
            limits = self.endpoint.transfer_limits
            with self._protocol.send("update", fields, {}, limits=limits) as response:
                response.drain()

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
        limits = self.endpoint.transfer_limits
        with self._protocol.send(
            "graph_store", body, _N_TRIPLES, parameters=parameters, method=method, limits=limits
        ) as response:
            response.drain()

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
