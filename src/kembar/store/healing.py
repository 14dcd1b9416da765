"""The engine of a built store, which is replaced where a query meets damage."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from kembar.errors import DamagedStore
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.results import Table
from kembar.rdf.terms import Term, Triple

T = TypeVar("T")

_OWN = ("_rebuild", "_healing")
"""Attributes that an engine keeps when its store is replaced."""


class HealingEngine(OxigraphEngine):
    """A built store that nobody writes; where it is damaged, a new one takes its place.

    So whoever holds the engine goes on reading: a query, an export, a form that completes names.
    This happens once: a disk that damages the second store too needs another repair.

    Args:
        engine: the store, opened to be read.
        check: raises DamagedStore where it is damaged; called before the first reading.
        rebuild: builds the same contents again from the files; it may raise KembarError.
    """

    def __init__(
        self,
        engine: OxigraphEngine,
        check: Callable[[], None],
        rebuild: Callable[[], OxigraphEngine],
    ) -> None:
        vars(self).update(vars(engine))
        self._unchecked: Callable[[], None] | None = check
        self._rebuild: Callable[[], OxigraphEngine] | None = rebuild
        self._healing = threading.Lock()

    def read(self, task: Callable[[], T]) -> T:
        """Return the result of a task; run it again after a repair.

        Raises:
            DamagedStore: the new store is damaged too.
        """
        before = self._rebuild
        try:
            self._check()
            return super().read(task)
        except DamagedStore as damage:
            self._heal(damage, before)
        return super().read(task)

    def read_each(self, read: Callable[[], Iterator[T]]) -> Iterator[T]:
        """Yield what a reading yields; after a repair, go on where it stopped."""
        before, count = self._rebuild, 0
        try:
            self._check()
            for result in super().read_each(read):
                yield result
                count += 1
        except DamagedStore as damage:
            self._heal(damage, before)
            # The order is that of the contents, which are the same.
            yield from islice(super().read_each(read), count, None)

    def query(self, query: str) -> Table | list[Triple]:
        """Return the result of a query; see `Engine.query`."""
        return self.read(partial(super().query, query))

    def _query_limited(self, query: str) -> Table | list[Triple]:
        return self.read(partial(super()._query_limited, query))

    def construct_ntriples(self, query: str) -> bytes:
        """Return the triples of a query as N-Triples; see `OxigraphEngine`."""
        return self.read(partial(super().construct_ntriples, query))

    def write_tsv(self, query: str, path: Path) -> None:
        """Write the solutions of a SELECT query; see `OxigraphEngine`."""
        self.read(partial(super().write_tsv, query, path))

    def graphs(self) -> list[Term]:
        """Return the names of the named graphs, sorted."""
        return self.read(super().graphs)

    def triples(
        self,
        graph: Term | None = None,
        *,
        subject: Term | None = None,
        value: Term | None = None,
    ) -> Iterator[Triple]:
        """Return the triples of one graph; see `Engine.triples`."""
        return self.read_each(partial(super().triples, graph, subject=subject, value=value))

    def _heal(self, damage: DamagedStore, before: Callable[[], OxigraphEngine] | None) -> None:
        """Take over the new store, unless another thread has just done so."""
        with self._healing:
            if before is None:
                raise damage
            if self._rebuild is not None:
                self._rebuild = self._unchecked = None
                self._stop()
                # Of the fresh store only what it reads from: it heals no second time.
                fresh = vars(before())
                vars(self).update({name: fresh[name] for name in fresh if name not in _OWN})

    def _check(self) -> None:
        with self._healing:
            if self._unchecked is not None:
                self._unchecked()
                self._unchecked = None
