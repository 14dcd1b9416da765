"""Workarounds for SPARQL engines that deviate from SPARQL 1.1.

Every question is written once, in plain SPARQL. The deviations of an engine are corrected here, in
the queries and terms sent to it and in the values that it returns; never in the questions.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kembar.errors import UnknownName
from kembar.rdf.namespaces import BASE
from kembar.rdf.terms import XSD, Term, Value, iri


@dataclass(frozen=True)
class Dialect:
    """Deviations of one engine.

    Args:
        name: value of `engine` in kembar.toml.
        default_graph: the named graph that serves as the default graph; None where the engine has
            a default graph of its own, as SPARQL has it.
        max_triples: triples that one update may carry.
        rewrite_query: returns a query that the engine understands.
        encode_term: returns a term as the engine stores it faithfully.
        decode_value: returns a value from the engine as it was before `encode_term`.
    """

    name: str
    default_graph: Term | None = None
    max_triples: int = 5_000
    rewrite_query: Callable[[str], str] = lambda query: query
    encode_term: Callable[[Term], Term] = lambda term: term
    decode_value: Callable[[Value], Value] = lambda value: value


STANDARD = Dialect("standard")
"""SPARQL 1.1, with a default graph of its own."""


def dialect_of_server(server: str) -> Dialect:
    """Return the dialect of a server, by its HTTP header Server."""
    return VIRTUOSO if server.lower().startswith("virtuoso") else STANDARD


def dialect_by_name(name: str) -> Dialect:
    """Return the dialect with a name.

    Raises:
        KembarError: there is none.
    """
    if name not in DIALECTS:
        raise UnknownName("engine", name, list(DIALECTS))
    return DIALECTS[name]


# Virtuoso 7.2 -----------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
    |(?P<values>VALUES\s+\?(?P<name>\w+)\s*\{\s*(?P<value>UNDEF|<[^<>\s]*>
        |"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^(?:<[^<>\s]*>|\w+:\w+))?)\s*\})
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |\?(?P<variable>\w+)""",
    re.VERBOSE | re.DOTALL,
)
_CLAUSES = re.compile(r"\b(?:SELECT|GROUP\s+BY|ORDER\s+BY)\b([^{}]*)")
_PARENTHESES = re.compile(r"\([^()]*\)")
_ALIAS = re.compile(r"\bAS\s+\?\w+")


def _virtuoso_query(query: str) -> str:
    """Return a query as Virtuoso 7.2 understands it.

    - A variable that one VALUES binds to one term becomes that term: within OPTIONAL, UNION and
      subqueries Virtuoso compares with nothing where the VALUES stands outside.
    - `VALUES ?x { UNDEF }` restricts nothing, and is dropped: Virtuoso joins it with every row.
    - Characters of texts outside ASCII become escapes: Virtuoso reads them as "?".
    - Comments are dropped: error messages repeat them.
    - GRAPH ?x matches the graph that serves as the default graph too, which no source states: a
      FILTER excludes it.
    - MIN and MAX order literals by their storage, not by their value: they get texts or numbers.
    - CONCAT, and an aggregate of an IF, make "?" of a constant outside ASCII, and IN does not match
      it, unless it comes from a literal with a language.
    - true is 1, so `= true` holds for a number too: texts are compared.
    - BOUND returns 1 for true, and so does !BOUND.
    - MINUS after a subquery removes nothing: an OPTIONAL that must stay unbound does.
    """
    query = _substitute_values(query)
    for pattern, replacement in _REPLACEMENTS:
        query = pattern.sub(replacement, query)
    return _MINUS.sub(_minus_as_optional, _CALL.sub(_with_languages, query))


