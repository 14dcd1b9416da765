"""Results where a person wants them: whole, and never over what a person may have edited.

A file is replaced at once and keeps its mode and owner; links are followed. A pipe or a
device is written into. The graph's own files are written by `atomic_write`.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TextIO

from kembar.errors import InputError, KembarError
from kembar.language import _
from kembar.shipped_folder import SHIPPED
from kembar.visible_text import visible
from kembar.workspace.atomic_write import (
    delete,
    disk_errors,
    make_folders,
    sync_folder,
    temporary_path,
)
from kembar.workspace.config import CONFIG_FILE
from kembar.workspace.layout import FOLDERS

STANDARD_OUTPUT = Path("/dev/stdout")
"""Also on systems that have no such file."""

READER_TIMEOUT = 10.0
"""Seconds that a named pipe waits for its reader."""

Content = bytes | Iterable[bytes]
"""The bytes of a file, whole or in parts."""

_MOST_LINKS = 40
_FORMATS = (
    *(".csv", ".tsv", ".xls", ".xlsx", ".ods", ".parquet", ".doc", ".docx", ".rtf", ".pdf"),
    *(".7z", ".bz2", ".gz", ".tar", ".xz", ".zip"),
    *(".htm", ".html", ".md", ".markdown", ".txt", ".tex", ".bib", ".ipynb", ".png", ".svg"),
    *(".json", ".jsonld", ".geojson", ".xml", ".yaml", ".yml", ".gexf", ".graphml"),
    *(".ttl", ".trig", ".nt", ".nq", ".rdf", ".owl", ".srj", ".srx"),
)
"""Endings that say what a file holds; ".dat", or the end of "v1.2", says nothing."""


def write_text(path: Path, text: str, *, force: bool = False, is_form: bool = False) -> Path:
    """Write a text in UTF-8, and return the path; on a terminal it shows what it hides.

    Args:
        path: as the person names it; its folder is made if need be.
        text: the content.
        force: replace also what a person may have edited: files of a workspace, and forms.
        is_form: the text is there to be filled in.

    Raises:
        InputError: it would replace what a person may have edited, or the path is no file's.
        KembarError: it cannot be written.
        ReaderLeft: the reader of a pipe went away.
    """
    with disk_errors(path):
        _write([(_followed(path), text)], force=force, is_form=is_form)
    return path


def write_bytes(path: Path, content: bytes, *, force: bool = False) -> Path:
    """Write bytes, as `write_text` does, but not on a terminal; return the path.

    Raises:
        InputError, KembarError, ReaderLeft: as `write_text`.
    """
    with disk_errors(path):
        _write([(_followed(path), content)], force=force)
    return path


def write_parts(path: Path, parts: Iterable[str], *, force: bool = False) -> Path:
    """Write a text that comes in parts, never all of it in memory, as `write_text` does.

    A pipe gets it once it is whole, from a temporary file.

    Raises:
        InputError, KembarError, ReaderLeft: as `write_text`.
    """
    with disk_errors(path):
        place = _followed(path)
        if not (isinstance(place, int) or _is_special(place)):
            _write([(place, map(_encoded, parts))], force=force)
            return path
        with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as whole:
            whole.writelines(_encoded(part).decode() for part in parts)
            whole.seek(0)
            _write_into(place, whole)
    return path


def write_folder(folder: Path, texts: Mapping[str, str], *, force: bool = False) -> Path:
    """Write texts as files of a folder, all of them or none, and return its path.

    Raises:
        InputError, KembarError: as `write_text`, or the path is no folder's.
    """
    require_folder(folder)
    with disk_errors(folder):
        places = [(_followed(folder / name), text) for name, text in texts.items()]
        _write(places, force=force)
    return folder


def require_folder(folder: Path) -> None:
    """Check that several files can be written at a path.

    Raises:
        InputError: a file stands there.
    """
    if is_stream(folder):
        raise InputError(_("several files are written: name a folder for them"), file=folder)
    if folder.exists() and not folder.is_dir():
        raise InputError(_("is a file; name a folder, several files are written"), file=folder)


def require_unread(folder: Path) -> None:
    """Check that no workspace reads a folder: pages in it would be read as data.

    Raises:
        InputError: it lies in data/, queries/ or ontology/ of a workspace.
    """
    if _is_of_a_workspace(Path(os.path.realpath(folder), "any")):
        fault = _("is read as part of a workspace, which would no longer be readable; name another")
        raise InputError(fault, file=folder)


def ending_of(path: Path, endings: Collection[str]) -> str:
    """Return the ending of a file to write, in small letters, or "" for none.

    Args:
        path: the file; a pipe or a device may have any name.
        endings: those that can be written, as ".csv".

    Raises:
        InputError: it has the ending of another format.
    """
    ending = path.suffix.lower()
    if ending in endings or ending not in _FORMATS:
        return ending if ending in endings else ""
    if is_stream(path):
        return ""
    fits = ", ".join(endings)
    fault = _("{ending} does not fit the format; use {endings}", ending=ending, endings=fits)
    raise InputError(fault, file=path)


def is_standard_output(path: Path) -> bool:
    """Return whether a path leads to standard output, as /dev/stdout does."""
    with suppress(OSError):
        return _followed(path) == 1
    return False


def is_stream(path: Path) -> bool:
    """Return whether a path leads to what is written into: an open descriptor, a pipe, a device."""
    with suppress(OSError):
        place = _followed(path)
        return isinstance(place, int) or _is_special(place)
    return False


def _followed(path: Path) -> Path | int:
    """Return where a path and its links lead: a place on the disk, or an open descriptor.

    Raises:
        OSError: the links go round.
    """
    if path == STANDARD_OUTPUT:
        return 1
    for __ in range(_MOST_LINKS):
        folder, name = os.path.realpath(path.parent), path.name
        if name.isdecimal() and folder in ("/dev/fd", f"/proc/{os.getpid()}/fd"):
            return int(name)
        path = Path(folder, name)
        if not path.is_symlink() or _is_special(path):
            return path
        path = path.parent / path.readlink()
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _is_special(path: Path) -> bool:
    """Return whether something stands there that is neither a file nor a folder."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        if error.errno == errno.ELOOP:
            return False
        raise
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _write(
    contents: Collection[tuple[Path | int, str | Content]],
    *,
    force: bool = False,
    is_form: bool = False,
) -> None:
    """Write contents: into pipes and devices, and over files once all are on the disk."""
    files = []
    for place, content in contents:
        if isinstance(place, int) or _is_special(place):
            _write_into(place, content)
        else:
            files.append((place, _encoded(content) if isinstance(content, str) else content))
    for path, content in files:
        _check(path, content, force=force, is_form=is_form)
    with ExitStack() as stack:
        written = [(stack.enter_context(_beside(path, content)), path) for path, content in files]
        for temporary, path in written:
            temporary.replace(path)
    for folder in {path.parent for path, __ in files}:
        sync_folder(folder)


