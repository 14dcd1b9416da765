"""The cache of a workspace: built stores, answers, and data derived from the graph.

It lies below the user's cache folder and may be deleted at any moment. Where the disk cannot be
written, nothing is cached.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

from kembar.errors import UnknownName
from kembar.language import N_, _
from kembar.workspace.atomic_write import WRITING
from kembar.workspace.in_use import is_in_use, remove_folder

CACHES = ("stores", "answers", "derived")
"""The caches of a workspace, each in a folder of that name."""

_OWNER = "workspace.txt"
"""Beside the caches: a line with the path of the workspace."""

_SEAL_LENGTH = 32
"""Bytes of the checksum that precedes each content."""

_MOST_ANSWERS = 2_000
_MOST_DERIVED = 500
"""Files. A state of a graph has about fifty edge tables, of two files each."""


class Cache:
    """Three caches of one workspace, in one folder.

    Attributes:
        folder: the folder of all three; it need not exist.
        stores: the folder of the built stores and of the hashes of the files.
        answers: answers to saved questions.
        derived: layouts, facts of the network, edge tables; the first part of a key says which.

    Args:
        folder: where they lie.
        owner: the path of the workspace, noted beside the caches for people.
    """

    def __init__(self, folder: Path, owner: str = "") -> None:
        self.folder = folder
        self.stores = folder / "stores"
        self.answers = DiskCache(folder / "answers", _MOST_ANSWERS)
        self.derived = DiskCache(folder / "derived", _MOST_DERIVED)
        self._owner = owner

    @classmethod
    def of(cls, root: Path | None) -> Cache:
        """Return the cache of the workspace in a folder, or of the shipped data alone (None)."""
        if root is None:
            return cls(_home() / "shipped", N_("the shipped data alone"))
        path = root.resolve()
        digest = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
        return cls(_home() / f"{path.name[:40]}-{digest}", str(path))

    @classmethod
    def all(cls) -> list[Cache]:
        """Return the caches of all workspaces of this user, also of those moved or deleted."""
        return [cls(path.parent) for path in sorted(_home().glob(f"*/{_OWNER}"))]

    @staticmethod
    def holds(folder: Path) -> bool:
        """Return True if a folder lies below those of the caches."""
        return folder.resolve().is_relative_to(_home().resolve())

    @property
    def owner(self) -> str:
        """The path of the workspace, as the folder names it; empty where it names none."""
        try:
            return _(os.fsdecode((self.folder / _OWNER).read_bytes()).strip())
        except OSError:
            return ""

    def create(self) -> bool:
        """Make the folder and name its workspace there; return whether stores can be written."""
        try:
            self.stores.mkdir(parents=True, exist_ok=True)
            if not (self.folder / _OWNER).exists():
                (self.folder / _OWNER).write_bytes(os.fsencode(f"{self._owner}\n"))
        except OSError:
            return False
        return os.access(self.stores, os.W_OK)

    def usage(self) -> dict[str, tuple[int, int]]:
        """Return the number of files and of bytes of each of `CACHES`.

        Built stores share files by hard links; such a file is counted once.
        """
        return {name: _usage(self.folder / name) for name in CACHES}

    def clear(self, *names: str) -> None:
        """Delete the contents of some of `CACHES`, or of all; stores in use by a process stay.

        Raises:
            UnknownName: there is no such cache.
        """
        for name in names:
            if name not in CACHES:
                raise UnknownName("cache", name, CACHES)
        for name in names or CACHES:
            if name == "stores":
                self._clear_stores()
            else:
                shutil.rmtree(self.folder / name, ignore_errors=True)
        with suppress(OSError):
            if [path.name for path in self.folder.iterdir()] == [_OWNER]:
                (self.folder / _OWNER).unlink()
                self.folder.rmdir()

    def _clear_stores(self) -> None:
        with suppress(OSError):
            for path in [*self.stores.iterdir()]:
                if not path.is_dir():
                    path.unlink(missing_ok=True)
                elif not is_in_use(path):
                    remove_folder(path)
            self.stores.rmdir()


class DiskCache:
    """A folder of contents, each in a file named by the hash of its key.

    A key is a sequence of texts, numbers and tuples, lists and dictionaries of them.

    Args:
        folder: where the files lie; it is made in its parent, which must exist, when needed.
        most: how many files; when there are twice as many, the oldest are deleted.
    """

    def __init__(self, folder: Path, most: int = _MOST_ANSWERS) -> None:
        self.folder = folder
        self._most = most

    def get(self, *key: object) -> bytes | None:
        """Return the content cached under a key; None if it is missing or incomplete."""
        try:
            content = self.path_of(*key).read_bytes()
        except OSError:
            return None
        return unsealed(content)

    def put(self, content: bytes, *key: object) -> None:
        """Cache a content under a key, whole or not at all."""
        self.put_file(sealed(content), *key)

    def put_file(self, content: bytes, *key: object) -> None:
        """Cache a content as a file for other libraries, without the checksum, at `path_of`."""
        # Not synced to the disk: that takes as long as to compute most contents again.
        temporary = self.folder / f"{WRITING}{os.urandom(6).hex()}"
        try:
            self.folder.mkdir(exist_ok=True)
            temporary.write_bytes(content)
            _replace(temporary, self.path_of(*key))
            self._evict()
        except OSError:
            with suppress(OSError):
                temporary.unlink()

    def path_of(self, *key: object) -> Path:
        """Return the path of the file of a key, whether it exists or not."""
        digest = hashlib.sha256(repr(key).encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / digest[:32]

    def _evict(self) -> None:
        """Delete the oldest files, those of killed processes among them."""
        paths = [*self.folder.iterdir()]
        if len(paths) > 2 * self._most:
            paths.sort(key=lambda path: path.stat().st_mtime_ns)
            for path in paths[: -self._most]:
                _remove(path)


def get_or_make(cache: DiskCache | None, make: Callable[[], bytes], *key: object) -> bytes:
    """Return the bytes cached under a key; without them call `make`, and cache its result."""
    content = cache.get(*key) if cache else None
    if content is None:
        content = make()
        if cache:
            cache.put(content, *key)
    return content


def _replace(temporary: Path, path: Path) -> None:
    """Move a file to its place, also where a folder has got there."""
    try:
        temporary.replace(path)
    except OSError:
        if not path.is_dir():
            raise
        _remove(path)
        temporary.replace(path)


def _remove(path: Path) -> None:
    """Delete a file or a folder of the cache."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _home() -> Path:
    return user_cache_path("kembar")


def sealed(content: bytes) -> bytes:
    """Return a content behind its checksum."""
    return hashlib.sha256(content).digest() + content


def unsealed(content: bytes) -> bytes | None:
    """Return what was sealed; None where it is damaged, so that nothing else is ever read."""
    seal, content = content[:_SEAL_LENGTH], content[_SEAL_LENGTH:]
    return content if seal == hashlib.sha256(content).digest() else None


def _usage(folder: Path) -> tuple[int, int]:
    sizes = {}
    for path in folder.rglob("*"):
        with suppress(OSError):
            stat = path.lstat()
            if path.is_file():
                sizes[stat.st_dev, stat.st_ino] = stat.st_size
    return len(sizes), sum(sizes.values())
