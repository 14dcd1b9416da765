"""RDF terms, serialised in the syntax that N-Triples, Turtle and SPARQL share.

Only this module escapes: a value from outside becomes one term, in a file as in a query.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple, NewType

from kembar.errors import quoted
from kembar.language import _

Term = NewType("Term", str)
"""A serialised RDF term: <iri>, "text"@en, "12"^^<datatype> or _:b0."""

Triple = tuple[Term, Term, Term]

TriplesByGraph = dict[Term, list[Triple]]
"""Triples by named graph; "" names a default graph."""

XSD = "http://www.w3.org/2001/XMLSchema#"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN_IRI = re.compile(r"https?://[\w.-]+(?:/[\w./~-]*)?(?:#[\w./~-]*)?", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*(?:--(?:ltr|rtl))?")
_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_UNESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


class Value(NamedTuple):
    """A parsed term, as results hold it.

    `kind` is "iri", "literal", "blank", or "triple", whose text is the term itself (RDF 1.2).
    """

    text: str
    kind: str = "literal"
    datatype: str = ""
    language: str = ""

    def __str__(self) -> str:
        return self.text

    @property
    def term(self) -> Term:
        """The serialised term."""
        if self.kind == "iri":
            return iri(self.text)
        if self.kind == "blank":
            return Term(f"_:{self.text}")
        if self.kind == "triple":
            return Term(self.text)
        if self.language or self.datatype in ("", f"{XSD}string"):
            return literal(self.text, self.language)
        return typed_literal(self.text, self.datatype)


def boolean(truth: bool) -> Value:
    """Return a truth value, as the answer of ASK."""
    return Value("true" if truth else "false", datatype=f"{XSD}boolean")


def row_texts(row: Iterable[Value | None]) -> list[str]:
    """Return the texts of a row; "" where a variable is unbound.

    >>> row_texts([Value("Bandung"), None])
    ['Bandung', '']
    """
    return [value.text if value else "" for value in row]


def iri(address: str) -> Term:
    """Return an IRI as a term.

    Raises:
        ValueError: the address is not absolute, or contains what IRIs exclude, as "%zz".
    """
    if not _PLAIN_IRI.fullmatch(address):
        from pyoxigraph import NamedNode  # what most commands do without

        try:
            # The rules of the store itself: what it refused would end its loading.
            NamedNode(address)
        except ValueError:
            fault = _("{value} is not an absolute IRI", value=quoted(address))
            raise ValueError(fault) from None
    return Term(f"<{address}>")


def literal(value: str, language: str = "") -> Term:
    """Return a plain literal, or one with a language tag (BCP 47).

    Raises:
        ValueError: the language tag is malformed, or the text contains a lone surrogate.
    """
    if language and not _LANGUAGE.fullmatch(language):
        raise ValueError(_("{value} is not a language tag", value=quoted(language)))
    return Term(_quote(value) + (f"@{language}" if language else ""))


def typed_literal(value: object, datatype: str) -> Term:
    """Return a literal of a datatype, an IRI or a local name of XML Schema ("gYear")."""
    return Term(f"{_quote(str(value))}^^{_datatype(datatype)}")


def parse_term(term: Term) -> Value:
    """Parse a serialised term.

    Raises:
        ValueError: the text is no term.
    """
    if term.startswith("<"):
        return Value(term[1:-1], "iri")
    if term.startswith("_:"):
        return Value(term[2:], "blank")
    match = _LITERAL.fullmatch(term)
    if not match:
        raise ValueError(_("{value} is not a term", value=quoted(term)))
    text, language, datatype = match.groups(default="")
    return Value(_ESCAPE.sub(_unescape, text), "literal", datatype, language)


def to_nquads(triples: Iterable[Triple], graph: Term | None = None) -> str:
    """Return triples as N-Quads lines of a named graph, or the default graph where None."""
    end = f" {graph} .\n" if graph else " .\n"
    return "".join(f"{s} {p} {o}{end}" for s, p, o in triples)


@cache
def _datatype(name: str) -> Term:
    return iri(name if ":" in name else XSD + name)


def _unescape(escape: re.Match[str]) -> str:
    code = escape[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else _UNESCAPES.get(code, code)


def _quote(value: str) -> str:
    # Most texts need no escape; this test takes a tenth of the time of `translate`.
    if value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    if not value.isascii() and _SURROGATE.search(value):
        raise ValueError(_("{value} holds half a character", value=quoted(value)))
    return f'"{value.translate(_ESCAPES)}"'
