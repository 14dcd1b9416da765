"""What was made of a graph and would be made the same again: kept on the disk by what it is of."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from kembar.errors import KembarError
from kembar.files import WRITING, write_bytes

MOST = 2_000
"""Things kept in one memory."""


class Memory:
    """A folder of things, each under the hash of all that it depends on.

    It may be deleted at any moment. A disk that cannot be written costs time and nothing else.

    Args:
        folder: where they are kept, below a workspace's cache.
        most: how many; the oldest go when there are twice as many.
    """

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self._folder = folder
        self._most = most

    def recall(self, *key: object) -> bytes | None:
        """What was kept under a key: anything that JSON can say; None where there is nothing."""
        try:
            return self._place(key).read_bytes()
        except OSError:
            return None

    def keep(self, content: bytes, *key: object) -> None:
        """Keep something under a key, whole or not at all."""
        if not os.access(self._folder.parent, os.W_OK):
            return
        with suppress(KembarError, OSError):
            write_bytes(self._place(key), content)
            self._make_room()

    def _place(self, key: tuple[object, ...]) -> Path:
        told = json.dumps(key, ensure_ascii=False)
        return self._folder / hashlib.sha256(told.encode()).hexdigest()[:32]

    def _make_room(self) -> None:
        kept = [entry for entry in os.scandir(self._folder) if not entry.name.startswith(WRITING)]
        if len(kept) > 2 * self._most:
            kept.sort(key=lambda entry: entry.stat().st_mtime_ns)
            for entry in kept[: -self._most]:
                Path(entry.path).unlink(missing_ok=True)
