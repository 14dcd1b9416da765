"""How engines differ from SPARQL 1.1 and from one another, and what is done so that none shows.

Every question is written once, in plain SPARQL. What an engine gets wrong is mended here, in what
is sent to it and in what it sends back; never in the questions.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kembar.errors import KembarError
from kembar.rdf.namespaces import BASE
from kembar.rdf.terms import XSD, Term, Value, iri


@dataclass(frozen=True)
class Dialect:
    """What is peculiar to an engine.

    Args:
        name: as `engine` of kembar.toml has it.
        default_graph: the named graph in which the default graph is kept; None: in the nameless
            one, as SPARQL has it.
        most: triples that one update may hold.
        asked: makes a query one that it understands.
        sent: a term as it is given to the engine.
        value: a value that the engine gives, as it was before it was sent.
    """

    name: str
    default_graph: Term | None = None
    most: int = 5_000
    asked: Callable[[str], str] = lambda query: query
    sent: Callable[[Term], Term] = lambda term: term
    value: Callable[[Value], Value] = lambda value: value


STANDARD = Dialect("standard")
"""SPARQL 1.1 as it is written; a default graph of its own."""


def dialect_of_server(server: str) -> Dialect:
    """The dialect of a server, by what it calls itself in the header Server."""
    return VIRTUOSO if server.lower().startswith("virtuoso") else STANDARD


def dialect_named(name: str) -> Dialect:
    """The dialect of a name.

    Raises:
        KembarError: there is none.
    """
    if name not in DIALECTS:
        raise KembarError(f"no engine is called {name!r}; known are {', '.join(DIALECTS)}")
    return DIALECTS[name]


# Virtuoso 7.2 -----------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
    |(?P<place>VALUES\s+\?(?P<name>\w+)\s*\{\s*(?P<value>UNDEF|<[^<>\s]*>
        |"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^(?:<[^<>\s]*>|\w+:\w+))?)\s*\})
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |\?(?P<variable>\w+)""",
    re.VERBOSE | re.DOTALL,
)
_LISTS = re.compile(r"\b(?:SELECT|GROUP\s+BY|ORDER\s+BY)\b([^{}]*)")
_WITHIN = re.compile(r"\([^()]*\)")
_NAMED = re.compile(r"\bAS\s+\?\w+")


def _virtuoso(query: str) -> str:
    """A query as Virtuoso 7.2 understands it.

    - A variable that one VALUES binds to one term is that term: within OPTIONAL, UNION and
      subqueries Virtuoso compares with nothing where the VALUES stands outside.
    - `VALUES ?x { UNDEF }` says nothing, and is left out: Virtuoso joins it with every row.
    - What is not ASCII in a text is written as an escape: Virtuoso reads it as "?".
    - Comments are left out: they are sent back in messages of errors.
    - GRAPH ?x finds the graph of everything too, which is none that somebody said: not that one.
    - MIN and MAX order literals by how they are kept, not by what they say: their texts are taken,
      or their numbers.
    - CONCAT makes "?" of a constant that is not ASCII, and IN does not find it, unless it
      comes from one with a language.
    - true is 1, so `= true` holds for a number too: the text is compared.
    - BOUND gives 1 for true.
    - MINUS behind a subquery takes nothing away: an OPTIONAL that must find nothing does.
    """
    query = _put_terms(query)
    for wrong, right in _MENDED:
        query = wrong.sub(right, query)
    return _MINUS.sub(_found_none, _CALL.sub(_with_language, query))


