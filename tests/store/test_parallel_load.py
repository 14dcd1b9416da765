from __future__ import annotations

import pickle
import sys

import pytest

from kembar.errors import InputError
from kembar.rdf.nquads_stream import serialize_graphs
from kembar.store import parallel_load
from kembar.store.load import stored_graphs
from kembar.store.parallel_load import load_parallel
from kembar.validation.shapes import TripleSieve, load_shapes
from kembar.workspace.layout import Workspace


@pytest.fixture
def in_parallel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make several processes read, even for few files."""
    monkeypatch.setattr(parallel_load, "_PARALLEL_BYTES", 0)
    monkeypatch.setattr(parallel_load.os, "cpu_count", lambda: 3)


@pytest.mark.usefixtures("in_parallel")
def test_several_processes_give_what_one_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    files = Workspace().graph_files()
    texts = sorted(load_parallel(serialize_graphs, files))
    monkeypatch.setattr(parallel_load, "_PARALLEL_BYTES", sys.maxsize)
    assert texts == sorted(load_parallel(serialize_graphs, files))


@pytest.mark.usefixtures("in_parallel")
def test_an_unreadable_cell_is_an_error_with_its_place(empty: Workspace) -> None:
    assert empty.root
    table = empty.root / "data" / "cities.csv"
    table.write_text("city,source\nbandung,x\n", "utf-8")
    (table.parent / "partnerships.csv").write_text("nothing\n", "utf-8")
    with pytest.raises(InputError) as caught:
        list(load_parallel(serialize_graphs, empty.graph_files()))
    assert (caught.value.line, caught.value.column) == (1, "name_en")
    assert str(caught.value).startswith(str(table))


@pytest.mark.usefixtures("in_parallel")
def test_workers_apply_a_sieve() -> None:
    """The results of the workers are those of this process."""
    files = Workspace().graph_files()
    sieve = TripleSieve(load_shapes(Workspace()).split_into(2))
    here = [part for file in files for part in sieve(stored_graphs(file).items())]
    assert sorted(load_parallel(sieve, files)) == sorted(here)
    assert {places for places, _ in here} == {(0,), (1,), (0, 1)}


@pytest.mark.usefixtures("in_parallel")
def test_the_largest_file_comes_first() -> None:
    files = Workspace().graph_files()
    first, _ = next(load_parallel(serialize_graphs, files))
    assert max(files, key=lambda file: file.path.stat().st_size).name in first


def test_derived_parts_of_shapes_are_not_pickled() -> None:
    """A sieve is small when it is sent to workers, also after its shapes were read."""
    parts = load_shapes(Workspace()).split_into(2)
    assert b"shacl#targetClass" in pickle.dumps(parts)
    assert b"shacl#targetClass" not in pickle.dumps(TripleSieve(parts))
