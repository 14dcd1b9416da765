from __future__ import annotations

from pathlib import Path

import pytest

from kembar.workspace.cache import Memory, kept


def test_what_was_kept_is_recalled_by_all_of_its_key(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "answers")
    memory.keep(b"yes", "question", {"city": "Bandung"}, 1)
    assert memory.recall("question", {"city": "Bandung"}, 1) == b"yes"
    assert memory.recall("question", {"city": "Bandung"}, 2) is None
    assert Memory(tmp_path / "answers").recall("question", {"city": "Bandung"}, 1) == b"yes"


def test_what_is_kept_stands_in_a_file_of_its_own(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "answers")
    place = Path(memory.place("one", 2))
    assert not place.exists()
    memory.keep_file(b"yes", "one", 2)
    assert place.read_bytes() == b"yes"
    assert place.parent == Path(memory.folder) == tmp_path / "answers"


@pytest.mark.parametrize("left", [b"", b"yes", bytes(35)])
def test_what_a_crash_left_half_written_is_none(tmp_path: Path, left: bytes) -> None:
    memory = Memory(tmp_path / "answers")
    memory.keep(b"yes", "one")
    Path(memory.place("one")).write_bytes(left)
    assert memory.recall("one") is None
    memory.keep(b"yes", "one")
    assert memory.recall("one") == b"yes"


def test_nothing_is_left_beside_what_is_kept(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "answers")
    Path(memory.place("one")).mkdir(parents=True)
    memory.keep(b"yes", "one")
    assert [path.name for path in (tmp_path / "answers").iterdir()] == [
        Path(memory.place("one")).name
    ]


def test_parts_of_a_key_do_not_run_into_each_other(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "answers")
    memory.keep(b"one", "a", "bc")
    assert memory.recall("ab", "c") is None


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "answers", most=3)
    for number in range(7):
        memory.keep(b"x", number)
    assert [number for number in range(7) if memory.recall(number)] == [4, 5, 6]


@pytest.mark.parametrize("folder", ["nowhere/answers", "file"])
def test_a_disk_that_cannot_be_written_costs_nothing_else(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("in the way")
    memory = Memory(tmp_path / folder)
    memory.keep(b"x", "key")
    assert memory.recall("key") is None


def test_memories_of_different_things_are_apart(tmp_path: Path) -> None:
    Memory(tmp_path / "charts", of="one").keep(b"yes", "key")
    assert Memory(tmp_path / "charts", of="two").recall("key") is None
    assert Memory(tmp_path / "charts", of="one").recall("key") == b"yes"


def test_what_is_made_is_kept_where_there_is_a_memory(tmp_path: Path) -> None:
    made = iter([b"one", b"two", b"three"])
    memory = Memory(tmp_path / "answers")
    assert [kept(memory, made.__next__, "key") for _ in range(2)] == [b"one", b"one"]
    assert [kept(None, made.__next__, "key") for _ in range(2)] == [b"two", b"three"]
