"""Measure loading, building, updating and validating, beside raw pyoxigraph and rdflib.

    python benchmarks/stores.py WORKSPACE ...

Prints a table of Markdown with a column for each workspace (`benchmarks/graphs.py` writes such).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
from measure import LARGE, Times, figure, machine, report_times, run_alone, table

from kembar.model.to_rdf import Triple
from kembar.rdf.namespaces import NAME_KEYS
from kembar.rdf.nquads_stream import NQuadsLines, serialize_graphs
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import Term, to_nquads
from kembar.store.build import load_name_index, load_statements
from kembar.store.load import read_graphs
from kembar.store.open_store import open_store
from kembar.store.rules import derive_all
from kembar.validation.check import data_problems
from kembar.workspace.layout import Workspace, open_workspace

_LOST = 10
"""Rows that an update removes from a table."""

_MENDS = 9
"""Runs of an update, which is short; during the first the engine still merges files."""


def file_graphs(workspace: Workspace) -> Iterator[tuple[Term, list[Triple]]]:
    """Yield the triples of the files by named graph."""
    for file in workspace.graph_files():
        yield from read_graphs(file).items()


def write_quads(workspace: Workspace, path: Path) -> None:
    """Write the triples of a store as N-Quads, without the index of names and blank nodes."""
    engine = open_store(workspace).engine
    with path.open("w", encoding="utf-8") as file:
        lines = NQuadsLines(serialize_graphs(file_graphs(workspace)))
        file.writelines(line.decode() for line in lines)
        for graph in engine.graphs():
            if "/graph/derived/" in graph and graph != NAME_KEYS:
                derived = list(engine.triples(graph))
                file.write(to_nquads(derived, graph) + to_nquads(derived))


def write_triples(workspace: Workspace, path: Path) -> None:
    """Write the triples of the files as N-Triples."""
    with path.open("w", encoding="utf-8") as file:
        for _, triples in file_graphs(workspace):
            file.write(to_nquads(triples))


def raw(_: Workspace, quads: Path, folder: Path) -> list[float]:
    """Time the bulk loader of pyoxigraph with a file."""
    return [_timed(lambda: ox.Store(str(folder / "s")).bulk_load(path=str(quads)))]


def loaded(workspace: Workspace, _: Path, folder: Path) -> list[float]:
    """Time bulk loading of triples in memory by the engine."""
    graphs = [(graph, triples) for graph, triples in file_graphs(workspace)]
    engine = OxigraphEngine.open_writable(folder / "s")
    return [_timed(lambda: (engine.load_graphs(graphs), engine.flush()))]


def built(workspace: Workspace, _: Path, folder: Path) -> list[float]:
    """Time a build from tables: the whole, parsing and loading, rules, the index of names."""
    ends = [time.perf_counter()]
    engine = OxigraphEngine.open_writable(folder / "s")
    names = load_statements(engine, workspace)
    ends.append(time.perf_counter())
    derived = derive_all(engine, workspace)
    ends.append(time.perf_counter())
    load_name_index(engine, names, derived)
    engine.flush()
    ends.append(time.perf_counter())
    return [ends[-1] - ends[0], *(end - start for start, end in pairwise(ends))]


def mended(workspace: Workspace, _: Path, __: Path) -> list[float]:
    """Time the update after a table loses some rows, of activities if there are any."""
    tables = sorted((workspace.root or Path()).glob("data/**/*.csv"))
    if not tables:
        return []
    table = next((one for one in tables if one.stem == "activities"), tables[0])
    text = table.read_text("utf-8")
    head, *rows = text.splitlines(keepends=True)
    # Other rows at each run: a store of the same files would be found and opened.
    first = time.time_ns() // 1000 % max(1, len(rows) - _LOST)
    try:
        open_store(workspace)
        table.write_text("".join([head, *rows[:first], *rows[first + _LOST :]]), "utf-8")
        return [_timed(lambda: open_store(workspace))]
    finally:
        table.write_text(text, "utf-8")
        open_store(workspace)


def opened(workspace: Workspace, _: Path, __: Path) -> list[float]:
    """Time opening an up-to-date store."""
    open_store(workspace)
    return [_timed(lambda: open_store(workspace))]


def checked(workspace: Workspace, _: Path, __: Path) -> list[float]:
    """Time validation by shapes and cards."""
    engine = open_store(workspace).engine
    return [_timed(lambda: data_problems(workspace, engine))]


def refereed(workspace: Workspace, _: Path, __: Path) -> list[float]:
    """Time validation by pySHACL."""
    engine = open_store(workspace).engine
    return [_timed(lambda: data_problems(workspace, engine, with_pyshacl=True))]


def rdflib_loaded(_: Workspace, triples: Path, __: Path) -> list[float]:
    """Time parsing into rdflib's memory."""
    import rdflib

    return [_timed(lambda: rdflib.Graph().parse(triples, format="nt"))]


