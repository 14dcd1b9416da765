"""Triples within triples are refused before they overflow the stack of a parser."""

from __future__ import annotations

import io
import re
from typing import IO, cast

import pytest

from kembar.inputs.nesting import ShallowJson, ShallowTurtle, check_turtle

DEEP = b"<urn:a> <urn:b> " + b"<<( <urn:a> <urn:b> " * 30_000


def stream(content: bytes) -> IO[bytes]:
    return cast(IO[bytes], io.BytesIO(content))


def test_deep_triples_are_refused() -> None:
    with pytest.raises(SyntaxError, match="nests more than 100 triples"):
        check_turtle(DEEP)
    with pytest.raises(SyntaxError, match="more than 1,000 triples as terms"):
        ShallowTurtle(stream(DEEP)).read()


@pytest.mark.parametrize(
    "content",
    [
        b"<urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> .\n" * 500,
        b"<urn:a> <urn:b> <<( p:a\\#b <urn:b> p:it\\'s )>> .\n" * 500,
        b'<urn:a> <urn:b> "' + b"<< \\" * 500 + b'" .',
        b'<urn:a> <urn:b> """' + b'<< " ' * 500 + b'""" .',
        b"# " + b"<< " * 500,
    ],
)
def test_shallow_triples_and_texts_pass(content: bytes) -> None:
    check_turtle(content)


@pytest.mark.parametrize("size", [3, 7, 1 << 16])
def test_json_is_counted_outside_of_texts(size: int) -> None:
    honest = b'{"a":[' + b'{"b":"[[{{\\"[\\\\"},' * 300 + b"{}]}"
    reader = ShallowJson(stream(honest))
    assert b"".join(iter(lambda: reader.read(size), b"")) == honest
    deep = ShallowJson(stream(b'{"type":"tr\\u0069ple","value":' * 300))
    with pytest.raises(SyntaxError, match=re.escape("nests more than 100 triples")):
        b"".join(iter(lambda: deep.read(size), b""))
