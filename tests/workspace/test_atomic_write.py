"""A file is there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kembar.errors import KembarError
from kembar.workspace.atomic_write import make_folder, move, remove_leftovers, write_text


def test_a_file_is_written_as_utf8_with_unix_lines(tmp_path: Path) -> None:
    path = write_text(tmp_path / "new" / "서울.txt", "서울\n–\n")
    assert path.read_bytes() == "서울\n–\n".encode()
    assert [p.name for p in path.parent.iterdir()] == ["서울.txt"]


def test_what_cannot_be_encoded_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "new \ud83d")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["old.txt"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KembarError, match="cannot be written: "):
        write_text(tmp_path / "file" / "x.txt", "x")


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such mask")
def test_who_shares_a_folder_may_write_what_others_wrote(tmp_path: Path) -> None:
    before = os.umask(0o002)
    try:
        path = write_text(tmp_path / "shared" / "month.trig", "x")
        folder = make_folder(tmp_path / "shared", {"a.csv": "a"})
    finally:
        os.umask(before)
    made = [path.parent, path, folder, folder / "a.csv"]
    assert [oct(one.stat().st_mode & 0o777) for one in made] == ["0o775", "0o664", "0o775", "0o664"]


def test_what_is_half_written_is_hidden_and_swept(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, {"a.csv": "a"})
    (tmp_path / ".writing-file").write_text("x")
    assert folder.name.startswith(".")
    remove_leftovers(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_whole_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KembarError, match="cannot be written: "):
        make_folder(tmp_path, {"a.csv": "a", "no/folder.csv": "b"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_moves_to_a_place_whose_home_is_made(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    move(tmp_path / "a", tmp_path / "new" / "home" / "b")
    assert (tmp_path / "new" / "home" / "b").is_dir()
