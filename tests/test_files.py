"""A file is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.errors import KembarError
from kembar.files import write_whole


def test_a_file_is_written_as_utf8_with_unix_lines(tmp_path: Path) -> None:
    path = write_whole(tmp_path / "new" / "서울.txt", "서울\n–\n")
    assert path.read_bytes() == "서울\n–\n".encode()
    assert [p.name for p in path.parent.iterdir()] == ["서울.txt"]


def test_what_cannot_be_encoded_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "new \ud83d")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["old.txt"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KembarError, match="cannot be written: "):
        write_whole(tmp_path / "file" / "x.txt", "x")
