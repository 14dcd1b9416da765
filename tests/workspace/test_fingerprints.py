"""Hashes are taken anew only of what changed, and never miss a change."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.workspace.fingerprints import MEMORY, digest_of, read_fingerprints, same_files
from kembar.workspace.layout import File


def files(folder: Path) -> list[File]:
    return [File(folder / name, name) for name in ("a.csv", "b.csv")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files, one of them changed long ago."""
    (tmp_path / "a.csv").write_text("a")
    (tmp_path / "b.csv").write_text("b")
    return tmp_path


def test_a_change_is_seen_though_size_and_time_are_as_before(folder: Path) -> None:
    before = read_fingerprints(files(folder), folder)
    stat = (folder / "a.csv").stat()
    (folder / "a.csv").write_text("c")
    os.utime(folder / "a.csv", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    after = read_fingerprints(files(folder), folder)
    assert digest_of(after) != digest_of(before)
    assert not same_files(before, after)


def test_what_was_hashed_at_rest_is_not_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = time.time_ns
    # A minute later by the clock: the files are at rest by then.
    monkeypatch.setattr(time, "time_ns", lambda: told() + 60_000_000_000)
    first = read_fingerprints(files(folder), folder)
    assert all(one.settled for one in first.values())
    memory = json.loads((folder / MEMORY).read_text())
    memory[str(folder / "a.csv")][0] = "remembered"
    (folder / MEMORY).write_text(json.dumps(memory))
    again = read_fingerprints(files(folder), folder)
    assert again["a.csv"].hash == "remembered"
    (folder / "a.csv").write_text("longer")
    assert read_fingerprints(files(folder), folder)["a.csv"].hash not in (
        "remembered",
        first["a.csv"].hash,
    )


@pytest.mark.parametrize("memory", ["", "{", "[]", '{"a": 1}', '{"a": ["x", [1], true]}'])
def test_a_damaged_memory_is_no_memory(folder: Path, memory: str) -> None:
    right = digest_of(read_fingerprints(files(folder), folder))
    (folder / MEMORY).write_text(memory)
    assert digest_of(read_fingerprints(files(folder), folder)) == right


def test_a_file_that_is_gone_is_left_out(folder: Path) -> None:
    (folder / "b.csv").unlink()
    assert list(read_fingerprints(files(folder), folder)) == ["a.csv"]


def test_a_file_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "b.csv").unlink()
    (folder / "b.csv").mkdir()
    with pytest.raises(InputError, match=r"b\.csv: cannot be read: Is a directory"):
        read_fingerprints(files(folder), folder)
