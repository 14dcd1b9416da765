"""The graph as an rdflib Graph over the store itself, without a copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from kembar.errors import KembarError
from kembar.language import _
from kembar.rdf.engine import Engine
from kembar.rdf.oxigraph import OxigraphEngine

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.query import Result


def rdflib_graph(engine: Engine) -> Graph:
    """A read-only rdflib Graph of all statements of the store.

    Raises:
        KembarError: the engine is remote.
    """
    if not isinstance(engine, OxigraphEngine):
        fault = _("an rdflib graph needs the store on this machine; open it without an endpoint")
        raise KembarError(fault)
    return _graph(engine)


def _graph(engine: OxigraphEngine) -> Graph:
    from oxrdflib import OxigraphStore
    from rdflib import Graph
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    from kembar.rdf.namespaces import NAMESPACES

    class ReadOnly(OxigraphStore):
        """Store that refuses to write: the files are authoritative, the store follows them.

        It reads through the engine, which repairs a store whose files are damaged.
        """

        @property
        def _inner(self) -> Any:
            return engine.native

        def triples(self, *pattern: Any, **rest: Any) -> Iterator[Any]:
            return engine.read_each(partial(super().triples, *pattern, **rest))

        def __len__(self, context: Graph | None = None) -> int:
            return engine.read(partial(super().__len__, context))

        def query(self, *query: Any, **rest: Any) -> Result:
            return engine.read(partial(_whole_result, super().query, *query, **rest))

        def add(self, *__: Any, **___: Any) -> None:
            fault = _("the graph follows its files: add to them with KnowledgeGraph.add")
            raise KembarError(fault)

        addN = remove = update = add  # noqa: N815 - rdflib's names

    graph = Graph(
        store=ReadOnly(store=engine.native),
        identifier=DATASET_DEFAULT_GRAPH_ID,
        bind_namespaces="none",
    )
    for prefix, address in NAMESPACES.items():
        graph.bind(prefix, address)
    return graph


def _whole_result(query: Callable[..., Result], *arguments: Any, **rest: Any) -> Result:
    """The result of a query, with all its rows read: later they could not be read again."""
    result = query(*arguments, **rest)
    if result.type == "SELECT":
        result.bindings = list(result.bindings)
    return result
