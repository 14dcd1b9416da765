"""What a store is made from: the content hash of each file, without reading the unchanged ones."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kembar.errors import InputError, KembarError
from kembar.workspace.atomic_write import write_text
from kembar.workspace.layout import File

MEMORY = "hashes.json"
"""Below the cache: the hashes taken so far. It may be deleted at any moment."""

_RACY = 2_000_000_000
"""Nanoseconds. A file changed so shortly before it was hashed may change once more unseen, where
the clock of the file system is coarse (FAT: 2 s): it is hashed again, as git does."""

Stamp = tuple[int, int, int, int]


class Fingerprint(NamedTuple):
    """One file: the hash of its content, and the stamp that it bore when that was taken.

    The hash is `settled` where the file was old enough then that every later change shows in its
    stamp.
    """

    hash: str
    stamp: Stamp
    settled: bool


Fingerprints = dict[str, Fingerprint]
"""By the name of each file in the graph."""


def read_fingerprints(files: Iterable[File], cache: Path) -> Fingerprints:
    """The hash of each file; one that is gone meanwhile is left out.

    Hashes are remembered in the cache, where that can be written. One is taken anew only where the
    file's size, times or inode differ, or where it is not settled.

    Raises:
        InputError: a file cannot be read.
    """
    known = _remembered(cache)
    inputs: Fingerprints = {}
    memory: Fingerprints = {}
    for file in files:
        path = str(file.path)
        try:
            found = _input(file.path, known.get(path))
        except FileNotFoundError:
            continue
        except OSError as bad:
            raise InputError(f"cannot be read: {bad.strerror}", file=file.shown) from None
        inputs[file.name] = memory[path] = found
    if memory != known:
        _remember(memory, cache)
    return inputs


def hashes(inputs: Fingerprints) -> dict[str, str]:
    """The content hash of each file by its name."""
    return {name: one.hash for name, one in inputs.items()}


def same_files(one: Fingerprints, other: Fingerprints) -> bool:
    """Whether no file differs, nor was touched in between."""
    return [(name, i.hash, i.stamp) for name, i in one.items()] == [
        (name, i.hash, i.stamp) for name, i in other.items()
    ]


def digest_of(inputs: Fingerprints) -> str:
    """One hash of all."""
    told = json.dumps(sorted(hashes(inputs).items()))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _input(path: Path, known: Fingerprint | None) -> Fingerprint:
    stat = path.stat()
    stamp = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
    if known is not None and known.settled and known.stamp == stamp:
        return known
    settled = time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) > _RACY
    return Fingerprint(hashlib.sha256(path.read_bytes()).hexdigest()[:24], stamp, settled)


def _remembered(cache: Path) -> Fingerprints:
    try:
        told = json.loads((cache / MEMORY).read_text("utf-8"))
        return {
            str(path): Fingerprint(str(digest), (size, mtime, ctime, inode), bool(settled))
            for path, (digest, (size, mtime, ctime, inode), settled) in told.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _remember(memory: Fingerprints, cache: Path) -> None:
    """Keep the hashes; a cache that cannot be written costs time and nothing else."""
    if cache.is_dir():
        with suppress(KembarError):
            write_text(cache / MEMORY, json.dumps(memory))
