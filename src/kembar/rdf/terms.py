"""RDF terms as the texts that N-Triples, Turtle and SPARQL all read: the one place that escapes.

A value from outside becomes a term here and stays a value, in a file as in a query.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple, NewType

Term = NewType("Term", str)
"""A serialised RDF term: <iri>, "text"@en, "12"^^<datatype> or _:b0."""

Triple = tuple[Term, Term, Term]

XSD = "http://www.w3.org/2001/XMLSchema#"

_ABSOLUTE = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`]+')
_HALF = re.compile("[\ud800-\udfff]")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_UNESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


class Value(NamedTuple):
    """A term taken apart, as answers give it; `kind` is "iri", "literal" or "blank"."""

    text: str
    kind: str = "literal"
    datatype: str = ""
    language: str = ""

    def __str__(self) -> str:
        return self.text

    @property
    def term(self) -> Term:
        """The same as a serialised term."""
        if self.kind == "iri":
            return iri(self.text)
        if self.kind == "blank":
            return Term(f"_:{self.text}")
        if self.language or self.datatype in ("", f"{XSD}string"):
            return literal(self.text, self.language)
        return typed_literal(self.text, self.datatype)


def row_texts(row: Iterable[Value | None]) -> list[str]:
    """The texts of a row of an answer; what is unbound is "".

    >>> texts([Value("Bandung"), None])
    ['Bandung', '']
    """
    return [value.text if value else "" for value in row]


def iri(address: str) -> Term:
    """An IRI as a term.

    Raises:
        ValueError: it is not absolute, or holds a character that no IRI may hold.
    """
    if not _ABSOLUTE.fullmatch(address):
        raise ValueError(f"{address!r} is not an absolute IRI")
    return Term(f"<{address}>")


def literal(value: str, language: str = "") -> Term:
    """A text, of a language (BCP 47) where one is given.

    Raises:
        ValueError: the language tag is malformed, or the text holds half a character.
    """
    if language and not _LANGUAGE.fullmatch(language):
        raise ValueError(f"{language!r} is not a language tag")
    return Term(_quoted(value) + (f"@{language}" if language else ""))


def typed_literal(value: object, datatype: str) -> Term:
    """A literal of a datatype, given as its IRI or as a local name of XML Schema ("gYear")."""
    return Term(f"{_quoted(str(value))}^^{_datatype(datatype)}")


def parse_term(term: Term) -> Value:
    """A serialised term taken apart.

    Raises:
        ValueError: it is none.
    """
    if term.startswith("<"):
        return Value(term[1:-1], "iri")
    if term.startswith("_:"):
        return Value(term[2:], "blank")
    found = _LITERAL.fullmatch(term)
    if not found:
        raise ValueError(f"{term!r} is not a term")
    return Value(_ESCAPED.sub(_unescaped, found[1]), "literal", found[3] or "", found[2] or "")


def to_nquads(triples: Iterable[Triple], graph: Term | None = None) -> str:
    """The triples as N-Quads lines, in one named graph or in the default graph."""
    end = f" {graph} .\n" if graph else " .\n"
    return "".join(f"{s} {p} {o}{end}" for s, p, o in triples)


@cache
def _datatype(name: str) -> Term:
    return iri(name if ":" in name else XSD + name)


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else _UNESCAPES.get(code, code)


def _quoted(value: str) -> str:
    # Most texts need no escape, and to look for one costs a tenth of putting them in.
    if value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    if not value.isascii() and _HALF.search(value):
        raise ValueError(f"{value!r} holds half a character")
    return f'"{value.translate(_ESCAPES)}"'
