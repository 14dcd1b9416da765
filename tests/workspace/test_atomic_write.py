"""A file is whole or absent."""

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


def test_an_unencodable_text_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "new \ud83d")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["old.txt"]


def test_an_unwritable_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KembarError, match="cannot be written: "):
        write_text(tmp_path / "file" / "x.txt", "x")


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such mask")
def test_new_files_get_the_permissions_of_the_umask(tmp_path: Path) -> None:
    umask = os.umask(0o002)
    try:
        path = write_text(tmp_path / "shared" / "month.trig", "x")
        folder = make_folder(tmp_path / "shared", {"a.csv": "a"})
    finally:
        os.umask(umask)
    paths = [path.parent, path, folder, folder / "a.csv"]
    assert [oct(path.stat().st_mode & 0o777) for path in paths] == [
        "0o775",
        "0o664",
        "0o775",
        "0o664",
    ]


def test_leftovers_are_hidden_and_removed(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, {"a.csv": "a"})
    (tmp_path / ".writing-file").write_text("x")
    assert folder.name.startswith(".")
    remove_leftovers(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KembarError, match="cannot be written: "):
        make_folder(tmp_path, {"a.csv": "a", "no/folder.csv": "b"})
    assert list(tmp_path.iterdir()) == []


def test_a_move_makes_the_parent_of_its_place(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    move(tmp_path / "a", tmp_path / "new" / "home" / "b")
    assert (tmp_path / "new" / "home" / "b").is_dir()
