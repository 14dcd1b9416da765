"""Queries of others in a process of their own: limits, and an end with the engine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kembar.errors import DamagedStore, KembarError
from kembar.rdf.limits import Limits, QueryPolicy
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.query_form import result_head_of_others
from kembar.rdf.query_process import QueryProcesses
from kembar.rdf.results import Table
from kembar.rdf.terms import boolean, iri, literal
from kembar.workspace.in_use import remove_folder

pytestmark = pytest.mark.integration

G = iri("https://w3id.org/kembar/graph/data/g")
TRIPLES = [(iri(f"urn:{n}"), iri("urn:p"), literal(f"{n}")) for n in range(300)]
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9)) + " }"
"""Counts 300 to the power of 9 rows."""

ROWS = ENDLESS.replace("(COUNT(*) AS ?n)", "*")
GREEDY = ROWS.replace("SELECT", "SELECT DISTINCT") + " ORDER BY ?a1 ?a2"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a store."""
    folder = tmp_path / "snapshot" / "store"
    folder.parent.mkdir()
    engine = OxigraphEngine.open_writable(folder)
    engine.load_graphs([(G, TRIPLES)])
    engine.flush()
    return folder


@pytest.fixture(params=["on disk", "in memory"])
def engine(request: pytest.FixtureRequest, folder: Path) -> Iterator[OxigraphEngine]:
    engine = OxigraphEngine.open_read_only(folder)
    if request.param == "in memory":
        engine = OxigraphEngine.in_memory()
        engine.load_graphs([(G, TRIPLES)])
    yield engine
    engine._stop()


def limit(engine: OxigraphEngine, limits: Limits) -> OxigraphEngine:
    engine.policy = QueryPolicy(limits)
    return engine


def processes(engine: OxigraphEngine) -> list[int]:
    """The processes of an engine."""
    return [one._process.pid for one in engine._processes._all]


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o ?s",
        "SELECT * { }",
        "SELECT ?x ?y { VALUES ?x { 1 2.5 true 'a\\tb\\n' 'c'@en <urn:ü> } }",
        "ASK { ?s ?p ?o }",
        "CONSTRUCT { ?s <urn:q> ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_a_process_answers_as_the_engine(engine: OxigraphEngine, query: str) -> None:
    own, other = engine.query(query), engine.query_of_others(query)
    if isinstance(own, Table):
        assert own == other
    else:
        assert set(own) == set(other)
    assert len(processes(engine)) == 1


@pytest.mark.parametrize(
    "query", ["SELEC", "ASK { ?s ?p }", "SELECT ?s { BIND(1 AS ?s) ?s ?p ?o }"]
)
def test_errors_are_those_of_the_engine(engine: OxigraphEngine, query: str) -> None:
    messages = []
    for ask in (engine.query, engine.query_of_others, engine.query_of_others):
        try:
            messages.append(str(ask(query)))
        except KembarError as error:
            messages.append(str(error))
    assert len({*messages}) == 1
    assert len(processes(engine)) == 1


