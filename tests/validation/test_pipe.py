"""Pipes: lines are read while they are written."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kembar.validation import pipe as pipe_module
from kembar.validation.pipe import Pipe

MANY = [b"a line, and more than a pipe holds at once\n"] * 100_000


@pytest.fixture(params=[True, False], ids=["streaming", "whole file"])
def pipe(request: pytest.FixtureRequest) -> Pipe:
    return Pipe(".nt", streaming=request.param)


@pytest.fixture
def thread() -> Iterator[ThreadPoolExecutor]:
    """An executor of one thread."""
    with ThreadPoolExecutor(1) as pool:
        yield pool


def _read(pipe: Pipe) -> tuple[Path, bytes]:
    with pipe.open_reader() as path:
        assert path.suffix == ".nt"
        return path, path.read_bytes()


def _write(pipe: Pipe, lines: list[bytes]) -> None:
    with pipe.open_writer() as file:
        for line in lines:
            file.write(line)


@pytest.mark.parametrize("lines", [MANY, [b"one\n"], []], ids=["many", "one", "none"])
def test_all_lines_are_read(pipe: Pipe, thread: ThreadPoolExecutor, lines: list[bytes]) -> None:
    reader = thread.submit(_read, pipe)
    _write(pipe, lines)
    path, text = reader.result(timeout=60)
    assert text.strip() == b"".join(lines).strip()
    assert not path.parent.exists()


def test_a_writer_that_comes_first_loses_nothing(pipe: Pipe, thread: ThreadPoolExecutor) -> None:
    writer = thread.submit(_write, pipe, [b"one\n"])
    _, text = _read(pipe)
    writer.result(timeout=60)
    assert text.strip() == b"one"


def test_lines_are_read_before_the_end() -> None:
    pipe = Pipe(".nt", streaming=True)
    with pipe.open_writer() as file:
        file.write(b"one\n")
        with pipe.open_reader() as path, path.open("rb") as end:
            assert [end.readline() for _ in range(2)] == [b"\n", b"one\n"]


def test_a_writer_does_not_wait_for_the_reader() -> None:
    pipe = Pipe(".nt", streaming=True)
    with pipe.open_writer() as file:
        file.write(b"".join(MANY))
        file.write(b"one\n")
        with pipe.open_reader() as path, path.open("rb") as end:
            assert sum(1 for _ in zip(range(len(MANY) + 2), end, strict=False)) == len(MANY) + 2


def test_a_small_buffer_loses_nothing(
    pipe: Pipe, thread: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipe_module, "_BUFFER", 1000)
    reader = thread.submit(_read, pipe)
    _write(pipe, MANY)
    _, text = reader.result(timeout=60)
    assert text.strip() == b"".join(MANY).strip()


def test_a_reader_that_leaves_ends_the_writer(pipe: Pipe, thread: ThreadPoolExecutor) -> None:
    writer = thread.submit(_write, pipe, MANY)
    with pipe.open_reader():
        pass
    writer.result(timeout=60)


def test_a_writer_that_fails_ends_the_reader(pipe: Pipe, thread: ThreadPoolExecutor) -> None:
    reader = thread.submit(_read, pipe)
    with pytest.raises(ValueError, match="no more"), pipe.open_writer() as file:
        file.write(b"one\n")
        raise ValueError("no more")
    _, text = reader.result(timeout=60)
    assert text.strip() == b"one"
