"""A result goes where a person wants it, whole, and over nothing that a person may have edited."""

from __future__ import annotations

import errno
import os
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kembar.errors import InputError, KembarError, ReaderLeft
from kembar.shipped_folder import SHIPPED
from kembar.workspace import output_file
from kembar.workspace.layout import init_workspace
from kembar.workspace.output_file import (
    STANDARD_OUTPUT,
    ending_of,
    is_standard_output,
    is_stream,
    require_folder,
    require_unread,
    write_bytes,
    write_folder,
    write_parts,
    write_text,
)


def read_through(pipe: Path, write: Callable[[], object]) -> bytes:
    """Return what a reader of a named pipe gets."""
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write()
    reader.join(timeout=60)
    return received[0]


def test_a_pipe_is_written_into_and_stays(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe.fifo", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to("pipe.fifo")
    for path in (pipe, link):
        assert read_through(pipe, lambda path=path: write_text(path, "서울\n")) == "서울\n".encode()  # type: ignore[misc]
    assert read_through(pipe, lambda: write_bytes(link, b"\xff")) == b"\xff"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert link.is_symlink()
    assert {path.name for path in tmp_path.iterdir()} == {"pipe.fifo", "link"}


def test_a_device_is_written_into_and_stays() -> None:
    before = Path("/dev/null").stat()
    write_text(Path("/dev/null"), "x" * 100_000)
    after = Path("/dev/null").stat()
    assert stat.S_ISCHR(after.st_mode)
    assert (before.st_ino, before.st_mode) == (after.st_ino, after.st_mode)


def test_a_full_device_is_told() -> None:
    with pytest.raises(KembarError, match="/dev/full: cannot be written: No space left"):
        write_text(Path("/dev/full"), "x")


def test_a_pipe_without_a_reader_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(output_file, "READER_TIMEOUT", 0)
    with pytest.raises(InputError, match="no program reads this pipe"):
        write_text(tmp_path / "pipe", "x")


def test_a_reader_that_goes_is_no_fault_of_the_disk() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        with pytest.raises(ReaderLeft):
            write_text(Path(f"/dev/fd/{writer}"), "x")
    finally:
        os.close(writer)


def test_an_open_file_is_written_where_it_stands(tmp_path: Path) -> None:
    """As `(kembar ... -o /dev/fd/3; kembar ... -o /dev/fd/3) 3> file` expects."""
    (tmp_path / "link").symlink_to("/dev/fd")
    with (tmp_path / "file").open("wb", buffering=0) as file:
        for folder in ("/dev/fd", "/proc/self/fd", tmp_path / "link"):
            write_text(Path(folder, str(file.fileno())), "a\n")
    assert (tmp_path / "file").read_text() == "a\n" * 3
    with pytest.raises(KembarError, match="Bad file descriptor"):
        write_text(Path("/dev/fd/999"), "x")


def test_a_terminal_shows_what_a_file_holds() -> None:
    here, there = os.openpty()
    try:
        write_text(Path(f"/dev/fd/{there}"), "a\x1b[31m\u202e")
        assert os.read(here, 100).decode() == "a<U+001B>[31m<U+202E>"
        with pytest.raises(KembarError, match="is not a text"):
            write_bytes(Path(f"/dev/fd/{there}"), b"PK")
    finally:
        os.close(here)
        os.close(there)


def test_standard_output_has_several_names(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/dev/stdout")
    for path in (STANDARD_OUTPUT, Path("/dev/fd/1"), tmp_path / "link"):
        assert is_standard_output(path)
        assert is_stream(path)
    assert not is_standard_output(Path("/dev/stderr"))
    assert not is_stream(tmp_path / "none")


def test_a_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "far" / "target"
    target.parent.mkdir()
    (tmp_path / "first").symlink_to("second")
    (tmp_path / "second").symlink_to("far/target")
    for text in ("new", "newer"):  # at first the link dangles
        write_text(tmp_path / "first", text)
        assert target.read_text() == text
    assert (tmp_path / "first").is_symlink()
    assert (tmp_path / "second").is_symlink()
    assert {path.name for path in target.parent.iterdir()} == {"target"}


def test_links_that_go_round_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(KembarError, match="a: cannot be written: Too many levels"):
        write_text(tmp_path / "a", "x")


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o755])
def test_a_mode_stays_and_is_never_wider(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    path = tmp_path / "x"
    path.write_text("old")
    path.chmod(mode)
    modes: list[int] = []
    settle = os.fsync

    def watch(handle: int) -> None:
        if stat.S_ISREG(os.fstat(handle).st_mode):
            modes.append(stat.S_IMODE(os.fstat(handle).st_mode))
        settle(handle)

    monkeypatch.setattr(os, "fsync", watch)
    write_text(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert len(modes) == 1
    assert modes[0] & ~mode == 0
    assert modes[0] & 0o077 == 0


def test_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_text(tmp_path / "x", "new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o640


def test_an_owner_stays_where_it_can(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("old")
    try:
        os.chown(path, 12345, 23456)
    except PermissionError:
        pytest.skip("only root gives files away")
    write_text(path, "new")
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 23456)


def test_another_group_may_do_no_more_than_anybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x"
    path.write_text("old")
    path.chmod(0o664)

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "chown", refuse)
    write_text(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_read_only_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x").write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everything
    with pytest.raises(KembarError, match="read-only"):
        write_text(tmp_path / "x", "new")
    assert (tmp_path / "x").read_text() == "old"


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
def test_a_fault_leaves_the_file_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    (tmp_path / "a").write_text("old")

    def fail(_: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", fail)
    for write in (
        lambda: write_text(tmp_path / "a", "new"),
        lambda: write_folder(tmp_path, {"a": "new", "b": "new"}),
    ):
        with pytest.raises((KembarError, KeyboardInterrupt)):
            write()
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "old")]


def test_a_folder_and_a_file_are_no_other(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="is a folder; name a file"):
        write_text(tmp_path, "x")
    with pytest.raises(KembarError, match="cannot be written"):
        write_text(tmp_path / "file" / "x", "x")
    with pytest.raises(InputError, match="is a file; name a folder"):
        write_folder(tmp_path / "file", {"a": "x"})
    with pytest.raises(InputError, match="name a folder"):
        require_folder(STANDARD_OUTPUT)


@pytest.mark.parametrize(
    "name", ["data/own/x.csv", "queries/x.rq", "ontology/x.ttl", "kembar.toml", "link"]
)
def test_a_file_of_a_workspace_stays_without_force(tmp_path: Path, name: str) -> None:
    init_workspace(tmp_path)
    (tmp_path / "link").symlink_to("data/linked.csv")
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    with pytest.raises(InputError, match="--force"):
        write_text(path, "new")
    with pytest.raises(InputError, match="--force"):
        write_folder(path.parent, {"other": "x", path.name: "new"})
    assert path.read_text() == "mine"
    assert not (path.parent / "other").exists()
    write_text(path, "mine")
    write_text(path, "new", force=True)
    assert path.read_text() == "new"


def test_other_files_beside_a_workspace_are_replaced(tmp_path: Path) -> None:
    init_workspace(tmp_path)
    for name in ("out/x.csv", "x.csv", "data-2/x.csv", "data/new.csv"):
        write_text(tmp_path / name, "old")
    for name in ("out/x.csv", "x.csv", "data-2/x.csv"):
        write_text(tmp_path / name, "new")
        assert (tmp_path / name).read_text() == "new"


def test_a_shipped_file_stays() -> None:
    path = next((SHIPPED / "queries").glob("*.rq"))
    before = path.read_bytes()
    with pytest.raises(InputError, match="--force"):
        write_text(path, "new")
    assert path.read_bytes() == before


def test_a_form_that_was_filled_in_stays(tmp_path: Path) -> None:
    path = tmp_path / "form.yaml"
    path.touch()
    write_text(path, "name:\n", is_form=True)
    write_text(path, "name:\n", is_form=True)
    path.write_text("name: Bandung\n")
    with pytest.raises(InputError, match="may hold what a person wrote, so it stays"):
        write_text(path, "name:\n", is_form=True)
    write_text(path, "name:\n", is_form=True, force=True)
    assert path.read_text() == "name:\n"


@pytest.mark.parametrize(
    ("name", "ending"),
    [("x.CSV", ".csv"), ("x", ""), ("v1.2", ""), ("Bandung vs. Seoul", ""), (".csv", "")],
)
def test_an_ending_tells_the_form(name: str, ending: str) -> None:
    assert ending_of(Path(name), (".csv", ".json")) == ending


@pytest.mark.parametrize("name", ["x.xlsx", "x.csv.gz", "x.7z"])
def test_another_ending_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=r"does not fit the format; use \.csv, \.json"):
        ending_of(Path(name), (".csv", ".json"))


def test_a_pipe_may_have_any_name(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.fifo")
    assert ending_of(tmp_path / "x.fifo", (".csv",)) == ""


@pytest.mark.parametrize("name", ["data", "data/new", "queries", "ontology"])
def test_no_pages_stand_where_a_workspace_reads(tmp_path: Path, name: str) -> None:
    init_workspace(tmp_path / "own")
    (tmp_path / "link").symlink_to(tmp_path / "own")
    for root in ("own", "link"):
        with pytest.raises(InputError, match="is read as part of a workspace"):
            require_unread(tmp_path / root / name)
    require_unread(tmp_path / "own")
    require_unread(tmp_path / "own" / "out")


def test_parts_are_a_whole_file_or_none(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    assert write_parts(path, iter(["a\n", "반둥\n"])) == path
    assert path.read_bytes() == "a\n반둥\n".encode()

    def broken() -> Iterator[str]:
        yield "b\n"
        raise KembarError("the store is damaged")

    with pytest.raises(KembarError, match="damaged"):
        write_parts(path, broken())
    assert path.read_bytes() == "a\n반둥\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_pipe_gets_all_parts_or_none() -> None:
    reader, writer = os.pipe()
    try:
        with pytest.raises(ZeroDivisionError):
            write_parts(Path(f"/dev/fd/{writer}"), (f"{1 / n}" for n in (1, 0)))
        write_parts(Path(f"/dev/fd/{writer}"), ["a\n", "b"])
    finally:
        os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        assert pipe.read() == b"a\nb"


def test_parts_do_not_replace_what_a_person_wrote(tmp_path: Path) -> None:
    init_workspace(tmp_path)
    (tmp_path / "data" / "x.ttl").write_text("old")
    with pytest.raises(InputError, match="--force"):
        write_parts(tmp_path / "data" / "x.ttl", ["new"])
    write_parts(tmp_path / "data" / "x.ttl", ["new"], force=True)
    assert (tmp_path / "data" / "x.ttl").read_text() == "new"
