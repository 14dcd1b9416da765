"""Listed snapshots are whole, after any damage of files and any killed process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import iri, literal
from kembar.store.open_store import open_store
from kembar.store.snapshots import new_snapshot, prune_snapshots, save_snapshot, snapshots
from kembar.workspace.layout import Workspace, open_workspace

GRAPH = iri("urn:g")
TRIPLE = (iri("urn:s"), iri("urn:p"), literal("x"))


def save(folder: Path, digest: str = "a") -> None:
    with new_snapshot(folder) as store:
        engine = OxigraphEngine.open_writable(store)
        engine.load_graphs([(GRAPH, [TRIPLE])])
        engine.flush()
        del engine
        save_snapshot(store, digest, {"data/x.csv": digest})


def test_a_snapshot_is_listed_by_its_digest(tmp_path: Path) -> None:
    save(tmp_path)
    (snapshot,) = snapshots(tmp_path, "a")
    assert snapshot.file_hashes == {"data/x.csv": "a"}
    assert list(snapshot.open().triples()) == [TRIPLE]
    assert list(snapshots(tmp_path, "b")) == []
    assert [path.name[:8] for path in tmp_path.iterdir()] == ["store-a-"]


@pytest.mark.parametrize(
    "kind", ["*.sst", "MANIFEST-*", "CURRENT", "OPTIONS-*", "*.log", "IDENTITY"]
)
@pytest.mark.parametrize("damage", ["delete", "truncate", "overwrite"])
def test_a_damaged_snapshot_is_not_listed(tmp_path: Path, kind: str, damage: str) -> None:
    save(tmp_path)
    (snapshot,) = snapshots(tmp_path)
    for file in (snapshot.folder / "store").glob(kind):
        content = file.read_bytes()
        file.unlink()
        if damage == "truncate" and content:
            file.write_bytes(content[: len(content) // 2])
        if damage == "overwrite":
            file.write_bytes(os.urandom(len(content)))
    assert list(snapshots(tmp_path)) == []


def test_an_exception_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), new_snapshot(tmp_path) as folder:
        folder.mkdir()
        print(1 // 0)
    assert list(tmp_path.iterdir()) == []


def test_pruning_spares_snapshots_in_use(tmp_path: Path) -> None:
    for digest in "abcd":
        save(tmp_path, digest)
    (first,) = snapshots(tmp_path, "a")
    engine = first.open()
    prune_snapshots(tmp_path)
    assert sorted(path.name[:7] for path in tmp_path.iterdir()) == ["store-a", "store-c", "store-d"]
    assert list(engine.triples()) == [TRIPLE]
    del engine
    prune_snapshots(tmp_path)
    assert sorted(path.name[:7] for path in tmp_path.iterdir()) == ["store-c", "store-d"]


KILLED = """
import os, signal, sys, threading
from pathlib import Path
from kembar.store.open_store import open_store
from kembar.workspace.layout import open_workspace
threading.Timer(float(sys.argv[2]), lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
for n in range(99):
    open_store(open_workspace(Path(sys.argv[1])), rebuild=True)
"""


@pytest.mark.integration
@pytest.mark.parametrize("seconds", [0.05, 0.3, 0.6, 0.9, 1.2])
def test_a_build_killed_at_any_moment_harms_nothing(empty: Workspace, seconds: float) -> None:
    before = set(open_store(empty).engine.triples())
    command = [sys.executable, "-c", KILLED, str(empty.root), str(seconds)]
    process = subprocess.run(command, capture_output=True, timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert set(open_store(empty).engine.triples()) == before
    for folder in empty.cache.stores.glob("making-*"):
        an_hour_ago = time.time() - 3600
        os.utime(folder, (an_hour_ago, an_hour_ago))
    prune_snapshots(empty.cache.stores)
    assert list(empty.cache.stores.glob("making-*")) == []


@pytest.mark.integration
def test_two_concurrent_builds_both_succeed(empty: Workspace) -> None:
    code = (
        "import sys; from pathlib import Path; from kembar.store.open_store import open_store;"
        "from kembar.workspace.layout import open_workspace;"
        "print(len(open_store(open_workspace(Path(sys.argv[1])), rebuild=True).engine))"
    )
    command = [sys.executable, "-c", code, str(empty.root)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert outputs[0] == outputs[1] == f"{len(open_store(open_workspace(empty.root)).engine)}\n"
