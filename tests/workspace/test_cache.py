from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kembar.errors import UnknownName
from kembar.store.open_store import open_store
from kembar.store.snapshots import snapshots
from kembar.workspace.cache import CACHES, Cache, DiskCache, get_or_make
from kembar.workspace.layout import Workspace, init_workspace, open_workspace


def test_a_content_is_found_by_its_whole_key(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / "answers")
    cache.put(b"yes", "question", {"city": "Bandung"}, 1)
    assert cache.get("question", {"city": "Bandung"}, 1) == b"yes"
    assert cache.get("question", {"city": "Bandung"}, 2) is None
    assert DiskCache(tmp_path / "answers").get("question", {"city": "Bandung"}, 1) == b"yes"


def test_a_file_is_cached_as_it_is(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / "answers")
    path = cache.path_of("one", 2)
    assert not path.exists()
    cache.put_file(b"yes", "one", 2)
    assert path.read_bytes() == b"yes"
    assert path.parent == cache.folder == tmp_path / "answers"


@pytest.mark.parametrize("left", [b"", b"yes", bytes(35)])
def test_a_half_written_content_is_none(tmp_path: Path, left: bytes) -> None:
    cache = DiskCache(tmp_path / "answers")
    cache.put(b"yes", "one")
    cache.path_of("one").write_bytes(left)
    assert cache.get("one") is None
    cache.put(b"yes", "one")
    assert cache.get("one") == b"yes"


def test_a_failed_put_leaves_no_temporary_file(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / "answers")
    cache.path_of("one").mkdir(parents=True)
    cache.put(b"yes", "one")
    assert list(cache.folder.iterdir()) == [cache.path_of("one")]


def test_parts_of_a_key_do_not_run_into_each_other(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / "answers")
    cache.put(b"one", "a", "bc")
    assert cache.get("ab", "c") is None


def test_the_oldest_contents_are_evicted(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / "answers", most=3)
    for number in range(7):
        cache.put(b"x", number)
    assert [number for number in range(7) if cache.get(number)] == [4, 5, 6]


@pytest.mark.parametrize("folder", ["nowhere/answers", "file"])
def test_an_unwritable_cache_is_empty_and_silent(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = DiskCache(tmp_path / folder)
    cache.put(b"x", "key")
    assert cache.get("key") is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_get_or_make_makes_once_where_there_is_a_cache(tmp_path: Path) -> None:
    contents = iter([b"one", b"two", b"three"])
    cache = DiskCache(tmp_path / "answers")
    assert [get_or_make(cache, contents.__next__, "key") for _ in range(2)] == [b"one", b"one"]
    assert [get_or_make(None, contents.__next__, "key") for _ in range(2)] == [b"two", b"three"]


def test_the_cache_lies_where_the_system_says(own: Workspace, cache: Path) -> None:
    assert own.root
    assert own.cache.folder.parent == cache / "kembar"
    assert own.cache.folder.name.startswith("office-")
    assert Workspace().cache.folder == cache / "kembar" / "shipped"
    assert not list(own.root.glob(".*/"))


def test_usage_counts_files_and_bytes(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", "/office")
    assert cache.usage() == dict.fromkeys(CACHES, (0, 0))
    assert cache.create()
    cache.answers.put_file(b"12345", "one")
    cache.answers.put_file(b"678", "two")
    (cache.stores / "one").write_bytes(b"x" * 1000)
    os.link(cache.stores / "one", cache.stores / "another name of one")
    assert cache.usage() == {"stores": (1, 1000), "answers": (2, 8), "derived": (0, 0)}


def test_clearing_leaves_the_other_caches(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.create()
    cache.answers.put(b"yes", "key")
    cache.derived.put(b"yes", "key")
    cache.clear("answers")
    assert (cache.answers.get("key"), cache.derived.get("key")) == (None, b"yes")
    with pytest.raises(UnknownName, match="no cache is called 'charts'"):
        cache.clear("derived", "charts")
    assert cache.derived.get("key") == b"yes"


def test_clearing_everything_leaves_no_folder(own: Workspace) -> None:
    open_store(own)
    own.cache.answers.put(b"yes", "key")
    own.cache.clear()
    assert not own.cache.folder.exists()
    own.cache.clear()
    assert open_store(own).status == "built"


def test_clearing_leaves_a_store_that_is_in_use(empty: Workspace) -> None:
    engine = open_store(empty).engine
    before = set(engine.triples())
    empty.cache.clear()
    assert len(list(snapshots(empty.cache.stores))) == 1
    assert set(engine.triples()) == before
    assert empty.cache.owner == str(empty.root)
    del engine
    empty.cache.clear()
    assert not empty.cache.folder.exists()


def test_workspaces_of_one_name_have_caches_apart(tmp_path: Path) -> None:
    one, other = (init_workspace(tmp_path / name / "office") for name in ("a", "b"))
    assert one.cache.folder != other.cache.folder
    assert one.cache.create()
    assert other.cache.create()
    one.cache.answers.put(b"one", "key")
    assert other.cache.answers.get("key") is None
    owners = {cache.owner for cache in Cache.all()}
    assert {str(one.root), str(other.root)} <= owners


def test_a_link_to_a_workspace_has_the_cache_of_it(tmp_path: Path) -> None:
    workspace = init_workspace(tmp_path / "office")
    (tmp_path / "link").symlink_to(tmp_path / "office")
    assert open_workspace(tmp_path / "link").cache.folder == workspace.cache.folder


def test_a_moved_workspace_gets_a_cache_of_its_own(empty: Workspace, tmp_path: Path) -> None:
    """The cache of its former path is still listed under that path, and can be cleared."""
    open_store(empty)
    assert empty.root
    shutil.move(empty.root, tmp_path / "moved")
    moved = open_workspace(tmp_path / "moved")
    assert open_store(moved).status == "built"
    (former,) = (cache for cache in Cache.all() if cache.owner == str(empty.root))
    former.clear()
    assert str(empty.root) not in {cache.owner for cache in Cache.all()}
    assert open_store(moved).status == "opened"


def test_a_long_name_of_a_workspace_fits_a_file_name(tmp_path: Path) -> None:
    workspace = init_workspace(tmp_path / ("雅" * 80))
    assert workspace.cache.create()
    assert workspace.cache.owner == str(workspace.root)


def test_an_unwritable_place_is_told_to_its_user(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file" / "cache")
    assert not cache.create()
    assert (cache.owner, cache.usage()["stores"]) == ("", (0, 0))
    cache.clear()
