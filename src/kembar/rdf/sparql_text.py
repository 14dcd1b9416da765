"""The text of a query by others, checked before any parser reads it.

Parsers and evaluators of SPARQL recurse, so that deep nesting ends the process; and SERVICE sends
a request from inside the engine. Only a text without the keyword SERVICE is safe, and only what
certainly is a comment, a string, an IRI, a variable or the local part of a name hides the word.

The tokens are those of Oxigraph, which need no space between them: `3SERVICE`, `SERVICE:name`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kembar.errors import KembarError
from kembar.language import _, numeral

MAX_LENGTH = 1_000_000
"""Characters of a query."""

MAX_DEPTH = 100
"""Levels of brackets, or operators in a row; Oxigraph overflows a stack of 8 MB at 1,000."""

_IRI = r"<(?:[^\x00-\x20<>\"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>"
_TOKEN = (
    r"""(?P<comment>\#[^\r\n]*)
    |(?P<long>'''(?:[^'\\]|\\.|'(?!''))*''' | \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3})
    |(?P<string>'(?:[^'\\\r\n]|\\.)*' | "(?:[^"\\\r\n]|\\.)*")
    |(?P<name>[?$]\w+ | :(?:[\w:]|\\.)(?:[\w:-]|\\.)* | @[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<iri>"""
    + _IRI
    + r""")
    |(?P<service>service)
    |(?P<open>[(\[{])
    |(?P<close>[)\]}])
    |(?P<operators>(?:[!^]\s*){2,})
    |\\."""
)
_OPERATOR_IRI = r"[^'\#]*['\#]"
_CODE = r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})"


_END_OF_PREFIXES = "# prefixes of the graph\n"
_BLANK = r"(?:\s|\#[^\r\n]*+)*+"
_DECLARATION = rf"{_BLANK}(?:BASE|PREFIX{_BLANK}([\w.-]*):){_BLANK}{_IRI}"


def with_prefixes(query: str, namespaces: Mapping[str, str]) -> str:
    """Return a query after a line that declares the prefixes which it leaves undeclared.

    Engines differ on a prefix that is declared twice, so that only those go there that the query
    uses. The messages on the text count its lines without this one.
    """
    declared, place = set(), 0
    while match := re.compile(_DECLARATION, re.IGNORECASE).match(query, place):
        declared.add(match[1])
        place = match.end()
    lines = [
        f"PREFIX {name}: <{address}>"
        for name, address in namespaces.items()
        if name not in declared and re.search(rf"(?<![\w.-]){name}:", query)
    ]
    return f"{' '.join(lines)} {_END_OF_PREFIXES}{query}" if lines else query


def without_prefixes(query: str) -> str:
    """Return a query without the line of `with_prefixes`."""
    first, end, rest = query.partition(_END_OF_PREFIXES)
    return rest if end and first.startswith("PREFIX ") and "\n" not in first else query


def check_query(query: str, *, allow_service: bool = False) -> None:
    """Check the text of a query by others.

    Args:
        query: its text.
        allow_service: it may use SERVICE.

    Raises:
        KembarError: it is too long, too deep, or uses SERVICE.
    """
    if len(query) > MAX_LENGTH:
        raise KembarError(
            _(
                "the query has {count} characters, more than {most}; ask in several queries",
                count=numeral(len(query)),
                most=numeral(MAX_LENGTH),
            )
        )
    if sum(map(query.count, "([{!^")) > MAX_DEPTH:
        _check_depth(query)
    if not allow_service:
        _check_service(query)


@cache
def _tokens() -> re.Pattern[str]:
    """Return the pattern of a token; most queries need none, so that it is compiled late."""
    return re.compile(_TOKEN, re.VERBOSE | re.DOTALL | re.IGNORECASE)


def _check_depth(query: str) -> None:
    depth = 0
    for token in _tokens().finditer(query):
        kind = token.lastgroup
        depth += {"open": 1, "close": -1}.get(kind or "", 0)
        row = len(token[0].replace(" ", "")) if kind == "operators" else 0
        if max(depth, row) > MAX_DEPTH:
            raise KembarError(
                _(
                    "the query is nested more than {count} levels deep at {place}; simplify it",
                    count=numeral(MAX_DEPTH),
                    place=_place(query, token.start()),
                )
            )


def _check_service(query: str) -> None:
    # casefold: IGNORECASE takes other letters for an s too, which is only stricter.
    if "service" not in query.casefold() and "\\u" not in query.lower():
        return
    for text in {query, re.sub(_CODE, _character, query)}:
        place = _service_in(text)
        if place is not None:
            raise KembarError(
                _(
                    "SERVICE at {place} would ask another server; "
                    "allow it with --allow-service, or leave it out",
                    place=_place(text, place),
                )
            )


def _service_in(text: str) -> int | None:
    """Return the place of the word SERVICE where no certain token hides it.

    A "<" may begin an IRI or mean "less than", after which the tokens are others; and where a long
    string has a wrong escape, its first two quotes are an empty string. Both readings are followed
    where they can differ. Each place is visited once.
    """
    starts, visited = [0], set()
    while starts:
        place = starts.pop()
        while place < len(text) and place not in visited:
            visited.add(place)
            token = _tokens().search(text, place)
            if token is None:
                break
            if token.lastgroup == "service":
                return token.start()
            if token.lastgroup == "iri" and _may_be_operator(token[0]):
                starts.append(token.start() + 1)
            if token.lastgroup == "long" and "\\" in token[0]:
                starts.append(token.start() + 2)
            place = token.end()
    return None


def _may_be_operator(iri: str) -> bool:
    """Return whether "<" may mean "less than" here, and then another token goes beyond the ">".

    Only a string or a comment goes beyond it, and no expression has "//" outside of them.
    """
    begin = re.match(_OPERATOR_IRI, iri)
    return begin is not None and "//" not in begin[0]


def _character(code: re.Match[str]) -> str:
    number = int(code[1] or code[2], 16)
    return chr(number) if number < 0x110000 else " "


def _place(text: str, index: int) -> str:
    """Return line and column of an index, as Oxigraph's messages have them."""
    own = without_prefixes(text)
    index -= len(text) - len(own)
    return f"{own.count(chr(10), 0, index) + 1}:{index - own.rfind(chr(10), 0, index)}"
