"""The memory of this process is limited while an engine works, and not after it."""

from __future__ import annotations

import sys

import pytest

from kembar.queries.memory_limit import limited_memory

resource = pytest.importorskip("resource")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")


def test_more_memory_is_refused_and_the_limit_ends() -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    with pytest.raises(MemoryError), limited_memory(1):
        bytearray(2**30)
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
    assert len(bytearray(2**30)) == 2**30
