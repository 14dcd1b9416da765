"""The graph as an rdflib Graph over the store itself, without a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kembar.errors import KembarError
from kembar.rdf.engine import Engine
from kembar.rdf.oxigraph import OxigraphEngine

if TYPE_CHECKING:
    from rdflib import Graph


def rdflib_graph(engine: Engine) -> Graph:
    """A read-only rdflib Graph of all statements of the store.

    Raises:
        KembarError: the engine is remote.
    """
    if not isinstance(engine, OxigraphEngine):
        fault = "an rdflib graph is made of the store on this machine; ask without an endpoint"
        raise KembarError(fault)
    from oxrdflib import OxigraphStore
    from rdflib import Graph
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    from kembar.rdf.namespaces import NAMESPACES

    class ReadOnly(OxigraphStore):
        """Store that refuses to write: the files are authoritative, the store follows them."""

        def add(self, *_: Any, **__: Any) -> None:
            raise KembarError("the files are the truth: add with KnowledgeGraph.add")

        addN = remove = update = add  # noqa: N815 - rdflib's names

    graph = Graph(
        store=ReadOnly(store=engine.native),
        identifier=DATASET_DEFAULT_GRAPH_ID,
        bind_namespaces="none",
    )
    for prefix, address in NAMESPACES.items():
        graph.bind(prefix, address)
    return graph
