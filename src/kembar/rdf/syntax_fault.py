"""The reason of Oxigraph for a query that it cannot parse, in terms of the text of the query.

Its parser reports the farthest place that it tried, and all that it tried there: signs in quotes,
classes of characters in brackets, sentences, and keywords, which it compares after it passed them.
"""

from __future__ import annotations

import difflib
import re

from kembar.language import N_, _, listing
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
    return _("line {line}, column {column}: {reason}", line=line, column=column, reason=reason)


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
        return start, _("{value} is not an absolute IRI", value=repr(query[start:index]))
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
    start = name.start() if name else index
    namespace = NAMESPACES.get(prefix) or _("its namespace")
    declaration = f"PREFIX {prefix}: <{namespace}>"
    places = {"prefix": f"{prefix}:", "declaration": declaration}
    if near and near[0] != prefix:
        text = N_(
            "the prefix {prefix} is not declared; did you mean {near}? Else write {declaration}"
        )
        return start, _(text, near=near[0] + ":", **places)
    return start, _("the prefix {prefix} is not declared; write {declaration}", **places)


def _early_end(query: str, signs: list[str]) -> str:
    if not query.strip():
        return _("it is empty")
    if "}" in signs:
        return _("it ends too early: a closing brace is missing")
    if '"' in signs:
        return _("it ends too early: a quotation mark is missing")
    if signs:
        return _("it ends too early")
    return _(
        "it can be read to its end, but not as a whole; look for a variable that is bound twice, "
        "or a bracket too many or too few"
    )


def _not_understood(rest: str, signs: list[str]) -> str:
    if relative := _RELATIVE.search(rest[: 2 * _NEAR]):
        return _("{value} is not an absolute IRI", value=repr(relative[0]))
    word = re.match(r"\w*", rest)
    keyword = word[0].upper() if word else ""
    text = repr(rest.split("\n")[0][:_NEAR].strip())
    close = difflib.get_close_matches(keyword, _KEYWORDS, 1, 0.7)
    if close and close[0] != keyword:
        return _("{text} is not understood; did you mean {near}?", text=text, near=close[0])
    if keyword in _UPDATES:
        return _(
            "{text} is not understood: a query changes nothing; use kembar add, edit or retire",
            text=text,
        )
    if 0 < len(signs) <= _MOST_SIGNS:
        expected = listing(signs, "or")
        return _("{text} is not understood; expected {signs}", text=text, signs=expected)
    return _("{text} is not understood there; check also the text before it", text=text)
