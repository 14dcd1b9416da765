"""What was made of a graph and would be made the same again: kept on the disk by what it is of.

It imports next to nothing, as the command line asks it before anything else.
"""

from __future__ import annotations

import hashlib
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOST = 2_000
"""Things kept in one memory."""

_SEAL = 32
"""Bytes before what is kept that show whether it is whole."""

_WRITING = ".writing-"
"""What is not yet whole begins so."""


class DiskCache:
    """A folder of things, each under the hash of all that it depends on.

    It may be deleted at any moment. A disk that cannot be written costs time and nothing else.

    Args:
        folder: where they are kept, below a cache.
        most: how many; the oldest go when there are twice as many.
        of: what all of them depend on, besides their keys.
    """

    def __init__(self, folder: Path | str, most: int = MOST, of: str = "") -> None:
        self.folder = str(folder)
        self._most = most
        self._of = of

    def get(self, *key: object) -> bytes | None:
        """What was kept under a key of texts, numbers and what holds these; None without.

        What a crash left half-written is none.
        """
        try:
            with open(self.path_of(*key), "rb") as file:
                seal, content = file.read(_SEAL), file.read()
        except OSError:
            return None
        return content if seal == _sealed(content) else None

    def put(self, content: bytes, *key: object) -> None:
        """Keep something under a key, whole or not at all."""
        self.put_file(_sealed(content) + content, *key)

    def put_file(self, content: bytes, *key: object) -> None:
        """Keep something that others read as a file, at its `path_of`, where nothing seals it."""
        if not os.access(os.path.dirname(self.folder), os.W_OK):
            return
        # It is not waited for until the disk has it: that takes as long as to make most of it.
        beside = f"{self.folder}{os.sep}{_WRITING}{os.urandom(6).hex()}"
        try:
            os.makedirs(self.folder, exist_ok=True)
            with open(beside, "xb") as file:
                file.write(content)
            os.replace(beside, self.path_of(*key))
            self._make_room()
        except OSError:
            try:
                os.unlink(beside)
            except OSError:
                return

    def path_of(self, *key: object) -> str:
        """The path of the file of what is kept under a key, where it is kept."""
        told = repr((self._of, *key)).encode("utf-8", "surrogatepass")
        return f"{self.folder}{os.sep}{hashlib.sha256(told).hexdigest()[:32]}"

    def _make_room(self) -> None:
        """Take away the oldest, what a killed process left among them."""
        kept = [*os.scandir(self.folder)]
        if len(kept) > 2 * self._most:
            kept.sort(key=lambda entry: entry.stat().st_mtime_ns)
            for entry in kept[: -self._most]:
                os.unlink(entry.path)


def get_or_make(cache: DiskCache | None, make: Callable[[], bytes], *key: object) -> bytes:
    """Return the bytes cached under a key; without them call `make`, and cache its result."""
    content = cache.get(*key) if cache else None
    if content is None:
        content = make()
        if cache:
            cache.put(content, *key)
    return content


def _sealed(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def user_cache_folder() -> str:
    """The folder of what is kept for a user beside any workspace."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return f"{home}{os.sep}kembar"
