from __future__ import annotations

import errno
import itertools
import os
import shutil
import subprocess
import sys
import time
from typing import Any

import pytest

from kembar.errors import DamagedStore, InputError, KembarError
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import term
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import Triple
from kembar.store import build
from kembar.store import open_store as store
from kembar.store.open_store import Patches, open_store
from kembar.store.snapshots import Snapshot, snapshots
from kembar.workspace.fingerprints import Fingerprints
from kembar.workspace.layout import Workspace

pytestmark = pytest.mark.integration

CITY = "city,name_en,country,unit_type,source\n"
KEY = term("kb:key")
SOURCES = "source,title,publisher\nnews-1,News,Herald\n"


def write(workspace: Workspace, name: str, text: str) -> None:
    assert workspace.root
    path = workspace.root / "data" / "mine" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


def everything(engine: Engine) -> set[Triple]:
    return set(engine.triples())


def test_a_second_opening_reads_no_file(empty: Workspace) -> None:
    assert open_store(empty).status == "built"
    assert open_store(empty).status == "opened"


def test_an_update_gives_what_a_full_build_gives(empty: Workspace) -> None:
    write(empty, "sources.csv", SOURCES)
    write(empty, "cities.csv", CITY + "id-solo,Solo,id,city,news-1\n")
    open_store(empty)
    write(empty, "cities.csv", CITY + "id-solo,Surakarta,id,city,news-1\n")
    updated = open_store(empty)
    assert updated.status == "updated"
    assert updated.changed_files == ("workspace/data/mine/cities.csv",)
    triples = everything(updated.engine)
    assert triples == everything(open_store(empty, rebuild=True).engine)
    assert any("Surakarta" in o for _, _, o in triples)
    assert not any('"Solo"' in o for _, _, o in triples)


def test_patches_are_those_of_an_update(empty: Workspace) -> None:
    write(empty, "cities.csv", CITY + "id-solo,Solo,id,city,unverified\n")
    before = everything(open_store(empty).engine)
    write(empty, "cities.csv", CITY + "id-solo,Surakarta,id,city,unverified\n")
    patches: Patches = []
    updated = open_store(empty, patches=patches)
    assert updated.previous_hashes["workspace/data/mine/cities.csv"]
    added = {triple for _, _, triples in patches for triple in triples}
    assert everything(updated.engine) - before <= added
    open_store(empty, rebuild=True, patches=patches)
    assert patches == []


