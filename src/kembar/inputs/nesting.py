"""The depth of texts whose parser would overflow its stack: triples within triples."""

from __future__ import annotations

import re
from typing import IO

from kembar.inputs.limits import DEEPEST_RDF, MOST_TRIPLE_TERMS
from kembar.language import N_, _, numeral

_TOO_DEEP = N_("nests more than {count} triples in one another")
# Possessive quantifiers (*+) do not backtrack; an open text ends with the content.
_TURTLE = re.compile(
    rb'"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*+(?:\'\'\'|\Z)'
    rb'|"(?:[^"\\\n]|\\.)*+"?|\'(?:[^\'\\\n]|\\.)*+\'?'
    # An escape in a local name, as graph:a\#b: neither a comment nor a text begins there.
    rb"|\\[-_~.!$&'()*+,;=/?#@%]|#[^\n]*+|<<|>>|<[^<>\s]*+>",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\.", re.DOTALL)
_TEXT = re.compile(rb'"[^"]*"')
_SIGNS = b'"{}[]'
_OTHERS = bytes(sign for sign in range(256) if sign not in _SIGNS)


def check_turtle(content: bytes) -> None:
    """Refuse a text of the family of Turtle with triples too deep within one another.

    Raises:
        SyntaxError: they are.
    """
    if content.count(b"<<") <= DEEPEST_RDF:
        return
    depth = 0
    for token in _TURTLE.finditer(content):
        if token[0] == b"<<":
            depth += 1
            if depth > DEEPEST_RDF:
                raise SyntaxError(_(_TOO_DEEP, count=numeral(DEEPEST_RDF)))
        elif token[0] == b">>":
            depth -= 1


class ShallowTurtle:
    """A stream of Turtle or N-Triples with few triples as terms, checked as it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._terms = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes.

        Raises:
            SyntaxError: too many triples stand as terms.
        """
        block = self._stream.read(size)
        self._terms += block.count(b"<<")
        if self._terms > MOST_TRIPLE_TERMS:
            fault = _("holds more than {count} triples as terms", count=numeral(MOST_TRIPLE_TERMS))
            raise SyntaxError(fault)
        return block


class ShallowJson:
    """A stream of JSON of little depth, checked as it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._rest = b""
        self._open = b""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes.

        Raises:
            SyntaxError: it is too deep.
        """
        block = self._stream.read(size)
        self._open = _opened(self._open + self._signs(block))
        if len(self._open) > 2 * DEEPEST_RDF:
            raise SyntaxError(_(_TOO_DEEP, count=numeral(DEEPEST_RDF)))
        return block

    def _signs(self, block: bytes) -> bytes:
        """The brackets of the bytes so far that stand outside of texts."""
        text = self._rest + block
        if b"\\" in text:
            text = _ESCAPE.sub(b"", text)
        # The rest of a text that goes on: its quote, and the first half of an escape.
        escape = b"\\" if text.endswith(b"\\") else b""
        signs = _TEXT.sub(b"", text.translate(None, _OTHERS))
        outside, quote, _ = signs.partition(b'"')
        self._rest = quote + escape
        return outside


def _opened(signs: bytes) -> bytes:
    """The brackets that are still open; what lies too deep within is left as it is."""
    for __ in range(2 * DEEPEST_RDF):
        shorter = signs.replace(b"{}", b"").replace(b"[]", b"")
        if len(shorter) == len(signs):
            break
        signs = shorter
    return signs
