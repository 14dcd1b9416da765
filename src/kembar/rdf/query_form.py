"""The form of a query: one that makes a graph, or one that makes a table."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from kembar.rdf.limits import Limits
from kembar.rdf.oxigraph_errors import query_errors
from kembar.rdf.query_process import QueryProcesses


def result_columns(query: str) -> tuple[str, ...] | None:
    """Return the columns of the table of a SELECT or ASK; None for a CONSTRUCT or DESCRIBE.

    Raises:
        KembarError: the query is malformed; the message has line and column.
    """
    with query_errors():
        result = ox.Store().query(query)
    if isinstance(result, ox.QuerySolutions):
        return tuple(variable.value for variable in result.variables)
    return ("answer",) if isinstance(result, ox.QueryBoolean) else None


def result_columns_of_others(query: str, limits: Limits) -> tuple[str, ...] | None:
    """Return what `result_columns` does; the parser runs within limits.

    Raises:
        KembarError: the query is malformed, or passes a limit.
    """
    with query_errors():
        answer = _parsers().form(query, limits)
    return None if answer.form == "graph" else answer.columns


@cache
def _parsers() -> QueryProcesses:
    return QueryProcesses(ox.Store(), None)
