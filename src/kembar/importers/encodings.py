"""In which encoding a text file is written: UTF-8, UTF-16 or Windows-1252, or none of them.

A file is read through in blocks, so its size does not matter.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from kembar.errors import InputError

_BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; that of UTF-32 begins like that of UTF-16, so it stands before it."""

_LETTER_OF_UTF8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_NOT_IN_WINDOWS_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_HIGH = re.compile(rb"[\x80-\xff]+")
_SAVE = "save it as CSV UTF-8"


def encoding_of(path: Path) -> str:
    """The codec that reads a whole file: utf-8, utf-8-sig, utf-16, utf-32 or cp1252.

    A file without a byte order mark is UTF-8 where all of it is; else it is Windows-1252, provided
    that none of its lines is UTF-8 and its letters beyond ASCII stand singly among others, as in
    the languages of western Europe. Korean, Chinese or Cyrillic in an encoding of their own are
    refused: read as Windows-1252 they would be gibberish.

    Raises:
        InputError: with the line: mixed or unknown encodings, a NUL character, a damaged file.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4)
        codec = next((codec for mark, codec in _MARKS if head.startswith(mark)), "utf-8")
        damaged = _first_damage(path, codec)
        if damaged is None:
            return codec
        if codec not in ("utf-8", "utf-8-sig"):
            fault = f"is damaged: not {codec.upper()}, as its first bytes promise; {_SAVE}"
            raise InputError(fault, file=path, line=damaged)
        return _encoding_by_lines(path)
    except OSError as bad:
        raise InputError(f"cannot be read: {bad.strerror}", file=path) from None


def _first_damage(path: Path, codec: str) -> int | None:
    """The line where a file ceases to be in an encoding, None where all of it is."""
    decoder = codecs.getincrementaldecoder(codec)()
    line = 1
    for block in _blocks(path):
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as bad:
            return line + bad.object[: bad.start].count(b"\n")
        if "\0" in text:
            line += text[: text.index("\0")].count("\n")
            raise InputError(f"holds a NUL character; {_SAVE}", file=path, line=line)
        line += text.count("\n")
    return None


def _blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file; the last block is empty."""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block
    yield b""


def _encoding_by_lines(path: Path) -> str:
    """Windows-1252, for a file in which something is not UTF-8."""
    in_utf8 = other = first_in_utf8 = first_other = first_foreign = 0
    high = in_runs = 0
    for number, line in _lines(path):
        if b"\0" in line:
            raise InputError(f"holds a NUL character; {_SAVE}", file=path, line=number)
        if line.isascii():
            continue
        if _is_utf8(line):
            in_utf8 += 1
            first_in_utf8 = first_in_utf8 or number
            continue
        other += 1
        first_other = first_other or number
        runs = [len(run) for run in _HIGH.findall(line)]
        long = sum(run for run in runs if run > 2)
        if _NOT_IN_WINDOWS_1252.search(line):
            first_foreign = first_foreign or number
        elif long * 2 <= sum(runs) and _LETTER_OF_UTF8.search(line):
            raise InputError(f"mixes encodings within this line; {_SAVE}", file=path, line=number)
        high, in_runs = high + sum(runs), in_runs + long
    if 0 < in_utf8 < other:
        fault = f"mixes encodings: this line is UTF-8, line {first_other} is not; {_SAVE}"
        raise InputError(fault, file=path, line=first_in_utf8)
    if in_utf8:
        fault = f"mixes encodings: this line is not UTF-8, line {first_in_utf8} is; {_SAVE}"
        raise InputError(fault, file=path, line=first_other)
    if first_foreign or in_runs * 2 > high:
        fault = f"is neither UTF-8, UTF-16 nor Windows-1252; {_SAVE}"
        raise InputError(fault, file=path, line=first_foreign or first_other)
    return "cp1252"


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        number = 0
        # A line without an end comes in pieces: it is refused by whoever reads it.
        while line := file.readline(_BLOCK):
            number += 1
            yield number, line


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
