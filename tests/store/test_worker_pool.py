"""Workers run a task side by side, run no other code of the caller, and never outlive it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from kembar.errors import InputError, KembarError
from kembar.store.worker_pool import WorkerPool, open_pool

pytestmark = pytest.mark.integration

SCRIPT = """
import sys
from pathlib import Path
from kembar.rdf.nquads_stream import serialize_graphs
from kembar.store import parallel_load
from kembar.workspace.layout import Workspace

with open("runs", "a") as file:
    file.write("run")
parallel_load._PARALLEL_BYTES = 0
parallel_load.os.cpu_count = lambda: 3
print(len(list(parallel_load.load_parallel(serialize_graphs, Workspace().graph_files()))))
assert "kembar.store.worker_pool" in sys.modules
"""

WAITING = """
import time
from tests.store.test_worker_pool import open_pool, sleep
with open_pool(sleep, 2) as pool:
    print("started", flush=True)
    try:
        list(pool.map([60, 60, 60]))
    except KeyboardInterrupt:
        raise SystemExit("stopped") from None
"""


def double(number: int) -> int:
    return 2 * number


def sleep(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def refuse(number: int) -> int:
    if number:
        raise InputError("is wrong", file=Path("a.csv"), line=number, column="city")
    return number


def end(number: int) -> int:
    if number:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def end_while_sending(number: int) -> bytes:
    def send(connection: Connection, content: bytes) -> None:
        os.write(connection.fileno(), content[: len(content) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    if number:
        Connection._send = send  # type: ignore[attr-defined]
    return bytes(100_000)


def pool(task: object, workers: int = 2) -> WorkerPool[int, object]:
    opened = open_pool(task, workers)  # type: ignore[arg-type]
    assert opened is not None
    return opened


def test_results_come_in_the_order_of_items() -> None:
    with pool(double, 3) as workers:
        assert list(workers.map(range(20))) == [2 * number for number in range(20)]


def test_few_results_wait_for_a_slow_reader() -> None:
    submitted = []

    def numbers() -> Iterator[int]:
        for number in range(50):
            submitted.append(number)
            yield number

    with pool(double) as workers:
        results = workers.map(numbers())
        assert next(results) == 0
        time.sleep(0.5)
        assert len(submitted) <= 4
        assert len(list(results)) == 49


def test_an_error_of_a_task_is_raised_as_it_was() -> None:
    with pytest.raises(InputError) as caught, pool(refuse) as workers:
        list(workers.map([0, 7, 8]))
    error = caught.value
    assert (str(error), error.line, error.column) == ("a.csv:7 [city]: is wrong", 7, "city")
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("task", [end, end_while_sending])
def test_a_killed_worker_is_told_in_one_line(task: object) -> None:
    with (
        pytest.raises(KembarError, match=r"^a process that read files was stopped; try again$"),
        pool(task) as workers,
    ):
        list(workers.map([0, 1, 0, 0, 0, 0]))
    assert multiprocessing.active_children() == []


def test_a_pool_that_is_left_early_stops_its_workers() -> None:
    start = time.monotonic()
    with pytest.raises(ZeroDivisionError), pool(sleep) as workers:
        next(workers.map([0, 600, 600]))
        print(1 // 0)
    assert time.monotonic() - start < 300
    assert multiprocessing.active_children() == []


def test_a_daemon_starts_no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may not have children."""
    monkeypatch.setitem(multiprocessing.current_process()._config, "daemon", True)  # type: ignore[attr-defined]
    assert open_pool(double, 2) is None


def test_without_semaphores_there_is_no_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "_multiprocessing", None)
    monkeypatch.delitem(sys.modules, "multiprocessing.synchronize", raising=False)
    assert open_pool(double, 2) is None


@pytest.mark.parametrize("form", ["script", "module", "-c", "-", "interactive"])
def test_a_script_without_a_guard_runs_once(tmp_path: Path, form: str) -> None:
    (tmp_path / "script.py").write_text(SCRIPT)
    arguments = {
        "script": ["script.py"],
        "module": ["-m", "script"],
        "-c": ["-c", SCRIPT],
        "-": ["-"],
        "interactive": ["-i", "-q"],
    }
    text = SCRIPT.replace("    file.write", "    _ = file.write").replace('")\n', '")\n\n', 1)
    process = subprocess.run(
        [sys.executable, *arguments[form]],
        input=text if form in ("-", "interactive") else "",
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert process.returncode == 0, process.stderr
    assert int(process.stdout) > 0
    assert "Error" not in process.stderr
    assert (tmp_path / "runs").read_text() == "run"


@pytest.mark.skipif(sys.platform == "win32", reason="semaphores without names")
def test_a_process_that_is_ended_leaves_no_warning() -> None:
    code = (
        "import os; from kembar.store.worker_pool import open_pool;"
        "pool = open_pool(str, 1); next(pool.map(['a'])); os._exit(130)"
    )
    # It ends when the last process has closed its standard error: that is the tracker.
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert process.returncode == 130
    assert process.stderr == b""


def test_a_notebook_is_no_hindrance(tmp_path: Path) -> None:
    """Cells are executed in a main module that has no file."""
    kernel = f"import sys, types; main = sys.modules['__main__'] = types.ModuleType('__main__')\nexec({SCRIPT!r}, main.__dict__)"
    (tmp_path / "kernel.py").write_text(kernel)
    subprocess.run([sys.executable, "kernel.py"], cwd=tmp_path, check=True, timeout=60)
    assert (tmp_path / "runs").read_text() == "run"


def test_modules_in_the_folder_are_not_imported(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "script.py").write_text(SCRIPT)
    for name in ("random", "signal", "multiprocessing", "kembar", "queue"):
        (tmp_path / "here" / f"{name}.py").write_text("raise SystemExit('imported')")
    command = [sys.executable, str(tmp_path / "script.py")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run(command, cwd=tmp_path / "here", env=environment, check=True, timeout=60)


def children(process: int) -> set[int]:
    """The processes that a process has started and that still run."""
    running = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent, *_ = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(parent) == process and state != "Z":
            running.add(int(path.parent.name))
    return running


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_their_parent(number: signal.Signals) -> None:
    command = [sys.executable, "-c", WAITING]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        cwd=Path(__file__).parents[2],
    ) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == "started\n"
        while len(workers := children(parent.pid)) < 3:  # two, and the tracker of resources
            time.sleep(0.05)
        # Ctrl-C reaches all processes of a terminal, also those that have only begun.
        send = os.killpg if number == signal.SIGINT else os.kill
        send(parent.pid, number)
        _, errors = parent.communicate(timeout=120)
    if number == signal.SIGINT:
        assert (parent.returncode, errors) == (1, "stopped\n")
    limit = time.monotonic() + 120
    while any(map(is_running, workers)):
        assert time.monotonic() < limit
        time.sleep(0.05)
