from __future__ import annotations

import pickle
import sys

import pytest

from kembar.errors import InputError
from kembar.rdf.nquads_stream import serialize_graphs
from kembar.store import parallel_load
from kembar.store.load import read_graphs
from kembar.store.parallel_load import load_parallel
from kembar.validation.shapes import TripleSieve, load_shapes
from kembar.workspace.layout import Workspace


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """However little there is, it is read by several processes."""
    monkeypatch.setattr(parallel_load, "_PARALLEL_BYTES", 0)
    monkeypatch.setattr(parallel_load.os, "cpu_count", lambda: 3)


@pytest.mark.usefixtures("apart")
def test_several_processes_tell_what_one_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    files = Workspace().graph_files()
    told = sorted(load_parallel(serialize_graphs, files))
    monkeypatch.setattr(parallel_load, "_PARALLEL_BYTES", sys.maxsize)
    assert told == sorted(load_parallel(serialize_graphs, files))


@pytest.mark.usefixtures("apart")
def test_a_file_that_cannot_be_read_is_told_by_its_place(empty: Workspace) -> None:
    assert empty.root
    table = empty.root / "data" / "cities.csv"
    table.write_text("city,source\nbandung,x\n", "utf-8")
    (table.parent / "partnerships.csv").write_text("nothing\n", "utf-8")
    with pytest.raises(InputError) as told:
        list(load_parallel(serialize_graphs, empty.graph_files()))
    assert (told.value.line, told.value.column) == (1, "name_en")
    assert str(told.value).startswith(str(table))


@pytest.mark.usefixtures("apart")
def test_readers_sieve_what_shapes_ask_for() -> None:
    """In another process they write what they write in this one."""
    files = Workspace().graph_files()
    sieve = TripleSieve(load_shapes(Workspace()).split_into(2))
    here = [one for file in files for one in sieve(read_graphs(file).items())]
    assert sorted(load_parallel(sieve, files)) == sorted(here)
    assert {places for places, _ in here} == {(0,), (1,), (0, 1)}


@pytest.mark.usefixtures("apart")
def test_the_largest_file_is_told_first() -> None:
    files = Workspace().graph_files()
    first, _ = next(load_parallel(serialize_graphs, files))
    assert max(files, key=lambda file: file.path.stat().st_size).name in first


def test_shapes_may_be_looked_at_while_a_sieve_is_sent() -> None:
    """What they find out of themselves is not sent with it."""
    parts = load_shapes(Workspace()).split_into(2)
    assert b"shacl#targetClass" in pickle.dumps(parts)
    assert b"shacl#targetClass" not in pickle.dumps(TripleSieve(parts))
