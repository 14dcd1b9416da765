"""The form of a query: one that makes a graph, or one that makes a table."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from kembar.rdf.limits import Limits
from kembar.rdf.oxigraph_errors import query_errors
from kembar.rdf.query_process import QueryProcesses


def is_graph_query(query: str) -> bool:
    """Return whether a query is a CONSTRUCT or DESCRIBE.

    Raises:
        KembarError: the query is malformed; the message has line and column.
    """
    with query_errors():
        return isinstance(ox.Store().query(query), ox.QueryTriples)


def is_graph_query_of_others(query: str, limits: Limits) -> bool:
    """Return whether a query is a CONSTRUCT or DESCRIBE; its parser runs within limits.

    Raises:
        KembarError: the query is malformed, or passes a limit.
    """
    with query_errors():
        return _parsers().form(query, limits) == "graph"


@cache
def _parsers() -> QueryProcesses:
    return QueryProcesses(ox.Store(), None)