@pytest.mark.parametrize(
    ("query", "limits", "message"),
    [
        (ENDLESS, Limits(seconds=0.3), "takes longer than 0.3 s; ask for less .*--time-limit"),
        (GREEDY, Limits(megabytes=150), "needs more than 150 MB of memory; .*--memory-limit"),
        (ROWS, Limits(answer_megabytes=1), "is longer than 1 MB; .*KEMBAR_ANSWER_LIMIT"),
        ("SELECT (" + "+".join(["?x"] * 90_000) + " AS ?y) {}", Limits(), "nested too deeply"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by other means")
def test_a_limit_ends_the_process(
    engine: OxigraphEngine, query: str, limits: Limits, message: str
) -> None:
    assert engine.query_of_others("ASK {}")
    (process,) = processes(engine)
    with pytest.raises(KembarError, match=message):
        limit(engine, limits).query_of_others(query)
    assert not is_running(process)
    assert processes(engine) == []
    assert limit(engine, Limits()).select_of_others("ASK {}").rows == [(boolean(True),)]


def test_threads_have_processes_of_their_own(engine: OxigraphEngine) -> None:
    barrier = threading.Barrier(3)

    def ask(_: int) -> Table:
        barrier.wait()
        return engine.select_of_others("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }")

    with ThreadPoolExecutor(3) as pool:
        tables = list(pool.map(ask, range(3)))
    assert {str(table.rows[0][0]) for table in tables} == {"90000"}
    assert 1 <= len(processes(engine)) <= 3


def test_processes_end_with_their_engine(folder: Path) -> None:
    engine = OxigraphEngine.open_read_only(folder)
    engine.warm_up()
    engine.warm_up()
    (process,) = processes(engine)
    assert is_running(process)
    del engine
    assert not is_running(process)


def test_an_idle_process_that_ended_is_replaced(engine: OxigraphEngine) -> None:
    engine.query_of_others("ASK {}")
    (process,) = processes(engine)
    os.kill(process, signal.SIGTERM)
    next(iter(engine._processes._all))._process.wait()
    assert engine.select_of_others("ASK {}").rows == [(boolean(True),)]
    assert processes(engine) != [process]


def test_a_deleted_store_counts_as_damaged(folder: Path) -> None:
    engine = limit(OxigraphEngine.open_read_only(folder), Limits(seconds=0.3))
    engine.query_of_others("ASK {}")
    remove_folder(folder.parent)
    with pytest.raises(DamagedStore):
        engine.query_of_others(ENDLESS)
    with pytest.raises(DamagedStore):
        engine.query_of_others("ASK {}")


def test_a_frozen_store_does_not_see_later_changes(folder: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    memory = OxigraphEngine.in_memory()
    memory.load_graphs([(G, TRIPLES)])
    for engine in (OxigraphEngine.open_writable(folder), memory):
        with engine.frozen() as reader:
            assert len(reader.select_of_others(count).rows) == 1
            (process,) = processes(reader)
        assert not is_running(process)
        engine.patch(G, TRIPLES[:1], [])
        with engine.frozen() as reader:
            assert str(reader.select_of_others(count).rows[0][0]) == "299"
    assert sorted(path.name for path in folder.parent.iterdir()) == ["store"]


def test_the_form_of_a_query_is_read_within_limits() -> None:
    assert result_head_of_others("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", Limits()) is None
    assert result_head_of_others("SELECT ?a ?b {}", Limits()) == Table(("a", "b"), [])
    assert result_head_of_others("ASK {}", Limits()) == Table(("answer",), [], is_boolean=True)
    slow = "ASK { ?s ?p " + ",".join(["1"] * 900) + " }"
    with pytest.raises(KembarError, match="takes longer than"):
        result_head_of_others(slow, Limits(seconds=0.3))
    with pytest.raises(KembarError, match="not a SPARQL query"):
        result_head_of_others("SELEC", Limits())


def test_nothing_is_imported_from_the_current_folder(tmp_path: Path) -> None:
    for name in ("json", "pyoxigraph", "threading", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("open('imported', 'w')\n")
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[2] / "src")!r})
from kembar.rdf.oxigraph import OxigraphEngine
import os, kembar.rdf.query_process
os.chdir({str(tmp_path)!r})
os.environ["PYTHONPATH"] = {str(tmp_path)!r}
print(OxigraphEngine.in_memory().query_of_others("ASK {{}}").rows[0][0])
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("true\n", "")
    assert not (tmp_path / "imported").exists()


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_ends_with_its_parent(folder: Path, how: signal.Signals) -> None:
    code = f"""
import sys, threading
from pathlib import Path
from kembar.rdf.oxigraph import OxigraphEngine
engine = OxigraphEngine.open_read_only(Path({str(folder)!r}))
engine.query_of_others("ASK {{}}")
print(*[one._process.pid for one in engine._processes._all], flush=True)
engine.query_of_others({ENDLESS!r})
"""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": path}
    ) as parent:
        assert parent.stdout
        process = int(parent.stdout.readline())
        parent.send_signal(how)
    while is_running(process):  # within its limit of 60 s
        time.sleep(0.05)


def test_processes_can_be_ended_from_elsewhere(engine: OxigraphEngine) -> None:
    engine.query_of_others("ASK {}")
    timer = threading.Timer(0.3, engine._stop)
    timer.start()
    with pytest.raises(KembarError, match=r"ended the process|of memory"):
        engine.query_of_others(ENDLESS)
    timer.join()


def test_idle_processes_are_reused(folder: Path) -> None:
    pool = QueryProcesses(OxigraphEngine.open_read_only(folder).native, folder)
    pids = set()
    for _ in range(5):
        pool.answer("ASK {}", Limits())
        pids |= {one._process.pid for one in pool._all}
    assert len(pids) == 1
    pool.end()


def test_a_change_of_an_engine_is_seen(folder: Path) -> None:
    memory = OxigraphEngine.in_memory()
    memory.load_graphs([(G, TRIPLES)])
    for engine in (memory, OxigraphEngine.open_writable(folder)):
        for expected in ("300", "299"):
            table = engine.select_of_others("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
            assert str(table.rows[0][0]) == expected
            engine.patch(G, TRIPLES[:1], [])
        engine.clear()
        assert engine.query_of_others("ASK { ?s ?p ?o }") == engine.query("ASK { ?s ?p ?o }")
        engine._stop()
