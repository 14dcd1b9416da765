"""Measure the questions that count over the whole graph, on three engines side by side.

    PYTHONPATH=. python benchmarks/engines.py WORKSPACE

prints Markdown tables: the embedded engine, and over HTTP an Oxigraph server and Virtuoso, both
started here and filled by `kembar push`. Figures are medians of three runs in one
process, or of one where it took more than 10 s.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from tests.servers import VIRTUOSO_LOGIN, oxigraph_endpoint, virtuoso_endpoint

from kembar.errors import KembarError
from kembar.queries.saved import find_question
from kembar.rdf.engine import Engine
from kembar.rdf.remote.sparql_client import RemoteEngine
from kembar.store.open_store import open_store
from kembar.store.remote_sync import push_workspace
from kembar.workspace.layout import open_workspace

COUNTING = (
    "activities-by-year",
    "activity-kinds",
    "agencies-by-activities",
    "capacity-by-field",
    "countries-by-partnerships",
    "country-pairs",
    "coverage",
    "fields-agreed",
    "most-connected",
    "network",
    "obstacles-by-type",
    "shared-partners",
    "silent-partnerships",
    "sources-by-type",
    "tier-gap",
    "city-partners",
)
"""Questions over the whole graph, and for comparison the last one, which is about one city."""

LIMIT = 60.0
"""Seconds after which a question on a server counts as unanswered."""


def seconds(task: Callable[[], object]) -> float:
    """Return the seconds that a task takes."""
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def milliseconds(engine: Engine, query: str) -> str:
    """Return the milliseconds of a query, or the reason why there is no figure."""
    try:
        times = [seconds(lambda: engine.select(query))]
        if times[0] < 10:
            times = [seconds(lambda: engine.select(query)) for _ in range(3)]
    except KembarError as error:
        return f"over {LIMIT:.0f} s" if "nothing for" in str(error) else "cannot"
    return f"{statistics.median(times) * 1000:,.1f}"


def main(root: Path) -> None:
    """Print the tables."""
    os.environ[VIRTUOSO_LOGIN] = "dba:dba"
    workspace = open_workspace(root)
    with ExitStack() as stack:
        engines: dict[str, Engine] = {"embedded": open_store(workspace).engine}
        pushing = []
        for name, server in (("Oxigraph", oxigraph_endpoint), ("Virtuoso", virtuoso_endpoint)):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            endpoint = replace(stack.enter_context(server(folder)), timeout=600.0)
            remote = replace(workspace, endpoint=endpoint)
            first, again = (
                seconds(lambda w=remote: push_workspace(w)),
                seconds(lambda w=remote: push_workspace(w)),
            )
            pushing.append(f"| {name} | {first:.1f} | {again:.1f} |")
            engines[f"{name}, HTTP"] = RemoteEngine(replace(endpoint, timeout=LIMIT))
        size = len(engines["embedded"])
        print(f"\nOxigraph {version('oxigraph')}, {size:,} statements\n")
        print("| server | first push, s | a push of nothing, s |\n| --- | --- | --- |")
        print("\n".join(pushing))
        print(f"\n| question, ms | {' | '.join(engines)} |\n| --- |{' --- |' * len(engines)}")
        for name in COUNTING:
            query = find_question(workspace, name).sparql
            figures = [milliseconds(engine, query) for engine in engines.values()]
            print(f"| `{name}` | {' | '.join(figures)} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
