"""Triples as a stream of N-Quads that an engine reads as a file: never all of it in memory."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from kembar.terms import Term, Triple, n_quads
from kembar.vocabulary import counts

_PART = 2_000
"""Triples of a graph that are written at once."""


class Stream(io.RawIOBase):
    """Parts of a text, made while they are read, as a file of bytes.

    What goes wrong in making them ends the file, and stands in `fault`: an engine that reads would
    tell of a broken file only.
    """

    def __init__(self, parts: Iterable[str]) -> None:
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
            self._left = memoryview(part.encode())
        now, self._left = self._left[:size], self._left[size:]
        return bytes(now)


class Lines:
    """Triples of named graphs as N-Quads; those with blank nodes are set aside.

    An engine that loads a text renames its blank nodes, so those go in one by one.

    Args:
        graphs: each with triples of it; one may come several times.
    """

    def __init__(self, graphs: Iterable[tuple[Term, Iterable[Triple]]]) -> None:
        self._graphs = graphs
        self.unnamed: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for graph, triples in self._graphs:
            where = (graph, None) if counts(graph) else (graph,)
            for part in _parts(triples):
                named = part
                if any(s.startswith("_:") or o.startswith("_:") for s, _, o in part):
                    named = [t for t in part if not _is_unnamed(t)]
                    unnamed = [t for t in part if _is_unnamed(t)]
                    self.unnamed += [n_quads(unnamed, place) for place in where]
                yield "".join(n_quads(named, place) for place in where)


def _is_unnamed(triple: Triple) -> bool:
    return triple[0].startswith("_:") or triple[2].startswith("_:")


def _parts(triples: Iterable[Triple]) -> Iterator[list[Triple]]:
    part = []
    for triple in triples:
        part.append(triple)
        if len(part) == _PART:
            yield part
            part = []
    if part:
        yield part
