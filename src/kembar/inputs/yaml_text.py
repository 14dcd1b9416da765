"""YAML as plain texts, lists and mappings: every scalar is the text that stands there.

So a summary "2020-01-01" or "yes" is a text, and no date, number or tag is made that could fail.
Aliases (*), which a few lines can turn into more than any memory holds, are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from kembar.errors import InputError, quoted
from kembar.inputs.limits import DEEPEST_YAML
from kembar.language import _, numeral

Plain = str | list[Any] | dict[str, Any]
"""A text, or a list or a mapping of such values."""

_EMPTY = ("~", "null", "Null", "NULL")


def parse_yaml(text: str, file: object, first_line: int = 1) -> Plain:
    """Return the content of one document of YAML; "" where there is none.

    Args:
        text: of the document.
        file: its name in messages.
        first_line: the line of the file that the text begins on.

    Raises:
        InputError: with its line: no YAML, an alias, a key that is repeated or no text, a tag,
            too deep, a sign that is no character.
    """
    nodes = compose_yaml(text, file, first_line)
    if len(nodes) > 1:
        line = line_of(nodes[1], first_line)
        raise InputError(_("holds a second document; take it out"), file=file, line=line)
    return _plain(nodes[0], file, first_line) if nodes else ""


def compose_yaml(text: str, file: object, first_line: int = 1) -> list[Any]:
    """Return the documents of a text as nodes of PyYAML, each checked as `parse_yaml` says.

    Raises:
        InputError: see `parse_yaml`; keys that are repeated are left to the caller.
    """
    import yaml

    try:
        nodes = [node for node in yaml.compose_all(text, _loader()) if node is not None]
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as bad:
        # Where a bracket is missing, the mark stands below the last line.
        line = getattr(getattr(bad, "problem_mark", None), "line", 0)
        line = min(line, max(len(text.splitlines()) - 1, 0)) + first_line
        why = getattr(bad, "problem", None) or _("this character cannot stand there")
        raise InputError(_("is not YAML: {reason}", reason=why), file=file, line=line) from None
    for node in nodes:
        _check(node, file, first_line)
    return nodes


@cache
def _loader() -> Any:
    """Return a loader that counts depth: some versions of libyaml recurse until a crash."""
    import yaml

    parent: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Limited(parent):  # type: ignore[misc]  # its base is known at run time only
        depth = 0

        def descend_resolver(self, *_where: Any) -> None:
            self.depth += 1
            if self.depth > 10 * DEEPEST_YAML:
                raise RecursionError

        def ascend_resolver(self) -> None:
            self.depth -= 1

    return Limited


def line_of(node: Any, first_line: int = 1) -> int:
    """Return the line of a node."""
    return int(node.start_mark.line) + first_line


def is_empty(node: Any) -> bool:
    """True for a scalar that says nothing: no sign, ~ or null without quotes."""
    return node.id == "scalar" and (
        not node.value.strip() or (not node.style and node.value in _EMPTY)
    )


def _check(root: Any, file: object, first_line: int) -> None:
    """Refuse a node that is not a tree of texts."""
    seen: set[int] = set()
    waiting = [(root, root, 1)]
    while waiting:
        node, parent, depth = waiting.pop()
        line = line_of(parent, first_line)
        if id(node) in seen:
            fault = _("refers to another place with *; write it out instead")
            raise InputError(fault, file=file, line=line)
        seen.add(id(node))
        if depth > DEEPEST_YAML:
            most = numeral(DEEPEST_YAML)
            fault = _("nests more than {count} lists or mappings in one another", count=most)
            raise InputError(fault, file=file, line=line_of(node, first_line))
        if fault := _fault(node):
            raise InputError(fault, file=file, line=line_of(node, first_line))
        for key, child in _children(node):
            waiting += [(key, node, depth + 1)] if key is not None else []
            waiting.append((child, key or node, depth + 1))


def _children(node: Any) -> Iterator[tuple[Any, Any]]:
    """The keys and the values of a node; an item of a list has no key."""
    if node.id == "mapping":
        yield from node.value
    elif node.id == "sequence":
        yield from ((None, one) for one in node.value)


def _fault(node: Any) -> str:
    if not node.tag.startswith("tag:yaml.org,2002:") or "/" in node.tag:
        return _("has the tag {tag}; leave it out and write a text", tag=quoted(node.tag[:60]))
    if node.id == "scalar" and any(ord(c) < 32 and c not in "\t\n\r" for c in node.value):
        return _("holds a control character; write a text")
    if node.id == "scalar" and not _is_unicode(node.value):
        return _("holds half of a character (\\ud800 to \\udfff); write the character itself")
    return ""


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _plain(node: Any, file: object, first_line: int) -> Plain:
    if node.id == "scalar":
        return "" if is_empty(node) else str(node.value)
    if node.id == "sequence":
        return [_plain(one, file, first_line) for one in node.value]
    mapping: dict[str, Any] = {}
    for key, value in node.value:
        if key.id != "scalar":
            fault = _("has a key that is not a text")
            raise InputError(fault, file=file, line=line_of(key, first_line))
        if key.value in mapping:
            line = line_of(key, first_line)
            raise InputError(_("stands twice"), file=file, line=line, column=key.value[:60])
        mapping[key.value] = _plain(value, file, first_line)
    return mapping
