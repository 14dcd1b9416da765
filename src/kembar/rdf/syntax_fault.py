"""The reason of Oxigraph for a query that it cannot parse, in terms of the text of the query.

Its parser reports the farthest place that it tried, and all that it tried there: signs in quotes,
classes of characters in brackets, sentences, and keywords, which it compares after it passed them.
"""

from __future__ import annotations

import difflib
import re

from kembar.rdf.namespaces import NAMESPACES
from kembar.rdf.sparql_text import without_prefixes

_MESSAGE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_ITEM = re.compile(
    r"""\[(?:'(?:\\u\{\w+\}|\\.|[^'])'|[^\]'])*\] | "((?:[^"\\]|\\.)*)" | ([^,\["]+)""", re.VERBOSE
)
_PREFIXED = re.compile(r"([^\W\d][\w.-]*)?:[\w.:%\\-]*$")
_WORD = re.compile(r"[\w?$:@]+$")
_RELATIVE = re.compile(r"<[^<>\s:]*>")
_NEAR = 24
"""Characters of the text that a message shows."""

_MOST_SIGNS = 6
"""Signs that a message lists; more tell nothing."""

_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_KEYWORDS = (
    *("ASK", "BASE", "BIND", "CONSTRUCT", "COUNT", "DESCRIBE", "DISTINCT", "EXISTS", "FILTER"),
    *("FROM", "GRAPH", "GROUP", "HAVING", "LIMIT", "MINUS", "NAMED", "NOT", "OFFSET", "OPTIONAL"),
    *("ORDER", "PREFIX", "REDUCED", "SELECT", "SERVICE", "UNDEF", "UNION", "VALUES", "WHERE"),
)


def syntax_fault(message: str, query: str) -> str:
    """Return place and reason of a syntax error.

    Args:
        message: of Oxigraph, as "error at 1:5: expected one of ...".
        query: its text; the line of `with_prefixes` does not count.
    """
    match = _MESSAGE.match(message)
    if match is None:
        return message
    own = without_prefixes(query)
    line = int(match[1]) - (own != query)
    index = sum(len(each) + 1 for each in own.split("\n")[: line - 1]) + int(match[2]) - 1
    start, reason = _reason(own, min(index, len(own)), match[3])
    if not own[start:].strip():
        return reason
    line, column = own.count("\n", 0, start) + 1, start - own.rfind("\n", 0, start)
    return f"line {line}, column {column}: {reason}"


def _reason(query: str, index: int, expected: str) -> tuple[int, str]:
    """Return where the fault begins, and what it is."""
    items = list(_ITEM.finditer(expected))
    signs = [item[1].replace('\\"', '"') for item in items if item[1]]
    words = [item[2].strip() for item in items if item[2] and item[2].strip()]
    sentence = next((word for word in words if " " in word), "")
    if sentence == "Prefix not found":
        return _unknown_prefix(query, index)
    if sentence == "IRI parsing failed":
        start = max(query.rfind("<", 0, index), 0)
        return start, f"{query[start:index]!r} is no absolute IRI"
    if sentence:
        return index, sentence if sentence[1].isupper() else sentence[0].lower() + sentence[1:]
    if words and not signs and not any(item[0].startswith("['") for item in items):
        index = _word_before(query, index - min(map(len, words)))
    if not query[index:].strip():
        return index, _early_end(query, signs)
    return index, _not_understood(query[index:], signs)


def _word_before(query: str, index: int) -> int:
    word = _WORD.search(query, 0, index)
    return word.start() if word else index


def _unknown_prefix(query: str, index: int) -> tuple[int, str]:
    name = _PREFIXED.search(query, 0, index)
    prefix = (name[1] if name else "") or ""
    near = difflib.get_close_matches(prefix, NAMESPACES, 1)
    hint = f"did you mean {near[0]}:? Else write" if near and near[0] != prefix else "write"
    remedy = f"{hint} PREFIX {prefix}: <{NAMESPACES.get(prefix, 'its namespace')}>"
    return (name.start() if name else index), f"the prefix {prefix}: is not declared; {remedy}"


def _early_end(query: str, signs: list[str]) -> str:
    if not query.strip():
        return "it is empty"
    for sign, name in (("}", "a } is missing"), ('"', "a quotation mark is missing")):
        if sign in signs:
            return f"it ends too early: {name}"
    if signs:
        return "it ends too early"
    return (
        "it can be read to its end, but not as a whole; look for a variable that is bound twice, "
        "or a bracket too many or too few"
    )


def _not_understood(rest: str, signs: list[str]) -> str:
    if relative := _RELATIVE.search(rest[: 2 * _NEAR]):
        return f"{relative[0]!r} is no absolute IRI"
    word = re.match(r"\w*", rest)
    keyword = word[0].upper() if word else ""
    near = f"{rest.split(chr(10))[0][:_NEAR].strip()!r} is not understood"
    close = difflib.get_close_matches(keyword, _KEYWORDS, 1, 0.7)
    if close and close[0] != keyword:
        return f"{near}; did you mean {close[0]}?"
    if keyword in _UPDATES:
        return f"{near}: a query changes nothing; use kembar add, edit or retire"
    if 0 < len(signs) <= _MOST_SIGNS:
        return f"{near}; expected {' or '.join(signs)}"
    return f"{near} there; look also at what stands before it"
