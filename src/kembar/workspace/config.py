"""kembar.toml: the settings of a workspace, and the version of its format."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

from kembar.errors import InputError, system_reason
from kembar.language import _, listing, numeral
from kembar.workspace.atomic_write import disk_errors, write_bytes
from kembar.workspace.inside import require_inside

CONFIG_FILE = "kembar.toml"

FORMAT = 2
"""The newest format that this program reads and the one that it writes.

1, or none: the changes of a month may stand in one file. 2: each change has a file of its own.
"""

KEYS = ("format", "title", "city", "shipped", "store")
"""The settings of kembar.toml."""

_LARGEST = 32_000
"""Bytes: a key of a million dots would take minutes, and a gigabyte."""
_LONGEST_TITLE = 300
_UNPRINTABLE = ("Cc", "Cs", "Zl", "Zp")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the text that follows them on a page or a terminal."""

_CITY_LINE = re.compile(rb"""^([ \t]*city[ \t]*=[ \t]*)("[^"\r\n]*"|'[^'\r\n]*')""", re.MULTILINE)
_FORMAT_LINE = re.compile(rb"^([ \t]*format[ \t]*=[ \t]*)\d+", re.MULTILINE)
_BOM = b"\xef\xbb\xbf"
_OPEN_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Opens a pipe without waiting for its writer; and bytes as they are, on Windows."""


class Config(NamedTuple):
    """The settings of a workspace.

    Attributes:
        format: the version of its format.
        title: of the graph, for people.
        shipped: whether the shipped data belong to the graph.
        store: the table [store], as `rdf.remote.endpoint` reads it.
        city: the office's own, by key or name; "" for none.
    """

    format: int
    title: str
    shipped: bool
    store: dict[str, Any]
    city: str = ""


def read_config(root: Path) -> Config:
    """Return the settings of the workspace in a folder.

    Raises:
        InputError: its kembar.toml cannot be read, has an unknown or a wrong setting, or is of a
            newer format than this program reads.
        KembarError: it is a link that leads out of the workspace.
    """
    path = root / CONFIG_FILE
    require_inside(root, path)
    values = read_toml(path, path)
    version = _format(values.get("format", 1), path)
    for key in values:
        if key not in KEYS:
            raise InputError(_unknown(key), file=path, column=key[:80])
    shipped = values.get("shipped", True)
    if not isinstance(shipped, bool):
        raise InputError(_("must be true or false"), file=path, column="shipped")
    store = values.get("store", {})
    if not isinstance(store, dict):
        raise InputError(_("must be a table, [store]"), file=path, column="store")
    title = _plain(values.get("title", plain_name(root)), path, "title")
    city = _plain(values["city"], path, "city") if "city" in values else ""
    return Config(version, title, shipped, store, city)


def plain_name(root: Path) -> str:
    """Return the name of a folder as a title: without what cannot be printed."""
    name = "".join("?" if _is_unprintable(character) else character for character in root.name)
    return name.strip() or "Kembar"


def read_toml(path: Path, name: object) -> dict[str, Any]:
    """Return the content of a small file of TOML; UTF-8, with or without a mark.

    Args:
        path: of the file.
        name: of the file, for messages.

    Raises:
        InputError: it is no regular file, too large, not UTF-8, not TOML, or nested too deeply.
    """
    return _parse(_read_small(path, name), name)


def _parse(content: bytes, name: object) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(_("is not UTF-8; save it as UTF-8"), file=name) from None
    except RecursionError:
        raise InputError(_("is nested too deeply; simplify it"), file=name) from None
    except ValueError as error:
        fault = _("is not well-formed TOML: {reason}", reason=error)
        raise InputError(fault, file=name) from None


def write_format(root: Path, copy: Path) -> None:
    """Write into kembar.toml that the workspace is of `FORMAT`; no other byte changes.

    Args:
        root: folder of the workspace, which is locked.
        copy: the folder that keeps the file as it is.

    Raises:
        KembarError: a disk error occurs, or the setting stands where it cannot be found.
    """
    path = root / CONFIG_FILE
    before, content = read_toml(path, path), _read_small(path, path)
    mode = stat.S_IMODE(path.stat().st_mode)
    text = _with_format(content, explicit="format" in before)
    if _parse(text, path) != before | {"format": FORMAT}:
        line = f"format = {FORMAT}"
        fault = _("write this line into it: {line}", line=line)
        raise InputError(fault, file=path, column="format")
    write_bytes(copy / CONFIG_FILE, content)
    write_bytes(path, text)
    with disk_errors(path):
        path.chmod(mode)


def write_city(root: Path, key: str) -> None:
    """Write the office's own city into kembar.toml; no other line changes.

    Args:
        root: folder of the workspace.
        key: of the city, as "id-bandung".

    Raises:
        KembarError: a disk error occurs, or the setting stands where it cannot be found.
    """
    path = root / CONFIG_FILE
    before, content = read_toml(path, path), _read_small(path, path)
    line = f'city = "{key}"'
    if "city" in before:
        text = _CITY_LINE.sub(rb'\g<1>"%s"' % key.encode(), content, count=1)
    else:
        mark = _BOM if content.startswith(_BOM) else b""
        end = b"\r\n" if b"\r\n" in content else b"\n"
        text = mark + line.encode() + end + content.removeprefix(mark)
    if _parse(text, path) != before | {"city": key}:
        raise InputError(_("write this line into it: {line}", line=line), file=path, column="city")
    if text != content:
        mode = stat.S_IMODE(path.stat().st_mode)
        write_bytes(path, text)
        with disk_errors(path):
            path.chmod(mode)


def _with_format(content: bytes, *, explicit: bool) -> bytes:
    """Return the text of a kembar.toml with `FORMAT`: as its first line, or in place of another."""
    if explicit:
        return _FORMAT_LINE.sub(rb"\g<1>%d" % FORMAT, content, count=1)
    mark = _BOM if content.startswith(_BOM) else b""
    end = b"\r\n" if b"\r\n" in content else b"\n"
    line = b"format = %d   # the version of the workspace's files; Kembar writes it" % FORMAT
    return mark + line + end + content.removeprefix(mark)


def _read_small(path: Path, name: object) -> bytes:
    """Return the content of a regular file; a pipe is not waited for."""
    try:
        handle = os.open(path, os.O_RDONLY | _OPEN_AT_ONCE)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise InputError(_("is not a file; put a text file there"), file=name)
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise InputError(
            _("cannot be read: {reason}", reason=system_reason(error)), file=name
        ) from None
    if len(content) > _LARGEST:
        raise InputError(_("is larger than 32 kB; shorten it"), file=name)
    return content


def _format(value: object, path: Path) -> int:
    if type(value) is not int or value < 1:
        fault = _("must be a whole number from 1 to {most}; Kembar writes it", most=FORMAT)
        raise InputError(fault, file=path, column="format")
    if value > FORMAT:
        fault = _(
            "is of format {format}; this Kembar reads up to {most}; update Kembar",
            format=round(value),
            most=FORMAT,
        )
        raise InputError(fault, file=path)
    return value


def _plain(value: object, path: Path, key: str) -> str:
    """Return a text of one line."""
    fault = ""
    if not isinstance(value, str):
        fault = _("must be a text in quotes")
    elif not value.strip():
        fault = _("is empty; write a name, or delete the line")
    elif len(value) > _LONGEST_TITLE:
        most = numeral(_LONGEST_TITLE)
        fault = _("is longer than {count} characters; write a shorter name", count=most)
    elif any(map(_is_unprintable, value)):
        fault = _("holds a character that cannot be printed; write it on one line")
    if fault:
        raise InputError(fault, file=path, column=key)
    return str(value)


def _is_unprintable(character: str) -> bool:
    return unicodedata.category(character) in _UNPRINTABLE or bool(_BIDI.match(character))


def _unknown(key: str) -> str:
    """Return the fault of a wrong setting, with the nearest right one, or all."""
    from difflib import get_close_matches

    if near := get_close_matches(key[:80], KEYS, 1):
        return _("no such setting; did you mean {name}?", name=near[0])
    return _("no such setting; there are {names}", names=listing(list(KEYS)))
