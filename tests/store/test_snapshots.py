"""What is on the shelf is whole, whatever befell its files and whoever was killed."""

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
from kembar.workspace.layout import Workspace

GRAPH = iri("urn:g")
FACT = (iri("urn:s"), iri("urn:p"), literal("x"))


def put(cache: Path, digest: str = "a") -> None:
    with new_snapshot(cache) as folder:
        engine = OxigraphEngine.open_writable(folder)
        engine.load_graphs([(GRAPH, [FACT])])
        engine.flush()
        del engine
        save_snapshot(folder, digest, {"data/x.csv": digest})


def test_a_store_is_kept_and_found_by_its_digest(tmp_path: Path) -> None:
    put(tmp_path)
    (kept,) = snapshots(tmp_path, "a")
    assert kept.made_from == {"data/x.csv": "a"}
    assert list(kept.open().triples()) == [FACT]
    assert list(snapshots(tmp_path, "b")) == []
    assert [path.name[:8] for path in tmp_path.iterdir()] == ["store-a-"]


@pytest.mark.parametrize(
    "kind", ["*.sst", "MANIFEST-*", "CURRENT", "OPTIONS-*", "*.log", "IDENTITY"]
)
@pytest.mark.parametrize("damage", ["delete", "truncate", "overwrite"])
def test_a_damaged_store_is_not_taken(tmp_path: Path, kind: str, damage: str) -> None:
    put(tmp_path)
    (kept,) = snapshots(tmp_path)
    for file in (kept.folder / "store").glob(kind):
        content = file.read_bytes()
        file.unlink()
        if damage == "truncate" and content:
            file.write_bytes(content[: len(content) // 2])
        if damage == "overwrite":
            file.write_bytes(os.urandom(len(content)))
    assert list(snapshots(tmp_path)) == []


def test_an_exception_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), new_snapshot(tmp_path) as folder:
        folder.mkdir()
        print(1 // 0)
    assert list(tmp_path.iterdir()) == []


def test_what_is_read_stays_and_the_rest_is_swept_away(tmp_path: Path) -> None:
    for digest in "abcd":
        put(tmp_path, digest)
    (first,) = snapshots(tmp_path, "a")
    engine = first.open()
    prune_snapshots(tmp_path)
    assert sorted(path.name[:7] for path in tmp_path.iterdir()) == ["store-a", "store-c", "store-d"]
    assert list(engine.triples()) == [FACT]
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


@pytest.mark.parametrize("seconds", [0.05, 0.3, 0.6, 0.9, 1.2])
def test_a_build_killed_at_any_instant_harms_nothing(empty: Workspace, seconds: float) -> None:
    before = set(open_store(empty).engine.triples())
    command = [sys.executable, "-c", KILLED, str(empty.root), str(seconds)]
    ran = subprocess.run(command, capture_output=True, timeout=60)
    assert ran.returncode == -signal.SIGKILL
    assert set(open_store(empty).engine.triples()) == before
    for folder in empty.cache.stores.glob("making-*"):
        long_ago = time.time() - 3600
        os.utime(folder, (long_ago, long_ago))
    prune_snapshots(empty.cache.stores)
    assert list(empty.cache.stores.glob("making-*")) == []


def test_two_that_build_the_same_at_once_both_end_well(empty: Workspace) -> None:
    code = (
        "import sys; from pathlib import Path; from kembar.store.open_store import open_store;"
        "from kembar.workspace.layout import open_workspace;"
        "print(len(open_store(open_workspace(Path(sys.argv[1])), rebuild=True).engine))"
    )
    command = [sys.executable, "-c", code, str(empty.root)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert told[0] == told[1] == f"{len(open_store(empty).engine)}\n"
