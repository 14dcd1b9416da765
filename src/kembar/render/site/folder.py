"""The folder of a site: files are whole, only what differs is written, nobody else's is touched.

A list in the folder names the files that the program wrote, with their digests. New files are made
in a folder of their own within it, and moved to their places when all are there. A process that is
killed before leaves the old site as it was; killed while it moves, it leaves whole files, and
a list of those that were to be, so that the next run finds which are not there yet.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from kembar.errors import InputError
from kembar.language import _
from kembar.workspace.atomic_write import (
    WRITING,
    delete,
    disk_errors,
    make_folders,
    temporary_path,
    write_bytes,
)
from kembar.workspace.in_use import is_in_use, use_new_folder
from kembar.workspace.output_file import require_folder, require_unread

LIST = ".kembar-site.json"
"""The list of files; without it nothing in a folder is the program's own."""

_VERSION = 1
_FEW = 300
"""Files that are synced one by one; beyond, the whole disk is, once."""

_EARLIER = {"index.html", "network.html", "ontology.html", "answers"}
"""All that a site of Kembar 0.1 had at its top."""

Seal = tuple[str, int, int]
"""Digest, size and time of change in nanoseconds of a file on the disk."""


@dataclass
class SiteFolder:
    """The files of a site.

    Attributes:
        folder: where they are; it need not exist.
        state: the digest of all that the site was made of, "" where it is not whole.
        notes: what the site's maker wants to know the next time.
        files: seals by path, of the files that are on the disk as they were written.
        own: paths of all files that the program wrote, also of those that somebody changed.
    """

    folder: Path
    state: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    files: dict[str, Seal] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    @classmethod
    def open(cls, folder: Path, *, force: bool = False) -> SiteFolder:
        """Read the list of a folder.

        Args:
            folder: of the site.
            force: accept also a folder in which others have files.

        Raises:
            InputError: no folder can be there, a workspace reads it, or it has files of others and
                no site.
        """
        require_folder(folder)
        require_unread(folder)
        listed = _read(folder / LIST)
        if listed is None:
            own = _earlier_site(folder)
            if own is None and not force:
                fault = _(
                    "holds other files; name a new or empty folder (or --force, to add to it)"
                )
                raise InputError(fault, file=folder)
            return cls(folder, own=frozenset(own or ()))
        state, notes, seals = listed
        files = {path: seal for path, seal in seals.items() if _seal_on_disk(folder / path, seal)}
        state = state if len(files) == len(seals) else ""
        return cls(folder, state, notes, files, frozenset(seals))

    @contextmanager
    def writing(self, *, force: bool = False) -> Iterator[SiteWriter]:
        """Write the site anew; when the block ends well, its files are moved to their places.

        Raises:
            InputError: a file of somebody else stands at a place.
            KembarError: a disk error occurs.
        """
        with disk_errors(self.folder):
            make_folders(self.folder)
            for leftover in self.folder.glob(f"{WRITING}*"):
                if not (leftover.is_dir() and is_in_use(leftover)):
                    delete(leftover)
            staging = temporary_path(self.folder)
            staging.mkdir()
            in_use = use_new_folder(staging)
        try:
            writer = SiteWriter(self, staging)
            yield writer
            with disk_errors(self.folder):
                writer.finish(force=force)
        finally:
            del in_use
            delete(staging)


