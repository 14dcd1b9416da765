"""What was made of a graph and would be made the same again: kept on the disk by what it is of.

It imports next to nothing, as the command line asks it before anything else.
"""

from __future__ import annotations

import hashlib
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

MOST = 2_000
"""Things kept in one memory."""


class Memory:
    """A folder of things, each under the hash of all that it depends on.

    It may be deleted at any moment. A disk that cannot be written costs time and nothing else.

    Args:
        folder: where they are kept, below a cache.
        most: how many; the oldest go when there are twice as many.
    """

    def __init__(self, folder: Path | str, most: int = MOST) -> None:
        self.folder = str(folder)
        self._most = most

    def recall(self, *key: object) -> bytes | None:
        """What was kept under a key of texts, numbers and what holds these; None without."""
        try:
            with open(self.place(*key), "rb") as file:
                return file.read()
        except OSError:
            return None

    def keep(self, content: bytes, *key: object) -> None:
        """Keep something under a key, whole or not at all."""
        from contextlib import suppress
        from pathlib import Path

        from kembar.errors import KembarError
        from kembar.files import write_bytes

        if not os.access(Path(self.folder).parent, os.W_OK):
            return
        with suppress(KembarError, OSError):
            write_bytes(Path(self.place(*key)), content)
            self._make_room()

    def place(self, *key: object) -> str:
        """The path of the file of what is kept under a key, where it is kept."""
        told = repr(key).encode("utf-8", "surrogatepass")
        return f"{self.folder}{os.sep}{hashlib.sha256(told).hexdigest()[:32]}"

    def _make_room(self) -> None:
        from pathlib import Path

        from kembar.files import WRITING

        kept = [entry for entry in os.scandir(self.folder) if not entry.name.startswith(WRITING)]
        if len(kept) > 2 * self._most:
            kept.sort(key=lambda entry: entry.stat().st_mtime_ns)
            for entry in kept[: -self._most]:
                Path(entry.path).unlink(missing_ok=True)


def users_cache() -> str:
    """The folder of what is kept for a user beside any workspace."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return f"{home}{os.sep}kembar"
