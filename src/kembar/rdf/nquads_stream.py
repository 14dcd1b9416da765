"""N-Quads as a byte stream for bulk loading, never all of it in memory."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from kembar.rdf.namespaces import in_default_graph
from kembar.rdf.terms import Term, Triple, to_nquads

NamedGraphs = Iterable[tuple[Term, Iterable[Triple]]]
"""Named graphs with triples; a graph may occur several times."""

GraphText = tuple[Term, bytes]
"""A named graph, and triples of that graph as N-Triples."""

Placement = Callable[[bytes, Term], bytes]
"""Return N-Quads for N-Triples and their named graph."""

_BATCH = 2_000
"""Triples in one text."""

_BLANK_NODES = re.compile(rb"^(?:_:|\S+ \S+ _:).*\n", re.MULTILINE)
"""Lines of N-Triples whose subject or object is a blank node."""


class ByteStream(io.RawIOBase):
    """An iterable of bytes as a binary file, consumed while the file is read.

    An exception of the iterable ends the file, and is stored in `fault`: a parser that reads the
    file would report a syntax error only.
    """

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)
        self._rest = memoryview(b"")
        self.fault: Exception | None = None

    def readable(self) -> bool:
        """Return True; required by io.RawIOBase."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, at most `size`; all that are left where `size` is negative."""
        if size < 0:
            return b"".join(iter(lambda: self.read(1 << 20), b""))
        while not self._rest:
            try:
                part = next(self._parts, None)
            except Exception as error:  # raised again by the function that started the load
                self.fault = error
                part = None
            if part is None:
                return b""
            self._rest = memoryview(part)
        result, self._rest = self._rest[:size], self._rest[size:]
        return bytes(result)


def to_both_graphs(text: bytes, graph: Term) -> bytes:
    """Return N-Triples as N-Quads of a named graph and, where it belongs, of the default graph."""
    return to_named_graph(text, graph) + to_default_graph(text, graph)


def to_named_graph(text: bytes, graph: Term) -> bytes:
    """Return N-Triples as N-Quads of a named graph."""
    return text.replace(b" .\n", f" {graph} .\n".encode())


def to_default_graph(text: bytes, graph: Term) -> bytes:
    """Return N-Triples of a named graph as the default graph holds them, or nothing."""
    return text if in_default_graph(graph) else b""


class NQuadsLines:
    """Texts of named graphs as N-Quads, without triples that have blank nodes.

    A bulk load renames blank nodes, so those triples are collected in `with_blank_nodes`, to be
    added one by one.

    Args:
        texts: texts by graph; a graph may occur several times.
        place: returns N-Quads for N-Triples and their named graph.
    """

    def __init__(self, texts: Iterable[GraphText], place: Placement = to_both_graphs) -> None:
        self._texts = texts
        self._place = place
        self.with_blank_nodes: list[bytes] = []

    def __iter__(self) -> Iterator[bytes]:
        for graph, text in self._texts:
            if b"_:" in text:
                self.with_blank_nodes += [self._place(b"".join(_BLANK_NODES.findall(text)), graph)]
                text = _BLANK_NODES.sub(b"", text)
            yield self._place(text, graph)


def serialize_graphs(graphs: NamedGraphs) -> Iterator[GraphText]:
    """Serialise the triples of named graphs as N-Triples, in batches."""
    for graph, triples in graphs:
        remaining = iter(triples)
        while batch := list(islice(remaining, _BATCH)):
            yield graph, to_nquads(batch).encode()