_EVERYTHING = f"<{BASE}graph/everything>"
_REPLACEMENTS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\bGRAPH\s*(\?\w+)", rf"FILTER(\1 != {_EVERYTHING}) GRAPH \1"),
        (r"\b(MIN|MAX)\((\?\w+)\)", r"\1(IF(isNumeric(\2), \2, STR(\2)))"),
        (r"(\?\w+)\s*=\s*(true|false)\b", r'STR(\1) = "\2"'),
        (r"\((!?BOUND\(\?\w+\)) AS", r'(IF(\1, "true", "false") AS'),
    )
)
_TEXT = r'"(?:[^"\\]|\\.)*"'
_CALL = re.compile(
    rf"\b(?:CONCAT|IF|IN)\s*\((?:{_TEXT}|[^()\"]|\((?:{_TEXT}|[^()\"]|\((?:{_TEXT}|[^()\"])*\))*\))*\)"
)
_ARGUMENT = re.compile(rf"({_TEXT})(?=\s*[,)])")
_MINUS = re.compile(r"\bMINUS\s*(\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})")


def _minus_as_optional(minus: re.Match[str]) -> str:
    mark = f"?minus{minus.start()}"
    return f"OPTIONAL {{ {minus[1]} BIND(1 AS {mark}) }} FILTER(!BOUND({mark}))"


def _with_languages(call: re.Match[str]) -> str:
    return _ARGUMENT.sub(
        lambda text: f"STR({text[1]}@en)" if r"\u" in text[1].lower() else text[0], call[0]
    )


def _substitute_values(query: str) -> str:
    """Return the query with terms in place of variables that VALUES binds to one term each."""
    bindings: dict[str, set[str]] = {}
    for token in _TOKEN.finditer(query):
        if token["values"]:
            bindings.setdefault(token["name"], set()).add(token["value"])
    listed = _listed_variables(query)
    constants = {
        name: next(iter(values))
        for name, values in bindings.items()
        if len(values) == 1 and name not in listed and "UNDEF" not in values
    }

    def substitute(token: re.Match[str]) -> str:
        if token["comment"]:
            return ""
        if token["values"]:
            is_redundant = token["name"] in constants or token["value"] == "UNDEF"
            return "" if is_redundant else _ascii(token[0])
        if token["variable"]:
            return _ascii(constants.get(token["variable"], token[0]))
        return _ascii(token[0]) if token["text"] else token[0]

    return _TOKEN.sub(substitute, query)


def _listed_variables(query: str) -> set[str]:
    """Return the variables that stand alone in a clause SELECT, GROUP BY or ORDER BY."""
    variables: set[str] = set()
    for match in _CLAUSES.finditer(_TOKEN.sub(lambda t: t[0] if t["variable"] else " ", query)):
        clause, before = match[1], ""
        while clause != before:
            before = clause
            clause = _PARENTHESES.sub(lambda inner: " ".join(_ALIAS.findall(inner[0])), clause)
        variables |= set(re.findall(r"\?(\w+)", clause))
    return variables


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    return "".join(
        c if c.isascii() else f"\\u{ord(c):04X}" if ord(c) < 1 << 16 else f"\\U{ord(c):08X}"
        for c in text
    )


_OWN = "urn:kembar:"
_PARTIAL_DATES = tuple(
    (f'"^^<{XSD}{name}>', f'"^^<{_OWN}{name}>') for name in ("gYear", "gYearMonth")
)


def _virtuoso_term(term: Term) -> Term:
    """Give years and months a datatype of Kembar's: Virtuoso takes 2018-01 for 2018-01-01."""
    for standard, own in _PARTIAL_DATES:
        if term.endswith(standard):
            return Term(term.removesuffix(standard) + own)
    return term


def _virtuoso_value(value: Value) -> Value:
    """Restore the datatypes of years and months, and xsd:boolean, which Virtuoso writes as 1."""
    if value.datatype.startswith(_OWN):
        return value._replace(datatype=XSD + value.datatype.removeprefix(_OWN))
    if value.datatype == f"{XSD}boolean" and value.text in ("0", "1"):
        return value._replace(text="true" if value.text == "1" else "false")
    return value


VIRTUOSO = Dialect(
    "virtuoso",
    iri(f"{BASE}graph/everything"),
    2_000,
    _virtuoso_query,
    _virtuoso_term,
    _virtuoso_value,
)
"""Virtuoso 7.2: its default graph is the union of all, so that a named graph must serve as one."""

DIALECTS = {dialect.name: dialect for dialect in (STANDARD, VIRTUOSO)}