@dataclass
class SiteWriter:
    """A site that is being written.

    Attributes:
        site: as it is on the disk.
        staging: the folder of the files that are new.
        seals: of all files of the new site.
        written: the paths of those that are new or differ.
        state, notes: of the site, as it shall be.
    """

    site: SiteFolder
    staging: Path
    seals: dict[str, Seal] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    state: str = ""
    notes: dict[str, str] = field(default_factory=dict)

    def write(self, path: str, content: str | bytes) -> None:
        """Add a file; one that is on the disk already with this content stays."""
        data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
        digest = hashlib.sha256(data).hexdigest()[:20]
        before = self.site.files.get(path)
        if before is not None and before[0] == digest:
            self.seals[path] = before
            return
        with disk_errors(self.site.folder / path):
            place = self._place(path)
            place.write_bytes(data)
            self._add(path, place, digest)

    def write_parts(self, path: str, parts: Iterable[str]) -> None:
        """Add a file that comes in parts, never all of it in memory."""
        place, sha = self._place(path), hashlib.sha256()
        with disk_errors(self.site.folder / path), place.open("wb") as file:
            for part in parts:
                data = part.encode("utf-8", "backslashreplace")
                sha.update(data)
                file.write(data)
        digest = sha.hexdigest()[:20]
        before = self.site.files.get(path)
        if before is not None and before[0] == digest:
            self.seals[path] = before
            place.unlink()
            return
        self._add(path, place, digest)

    def add(self, seals: Mapping[str, Seal], written: Iterable[str]) -> None:
        """Add files that another writer has written into the same folder of new files."""
        self.seals.update(seals)
        self.written.extend(written)

    def keep(self, path: str) -> bool:
        """Keep a file that is on the disk as it was written; return whether it is."""
        before = self.site.files.get(path)
        if before is not None:
            self.seals[path] = before
        return before is not None

    def finish(self, *, force: bool = False) -> None:
        """Move the new files to their places, and delete those that the site no longer has."""
        folder, own = self.site.folder, self.site.own
        for path in self.written if not force else ():
            if path not in own and os.path.lexists(folder / path):
                fault = _("was not written by Kembar, so it stays; --force replaces it")
                raise InputError(fault, file=folder / path)
        self._sync()
        lost = dict.fromkeys((*own, *self.written), ("", 0, 0))
        self._list(lost | self.seals)
        for path in self.written:
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            (self.staging / path).replace(place)
        for path in own - self.seals.keys():
            self._remove(folder / path)
        self.site.state, self.site.notes = self.state, self.notes
        self.site.files, self.site.own = self.seals, frozenset(self.seals)
        self._list(self.seals, self.state)

    def _place(self, path: str) -> Path:
        place = self.staging / path
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def _add(self, path: str, place: Path, digest: str) -> None:
        stat = place.stat()
        self.seals[path] = (digest, stat.st_size, stat.st_mtime_ns)
        self.written.append(path)

    def _sync(self) -> None:
        """Let the new files survive a power cut before anything names them."""
        if len(self.written) > _FEW and hasattr(os, "sync"):
            os.sync()
            return
        for path in self.written:
            with (self.staging / path).open("rb+") as file:
                os.fsync(file.fileno())

    def _list(self, seals: dict[str, Seal], state: str = "") -> None:
        content = {"version": _VERSION, "state": state, "notes": self.notes, "files": seals}
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        write_bytes(self.site.folder / LIST, text.encode())

    def _remove(self, path: Path) -> None:
        """Delete a file of an earlier site, and the folders that it leaves empty."""
        with suppress(FileNotFoundError):
            path.unlink()
        for parent in path.parents:
            if parent == self.site.folder:
                break
            with suppress(OSError):
                parent.rmdir()


def _read(path: Path) -> tuple[str, dict[str, str], dict[str, Seal]] | None:
    """Return state, notes and seals of a list; None without one that can be read."""
    try:
        content = json.loads(path.read_bytes())
        files = {
            str(name): (str(d), int(s), int(t)) for name, (d, s, t) in content["files"].items()
        }
        notes = {str(key): str(value) for key, value in content["notes"].items()}
        if content["version"] != _VERSION or not all(map(_is_inside, files)):
            return None
        return str(content["state"]), notes, files
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _is_inside(path: str) -> bool:
    """Return whether a path of a list leads nowhere but into its folder."""
    parts = Path(path).parts
    return bool(parts) and not Path(path).is_absolute() and ".." not in parts


def _seal_on_disk(path: Path, seal: Seal) -> bool:
    try:
        stat = path.lstat()
    except OSError:
        return False
    return (stat.st_size, stat.st_mtime_ns) == seal[1:]


def _earlier_site(folder: Path) -> list[str] | None:
    """Return the files of an empty folder, or of a site of Kembar 0.1; None of another's."""
    names = {path.name for path in folder.iterdir()} if folder.exists() else set()
    names = {name for name in names if not name.startswith(WRITING)}
    if names and names != _EARLIER:
        return None
    answers = [f"answers/{path.name}" for path in folder.glob("answers/*")]
    if not all(path.endswith(".csv") for path in answers):
        return None
    return [*answers, *(names - {"answers"})]