def test_patches_are_empty_after_a_build_in_between(
    empty: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is broken when it is first read, and changes again while the store is built."""

    def fail(*_: object) -> None:
        monkeypatch.setattr(build, "update_contents", update_contents)
        write(empty, "cities.csv", CITY + "id-solo,Solo,id,city,unverified\n")
        raise InputError("broken")

    def build_and_write(*arguments: Any) -> None:
        build_contents(*arguments)
        write(empty, "cities.csv", CITY + "id-solo,Surakarta,id,city,unverified\n")

    update_contents, build_contents = build.update_contents, build.build_contents
    open_store(empty)
    monkeypatch.setattr(build, "update_contents", fail)
    monkeypatch.setattr(build, "build_contents", build_and_write)
    write(empty, "cities.csv", CITY)
    patches: Patches = []
    updated = open_store(empty, patches=patches)
    assert any("Surakarta" in o for _, _, o in updated.engine.triples())
    assert patches == []


def test_a_triple_of_two_sources_stays_when_one_goes(empty: Workspace) -> None:
    write(empty, "sources.csv", SOURCES + "news-2,Other,Times\n")
    write(
        empty,
        "cities.csv",
        CITY + "id-solo,Solo,id,city,news-1\nid-solo,Solo,id,city,news-2\n",
    )
    open_store(empty)
    write(empty, "cities.csv", CITY + "id-solo,Solo,id,city,news-2\n")
    built = open_store(empty)
    assert built.status == "updated"
    assert any(o == '"Solo"@en' for _, _, o in built.engine.triples())


def test_a_damaged_store_is_rebuilt(empty: Workspace) -> None:
    open_store(empty)
    for file in empty.cache.stores.glob("store-*/store/*"):
        file.write_bytes(b"")
    assert len(open_store(empty).engine) > 1000


def test_a_deleted_store_is_rebuilt(empty: Workspace) -> None:
    open_store(empty)
    shutil.rmtree(empty.cache.folder)
    assert open_store(empty).status == "built"


def test_a_broken_file_leaves_the_store_unchanged(empty: Workspace) -> None:
    open_store(empty)
    before = sorted(path.name for path in empty.cache.stores.iterdir())
    write(empty, "cities.csv", CITY + "Solo!,Solo,id,city,news-1\n")
    with pytest.raises(InputError, match=r"cities\.csv:2 \[city\]: 'Solo!' is not a key"):
        open_store(empty)
    assert sorted(path.name for path in empty.cache.stores.iterdir()) == before


def test_a_damaged_store_is_never_the_base_of_the_next(empty: Workspace) -> None:
    open_store(empty)
    for file in empty.cache.stores.glob("store-*/store/*.sst"):
        content = bytearray(file.read_bytes())
        stat = file.stat()
        content[: len(content) // 2] = os.urandom(len(content) // 2)
        file.write_bytes(content)
        # Like a failing disk: neither size nor time of the file changes.
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    write(empty, "cities.csv", CITY + "id-solo,Solo,id,city,unverified\n")
    built = open_store(empty)
    assert built.status == "built"
    assert any(o == '"Solo"@en' for _, _, o in built.engine.triples())


def test_hidden_damage_is_reported_by_the_engine(empty: Workspace) -> None:
    """Damage of any file is repaired at opening, or when a query reads it."""
    whole = everything(open_store(empty).engine)
    count = len(list(empty.cache.stores.glob("store-*/store/*.sst")))
    for number in range(count):
        files = sorted(empty.cache.stores.glob("store-*/store/*.sst"))
        file = files[number % len(files)]
        content, stat, half = file.read_bytes(), file.stat(), file.stat().st_size // 2
        file.write_bytes(content[:half] + os.urandom(100) + content[half + 100 :])
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        try:
            triples = everything(open_store(empty).engine)
        except DamagedStore:
            triples = everything(open_store(empty, rebuild=True).engine)
        assert triples == whole
        if file.exists():
            open_store(empty, rebuild=True)


def test_files_may_change_while_a_store_is_built(empty: Workspace) -> None:
    """Another process writes meanwhile; in the end the store has the last state."""
    with writing(empty, "range(1, 40)", "0.02") as writer:
        while writer.poll() is None:
            open_store(empty)
    names = [o for _, p, o in open_store(empty).engine.triples() if p == KEY and "id-n" in o]
    assert names == ['"id-n39"']


def test_ever_changing_files_are_an_error_and_no_store(
    empty: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody writes before each look at the files, however fast the machine is."""
    monkeypatch.setattr(store, "_PAUSE", 0)
    real, numbers = store.store_fingerprints, itertools.count()

    def look(workspace: Workspace) -> Fingerprints:
        number = next(numbers)
        write(workspace, "cities.csv", CITY + f"id-n{number},N{number},id,city,unverified\n")
        return real(workspace)

    monkeypatch.setattr(store, "store_fingerprints", look)
    with pytest.raises(KembarError, match="change faster than they can be read"):
        open_store(empty)
    assert not list(snapshots(empty.cache.stores))


def writing(workspace: Workspace, numbers: str, pause: str) -> subprocess.Popen[bytes]:
    """Start a process that writes one city after another, each file whole."""
    assert workspace.root
    path = workspace.root / "data" / "mine" / "cities.csv"
    code = f"""
import os, sys, time
for n in {numbers}:
    with open(sys.argv[1] + "~", "w") as file:
        file.write(f"{CITY[:-1]}\\nid-n{{n}},N{{n}},id,city,unverified\\n")
    os.replace(sys.argv[1] + "~", sys.argv[1])
    time.sleep({pause})
"""
    path.parent.mkdir(exist_ok=True)
    writer = subprocess.Popen([sys.executable, "-c", code, str(path)])
    while not path.exists():
        time.sleep(0.01)
    return writer


def test_a_reader_goes_on_while_stores_are_replaced(empty: Workspace) -> None:
    reader = open_store(empty).engine
    before = everything(reader)
    for name in ("Solo", "Tuban", "Blora", "Garut"):
        write(empty, "cities.csv", CITY + f"id-x,{name},id,city,unverified\n")
        open_store(empty)
    assert everything(reader) == before


def test_an_unwritable_cache_means_a_store_in_memory(empty: Workspace) -> None:
    empty.cache.folder.parent.mkdir(exist_ok=True)
    empty.cache.folder.write_text("no folder")
    assert open_store(empty).status == "in memory"


def test_a_store_stays_where_a_process_has_no_handles(
    empty: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It answers from memory then: others may be reading the store."""
    open_store(empty)
    (snapshot,) = snapshots(empty.cache.stores)

    def refuse(_: Snapshot) -> OxigraphEngine:
        raise OSError(errno.EMFILE, "Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr(Snapshot, "open", refuse)
        assert open_store(empty).status == "in memory"
    assert snapshot in list(snapshots(empty.cache.stores))
    assert open_store(empty).status == "opened"
