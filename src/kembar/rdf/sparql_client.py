"""An engine behind an address, asked and changed by the SPARQL 1.1 protocols over HTTP."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import IO, cast
from urllib.parse import quote, urlencode

from kembar.errors import InputError
from kembar.rdf.dialects import Dialect, dialect_named, dialect_of_server
from kembar.rdf.endpoint import Endpoint
from kembar.rdf.engine import Engine, batches
from kembar.rdf.http_client import HttpClient, RequestFailed, Response
from kembar.rdf.namespaces import NAMESPACES, PUSH_LEDGER, in_default_graph
from kembar.rdf.oxigraph import is_graph_query
from kembar.rdf.results import (
    GRAPH_MEDIA_TYPES,
    TABLE_MEDIA_TYPES,
    Row,
    Table,
    read_results,
    read_triples,
    to_table,
)
from kembar.rdf.terms import Term, Triple, Value, to_nquads

_BLANK = "urn:kembar:blank:"
"""Names blank nodes over the wire: there a name of one means nothing in the next request."""

_ALL = "SELECT ?s ?p ?o { %s }"
_GRAPHS = f"""SELECT DISTINCT ?g {{
  GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{NAMESPACES["graph"]}"))
}}"""
_ELSEWHERE = "SELECT ?g ?s ?p ?o { VALUES ?s { %s } GRAPH ?g { ?s ?p ?o } }"

_ACCEPTED_TABLE = {"Accept": "application/sparql-results+json"}
_ACCEPTED_GRAPH = {"Accept": "application/n-triples, text/turtle;q=0.5"}
_N_TRIPLES = {"Content-Type": "application/n-triples"}

Step = tuple[str, Term | None, Sequence[Triple]]
"""INSERT or DELETE, the graph (None: the default graph), and triples."""

Notes = Callable[[set[Triple], set[Triple]], tuple[list[Step], list[Step]]]
"""What is to be sent before and after a change, by what leaves a graph and what enters it."""


class RemoteEngine(Engine):
    """A service that speaks SPARQL; where it differs from the standard its dialect says how.

    Every method may raise InputError with the address: no answer, none in time, half of one, or
    one that is not SPARQL's.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        """Nothing is sent yet.

        Raises:
            KembarError: the login is not in the environment.
        """
        self.endpoint = endpoint
        self._client = HttpClient(endpoint.login, endpoint.timeout)

    @cached_property
    def dialect(self) -> Dialect:
        """How it differs: as was told, or by what it calls itself."""
        if self.endpoint.engine:
            return dialect_named(self.endpoint.engine)
        with self._sent("query", [("query", "ASK {}")], _ACCEPTED_TABLE) as reply:
            reply.read()
            return dialect_of_server(reply.headers.get("Server", ""))

    def query(self, query: str) -> Table | list[Triple]:
        """Ask any query of the default graph: SELECT and ASK give a table, the others triples.

        Raises:
            KembarError: the query cannot be read; nothing is sent then.
        """
        if not is_graph_query(query):
            return to_table(self._rows(query, self.endpoint.timeout))
        with self._asked(query, _ACCEPTED_GRAPH, self.endpoint.timeout) as reply:
            media = self._media(reply, GRAPH_MEDIA_TYPES)
            found = read_triples(cast("IO[bytes]", reply), media)
            return [_triple(map(_named, triple)) for triple in found]

    @contextmanager
    def _asked(
        self, query: str, headers: dict[str, str], limit: float | None = None
    ) -> Iterator[Response]:
        default = self.dialect.default_graph
        told = [("query", self.dialect.asked(query))]
        if default:
            told.append(("default-graph-uri", default[1:-1]))
            told += [("named-graph-uri", name) for name in sorted(set(_GRAPH.findall(query)))]
        with self._sent("query", told, headers, limit=limit) as reply:
            yield reply

    def _rows(
        self, query: str, limit: float | None = None
    ) -> tuple[tuple[str, ...], Iterator[Row]]:
        """The columns, and the rows as they come."""
        rows = self._read_rows(query, limit)
        columns = next(rows)
        return cast("tuple[str, ...]", columns), cast("Iterator[Row]", rows)

    def _read_rows(self, query: str, limit: float | None) -> Iterator[Row | tuple[str, ...]]:
        with self._asked(query, _ACCEPTED_TABLE, limit) as reply:
            stream = cast("IO[bytes]", reply)
            columns, rows = read_results(stream, self._media(reply, TABLE_MEDIA_TYPES))
            yield columns
            number = 0
            for row in rows:
                number += 1
                yield tuple(value and self._value(value) for value in row)
            most = reply.headers.get(_CUT, "")
            if most.isdecimal() and number >= int(most):
                fault = f"cuts its answers at {most} rows; raise ResultSetMaxRows in virtuoso.ini"
                raise InputError(fault, file=self.endpoint.query)

    def _as_sent(self, term: Term) -> Term:
        return Term(f"<{_BLANK}{term[2:]}>") if term.startswith("_:") else self.dialect.sent(term)

    def _text(self, triples: Sequence[Triple]) -> str:
        """Triples as N-Triples that the service understands."""
        return to_nquads(_triple(map(self._as_sent, triple)) for triple in triples)

    def _value(self, value: Value) -> Value:
        if value.kind == "iri" and value.text.startswith(_BLANK):
            return Value(value.text.removeprefix(_BLANK), "blank")
        return self.dialect.value(value)

    def graphs(self) -> list[Term]:
        """The names of the named graphs, sorted; of those that Kembar names."""
        hidden = {PUSH_LEDGER, self.dialect.default_graph}
        found = {value.term for (value,) in self.select(_GRAPHS).rows if value}
        return sorted(found - hidden)

    def triples(
        self,
        graph: Term | None = None,
        *,
        subject: Term | None = None,
        value: Term | None = None,
    ) -> Iterator[Triple]:
        """The triples of one named graph, or of all that count, as they come; see `Engine`."""
        s = self._as_sent(subject) if subject else "?s"
        o = self._as_sent(value) if value else "?o"
        # A projected constant would be computed for every row.
        names = [name for name in (s, "?p", o) if name.startswith("?")]
        query = f"SELECT {' '.join(names)} {{ {_in(graph, f'{s} ?p {o}')} }}"
        _, rows = self._rows(query)
        for row in rows:
            told = iter(cell.term for cell in row if cell)
            yield subject or next(told), next(told), value or next(told)

    def triples_about(
        self, subjects: Iterable[Term], graph: Term | None = None
    ) -> Iterator[Triple]:
        """The triples of some subjects, in one named graph or of all that count together."""
        for few in batches(map(self._as_sent, subjects)):
            pattern = f"VALUES ?s {{ {' '.join(few)} }} {_in(graph, '?s ?p ?o')}"
            for s, p, o in self._rows(_ALL % pattern)[1]:
                if s and p and o:
                    yield s.term, p.term, o.term

    def patch(
        self,
        graph: Term,
        removed: Iterable[Triple],
        added: Iterable[Triple],
        notes: Notes = lambda *_: ([], []),
    ) -> set[Triple]:
        """Take triples out of a named graph and put others in; see `Engine.change`.

        In the same request goes what `notes` has to say of it.
        """
        removed, added = set(removed), set(added)
        held = set(self.triples_about({s for s, _, _ in removed | added}, graph))
        gone = removed & held
        new = added - (held - gone)
        left: set[Triple] = set()
        entered: set[Triple] = set()
        if in_default_graph(graph):
            elsewhere = self._elsewhere({s for s, _, _ in gone}, graph)
            left = gone - elsewhere
            entered = new - (set(self.triples_about({s for s, _, _ in new})) - left)
        before, after = notes(gone, new)
        self.update(
            [
                *before,
                ("DELETE", None, list(left)),
                ("DELETE", graph, list(gone)),
                ("INSERT", graph, list(new)),
                ("INSERT", None, list(entered)),
                *after,
            ]
        )
        return left | entered

    def _elsewhere(self, subjects: set[Term], graph: Term) -> set[Triple]:
        """What other graphs that count say of some subjects."""
        found = set()
        for few in batches(map(self._as_sent, subjects)):
            for cells in self._rows(_ELSEWHERE % " ".join(few))[1]:
                g, s, p, o = (cell.term for cell in cells if cell)
                if g != graph and in_default_graph(g):
                    found.add((s, p, o))
        return found

    def update(self, steps: Iterable[Step]) -> None:
        """Take out and put in, in this order; at once where few, else in parts.

        Raises:
            InputError: no address for updates is known, or the service does not do it.
        """
        request: list[str] = []
        room = self.dialect.most
        for verb, graph, triples in steps:
            rest = triples
            while rest:
                now, rest = rest[:room], rest[room:]
                text = self._text(now)
                place = graph or self.dialect.default_graph
                data = f"GRAPH {place} {{\n{text}}}" if place else text
                request.append(f"{verb} DATA {{ {data} }}")
                room -= len(now)
                if room == 0:
                    self._do(request)
                    request, room = [], self.dialect.most
        self._do(request)

    def _do(self, request: list[str]) -> None:
        if request:
            with self._sent("update", [("update", " ;\n".join(request))], {}) as reply:
                reply.read()

    def must_take_updates(self) -> None:
        """See to it, before anything is written, that an address for updates is known.

        Raises:
            InputError: none is.
        """
        if not self.endpoint.update:
            raise InputError(_ONLY_READ % _KEYS["update"], file=self.endpoint.query)

    def put_triples(
        self, graph: Term | None, triples: Sequence[Triple], *, rebuild: bool = False
    ) -> None:
        """Put many triples into a graph: by the Graph Store Protocol where its address is known.

        Args:
            graph: a named graph; the default graph where None.
            triples: what to put in.
            rebuild: take out first all that the graph holds.
        """
        if not self.endpoint.graph_store:
            if rebuild:
                self.drop(graph)
            self.update([("INSERT", graph, triples)])
            return
        place = graph or self.dialect.default_graph
        where = f"graph={quote(place[1:-1], safe='')}" if place else "default"
        text = self._text(triples).encode()
        method = "PUT" if rebuild else "POST"
        with self._sent("graph_store", text, _N_TRIPLES, where=where, method=method) as reply:
            reply.read()

    def drop(self, graph: Term | None) -> None:
        """Take out all that a graph holds."""
        place = graph or self.dialect.default_graph
        self._do([f"DROP SILENT {f'GRAPH {place}' if place else 'DEFAULT'}"])

    @contextmanager
    def _sent(
        self,
        what: str,
        body: list[tuple[str, str]] | bytes,
        headers: dict[str, str],
        *,
        where: str = "",
        method: str = "",
        limit: float | None = None,
    ) -> Iterator[Response]:
        """Send a request to one of the addresses, and tell in one line what goes wrong."""
        address = getattr(self.endpoint, what)
        if not address:
            raise InputError(_ONLY_READ % _KEYS[what], file=self.endpoint.query)
        content = body if isinstance(body, bytes) else urlencode(body).encode()
        full = address + (("&" if "?" in address else "?") + where if where else "")
        reply = None
        try:
            with self._client.send(full, content, headers, method, limit=limit) as reply:
                yield reply
        except RequestFailed as bad:
            raise InputError(_told(bad), file=address) from None
        except (SyntaxError, ValueError, OSError) as bad:
            # A parser must end in the thread that began it: nothing may keep it until later.
            traceback.clear_frames(bad.__traceback__)
            fault = _told(reply.failure) if reply and reply.failure else f"{_HALF} ({bad})"
            raise InputError(" ".join(fault.split()), file=address) from None

    def _media(self, reply: Response, known: Iterable[str]) -> str:
        """The media type of a reply, where it is one of those that can be read."""
        if reply.media_type in known:
            return reply.media_type
        raise InputError(
            f"answers {reply.media_type or 'something unnamed'}, not SPARQL results;"
            " give the address of its SPARQL protocol, see docs/engines.md",
            file=self.endpoint.query,
        )


_CUT = "X-SPARQL-MaxRows"
"""Virtuoso tells in a header where it ends an answer, and not whether there was more."""

_GRAPH = re.compile(r"\bGRAPH\s*<([^<>\s]*)>")
_ONLY_READ = "is only read: to change it tell the address for that, %s"
_KEYS = {"query": "endpoint", "update": "update_endpoint", "graph_store": "graph_store"}
_HALF = "answers half of what it should, or something else"


def _told(bad: RequestFailed) -> str:
    if bad.status in (401, 403):
        return f"{bad.fault}; set KEMBAR_AUTH=user:password, or ask whoever runs it"
    if bad.status in (301, 302, 303, 307, 308) and bad.headers.get("Location"):
        return f"{bad.fault}; give its new address, {bad.headers['Location']!r}"
    said = "" if bad.body.lstrip().startswith("<") else " ".join(bad.body.split())[:200]
    if said:
        return f"{bad.fault}: {said}"
    if bad.status in (404, 405):
        return f"{bad.fault}; give the address of its SPARQL protocol, see docs/engines.md"
    if bad.transient and not bad.status:
        return f"{bad.fault}; ask for less, or give it more time with timeout"
    return bad.fault


def _in(graph: Term | None, pattern: str) -> str:
    return f"GRAPH {graph} {{ {pattern} }}" if graph else pattern


def _named(term: Term) -> Term:
    blank = term.startswith(f"<{_BLANK}")
    return Term(f"_:{term[len(_BLANK) + 1 : -1]}") if blank else term


def _triple(terms: Iterable[Term]) -> Triple:
    subject, predicate, value = terms
    return subject, predicate, value
