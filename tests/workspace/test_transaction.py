"""One process at a time writes to a workspace, and others read it consistently."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kembar.editing.history import put_import
from kembar.errors import InputError, KembarError
from kembar.workspace.atomic_write import make_folder, move
from kembar.workspace.layout import Workspace
from kembar.workspace.transaction import (
    IMPORTED,
    data_folder,
    read_consistently,
    recover,
    write_transaction,
)


def imported(own: Workspace, change: str, text: str) -> Path:
    home = data_folder(own) / IMPORTED
    put_import(own, "a--list", change, make_folder(home, {"sources.csv": text}))
    return home


def files(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_text() for path in paths}


@pytest.mark.parametrize("step", [1, 2])
def test_a_decided_move_is_completed_by_the_next(own: Workspace, step: int) -> None:
    imported(own, "i1", "a")
    home = imported(own, "i2", "b")
    whole = files(home)
    assert whole == {"a--list/sources.csv": "b", ".earlier/a--list--i2/sources.csv": "a"}
    # The state after a process was killed after its first or its second move.
    (home / "a--list").rename(home / ".new--a--list--i2")
    if step == 1:
        (home / ".earlier" / "a--list--i2").rename(home / "a--list")
    recover(own)
    assert files(home) == whole


def test_a_writer_removes_leftovers(own: Workspace) -> None:
    data = data_folder(own)
    names = ["added", "added/2026", "imported", "imported/.earlier", ".undone"]
    homes = [data / name for name in names]
    for home in homes:
        make_folder(home, {"a.csv": "a"})
        (home / ".writing-0").write_text("x")
    (data / ".writing-export").write_text("of another command, which holds no lock")
    with write_transaction(own):
        assert [list(home.glob(".writing-*")) for home in homes] == [[]] * 5
        assert (data / ".writing-export").exists()


def test_shipped_data_cannot_be_locked() -> None:
    with pytest.raises(KembarError, match="kembar init FOLDER"), write_transaction(Workspace()):
        pass


def test_files_that_change_meanwhile_are_read_again(own: Workspace) -> None:
    path = data_folder(own) / "a.csv"
    path.write_text("1")
    read = []

    def reading() -> str:
        read.append(path.read_text())
        if len(read) < 3:
            path.write_text(f"{len(read)} more")
        return read[-1]

    assert read_consistently(own, reading) == "2 more"
    assert len(read) == 3


def test_an_error_while_somebody_writes_is_retried(own: Workspace) -> None:
    path = data_folder(own) / "a.csv"
    read = []

    def reading() -> str:
        read.append(1)
        if len(read) == 1:
            path.write_text("now it is there")
            raise InputError("cannot be read")
        return path.read_text()

    assert read_consistently(own, reading) == "now it is there"
    path.unlink()
    with pytest.raises(FileNotFoundError):
        read_consistently(own, reading)


def test_half_of_a_move_is_never_read(own: Workspace) -> None:
    home = imported(own, "i1", "old")
    folder = make_folder(home, {"sources.csv": "new"})
    read = []

    def reading() -> dict[str, str]:
        if not read:
            # The writer is between its two moves when the reader looks, and after it too.
            move(folder, home / ".new--a--list--i2")
            move(home / "a--list", home / ".earlier" / "a--list--i2")
        shown = {name: text for name, text in files(home).items() if name[0] != "."}
        read.append(shown)
        return shown

    assert read_consistently(own, reading) == {"a--list/sources.csv": "new"}
    assert read == [{}, {"a--list/sources.csv": "new"}]


def test_always_changing_files_are_read_under_the_lock(own: Workspace) -> None:
    path = data_folder(own) / "a.csv"
    locked = []

    def reading() -> str:
        path.write_text("x" * len(locked))
        locked.append((data_folder(own) / ".lock").exists())
        return path.read_text()

    assert read_consistently(own, reading) == "xxxxx"
    assert locked == [False] * 5 + [True]


def test_the_shipped_data_is_read_without_a_lock(own: Workspace) -> None:
    assert own.root
    assert read_consistently(Workspace(), lambda: "read") == "read"
    shutil.rmtree(own.root / "data")
    assert read_consistently(own, lambda: "read") == "read"


def test_a_deleted_workspace_is_not_made_again(own: Workspace) -> None:
    assert own.root
    shutil.rmtree(own.root)
    with pytest.raises(KembarError, match="no longer a workspace"), write_transaction(own):
        pass
    assert not own.root.exists()