_EVERYTHING = f"<{BASE}graph/everything>"
_MENDED = tuple(
    (re.compile(wrong), right)
    for wrong, right in (
        (r"\bGRAPH\s*(\?\w+)", rf"FILTER(\1 != {_EVERYTHING}) GRAPH \1"),
        (r"\b(MIN|MAX)\((\?\w+)\)", r"\1(IF(isNumeric(\2), \2, STR(\2)))"),
        (r"(\?\w+)\s*=\s*(true|false)\b", r'STR(\1) = "\2"'),
        (r"\(BOUND\((\?\w+)\) AS", r'(IF(BOUND(\1), "true", "false") AS'),
    )
)
_TEXT = r'"(?:[^"\\]|\\.)*"'
_CALL = re.compile(
    rf"\b(?:CONCAT|IN)\s*\((?:{_TEXT}|[^()\"]|\((?:{_TEXT}|[^()\"]|\((?:{_TEXT}|[^()\"])*\))*\))*\)"
)
_ESCAPED = re.compile(rf"({_TEXT})(?=\s*[,)])")
_MINUS = re.compile(r"\bMINUS\s*(\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})")


def _found_none(found: re.Match[str]) -> str:
    mark = f"?minus{found.start()}"
    return f"OPTIONAL {{ {found[1]} BIND(1 AS {mark}) }} FILTER(!BOUND({mark}))"


def _with_language(call: re.Match[str]) -> str:
    return _ESCAPED.sub(
        lambda text: f"STR({text[1]}@en)" if r"\u" in text[1].lower() else text[0], call[0]
    )


def _put_terms(query: str) -> str:
    """The query with terms in place of variables that stand for one term each."""
    said: dict[str, set[str]] = {}
    for found in _TOKEN.finditer(query):
        if found["place"]:
            said.setdefault(found["name"], set()).add(found["value"])
    shown = _shown(query)
    fixed = {
        name: next(iter(values))
        for name, values in said.items()
        if len(values) == 1 and name not in shown and "UNDEF" not in values
    }

    def put(found: re.Match[str]) -> str:
        if found["comment"]:
            return ""
        if found["place"]:
            gone = found["name"] in fixed or found["value"] == "UNDEF"
            return "" if gone else _ascii(found[0])
        if found["variable"]:
            return _ascii(fixed.get(found["variable"], found[0]))
        return _ascii(found[0]) if found["text"] else found[0]

    return _TOKEN.sub(put, query)


def _shown(query: str) -> set[str]:
    """The variables that stand by themselves in a list of SELECT, GROUP BY or ORDER BY."""
    shown: set[str] = set()
    for found in _LISTS.finditer(_TOKEN.sub(lambda t: t[0] if t["variable"] else " ", query)):
        told, before = found[1], ""
        while told != before:
            before = told
            told = _WITHIN.sub(lambda inner: " ".join(_NAMED.findall(inner[0])), told)
        shown |= set(re.findall(r"\?(\w+)", told))
    return shown


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    return "".join(
        c if c.isascii() else f"\\u{ord(c):04X}" if ord(c) < 1 << 16 else f"\\U{ord(c):08X}"
        for c in text
    )


_OWN = "urn:kembar:"
_COARSE = tuple((f'"^^<{XSD}{name}>', f'"^^<{_OWN}{name}>') for name in ("gYear", "gYearMonth"))


def _virtuoso_sent(term: Term) -> Term:
    """Virtuoso takes 2018-01 and 2018-01-01 for one: a year and a month get types of our own."""
    for true, own in _COARSE:
        if term.endswith(true):
            return Term(term.removesuffix(true) + own)
    return term


def _virtuoso_value(value: Value) -> Value:
    """Types of our own are turned back; and Virtuoso says xsd:boolean as 1 and 0."""
    if value.datatype.startswith(_OWN):
        return value._replace(datatype=XSD + value.datatype.removeprefix(_OWN))
    if value.datatype == f"{XSD}boolean" and value.text in ("0", "1"):
        return value._replace(text="true" if value.text == "1" else "false")
    return value


VIRTUOSO = Dialect(
    "virtuoso",
    iri(f"{BASE}graph/everything"),
    2_000,
    _virtuoso,
    _virtuoso_sent,
    _virtuoso_value,
)
"""Virtuoso 7.2: its default graph is the union of all, so what counts has a graph of its own."""

DIALECTS = {dialect.name: dialect for dialect in (STANDARD, VIRTUOSO)}
