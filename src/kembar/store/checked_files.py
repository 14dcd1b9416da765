"""Large files of stores whose checksums were taken lately; they are not read again for that.

A store shares most of its files with the one before it, by links. So a change of a large graph
reads only what is new, and not all of it at each command.
"""

from __future__ import annotations

import json
import shutil
import time
import zlib
from contextlib import suppress
from pathlib import Path

from kembar.errors import KembarError
from kembar.workspace.atomic_write import write_bytes
from kembar.workspace.cache import sealed, unsealed

CHECKED_FILE = "checked.json"
"""The file of checksums beside the built stores. It may be deleted at any moment."""

LARGE = 2**20
"""Bytes from which on a checksum is noted: to read less is quicker than to note it."""

_LATELY = 86_400
"""Seconds that a checksum is believed: a disk that decays changes no stamp."""

_RACY = 2
"""Seconds. A file changed so shortly before may change once more unseen."""

_PART = 1 << 20
"""Bytes that are read at a time."""

Stamp = tuple[int, int, int]
"""Inode, size, and time of modification in nanoseconds; a new link changes none of them."""


class CheckedFiles:
    """The checksums that were taken lately of the stores in a folder.

    Args:
        folder: of the stores; it need not be writable.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / CHECKED_FILE
        self._entries = _lately(self._path)
        self._is_new = False

    def checksum(self, path: Path) -> int:
        """Return the checksum of a file, from its content unless that was done lately.

        Raises:
            OSError: it cannot be read.
        """
        stat = path.stat()
        stamp = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
        if stamp in self._entries:
            return self._entries[stamp][0]
        checksum, now = checksum_of(path), time.time()
        if stat.st_size >= LARGE and now - stat.st_mtime > _RACY:
            self._entries[stamp] = (checksum, now)
            self._is_new = True
        return checksum

    def save(self) -> None:
        """Note what was taken; where the folder cannot be written, it is taken again."""
        if not self._is_new:
            return
        if self._path.is_dir():
            shutil.rmtree(self._path, ignore_errors=True)
        entries = [[*stamp, *entry] for stamp, entry in self._entries.items()]
        with suppress(KembarError):
            write_bytes(self._path, sealed(json.dumps(entries).encode()))


def checksum_of(path: Path) -> int:
    """Return the checksum of a file's content.

    Raises:
        OSError: it cannot be read.
    """
    checksum = 0
    with path.open("rb") as file:
        while part := file.read(_PART):
            checksum = zlib.crc32(part, checksum)
    return checksum


def _lately(path: Path) -> dict[Stamp, tuple[int, float]]:
    """Return the noted checksums that are believed still, each with its time."""
    try:
        entries = json.loads(unsealed(path.read_bytes()) or b"[]")
        return {
            (inode, size, mtime): (checksum, noted)
            for inode, size, mtime, checksum, noted in entries
            if 0 <= time.time() - noted < _LATELY
        }
    except (OSError, ValueError, TypeError):
        return {}
