from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time

import pytest

from kembar.errors import DamagedStore, InputError, KembarError
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import term
from kembar.rdf.terms import Triple
from kembar.store import open_store as store
from kembar.store.open_store import open_store
from kembar.store.snapshots import snapshots
from kembar.workspace.layout import Workspace

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


def test_the_second_opening_reads_no_file_again(empty: Workspace) -> None:
    assert open_store(empty).how == "built"
    assert open_store(empty).how == "opened"


def test_a_changed_file_is_mended_to_what_a_full_build_makes(empty: Workspace) -> None:
    write(empty, "sources.csv", SOURCES)
    write(empty, "cities.csv", CITY + "id-solo,Solo,id,city,news-1\n")
    open_store(empty)
    write(empty, "cities.csv", CITY + "id-solo,Surakarta,id,city,news-1\n")
    mended = open_store(empty)
    assert mended.how == "updated"
    assert mended.changed == ("workspace/data/mine/cities.csv",)
    told = everything(mended.engine)
    assert told == everything(open_store(empty, rebuild=True).engine)
    assert any("Surakarta" in o for _, _, o in told)
    assert not any('"Solo"' in o for _, _, o in told)


def test_what_another_file_says_too_stays_when_one_is_removed(empty: Workspace) -> None:
    write(empty, "sources.csv", SOURCES + "news-2,Other,Times\n")
    write(
        empty,
        "cities.csv",
        CITY + "id-solo,Solo,id,city,news-1\nid-solo,Solo,id,city,news-2\n",
    )
    open_store(empty)
    write(empty, "cities.csv", CITY + "id-solo,Solo,id,city,news-2\n")
    built = open_store(empty)
    assert built.how == "updated"
    assert any(o == '"Solo"@en' for _, _, o in built.engine.triples())


def test_a_damaged_store_is_built_again(empty: Workspace) -> None:
    open_store(empty)
    for file in empty.cache.stores.glob("store-*/store/*"):
        file.write_bytes(b"")
    assert len(open_store(empty).engine) > 1000


def test_a_deleted_store_is_built_again(empty: Workspace) -> None:
    open_store(empty)
    shutil.rmtree(empty.cache.folder)
    assert open_store(empty).how == "built"


def test_a_broken_file_leaves_the_store_as_it_was(empty: Workspace) -> None:
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
        # As if the disk itself had gone bad: neither size nor time tells of it.
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    write(empty, "cities.csv", CITY + "id-solo,Solo,id,city,unverified\n")
    built = open_store(empty)
    assert built.how == "built"
    assert any(o == '"Solo"@en' for _, _, o in built.engine.triples())


def test_damage_that_no_size_or_time_shows_is_told_by_the_engine(empty: Workspace) -> None:
    """Whichever file it is: it is mended at opening, or told when it is met and mended afresh."""
    whole = everything(open_store(empty).engine)
    count = len(list(empty.cache.stores.glob("store-*/store/*.sst")))
    for number in range(count):
        files = sorted(empty.cache.stores.glob("store-*/store/*.sst"))
        file = files[number % len(files)]
        content, stat, half = file.read_bytes(), file.stat(), file.stat().st_size // 2
        file.write_bytes(content[:half] + os.urandom(100) + content[half + 100 :])
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        try:
            told = everything(open_store(empty).engine)
        except DamagedStore:
            told = everything(open_store(empty, rebuild=True).engine)
        assert told == whole
        open_store(empty, rebuild=True)


def test_a_store_is_in_step_though_files_change_while_it_is_made(empty: Workspace) -> None:
    """Another process writes all the while; the store tells what it was made from, and holds that."""
    with writing(empty, "range(1, 40)", "0.02") as writer:
        while writer.poll() is None:
            open_store(empty)
    names = [o for _, p, o in open_store(empty).engine.triples() if p == KEY and "id-n" in o]
    assert names == ['"id-n39"']


def test_files_that_never_hold_still_are_told_and_leave_no_store(
    empty: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PAUSE", 0)
    with writing(empty, "itertools.count()", "0.001") as writer:
        with pytest.raises(KembarError, match="change faster than they can be read"):
            open_store(empty)
        writer.kill()
    assert not list(snapshots(empty.cache.stores))


def writing(workspace: Workspace, numbers: str, pause: str) -> subprocess.Popen[bytes]:
    """A process that tells of one city after another, each file whole; it has begun."""
    assert workspace.root
    path = workspace.root / "data" / "mine" / "cities.csv"
    code = f"""
import itertools, os, sys, time
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


def test_a_reader_goes_on_while_stores_come_and_go(empty: Workspace) -> None:
    reader = open_store(empty).engine
    before = everything(reader)
    for name in ("Solo", "Tuban", "Blora", "Garut"):
        write(empty, "cities.csv", CITY + f"id-x,{name},id,city,unverified\n")
        open_store(empty)
    assert everything(reader) == before


def test_where_the_cache_cannot_be_written_the_store_is_made_in_memory(empty: Workspace) -> None:
    empty.cache.folder.parent.mkdir(exist_ok=True)
    empty.cache.folder.write_text("no folder")
    assert open_store(empty).how == "in memory"