def oxrdflib_loaded(_: Workspace, triples: Path, __: Path) -> list[float]:
    """Time parsing into oxrdflib's memory."""
    import rdflib

    return [_timed(lambda: rdflib.Graph(store="Oxigraph").parse(triples, format="ox-nt"))]


ALONE = {
    task.__name__: task
    for task in (
        raw, loaded, built, mended, opened, checked, refereed, rdflib_loaded, oxrdflib_loaded,
    )
}  # fmt: skip


def measured(name: str, folder: Path, file: Path, runs: int, limit: float = 3600) -> list[Times]:
    """Return the times of one task, each in its own process and folder; [] beyond the limit."""
    results = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory(dir=file.parent) as place:
            times = run_alone(__file__, name, str(folder), str(file), place, limit=limit)
        if times is None:
            return []
        results.append(times)
    memory = max(times.memory for times in results)
    columns = zip(*(times.seconds for times in results), strict=True)
    return [Times(seconds, memory) for seconds in columns]


def measure(folder: Path, runs: int = 3, *, with_pyshacl: bool = False) -> dict[str, str]:
    """Return the rows of one workspace; with pySHACL, which takes minutes, if asked for."""
    workspace = open_workspace(folder)
    statements = len(open_store(workspace).engine)
    large = statements > LARGE
    runs = 1 if large else runs
    with tempfile.TemporaryDirectory(dir=workspace.cache.folder) as place:
        quads, triples = Path(place) / "all.nq", Path(place) / "all.nt"
        write_quads(workspace, quads)
        write_triples(workspace, triples)
        (bulk,) = measured("raw", folder, quads, runs)
        (put,) = measured("loaded", folder, quads, runs) if not large else [None]
        whole, reading, computing, indexing = measured("built", folder, quads, runs)
        mends = runs if large else max(runs, _MENDS)
        mend = [*measured("mended", folder, quads, mends), None][0]
        (check,) = measured("checked", folder, quads, runs)
        (open_,) = measured("opened", folder, quads, runs)
        beside = dict.fromkeys(("refereed", "rdflib_loaded", "oxrdflib_loaded"), "")
        for name in list(beside)[0 if with_pyshacl else 1 :] if not large else []:
            file = quads if name == "refereed" else triples
            beside[name] = _cell(measured(name, folder, file, 1))
    return {
        "statements": f"{statements:,}",
        "raw pyoxigraph: bulk load of the same from a file": _cell([bulk]),
        "Kembar: loading ready-made triples": _cell([put] if put else []),
        "ratio (at most 1.3)": figure(put.median / bulk.median) if put else "",
        "Kembar: building from tables": _cell([whole]),
        "ratio to the bulk load (at most 3)": figure(whole.median / bulk.median),
        "of it reading and loading": _part(reading, whole),
        "of it what rules compute (at most 20 %)": _part(computing, whole),
        "of it the index of names": _part(indexing, whole),
        "mending after one file changed": _cell([mend] if mend else []),
        "ratio to building (at most 5 %)": f"{mend.median / whole.median:.1%}" if mend else "",
        "opening": _cell([open_]),
        "checking by the shapes": _cell([check]),
        "the same with pySHACL": beside["refereed"],
        "rdflib in memory: parsing": beside["rdflib_loaded"],
        "rdflib over oxrdflib: parsing": beside["oxrdflib_loaded"],
    }


def _cell(times: list[Times]) -> str:
    return f"{times[0]}, {times[0].memory:,} MB" if times else ""


def _part(part: Times, whole: Times) -> str:
    return f"{figure(part.median)} s, {part.median / whole.median:.0%}"


def _timed(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print, or do one task alone."""
    if sys.argv[1:2] == ["--alone"]:
        name, folder, file, place = sys.argv[2:]
        seconds = ALONE[name](open_workspace(Path(folder)), Path(file), Path(place))
        report_times(*seconds)
        shutil.rmtree(place, ignore_errors=True)
        return
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("workspaces", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--referee", dest="with_pyshacl", action="store_true", help="let pySHACL check, too"
    )
    options = parser.parse_args()
    print(machine("pyoxigraph", "rdflib", "oxrdflib", "shacl", "pyshacl"), end="\n\n")
    columns = [
        measure(folder, options.runs, with_pyshacl=options.with_pyshacl)
        for folder in options.workspaces
    ]
    rows = [[name, *(column[name] for column in columns)] for name in columns[0]]
    print(table(["what", *(folder.name for folder in options.workspaces)], rows))


if __name__ == "__main__":
    main()
