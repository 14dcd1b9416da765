from __future__ import annotations

from pathlib import Path

import pytest

from kembar.workspace.cache import DiskCache, get_or_make


def test_what_was_kept_is_recalled_by_all_of_its_key(tmp_path: Path) -> None:
    memory = DiskCache(tmp_path / "answers")
    memory.put(b"yes", "question", {"city": "Bandung"}, 1)
    assert memory.get("question", {"city": "Bandung"}, 1) == b"yes"
    assert memory.get("question", {"city": "Bandung"}, 2) is None
    assert DiskCache(tmp_path / "answers").get("question", {"city": "Bandung"}, 1) == b"yes"


def test_what_is_kept_stands_in_a_file_of_its_own(tmp_path: Path) -> None:
    memory = DiskCache(tmp_path / "answers")
    place = Path(memory.path_of("one", 2))
    assert not place.exists()
    memory.put_file(b"yes", "one", 2)
    assert place.read_bytes() == b"yes"
    assert place.parent == Path(memory.folder) == tmp_path / "answers"


@pytest.mark.parametrize("left", [b"", b"yes", bytes(35)])
def test_what_a_crash_left_half_written_is_none(tmp_path: Path, left: bytes) -> None:
    memory = DiskCache(tmp_path / "answers")
    memory.put(b"yes", "one")
    Path(memory.path_of("one")).write_bytes(left)
    assert memory.get("one") is None
    memory.put(b"yes", "one")
    assert memory.get("one") == b"yes"


def test_nothing_is_left_beside_what_is_kept(tmp_path: Path) -> None:
    memory = DiskCache(tmp_path / "answers")
    Path(memory.path_of("one")).mkdir(parents=True)
    memory.put(b"yes", "one")
    assert [path.name for path in (tmp_path / "answers").iterdir()] == [
        Path(memory.path_of("one")).name
    ]


def test_parts_of_a_key_do_not_run_into_each_other(tmp_path: Path) -> None:
    memory = DiskCache(tmp_path / "answers")
    memory.put(b"one", "a", "bc")
    assert memory.get("ab", "c") is None


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path) -> None:
    memory = DiskCache(tmp_path / "answers", most=3)
    for number in range(7):
        memory.put(b"x", number)
    assert [number for number in range(7) if memory.get(number)] == [4, 5, 6]


@pytest.mark.parametrize("folder", ["nowhere/answers", "file"])
def test_a_disk_that_cannot_be_written_costs_nothing_else(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("in the way")
    memory = DiskCache(tmp_path / folder)
    memory.put(b"x", "key")
    assert memory.get("key") is None


def test_memories_of_different_things_are_apart(tmp_path: Path) -> None:
    DiskCache(tmp_path / "charts", of="one").put(b"yes", "key")
    assert DiskCache(tmp_path / "charts", of="two").get("key") is None
    assert DiskCache(tmp_path / "charts", of="one").get("key") == b"yes"


def test_what_is_made_is_kept_where_there_is_a_memory(tmp_path: Path) -> None:
    made = iter([b"one", b"two", b"three"])
    memory = DiskCache(tmp_path / "answers")
    assert [get_or_make(memory, made.__next__, "key") for _ in range(2)] == [b"one", b"one"]
    assert [get_or_make(None, made.__next__, "key") for _ in range(2)] == [b"two", b"three"]
