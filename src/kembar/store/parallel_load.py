"""Files -> texts of named graphs; where there is much to read, by several processes at once.

Reading tables is work for Python, of which one process does one thing at a time.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import IO, TypeVar, cast

from kembar.errors import KembarError
from kembar.rdf.nquads_stream import NamedGraphs
from kembar.store.load import read_graphs
from kembar.workspace.layout import File

T = TypeVar("T")

_MUCH = 2_000_000
"""Bytes of files from which further processes pay: each takes 0.15 s to start."""

_READERS = 4
"""An engine does not load faster than so many processes read."""


def load_parallel(
    written: Callable[[NamedGraphs], Iterable[T]], files: Sequence[File]
) -> Iterator[T]:
    """What a way of writing makes of what files say, where there is much with the largest first.

    Args:
        written: is given the named graphs of each file, if need be in another process.
        files: to read.

    Raises:
        InputError: a file that cannot be read, with line and column.
    """
    sizes = {file: file.path.stat().st_size for file in files}
    readers = min(os.cpu_count() or 1, _READERS, len(files))
    if readers < 2 or not sys.executable or sum(sizes.values()) < _MUCH:
        for file in files:
            yield from written(read_graphs(file).items())
        return
    with ExitStack() as stack:
        dealt = _dealt(sizes, readers)
        shares = [[file for its, file in dealt if its == reader] for reader in range(readers)]
        told = [stack.enter_context(_read_apart(written, share)) for share in shares]
        for reader, _ in dealt:
            yield from cast("list[T]", _next(told[reader]))


def _dealt(sizes: Mapping[File, int], readers: int) -> list[tuple[int, File]]:
    """Files with the numbers of their readers, in the order in which they are told.

    The largest come first: as each reader tells of a file before it reads another, all have about
    the same to do all the time.
    """
    loads = [0] * readers
    dealt = []
    for file in sorted(sizes, key=lambda file: (-sizes[file], file.name)):
        reader = loads.index(min(loads))
        loads[reader] += sizes[file]
        dealt.append((reader, file))
    return dealt


@contextmanager
def _read_apart(written: Callable[..., object], files: Sequence[File]) -> Iterator[IO[bytes]]:
    """What another process tells of files, one after another."""
    process = subprocess.Popen(
        # Without the current folder, in which any file may be called as a module is.
        [sys.executable, "-P", "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    with process:
        try:
            with suppress(BrokenPipeError), cast("IO[bytes]", process.stdin) as given:
                pickle.dump((written, files), given)
            yield cast("IO[bytes]", process.stdout)
        finally:
            process.kill()


def _next(told: IO[bytes]) -> object:
    try:
        said = pickle.load(told)
    except (EOFError, pickle.UnpicklingError):
        raise KembarError("a process that read files was stopped; try again") from None
    if isinstance(said, KembarError):
        raise said
    return said


def _tell(asked: IO[bytes], told: IO[bytes]) -> None:
    """What the other process does; it ends with the one that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # It ends soon; to look for garbage among what it tells took an eighth of its time.
    gc.disable()
    written, files = pickle.load(asked)
    for file in files:
        try:
            said: object = list(written(read_graphs(file).items()))
        except KembarError as bad:
            said = bad
        pickle.dump(said, told, pickle.HIGHEST_PROTOCOL)
        told.flush()


if __name__ == "__main__":
    _tell(sys.stdin.buffer, sys.stdout.buffer)
