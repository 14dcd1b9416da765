"""Files that a person names are read up to a limit, and no pipe is waited for without end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.inputs import files
from kembar.inputs.files import read_bytes, read_text, require_regular


def test_a_pipe_with_a_writer_is_read_to_its_end() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"SELECT")
    os.close(writing)
    assert read_text(Path(f"/dev/fd/{reading}")) == "SELECT"
    os.close(reading)


def test_a_pipe_without_a_writer_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "SILENCE", 0.1)
    os.mkfifo(tmp_path / "list.csv")
    with pytest.raises(InputError, match=r"list\.csv: is a pipe that nobody writes to"):
        read_text(tmp_path / "list.csv")
    with pytest.raises(InputError, match="is a pipe or a device"):
        require_regular(tmp_path / "list.csv")


def test_a_path_that_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none", tmp_path / "a\0b"):
        for read in (read_text, require_regular):
            with pytest.raises(InputError, match="cannot be read: "):
                read(path)
    with pytest.raises(InputError, match="is longer than 16 MB"):
        read_text(Path("/dev/zero"))


def test_a_huge_sparse_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.touch()
    os.truncate(path, 1 << 40)
    with pytest.raises(InputError, match=r"mine: is longer than 1 MB; divide it"):
        read_bytes(path, 1_000_000, name="mine")


def test_a_text_that_is_not_utf8_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"a\n\xff")
    with pytest.raises(InputError, match="x:2: is not UTF-8"):
        read_text(tmp_path / "x")
