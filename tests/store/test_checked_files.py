"""Tests of the checksums that are not taken again."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from kembar.store import checked_files
from kembar.store.checked_files import CHECKED_FILE, LARGE, CheckedFiles, checksum_of

_HOUR = 3600


@pytest.fixture
def large_file(tmp_path: Path) -> Path:
    path = tmp_path / "1.sst"
    path.write_bytes(b"a" * LARGE)
    _age(path)
    return path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose content was read."""
    names: list[str] = []

    def record(path: Path) -> int:
        names.append(path.name)
        return checksum_of(path)

    monkeypatch.setattr(checked_files, "checksum_of", record)
    return names


def _age(path: Path, seconds: float = _HOUR) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def _checksum(path: Path) -> int:
    checked = CheckedFiles(path.parent)
    checksum = checked.checksum(path)
    checked.save()
    return checksum


def test_a_large_file_is_read_once(large_file: Path, reads: list[str]) -> None:
    assert _checksum(large_file) == _checksum(large_file) == checksum_of(large_file)
    assert reads == ["1.sst"]


def test_a_link_of_it_is_not_read(large_file: Path, reads: list[str]) -> None:
    _checksum(large_file)
    link = large_file.with_name("2.sst")
    link.hardlink_to(large_file)
    assert _checksum(link) == checksum_of(large_file)
    assert reads == ["1.sst"]


def test_a_changed_file_is_read_again(large_file: Path, reads: list[str]) -> None:
    before = _checksum(large_file)
    large_file.write_bytes(b"b" * LARGE)
    assert _checksum(large_file) != before
    assert reads == ["1.sst", "1.sst"]


def test_a_file_just_written_is_read_again(large_file: Path, reads: list[str]) -> None:
    _age(large_file, 0)
    _checksum(large_file)
    _checksum(large_file)
    assert reads == ["1.sst", "1.sst"]


def test_a_small_file_is_always_read(tmp_path: Path, reads: list[str]) -> None:
    path = tmp_path / "1.sst"
    path.write_bytes(b"a")
    _age(path)
    _checksum(path)
    _checksum(path)
    assert reads == ["1.sst", "1.sst"]
    assert not (tmp_path / CHECKED_FILE).exists()


def test_after_a_day_it_is_read_again(
    large_file: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _checksum(large_file)
    tomorrow = time.time() + 24 * _HOUR + 1
    monkeypatch.setattr(time, "time", lambda: tomorrow)
    _checksum(large_file)
    assert reads == ["1.sst", "1.sst"]


@pytest.mark.parametrize("content", [b"", b"[[1,2]]", b"\xff" * 100])
def test_a_damaged_note_is_not_believed(large_file: Path, reads: list[str], content: bytes) -> None:
    _checksum(large_file)
    (large_file.parent / CHECKED_FILE).write_bytes(content)
    assert _checksum(large_file) == checksum_of(large_file)
    assert reads == ["1.sst", "1.sst"]
