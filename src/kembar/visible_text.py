"""Text of others as a terminal may show it: what would move, colour or deceive is made visible."""

from __future__ import annotations

import re

_CONTROLS = ((0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F))
"""Without the tab and the line feed, which are text."""

_ORDERS = ((0x61C, 0x61C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069))
"""Marks, overrides and isolates: they change the order in which letters are read."""

_UNSEEN = (
    *((0xAD, 0xAD), (0x115F, 0x1160), (0x180E, 0x180E), (0x200B, 0x200B), (0x2028, 0x2029)),
    *((0x2060, 0x2065), (0x206A, 0x206F), (0x3164, 0x3164), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0)),
    *((0xFFF0, 0xFFFB), (0xE0000, 0xE0FFF)),
)
"""No width or no ink, separators of lines, and tags, which hide a text in a text.

The joiners (U+200C, U+200D) and the selectors of emoji are left: words of Persian and of Indian
languages, and emoji, are written with them.
"""

_SURROGATES = ((0xD800, 0xDFFF),)
"""As such Python reads the bytes of a file's name that are no UTF-8."""

_RANGES = _CONTROLS + _ORDERS + _UNSEEN + _SURROGATES
_SET = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in _RANGES)
_HIDDEN = re.compile(rf"\r(?=\n)|([{_SET}])")
_BREAK = re.compile("[ \t]*[\n\v\f\r\x1c-\x1e\x85\u2028\u2029][\\s]*")


def visible(text: str) -> str:
    """Return a text in which each character that a terminal obeys or hides reads as <U+202E>.

    Line feeds, also those after a carriage return, and tabs are text and stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN.sub(lambda match: mark(match[1]) if match[1] else match[0], text)


def on_one_line(text: str) -> str:
    """Return a text without line breaks: each, with the blanks around it, is one space."""
    return _BREAK.sub(" ", text)


def mark(character: str) -> str:
    """Return the visible sign of a character, as <U+202E>."""
    return f"<U+{ord(character):04X}>"


def marks() -> dict[str, str]:
    """Return the visible sign of each character that `visible` replaces."""
    return {chr(n): mark(chr(n)) for first, last in _RANGES for n in range(first, last + 1)}
