"""The form of a query: one that makes a graph, or one that makes a table."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from kembar.rdf.limits import Limits
from kembar.rdf.oxigraph_errors import query_errors
from kembar.rdf.query_process import QueryProcesses
from kembar.rdf.results import Table


def result_head(query: str) -> Table | None:
    """Return the table of a SELECT or ASK without its rows; None for a CONSTRUCT or DESCRIBE.

    Raises:
        KembarError: the query is malformed; the message has line and column.
    """
    with query_errors(query):
        result = ox.Store().query(query)
    if isinstance(result, ox.QuerySolutions):
        return Table(tuple(variable.value for variable in result.variables), [])
    return Table(("answer",), [], is_boolean=True) if isinstance(result, ox.QueryBoolean) else None


def result_head_of_others(query: str, limits: Limits) -> Table | None:
    """Return what `result_head` does; the parser runs within limits.

    Raises:
        KembarError: the query is malformed, or passes a limit.
    """
    with query_errors(query):
        answer = _parsers().form(query, limits)
    if answer.form == "graph":
        return None
    return Table(answer.columns, [], is_boolean=answer.form == "truth")


@cache
def _parsers() -> QueryProcesses:
    return QueryProcesses(ox.Store(), None)
