"""Files -> texts of named graphs; many files are read by several processes.

Tables are parsed in Python, of which one process uses one core.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from kembar.rdf.nquads_stream import NamedGraphs
from kembar.store.load import stored_graphs
from kembar.workspace.layout import File

T = TypeVar("T")

_PARALLEL_BYTES = 2_000_000
"""Bytes of files from which further processes pay: each takes 0.15 s to start."""

_MOST_WORKERS = 4
"""An engine does not load faster than so many processes read."""


def load_parallel(
    write: Callable[[NamedGraphs], Iterable[T]], files: Sequence[File]
) -> Iterator[T]:
    """Yield the result of `write` for the named graphs of each file.

    Where there is much to read, several processes read, and the largest files come first.

    Args:
        write: a function of the named graphs of a file; it and its results can be pickled.
        files: to read.

    Raises:
        InputError: a file cannot be read, with line and column.
        KembarError: a process that read files was killed.
    """
    sizes = {file: file.path.stat().st_size for file in files}
    workers = min(os.cpu_count() or 1, _MOST_WORKERS, len(files))
    if workers > 1 and sum(sizes.values()) >= _PARALLEL_BYTES:
        # Importing it takes as long as reading some small files.
        from kembar.store.worker_pool import open_pool

        pool = open_pool(partial(_read, write), workers)
        if pool is not None:
            with pool:
                for results in pool.map(sorted(files, key=lambda file: (-sizes[file], file.name))):
                    yield from results
            return
    for file in files:
        yield from write(stored_graphs(file).items())


def _read(write: Callable[[NamedGraphs], Iterable[T]], file: File) -> list[T]:
    return list(write(stored_graphs(file).items()))
