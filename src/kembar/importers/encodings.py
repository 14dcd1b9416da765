"""Detection of the encoding of a text file: UTF-8, UTF-16, UTF-32 or Windows-1252.

A file is read to its end in blocks, so its size does not matter.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kembar.errors import InputError, system_reason
from kembar.inputs.files import require_regular
from kembar.language import _

_BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; that of UTF-32 begins like that of UTF-16, so it comes first."""

_LETTER_OF_UTF8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_NOT_IN_WINDOWS_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_HIGH = re.compile(rb"[\x80-\xff]+")


def encoding_of(path: Path) -> str:
    """The codec that decodes a whole file: utf-8, utf-8-sig, utf-16, utf-32 or cp1252.

    A file without a byte order mark is UTF-8 if all of it decodes; else it is Windows-1252, if
    none of its lines is UTF-8 and most of its letters beyond ASCII are single ones among others,
    as in the languages of western Europe. Korean, Chinese or Cyrillic in a legacy encoding are
    refused, because Windows-1252 would garble them.

    Raises:
        InputError: with the line: mixed or unknown encodings, a NUL character, a damaged file.
    """
    require_regular(path)
    try:
        with path.open("rb") as file:
            head = file.read(4)
        codec = next((codec for mark, codec in _MARKS if head.startswith(mark)), "utf-8")
        damaged_line = _first_damage(path, codec)
        if damaged_line is None:
            return codec
        if codec not in ("utf-8", "utf-8-sig"):
            fault = _(
                "is damaged: it begins as {codec}, the rest is not; save it as CSV UTF-8",
                codec=codec.upper(),
            )
            raise InputError(fault, file=path, line=damaged_line)
        return _encoding_by_lines(path)
    except OSError as bad:
        raise InputError(
            _("cannot be read: {reason}", reason=system_reason(bad)), file=path
        ) from None


def _first_damage(path: Path, codec: str) -> int | None:
    """The first line that an encoding cannot decode, or None."""
    decoder = codecs.getincrementaldecoder(codec)()
    line = 1
    for block in _blocks(path):
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as bad:
            return line + bad.object[: bad.start].count(b"\n")
        if "\0" in text:
            line += text[: text.index("\0")].count("\n")
            raise InputError(_("holds a NUL character; save it as CSV UTF-8"), file=path, line=line)
        line += text.count("\n")
    return None


def _blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file in blocks, of which the last is empty."""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block
    yield b""


def _encoding_by_lines(path: Path) -> str:
    """Windows-1252, for a file of which some line is not UTF-8.

    Raises:
        InputError: the lines are in several encodings, or in one that is not supported.
    """
    counts = _LineCounts()
    for number, line in _lines(path):
        if b"\0" in line:
            raise InputError(
                _("holds a NUL character; save it as CSV UTF-8"), file=path, line=number
            )
        if not line.isascii() and not counts.add(number, line):
            raise InputError(
                _("mixes encodings within this line; save it as CSV UTF-8"), file=path, line=number
            )
    if 0 < counts.utf8 < counts.other:
        fault = _(
            "mixes encodings: this line is UTF-8, line {first_other} is not; save it as CSV UTF-8",
            first_other=counts.first_other,
        )
        raise InputError(fault, file=path, line=counts.first_utf8)
    if counts.utf8:
        fault = _(
            "mixes encodings: this line is not UTF-8, line {first_utf8} is; save it as CSV UTF-8",
            first_utf8=counts.first_utf8,
        )
        raise InputError(fault, file=path, line=counts.first_other)
    if counts.first_foreign or counts.high_in_runs * 2 > counts.high:
        fault = _("is neither UTF-8, UTF-16 nor Windows-1252; save it as CSV UTF-8")
        raise InputError(fault, file=path, line=counts.first_foreign or counts.first_other)
    return "cp1252"


@dataclass
class _LineCounts:
    """Counts of the lines beyond ASCII: those in UTF-8, the others, and the bytes of the others.

    `first_foreign` is the first line that is not Windows-1252 either; `high` counts the bytes
    beyond ASCII, `high_in_runs` those in runs of three or more.
    """

    utf8: int = 0
    other: int = 0
    first_utf8: int = 0
    first_other: int = 0
    first_foreign: int = 0
    high: int = 0
    high_in_runs: int = 0

    def add(self, number: int, line: bytes) -> bool:
        """Count a line; false if it mixes encodings."""
        if _is_utf8(line):
            self.utf8 += 1
            self.first_utf8 = self.first_utf8 or number
            return True
        self.other += 1
        self.first_other = self.first_other or number
        runs = [len(run) for run in _HIGH.findall(line)]
        high, in_runs = sum(runs), sum(run for run in runs if run > 2)
        self.high, self.high_in_runs = self.high + high, self.high_in_runs + in_runs
        if _NOT_IN_WINDOWS_1252.search(line):
            self.first_foreign = self.first_foreign or number
            return True
        return in_runs * 2 > high or not _LETTER_OF_UTF8.search(line)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        number = 0
        # A line longer than a block comes in pieces; the reader of the rows refuses it.
        while line := file.readline(_BLOCK):
            number += 1
            yield number, line


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
