"""Fingerprints of files: the hash of each content, taken without reading unchanged files again."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kembar.errors import InputError, KembarError, system_reason
from kembar.inputs.files import require_size
from kembar.inputs.limits import LARGEST_FILE
from kembar.language import _
from kembar.workspace.atomic_write import write_bytes
from kembar.workspace.cache import sealed, unsealed
from kembar.workspace.layout import File

HASHES_FILE = "hashes.json"
"""The file of hashes beside the built stores. It may be deleted at any moment."""

_RACY = 2_000_000_000
"""Nanoseconds. A file changed so shortly before it was hashed may change once more unseen, where
the clock of the file system is coarse (FAT: 2 s): it is hashed again, as git does."""

Stamp = tuple[int, int, int, int]
"""Size, times of modification and of change in nanoseconds, and inode."""


class Fingerprint(NamedTuple):
    """The hash of a file's content, and the stamp of the file when the hash was taken.

    The hash is `settled` if the file was so old then that every later change shows in its stamp.
    """

    hash: str
    stamp: Stamp
    settled: bool


Fingerprints = dict[str, Fingerprint]
"""By the name of each file in the graph."""


def read_fingerprints(files: Iterable[File], folder: Path) -> Fingerprints:
    """Return the fingerprint of each file; a file that no longer exists is left out.

    Hashes are cached, where the cache can be written. A hash is taken again only if the size, the
    times or the inode of the file differ, or if it is not settled.

    Args:
        files: to hash.
        folder: holds the file of hashes.

    Raises:
        InputError: a file cannot be read.
    """
    cached = _read_cached(folder)
    by_name: Fingerprints = {}
    by_path: Fingerprints = {}
    for file in files:
        path = str(file.path)
        try:
            require_size(file.path, LARGEST_FILE, name=file.display_path)
            fingerprint = _fingerprint(file.path, cached.get(path))
        except FileNotFoundError:
            continue
        except OSError as error:
            fault = _("cannot be read: {reason}", reason=system_reason(error))
            raise InputError(fault, file=file.display_path) from None
        by_name[file.name] = by_path[path] = fingerprint
    if by_path != cached:
        _write_cached(by_path, folder)
    return by_name


def hashes(fingerprints: Fingerprints) -> dict[str, str]:
    """Return the content hash of each file by its name."""
    return {name: fingerprint.hash for name, fingerprint in fingerprints.items()}


def same_files(one: Fingerprints, other: Fingerprints) -> bool:
    """Return whether the files are the same, and none was touched in between."""
    return [(name, f.hash, f.stamp) for name, f in one.items()] == [
        (name, f.hash, f.stamp) for name, f in other.items()
    ]


def digest_of(fingerprints: Fingerprints) -> str:
    """Return one hash of the names and contents of all files."""
    text = json.dumps(sorted(hashes(fingerprints).items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _fingerprint(path: Path, previous: Fingerprint | None) -> Fingerprint:
    stat = path.stat()
    stamp = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
    if previous is not None and previous.settled and previous.stamp == stamp:
        return previous
    settled = time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) > _RACY
    return Fingerprint(hashlib.sha256(path.read_bytes()).hexdigest()[:24], stamp, settled)


def _read_cached(folder: Path) -> Fingerprints:
    try:
        entries = json.loads(unsealed((folder / HASHES_FILE).read_bytes()) or b"")
        return {
            str(path): Fingerprint(str(digest), (size, mtime, ctime, inode), bool(settled))
            for path, (digest, (size, mtime, ctime, inode), settled) in entries.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _write_cached(by_path: Fingerprints, folder: Path) -> None:
    """Write the file of hashes; ignore a folder that cannot be written."""
    if folder.is_dir():
        path = folder / HASHES_FILE
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        with suppress(KembarError):
            write_bytes(path, sealed(json.dumps(by_path).encode()))
