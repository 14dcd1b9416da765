"""Lines that are read while they are written."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kembar.validation import pipe as pipes
from kembar.validation.pipe import Pipe

MUCH = [b"a line, and more than a pipe holds at once\n"] * 100_000


@pytest.fixture(params=[True, False], ids=["at once", "one after the other"])
def pipe(request: pytest.FixtureRequest) -> Pipe:
    return Pipe(".nt", map_parallel=request.param)


@pytest.fixture
def other() -> Iterator[ThreadPoolExecutor]:
    """The other thread."""
    with ThreadPoolExecutor(1) as pool:
        yield pool


def _read(pipe: Pipe) -> tuple[Path, bytes]:
    with pipe.reading() as path:
        assert path.suffix == ".nt"
        return path, path.read_bytes()


def _write(pipe: Pipe, lines: list[bytes]) -> None:
    with pipe.writing() as file:
        for line in lines:
            file.write(line)


@pytest.mark.parametrize("lines", [MUCH, [b"one\n"], []], ids=["much", "a line", "nothing"])
def test_what_is_written_is_read(pipe: Pipe, other: ThreadPoolExecutor, lines: list[bytes]) -> None:
    read = other.submit(_read, pipe)
    _write(pipe, lines)
    path, text = read.result(timeout=60)
    assert text.strip() == b"".join(lines).strip()
    assert not path.parent.exists()


def test_a_writer_that_is_there_first_loses_nothing(pipe: Pipe, other: ThreadPoolExecutor) -> None:
    written = other.submit(_write, pipe, [b"one\n"])
    _, text = _read(pipe)
    written.result(timeout=60)
    assert text.strip() == b"one"


def test_lines_are_read_before_all_is_written() -> None:
    pipe = Pipe(".nt", map_parallel=True)
    with pipe.writing() as file:
        file.write(b"one\n")
        with pipe.reading() as path, path.open("rb") as end:
            assert [end.readline() for _ in range(2)] == [b"\n", b"one\n"]


def test_a_writer_need_not_wait_for_the_reader() -> None:
    pipe = Pipe(".nt", map_parallel=True)
    with pipe.writing() as file:
        file.write(b"".join(MUCH))
        file.write(b"one\n")
        with pipe.reading() as path, path.open("rb") as end:
            assert sum(1 for _ in zip(range(len(MUCH) + 2), end, strict=False)) == len(MUCH) + 2


def test_nothing_is_lost_however_little_is_taken_ahead(
    pipe: Pipe, other: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipes, "_AHEAD", 1000)
    read = other.submit(_read, pipe)
    _write(pipe, MUCH)
    _, text = read.result(timeout=60)
    assert text.strip() == b"".join(MUCH).strip()


def test_a_reader_that_leaves_ends_the_writing(pipe: Pipe, other: ThreadPoolExecutor) -> None:
    written = other.submit(_write, pipe, MUCH)
    with pipe.reading():
        pass
    written.result(timeout=60)


def test_a_writer_that_fails_tells_so_and_the_reader_ends(
    pipe: Pipe, other: ThreadPoolExecutor
) -> None:
    read = other.submit(_read, pipe)
    with pytest.raises(ValueError, match="no more"), pipe.writing() as file:
        file.write(b"one\n")
        raise ValueError("no more")
    _, text = read.result(timeout=60)
    assert text.strip() == b"one"
