"""Measures questions that have a SQL variant, side by side: SPARQL, columns, and DuckDB by hand.

    python benchmarks/columns.py WORKSPACE

WORKSPACE is one that was built, as `graphs.py` writes it. Prints a table in Markdown: medians of
milliseconds of processor time, which depend less on other work on the machine than elapsed time;
answers are made in one process, without the cache of answers. First is with all tables of a
question still to be made. By hand is the minimum that DuckDB needs for the same figures: a query
without parameters over plain edge tables of its own, in memory, whose things are numbered from one.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

import duckdb

from kembar.queries.answer import Answer
from kembar.queries.edge_tables import EdgeTables, read_edges
from kembar.queries.run import answer_question, default_terms
from kembar.queries.saved import Question
from kembar.queries.sql import find_sql
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.results import Table
from kembar.rdf.terms import Term
from kembar.read_only_graph import ReadOnlyGraph
from kembar.workspace.cache import DiskCache
from kembar.workspace.layout import open_workspace, read_text

_EDGES = {
    "partner": 's AS relation, o AS unit FROM "kb:hasPartner"',
    "home": 's AS unit, o AS country FROM "kb:country"',
    "country": """s AS country, text AS name
        FROM "rdfs:label of kb:country" WHERE lang = 'en'""",
    "under": 's AS thing, o AS relation FROM "kb:underPartnership"',
    "done": 's AS thing FROM "kb:activityStatus concept:activity-status/carried-out"',
    "began": 's AS thing, min(text)[:4]::INT AS year FROM "kb:startDate" GROUP BY s',
    "sharing": """s AS relation, bool_or(text = 'true')::INT AS shared
        FROM "kb:sharesLanguage" GROUP BY s""",
    "agreed": 's AS thing FROM "a kb:Agreement"',
    "field": 's AS thing, o AS field FROM "kb:field"',
    "topic": """s AS field, text AS name
        FROM "skos:prefLabel of kb:field" WHERE lang = 'en'""",
}
"""The edge tables by hand, of columns; their things are numbered afterwards."""

_BY_HAND = {
    "activities-by-year": """
        SELECT year, count(DISTINCT thing), count(DISTINCT relation)
        FROM done JOIN began USING (thing) JOIN under USING (thing) GROUP BY year ORDER BY year""",
    "countries-by-partnerships": """
        WITH counted AS (
          SELECT country, count(DISTINCT relation), count(DISTINCT unit)
          FROM partner JOIN home USING (unit) GROUP BY country)
        SELECT name, counted.* FROM counted JOIN country USING (country) ORDER BY 3 DESC, 1""",
    "country-pairs": """
        WITH side AS (FROM partner JOIN home USING (unit)),
        pair AS (SELECT DISTINCT relation, a.country AS a, b.country AS b
          FROM side AS a JOIN side AS b USING (relation) WHERE a.country < b.country),
        did AS (SELECT relation, count(*) AS n
          FROM under SEMI JOIN done USING (thing) GROUP BY relation),
        counted AS (SELECT a, b, count(*) AS n, sum(did.n)::INT AS did, sum(shared)::INT AS shared
          FROM pair LEFT JOIN did USING (relation) LEFT JOIN sharing USING (relation)
          GROUP BY a, b)
        SELECT x.name || ' – ' || y.name AS names, n, did, shared
        FROM counted JOIN country AS x ON x.country = a JOIN country AS y ON y.country = b
        ORDER BY n DESC, did DESC, names""",
    "fields-agreed": """
        WITH counted AS (
          SELECT field, count(DISTINCT agreed.thing), count(DISTINCT done.thing),
            count(DISTINCT relation)
          FROM field JOIN under USING (thing)
          LEFT JOIN agreed USING (thing) LEFT JOIN done USING (thing) GROUP BY field)
        SELECT name, counted.* FROM counted JOIN topic USING (field) ORDER BY 3 DESC, 1""",
}
"""The least that DuckDB needs for the figures of a question."""


def main() -> None:
    """Measure on one workspace."""
    parser = argparse.ArgumentParser(description="Questions in SPARQL, over columns, and by hand.")
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    graph = ReadOnlyGraph(open_workspace(options.workspace))
    variants = [
        (question, read_text(file))
        for name, question in sorted(graph.questions().items())
        if (file := find_sql(graph.workspace, question))
    ]
    with tempfile.TemporaryDirectory() as folder:
        cache = DiskCache(Path(folder) / "columns")
        columns = EdgeTables(graph.engine, cache, "all")
        _print_tables(graph.engine, columns, cache, [sql for _, sql in variants])
        by_hand = _by_hand(columns)
        print("| question | rows | SPARQL | columns, first | columns | by hand |")
        print("| --- | --- | --- | --- | --- | --- |")
        for question, sql in variants:
            _print_question(graph.engine, question, sql, columns, by_hand, options.runs)


def _print_tables(
    engine: OxigraphEngine, columns: EdgeTables, cache: DiskCache, queries: list[str]
) -> None:
    """Make all tables, and print what that takes."""
    edges = sorted({edge for sql in queries for edge in read_edges(sql)})
    start = time.process_time()
    for edge in edges:
        columns.select(f'SELECT count(*) AS n FROM "{edge}"', {})
    seconds = time.process_time() - start
    size = sum(path.stat().st_size for path in Path(cache.folder).iterdir())
    rows = sum(
        int(str(columns.select(f'SELECT count(*) AS n FROM "{edge}"', {}).rows[0][0]))
        for edge in edges
    )
    print(
        f"Python {platform.python_version()}, pyoxigraph {version('pyoxigraph')}, "
        f"DuckDB {version('duckdb')}, {len(engine):,} statements; {len(edges)} tables of "
        f"{rows:,} edges made in {seconds:.1f} s, {size / 1e6:.1f} MB as Parquet\n"
    )


def _by_hand(columns: EdgeTables) -> duckdb.DuckDBPyConnection:
    """The edge tables by hand: things are numbered, so that they are joined by small numbers."""
    database = columns.native.cursor()
    database.execute("CREATE SCHEMA hand; USE hand")
    for name, sql in _EDGES.items():
        columns.select(f"SELECT count(*) AS n FROM (SELECT {sql})", {})
        database.execute(f"CREATE TABLE {name} AS SELECT {sql}")
    for key in ("relation", "unit", "country", "thing", "field"):
        tables = [name for name in _EDGES if key in database.table(name).columns]
        every = " UNION ".join(f"SELECT {key} AS k FROM {name}" for name in tables)
        database.execute(
            "CREATE OR REPLACE TABLE numbers AS "
            f"SELECT k, row_number() OVER ()::INT AS n FROM ({every})"
        )
        for name in tables:
            database.execute(
                f"CREATE OR REPLACE TABLE {name} AS SELECT t.* REPLACE (n AS {key}) "
                f"FROM {name} AS t JOIN numbers ON k = {key}"
            )
    return database


def _median(task: Callable[[], object], runs: int) -> float:
    """The median milliseconds of a task; long tasks are run less often."""
    times: list[float] = []
    while len(times) < runs and sum(times) < 10_000:
        start = time.process_time()
        task()
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


def _print_question(
    engine: OxigraphEngine,
    question: Question,
    sql: str,
    columns: EdgeTables,
    by_hand: duckdb.DuckDBPyConnection,
    runs: int,
) -> None:
    """Print the line of one question."""
    parameters = question.in_language("en")

    def answer(of: EdgeTables) -> Answer:
        def select(_: OxigraphEngine, question: Question, terms: Mapping[str, Term]) -> Table:
            return of.select(sql, {**default_terms(question), **terms}, question.order)

        return answer_question(engine, question, parameters, select)

    with tempfile.TemporaryDirectory() as folder:
        new = EdgeTables(engine, DiskCache(Path(folder) / "columns"), "one")
        first = _median(lambda: answer(new), 1)
    least = ""
    if query := _BY_HAND.get(question.name):
        assert len(by_hand.execute(query).fetchall()) == len(answer(columns).rows)
        least = f"{_median(lambda: by_hand.execute(query).fetchall(), runs):.1f}"
    print(
        f"| `{question.name}` | {len(answer(columns).rows):,} "
        f"| {_median(lambda: answer_question(engine, question, parameters), runs):,.0f} "
        f"| {first:,.0f} | {_median(lambda: answer(columns), runs):.1f} | {least} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
