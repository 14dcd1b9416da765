"""A limit of this process's memory while an engine works that does not keep to its own.

DuckDB counts the blocks of its tables, not the texts that its functions make: one `repeat` takes
any number of gigabytes. Linux refuses them, other systems do not.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MEGABYTE = 2**20
_OVERHEAD = 512 * _MEGABYTE
"""Bytes of address space that the stacks of an engine's threads and its allocator take besides."""

_lock = threading.Lock()
"""The limit is one of the whole process: two threads would put back that of the other."""


@contextmanager
def limited_memory(megabytes: float) -> Iterator[None]:
    """Let this process take no more than some megabytes of memory besides what it has.

    More than that raises MemoryError, or the engine's own error.
    """
    if sys.platform != "linux":
        yield
        return
    import resource

    with _lock:
        soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = _used_bytes() + int(megabytes * _MEGABYTE) + _OVERHEAD
        limits = [limit for limit in (soft, hard, most) if limit != resource.RLIM_INFINITY]
        resource.setrlimit(resource.RLIMIT_DATA, (min(limits), hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _used_bytes() -> int:
    """Return the bytes of data that the process has mapped."""
    import resource

    pages = int(Path("/proc/self/statm").read_text("ascii").split()[5])
    return pages * resource.getpagesize()
