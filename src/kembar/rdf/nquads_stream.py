"""Triples as a stream of N-Quads that an engine reads as a file: never all of it in memory."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator

from kembar.rdf.namespaces import in_default_graph
from kembar.rdf.terms import Term, Triple, to_nquads

NamedGraphs = Iterable[tuple[Term, Iterable[Triple]]]
"""Named graphs with triples of them; one may come several times."""

GraphText = tuple[Term, bytes]
"""A named graph, and triples of it as N-Triples."""

Placement = Callable[[bytes, Term], bytes]
"""Makes N-Quads of the N-Triples of a graph."""

_PART = 2_000
"""Triples of a graph that are written at once."""

_UNNAMED = re.compile(rb"^(?:_:|\S+ \S+ _:).*\n", re.MULTILINE)
"""In N-Triples: a triple of, or about, a blank node."""


class ByteStream(io.RawIOBase):
    """Parts of a text, made while they are read, as a file of bytes.

    What goes wrong in making them ends the file, and stands in `fault`: an engine that reads would
    tell of a broken file only.
    """

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)
        self._left = memoryview(b"")
        self.fault: Exception | None = None

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most so many; of all that is left where `size` is negative."""
        if size < 0:
            return b"".join(iter(lambda: self.read(1 << 20), b""))
        while not self._left:
            try:
                part = next(self._parts, None)
            except Exception as bad:  # told to whoever started the reading
                self.fault = bad
                part = None
            if part is None:
                return b""
            self._left = memoryview(part)
        now, self._left = self._left[:size], self._left[size:]
        return bytes(now)


def to_both_graphs(text: bytes, graph: Term) -> bytes:
    """N-Triples as N-Quads of a graph; where that counts, once more in the default graph."""
    return to_named_graph(text, graph) + to_default_graph(text, graph)


def to_named_graph(text: bytes, graph: Term) -> bytes:
    """N-Triples as N-Quads of a graph."""
    return text.replace(b" .\n", f" {graph} .\n".encode())


def to_default_graph(text: bytes, graph: Term) -> bytes:
    """N-Triples of a graph as they stand in the default graph: nothing where it does not count."""
    return text if in_default_graph(graph) else b""


class NQuadsLines:
    """Texts of named graphs as N-Quads; triples with blank nodes are set aside.

    An engine that loads a text renames its blank nodes, so those go in one by one.

    Args:
        texts: by graph; one may come several times.
        placed: makes N-Quads of the N-Triples of a graph.
    """

    def __init__(self, texts: Iterable[GraphText], placed: Placement = to_both_graphs) -> None:
        self._texts = texts
        self._placed = placed
        self.unnamed: list[bytes] = []

    def __iter__(self) -> Iterator[bytes]:
        for graph, text in self._texts:
            if b"_:" in text:
                self.unnamed += [self._placed(b"".join(_UNNAMED.findall(text)), graph)]
                text = _UNNAMED.sub(b"", text)
            yield self._placed(text, graph)


def serialize_graphs(graphs: NamedGraphs) -> Iterator[GraphText]:
    """Triples of named graphs as texts, part by part."""
    for graph, triples in graphs:
        for part in _parts(triples):
            yield graph, to_nquads(part).encode()


def _parts(triples: Iterable[Triple]) -> Iterator[list[Triple]]:
    part = []
    for triple in triples:
        part.append(triple)
        if len(part) == _PART:
            yield part
            part = []
    if part:
        yield part