def _encoded(content: str) -> bytes:
    return content.encode("utf-8", "backslashreplace")


def _check(path: Path, content: Content, *, force: bool, is_form: bool) -> None:
    """Check that a file may be replaced.

    Raises:
        InputError: a folder stands there, or what a person may have edited.
        OSError: the file is read-only.
    """
    if path.is_dir():
        raise InputError(_("is a folder; name a file in it"), file=path)
    if path.exists() and not os.access(path, os.W_OK):
        raise OSError(errno.EACCES, _("it is read-only"))
    if force or not path.exists() or not (is_form or _is_of_a_workspace(path)):
        return
    same = content.strip() if isinstance(content, bytes) else b""
    if path.read_bytes().strip() not in (b"", same):
        fault = _("may hold what a person wrote, so it stays; --force replaces it")
        raise InputError(fault, file=path)


def _is_of_a_workspace(path: Path) -> bool:
    """Return whether a file is one that people edit: of data/, queries/, ontology/, kembar.toml."""
    for folder in path.parents:
        if folder == SHIPPED or (folder / CONFIG_FILE).is_file():
            parts = path.relative_to(folder).parts
            if parts[0] in FOLDERS or parts == (CONFIG_FILE,):
                return True
    return False


@contextmanager
def _beside(path: Path, content: Content) -> Iterator[Path]:
    """Write a new file beside a place, with the mode and owner of the one there; yield its path."""
    make_folders(path.parent)
    temporary = temporary_path(path.parent)
    before = path.stat() if path.exists() else None
    # Never more open than the file that it replaces.
    mode = 0o666 if before is None else 0o600 & before.st_mode
    try:
        with open(temporary, "xb", opener=lambda p, flags: os.open(p, flags, mode)) as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            _liken(temporary, before)
        yield temporary
    finally:
        if temporary.exists():
            delete(temporary)


def _liken(path: Path, before: os.stat_result) -> None:
    """Give a file the mode, and as far as the system lets it the owner and group, of another."""
    mode = stat.S_IMODE(before.st_mode) & 0o777
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(path, before.st_uid, -1)
        try:
            os.chown(path, -1, before.st_gid)
        except OSError:
            # Another group may do no more than anybody.
            mode = mode & 0o707 | (mode & 0o007) << 3
    path.chmod(mode)


def _write_into(place: Path | int, content: str | bytes | Iterable[str | bytes]) -> None:
    """Write into what is open already, or into a pipe or a device."""
    descriptor = place if isinstance(place, int) else _open_special(place)
    try:
        with open(descriptor, "wb", closefd=False) as file:
            for part in [content] if isinstance(content, str | bytes) else content:
                file.write(_encoded_for(descriptor, part))
    finally:
        if not isinstance(place, int):
            os.close(descriptor)


def _encoded_for(descriptor: int, content: str | bytes) -> bytes:
    """Return the bytes for a descriptor, in the encoding of the standard stream that it is."""
    if isinstance(content, bytes):
        if not os.isatty(descriptor):
            return content
        raise KembarError(_("the result is not a text: a terminal cannot show it; name a file"))
    stream = _standard_stream(descriptor)
    if os.isatty(descriptor):
        content = visible(content)
    if stream is None:
        return _encoded(content)
    stream.flush()
    errors = "backslashreplace" if stream.errors in (None, "strict") else stream.errors
    return content.encode(stream.encoding, errors)


def _standard_stream(descriptor: int) -> TextIO | None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, AttributeError):  # None if closed; a notebook's has no number
            if stream.fileno() == descriptor:
                return stream
    return None


def _open_special(path: Path) -> int:
    """Open a pipe or a device to write into it.

    Raises:
        InputError: it is a disk, or a pipe that nothing reads.
        OSError: it cannot be opened.
    """
    mode = path.stat().st_mode
    if stat.S_ISBLK(mode):
        raise InputError(_("is a disk, which a result would destroy; name a file"), file=path)
    if stat.S_ISSOCK(mode):
        raise InputError(_("is a socket, which cannot be opened; name a file"), file=path)
    if not stat.S_ISFIFO(mode):
        return os.open(path, os.O_WRONLY | getattr(os, "O_NOCTTY", 0))
    end = time.monotonic() + READER_TIMEOUT
    while True:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
        else:
            os.set_blocking(descriptor, True)
            return descriptor
        if time.monotonic() > end:
            raise InputError(_("no program reads this pipe; start it first"), file=path)
        time.sleep(0.05)
