"""Hashes are taken again only of changed files, and no change is missed."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.workspace.cache import sealed, unsealed
from kembar.workspace.fingerprints import (
    HASHES_FILE,
    digest_of,
    read_fingerprints,
    same_files,
)
from kembar.workspace.layout import File


def files(folder: Path) -> list[File]:
    return [File(folder / name, name) for name in ("a.csv", "b.csv")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two new files."""
    (tmp_path / "a.csv").write_text("a")
    (tmp_path / "b.csv").write_text("b")
    return tmp_path


def test_a_change_of_the_same_size_and_time_is_seen(folder: Path) -> None:
    before = read_fingerprints(files(folder), folder)
    stat = (folder / "a.csv").stat()
    (folder / "a.csv").write_text("c")
    os.utime(folder / "a.csv", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    after = read_fingerprints(files(folder), folder)
    assert digest_of(after) != digest_of(before)
    assert not same_files(before, after)


def test_a_settled_file_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = time.time_ns
    # A minute later by the clock: the files are settled by then.
    monkeypatch.setattr(time, "time_ns", lambda: clock() + 60_000_000_000)
    first = read_fingerprints(files(folder), folder)
    assert all(fingerprint.settled for fingerprint in first.values())
    cached = json.loads(unsealed((folder / HASHES_FILE).read_bytes()) or b"")
    cached[str(folder / "a.csv")][0] = "cached"
    (folder / HASHES_FILE).write_bytes(sealed(json.dumps(cached).encode()))
    again = read_fingerprints(files(folder), folder)
    assert again["a.csv"].hash == "cached"
    (folder / "a.csv").write_text("longer")
    assert read_fingerprints(files(folder), folder)["a.csv"].hash not in (
        "cached",
        first["a.csv"].hash,
    )


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 1}', '{"a": ["x", [1], true]}'])
def test_a_damaged_file_of_hashes_is_ignored(folder: Path, content: str) -> None:
    right = digest_of(read_fingerprints(files(folder), folder))
    (folder / HASHES_FILE).write_text(content)
    assert digest_of(read_fingerprints(files(folder), folder)) == right


def test_a_missing_file_is_left_out(folder: Path) -> None:
    (folder / "b.csv").unlink()
    assert list(read_fingerprints(files(folder), folder)) == ["a.csv"]


def test_an_unreadable_file_is_an_error(folder: Path) -> None:
    (folder / "b.csv").unlink()
    (folder / "b.csv").mkdir()
    with pytest.raises(InputError, match=r"b\.csv: cannot be read: Is a directory"):
        read_fingerprints(files(folder), folder)


def test_a_sparse_giant_is_refused_unread(folder: Path) -> None:
    path = files(folder)[0].path
    os.truncate(path, 1 << 40)
    with pytest.raises(InputError, match="is longer than 1,000 MB; divide it"):
        read_fingerprints(files(folder), folder)
