"""Measures each saved question on workspaces of several sizes, and prints tables in Markdown.

    python benchmarks/questions.py FOLDER... [--runs 5] [--rdflib] [--hub NAME]

Side by side in one process: *Kembar* is `answer_question` without a cache, from parameters as
people write them to the rows of the answer; *raw* is the same bound and ordered SPARQL given to
pyoxigraph, all rows read. Seconds of the processor, as medians, since others may use the machine.
*Growth* is how many times longer it took on the last workspace than on the one before, divided by
how many times more statements there are, by the least of the runs: what grows more than linearly
has more than 1, the more the larger the workspaces are.
"""

from __future__ import annotations

import argparse
import math
import platform
import signal
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from kembar.queries.ordering import order_clause
from kembar.queries.run import answer_question, bind, parameter_terms
from kembar.queries.saved import Question, find_questions
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.store.open_store import open_store
from kembar.workspace.layout import open_workspace

if TYPE_CHECKING:
    from rdflib import Dataset

LIMIT = 60
"""Seconds that rdflib may take for a question."""

_ENOUGH = 1.0
"""Seconds of the processor: what is short is asked more often, until it has taken so many."""

_OFTEN = 25
"""How often a question is asked at most, each way."""


@dataclass(frozen=True)
class Measured:
    """The seconds of each run of a question on one workspace, and the number of its rows."""

    kembar_runs: tuple[float, ...]
    raw_runs: tuple[float, ...]
    rows: int

    @property
    def kembar(self) -> float:
        """The median."""
        return statistics.median(self.kembar_runs)

    @property
    def raw(self) -> float:
        """The median."""
        return statistics.median(self.raw_runs)


def main() -> None:
    """Measure, smallest workspace first."""
    parser = argparse.ArgumentParser(description="Measure each saved question.")
    parser.add_argument("folders", type=Path, nargs="+", help="workspaces, smallest first")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rdflib", action="store_true", help="rdflib in memory on the smallest")
    parser.add_argument("--hub", help="ask of this city, where a question takes one")
    parser.add_argument("--only", nargs="*", help="these questions alone")
    options = parser.parse_args()
    engines = [open_store(open_workspace(folder)).engine for folder in options.folders]
    sizes = [len(engine) for engine in engines]
    questions = {
        name: question
        for name, question in find_questions(open_workspace(options.folders[0])).items()
        if not options.only or name in options.only
    }
    packages = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib"))
    runs = f"{options.runs} to {_OFTEN} runs"
    print(f"Python {platform.python_version()}, {packages}, medians of {runs}\n")
    times = {}
    for name, question in questions.items():
        times[name] = measured(engines, question, options.runs, options.hub)
        print(name, [m.kembar for m in times[name]], file=sys.stderr, flush=True)
    for line in table(times, sizes):
        print(line)
    if options.rdflib:
        print()
        for line in beside_rdflib(engines[0], questions, {n: m[0] for n, m in times.items()}):
            print(line)


def measured(
    engines: Sequence[OxigraphEngine], question: Question, runs: int, hub: str | None
) -> list[Measured]:
    """Time one question on each graph, raw and by Kembar in turn, after an uncounted first run."""
    asks_city = any(parameter.name == "city" for parameter in question.parameters)
    parameters = {"city": hub} if hub and asks_city else {}
    queries = [_query(engine, question, parameters) for engine in engines]
    rows = [len(answer_question(engine, question, parameters).rows) for engine in engines]
    raw: list[list[float]] = [[] for _ in engines]
    kembar: list[list[float]] = [[] for _ in engines]

    def is_due(n: int) -> bool:
        little = sum(raw[n]) + sum(kembar[n]) < _ENOUGH and len(raw[n]) < _OFTEN
        return len(raw[n]) < runs or little

    while due := [n for n in range(len(engines)) if is_due(n)]:
        for n in due:
            raw[n].append(seconds(partial(_read_rows, engines[n], queries[n])))
            kembar[n].append(seconds(partial(answer_question, engines[n], question, parameters)))
    return [
        Measured(tuple(k), tuple(r), count) for k, r, count in zip(kembar, raw, rows, strict=True)
    ]


def _query(engine: OxigraphEngine, question: Question, parameters: dict[str, str]) -> str:
    """The bound query, ordered by the engine that runs it."""
    query = bind(question, parameter_terms(engine, question, parameters))
    return f"{query}\n{order_clause(question.order)}"


def _read_rows(engine: OxigraphEngine, query: str) -> list[object]:
    return [tuple(row) for row in engine.native.query(query)]


def seconds(task: Callable[[], object]) -> float:
    """Seconds of the processor that a task takes."""
    start = time.process_time()
    task()
    return time.process_time() - start


def table(times: dict[str, list[Measured]], sizes: list[int]) -> Iterator[str]:
    """One line for each question, the slowest on the largest workspace first."""
    headings = [f"{size:,} statements" for size in sizes]
    columns = " | ".join(f"{size}: Kembar | raw" for size in headings)
    yield f"| question | {columns} | ratio | rows | growth |"
    yield "| --- |" + " --- |" * (2 * len(sizes) + 3)
    for name, all_of in sorted(times.items(), key=lambda item: -item[1][-1].kembar):
        # A workspace alone is compared with itself.
        before, last = (all_of * 2)[-2:]
        fewer, more = (sizes * 2)[-2:]
        growth = min(last.kembar_runs) / min(before.kembar_runs) / (more / fewer)
        cells = [f"{m.kembar:.4f} | {m.raw:.4f}" for m in all_of]
        ratio = f"{last.kembar / last.raw:.2f} | {last.rows:,} | {growth:.2f} |"
        yield f"| `{name}` | {' | '.join(cells)} | {ratio}"
    for at, size in enumerate(headings):
        ratios = [all_of[at].kembar / all_of[at].raw for all_of in times.values()]
        over = sum(ratio > 1.2 for ratio in ratios)
        yield (
            f"\n{size}: Kembar takes {mean(ratios):.2f} times the raw query (geometric mean),"
            f" more than 1.2 times in {over} of {len(ratios)}."
        )


def beside_rdflib(
    engine: OxigraphEngine, questions: dict[str, Question], ours: dict[str, Measured]
) -> Iterator[str]:
    """A table of the times of rdflib, with all triples in memory, beside ours."""
    from pyoxigraph import RdfFormat
    from rdflib import Dataset

    dataset = Dataset()
    dataset.parse(data=engine.native.dump(format=RdfFormat.N_QUADS).decode(), format="nquads")
    yield "| question | Kembar | rdflib in memory | times |"
    yield "| --- | --- | --- | --- |"
    ratios = []
    for name, question in questions.items():
        query = _query(engine, question, {})
        try:
            with limited(LIMIT):
                took = seconds(partial(_query_rdflib, dataset, query))
            text = f"{took:.3f}"
        except TimeoutError:
            took, text = LIMIT, f"over {LIMIT}"
        ratios.append(took / ours[name].kembar)
        yield f"| `{name}` | {ours[name].kembar:.4f} | {text} | {ratios[-1]:,.0f} |"
    yield f"\nrdflib takes {mean(ratios):,.0f} times as long (geometric mean)."


def _query_rdflib(dataset: Dataset, query: str) -> list[object]:
    return list(dataset.query(query))


def mean(ratios: Iterable[float]) -> float:
    """The geometric mean."""
    return math.exp(statistics.fmean(map(math.log, ratios)))


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raise TimeoutError if a task takes longer."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


if __name__ == "__main__":
    main()
